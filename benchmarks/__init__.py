"""Benchmarks: each file measures one thing against a peer or a physical bound, in the same run."""
