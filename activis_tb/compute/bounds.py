"""The limits of what activation functions give."""

Bounds = tuple[float | None, float | None]

_BOUNDS: dict[str, Bounds] = {
    **dict.fromkeys(("sigmoid", "hard_sigmoid", "softmax", "sparsemax", "sparse_sigmoid"), (0.0, 1.0)),
    **dict.fromkeys(("tanh", "hard_tanh", "softsign"), (-1.0, 1.0)),
    **dict.fromkeys(("relu", "softplus", "exponential", "squareplus", "sparse_plus"), (0.0, None)),
    "relu6": (0.0, 6.0),
}


def bounds(function: str) -> Bounds | None:
    """The finite limits of what an activation function gives, None where it has none or is not known."""
    return _BOUNDS.get(function)
