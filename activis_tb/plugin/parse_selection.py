"""Subsets made on the page, from JSON."""

import base64
import binascii
from typing import Any

from tensorboard import errors

from activis_tb.queries.selection import MOST_PARTS, Combined, Condition, Drawn, Listed, Named, Selection

_DEEPEST = 8


def parse_selection(given: Any, depth: int = 0) -> Selection:
    """A selection from its JSON object (docs/http_api.md); InvalidArgumentError for another shape."""
    if not isinstance(given, dict) or depth > _DEEPEST:
        raise _refusal(given)
    match given:
        case {"subset": str(name)}:
            return Named(name)
        case {"where": str(where)}:
            return Condition(where)
        case {"ids": list(ids)} if all(isinstance(name, str) for name in ids):
            return Listed(tuple(ids))
        case {"bits": str(bits), "checksum": int(checksum)}:
            return Drawn(_bytes(bits), checksum, str(given.get("layer", "")))
        case {"all": list(parts)} | {"any": list(parts)} if 0 < len(parts) <= MOST_PARTS:
            return Combined("all" if "all" in given else "any", tuple(parse_selection(p, depth + 1) for p in parts))
        case {"not": part}:
            return Combined("not", (parse_selection(part, depth + 1),))
    raise _refusal(given)


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise errors.InvalidArgumentError("the bits of drawn instances are not base64") from None


def _refusal(given: Any) -> errors.InvalidArgumentError:
    text = repr(given)
    shown = text if len(text) <= 80 else text[:77] + "..."
    return errors.InvalidArgumentError(
        f"a subset is {shown}; it must be one of subset, where, ids, bits with checksum, all, any and not, "
        f"at most {_DEEPEST} deep"
    )
