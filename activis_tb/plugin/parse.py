"""Query strings and JSON bodies, brought to queries; whatever is wrong is an InvalidArgumentError of one sentence."""

import json
from collections.abc import Mapping
from typing import Any

from tensorboard import errors
from werkzeug import Request

from activis_tb.plugin.parse_selection import parse_selection
from activis_tb.queries.activations import LayerQuery
from activis_tb.queries.changed import ChangedQuery
from activis_tb.queries.cka import CkaQuery
from activis_tb.queries.columns import ColumnsQuery
from activis_tb.queries.condition import ConditionQuery
from activis_tb.queries.correspondence import CorrespondenceQuery
from activis_tb.queries.effect import EffectQuery
from activis_tb.queries.graph import GraphQuery
from activis_tb.queries.groups import GroupsQuery
from activis_tb.queries.health import HealthQuery
from activis_tb.queries.instance import InstanceQuery
from activis_tb.queries.matrix import MatrixQuery, Row
from activis_tb.queries.moment import Moment
from activis_tb.queries.neighbors import NeighborsQuery
from activis_tb.queries.neuron import NeuronQuery
from activis_tb.queries.neurons import NeuronsQuery
from activis_tb.queries.projection import ProjectionQuery
from activis_tb.queries.sampled import SampledQuery
from activis_tb.queries.search import SearchQuery
from activis_tb.queries.selection import Selection
from activis_tb.queries.shared import SharedQuery
from activis_tb.queries.statistics import MEASURES
from activis_tb.queries.thumbnails import ThumbnailsQuery

LARGEST_BODY = 4 << 20
INTENT = "X-ActiVis"
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


def check_intent(request: Request) -> None:
    """What changes state must come from our page: a form of another site can post, but cannot set this header."""
    if INTENT not in request.headers:
        raise errors.PermissionDeniedError(f"the request has no header {INTENT!r}, which the ActiVis page sends")


def graph_query(given: Parameters) -> GraphQuery:
    """Whose graph is asked for."""
    return GraphQuery(_text(given, "run"))


def health_query(given: Parameters) -> HealthQuery:
    """Whose health is asked for."""
    return HealthQuery(_text(given, "run"), _text(given, "instance_set"))


def moment(given: Parameters) -> Moment:
    """The run, set and step that are asked for."""
    return Moment(_text(given, "run"), _text(given, "instance_set"), _whole(given, "step"))


def layer_query(given: Parameters) -> LayerQuery:
    """The layer that is asked for."""
    return LayerQuery(moment(given), _text(given, "layer"))


def projection_query(given: Parameters) -> ProjectionQuery:
    """The layer to project and the method; `start` "no" asks only for a map that is there; `anchor_run` and
    `anchor_step` name the moment of the same instance set whose map it is to follow."""
    start = given.get("start", "yes")
    if start not in ("yes", "no"):
        raise errors.InvalidArgumentError(f"start is {_short(start)}; it must be 'yes' or 'no'")
    ours, anchor = moment(given), None
    if "anchor_run" in given:
        anchor = Moment(_text(given, "anchor_run"), ours.instance_set, _whole(given, "anchor_step"))
    method = str(given.get("method", "pca"))
    return ProjectionQuery(ours, _text(given, "layer"), method, start == "yes", anchor)


def cka_query(given: Parameters) -> CkaQuery:
    """The two moments whose layers are compared."""
    return CkaQuery(moment(given), _other_moment(given))


def changed_query(given: Parameters) -> ChangedQuery:
    """The two moments whose right and wrong instances are compared."""
    return ChangedQuery(moment(given), _other_moment(given))


def shared_query(given: Parameters) -> SharedQuery:
    """The two moments whose sampled instances are brought together."""
    return SharedQuery(moment(given), _other_moment(given))


def neighbors_query(given: Parameters) -> NeighborsQuery:
    """The sampled instance whose neighbors in a layer are asked for."""
    return NeighborsQuery(moment(given), _text(given, "layer"), _whole(given, "row"))


def thumbnails_query(given: Parameters) -> ThumbnailsQuery:
    """The page of thumbnails that is asked for."""
    return ThumbnailsQuery(_text(given, "run"), _text(given, "instance_set"), _whole(given, "page"))


def matrix_query(given: Parameters) -> MatrixQuery:
    """The rows that are asked for; what an address leaves out comes from the common parameters."""
    rows = given.get("rows")
    rows = _json("rows", rows) if isinstance(rows, str) else rows
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise errors.InvalidArgumentError(f"rows is {_short(rows)}; it must be a JSON list of addresses")
    measures = tuple(str(given["measures"]).split(",")) if "measures" in given else MEASURES
    return MatrixQuery(_text(given, "layer"), tuple(_row(row, given) for row in rows), measures)


def instance_query(given: Parameters) -> InstanceQuery:
    """The instances that are asked for, by rows or by ids."""
    rows = tuple(_number("rows", part) for part in str(given.get("rows", "")).split(",") if part)
    ids = _json("ids", given["ids"]) if "ids" in given else []
    if not isinstance(ids, list) or not all(isinstance(name, str) for name in ids):
        raise errors.InvalidArgumentError(f"ids is {_short(ids)}; it must be a JSON list of strings")
    return InstanceQuery(moment(given), rows, tuple(ids))


def search_query(given: Parameters) -> SearchQuery:
    """The text that is looked for, and how many of the instances found are wanted."""
    limit = _number("limit", given["limit"]) if given.get("limit") else None
    return SearchQuery(moment(given), _text(given, "text"), limit)


def condition_query(given: Parameters) -> ConditionQuery:
    """The subset whose members are asked for."""
    return ConditionQuery(moment(given), _selection(given, "selection"))


def effect_query(given: Parameters) -> EffectQuery:
    """The subset and what it is held against; the rest of the instances unless there is something."""
    against = _selection(given, "against") if given.get("against") else None
    return EffectQuery(moment(given), _text(given, "layer"), _selection(given, "selection"), against)


def correspondence_query(given: Parameters) -> CorrespondenceQuery:
    """The two layers whose neurons are to be brought together; what is not said of the other one is as of the first."""
    mode = given.get("mode") or None
    if mode not in ("index", "matched", None):
        raise errors.InvalidArgumentError(f"mode is {_short(mode)}; it must be 'index' or 'matched'")
    theirs = {name: given.get(f"other_{name}") or given.get(name) for name in ("run", "instance_set", "layer")}
    step = given.get("other_step")
    other = moment({**theirs, "step": given.get("step") if step in (None, "") else step})
    return CorrespondenceQuery(moment(given), _text(given, "layer"), other, _text(theirs, "layer"), mode)


def columns_query(given: Parameters) -> ColumnsQuery:
    """The columns, with a selection or without."""
    return ColumnsQuery(moment(given), _selection(given, "selection") if given.get("selection") else None)


def groups_query(given: Parameters) -> GroupsQuery:
    """The column to group by, and how many bins its numbers have."""
    bins = _whole(given, "bins") if given.get("bins") else GroupsQuery.bins
    return GroupsQuery(moment(given), _text(given, "column"), bins)


def sampled_query(given: Parameters) -> SampledQuery:
    """The layer, and the neuron or the instance that the numbers are of."""
    if (given.get("neuron") in (None, "")) == (given.get("instance") in (None, "")):
        raise errors.InvalidArgumentError("exactly one of 'neuron' and 'instance' must be given")
    layer = _text(given, "layer")
    if given.get("instance"):
        return SampledQuery(moment(given), layer, instance=_text(given, "instance"))
    return SampledQuery(moment(given), layer, neuron=_whole(given, "neuron"))


def neurons_query(given: Parameters) -> NeuronsQuery:
    """The layer whose neurons are asked for, and the condition."""
    return NeuronsQuery(moment(given), _text(given, "layer"), str(given.get("where") or ""))


def neuron_query(given: Parameters) -> NeuronQuery:
    """The neuron that is asked for, and the subsets to be told apart."""
    listed = given.get("selections", [])
    listed = _json("selections", listed) if isinstance(listed, str) else listed
    if not isinstance(listed, list):
        raise errors.InvalidArgumentError(f"selections is {_short(listed)}; it must be a JSON list of subsets")
    chosen = tuple(parse_selection(selection) for selection in listed)
    return NeuronQuery(moment(given), _text(given, "layer"), _whole(given, "neuron"), chosen)


def _other_moment(given: Parameters) -> Moment:
    """A second moment; what it leaves out is as of the first."""
    ours = moment(given)
    other = {name: given.get(f"other_{name}") or getattr(ours, name) for name in ("run", "instance_set")}
    return Moment(**other, step=_whole(given, "other_step") if "other_step" in given else ours.step)


def _selection(given: Parameters, name: str) -> Selection:
    value = given.get(name)
    if value in (None, ""):
        raise errors.InvalidArgumentError(f"parameter {name!r} is missing")
    return parse_selection(_json(name, value) if isinstance(value, str) else value)


def _row(row: Parameters, defaults: Parameters) -> Row:
    subset, instance, chosen = row.get("subset"), row.get("instance"), row.get("selection")
    if [isinstance(subset, str), isinstance(instance, str), chosen is not None].count(True) != 1:
        raise errors.InvalidArgumentError(
            f"row {_short(row)} must have exactly one of 'subset' and 'instance', as text, and 'selection'"
        )
    parsed = None if chosen is None else parse_selection(chosen)
    return Row(moment({**defaults, **row}), subset, instance, parsed)


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
