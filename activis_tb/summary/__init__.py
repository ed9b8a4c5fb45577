"""Arrays in, event file out."""
