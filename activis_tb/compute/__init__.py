"""Pure functions from arrays to arrays: no I/O, nothing of this package but this room, every random choice seeded."""
