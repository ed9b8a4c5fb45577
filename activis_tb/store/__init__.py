"""The only room that reads event data and side files, and turns them into records and arrays."""
