"""A model in, records out: the recorder for any framework and the collectors that feed it."""
