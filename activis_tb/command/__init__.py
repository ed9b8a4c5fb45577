"""What can be asked of a folder of recordings without a server: `python -m activis_tb`."""
