"""What is stored: the word shared by everything that writes recordings and everything that reads them."""
