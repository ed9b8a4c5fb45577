"""Reads a Keras model: the flow of its data, the layers worth recording, and their activations in one forward pass."""
