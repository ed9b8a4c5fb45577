"""Query strings and JSON bodies, brought to queries; whatever is wrong is an InvalidArgumentError of one sentence."""

import json
from collections.abc import Mapping
from typing import Any

from tensorboard import errors
from werkzeug import Request

from activis_tb.queries.activations import LayerQuery
from activis_tb.queries.graph import GraphQuery
from activis_tb.queries.instance import InstanceQuery
from activis_tb.queries.matrix import MatrixQuery, Row
from activis_tb.queries.moment import Moment
from activis_tb.queries.projection import ProjectionQuery
from activis_tb.queries.thumbnails import ThumbnailsQuery

LARGEST_BODY = 4 << 20
Parameters = Mapping[str, Any]


def parameters(request: Request) -> Parameters:
    """The request's parameters: its query string, or the JSON object that it posts."""
    if request.method in ("GET", "HEAD"):
        return request.args.to_dict()
    if request.mimetype != "application/json":
        raise errors.InvalidArgumentError(
            f"a POST has content type {request.mimetype!r}; it must be 'application/json'"
        )
    if (request.content_length or 0) > LARGEST_BODY:
        raise errors.InvalidArgumentError(
            f"the body has {request.content_length} bytes; at most {LARGEST_BODY} are read"
        )
    body = _json("the body", request.get_data().decode("utf-8", "replace"))
    if not isinstance(body, dict):
        raise errors.InvalidArgumentError("the body must be a JSON object")
    return body


def graph_query(given: Parameters) -> GraphQuery:
    """Whose graph is asked for."""
    return GraphQuery(_text(given, "run"))


def moment(given: Parameters) -> Moment:
    """The run, set and step that are asked for."""
    return Moment(_text(given, "run"), _text(given, "instance_set"), _whole(given, "step"))


def layer_query(given: Parameters) -> LayerQuery:
    """The layer that is asked for."""
    return LayerQuery(moment(given), _text(given, "layer"))


def projection_query(given: Parameters) -> ProjectionQuery:
    """The layer to project and the method."""
    return ProjectionQuery(moment(given), _text(given, "layer"), str(given.get("method", "pca")))


def thumbnails_query(given: Parameters) -> ThumbnailsQuery:
    """The page of thumbnails that is asked for."""
    return ThumbnailsQuery(_text(given, "run"), _text(given, "instance_set"), _whole(given, "page"))


def matrix_query(given: Parameters) -> MatrixQuery:
    """The rows that are asked for; what an address leaves out comes from the common parameters."""
    rows = given.get("rows")
    rows = _json("rows", rows) if isinstance(rows, str) else rows
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise errors.InvalidArgumentError(f"rows is {_short(rows)}; it must be a JSON list of addresses")
    return MatrixQuery(_text(given, "layer"), tuple(_row(row, given) for row in rows))


def instance_query(given: Parameters) -> InstanceQuery:
    """The instances that are asked for, by rows or by ids."""
    rows = tuple(_number("rows", part) for part in str(given.get("rows", "")).split(",") if part)
    ids = _json("ids", given["ids"]) if "ids" in given else []
    if not isinstance(ids, list) or not all(isinstance(name, str) for name in ids):
        raise errors.InvalidArgumentError(f"ids is {_short(ids)}; it must be a JSON list of strings")
    return InstanceQuery(moment(given), rows, tuple(ids))


def _row(row: Parameters, defaults: Parameters) -> Row:
    subset, instance = row.get("subset"), row.get("instance")
    if isinstance(subset, str) == isinstance(instance, str):
        raise errors.InvalidArgumentError(
            f"row {_short(row)} must have exactly one of 'subset' and 'instance', as text"
        )
    return Row(moment({**defaults, **row}), subset, instance)


def _text(given: Parameters, name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value:
        raise errors.InvalidArgumentError(f"parameter {name!r} is missing")
    return value


def _whole(given: Parameters, name: str) -> int:
    if given.get(name) in (None, ""):
        raise errors.InvalidArgumentError(f"parameter {name!r} is missing")
    return _number(name, given[name])


def _number(name: str, value: object) -> int:
    try:
        number = int(str(value))
    except ValueError:
        number = 2**63
    if not -(2**63) <= number < 2**63:
        raise errors.InvalidArgumentError(f"{name} is {_short(value)}; it must be a whole number")
    return number


def _json(what: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise errors.InvalidArgumentError(f"{what} is {_short(text)}, which is not JSON") from None


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."
