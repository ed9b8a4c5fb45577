"""The route table, and what happens to every request."""

from collections.abc import Callable, Iterable
from typing import Any

from tensorboard import errors, plugin_util
from werkzeug import Request, Response

from activis_tb.plugin import parse
from activis_tb.plugin.respond import respond
from activis_tb.plugin.static import page_module
from activis_tb.queries import cka
from activis_tb.queries.activations import activations
from activis_tb.queries.changed import changed
from activis_tb.queries.columns import columns
from activis_tb.queries.condition import condition
from activis_tb.queries.correspondence import correspondence
from activis_tb.queries.effect import effect
from activis_tb.queries.graph import graph
from activis_tb.queries.groups import groups
from activis_tb.queries.head import head
from activis_tb.queries.health import health
from activis_tb.queries.instance import instance
from activis_tb.queries.instances import instances
from activis_tb.queries.matrix import matrix
from activis_tb.queries.neighbors import neighbors
from activis_tb.queries.neuron import neuron
from activis_tb.queries.neurons import neurons
from activis_tb.queries.order import order
from activis_tb.queries.projection import cancel, projection
from activis_tb.queries.runs import runs
from activis_tb.queries.sampled import sampled
from activis_tb.queries.search import search
from activis_tb.queries.shared import shared
from activis_tb.queries.snapshot import snapshot
from activis_tb.queries.thumbnails import thumbnails
from activis_tb.store.log import Log
from activis_tb.store.source import Source

Answer = Callable[[Log, parse.Parameters], object]

ROUTES: dict[str, Answer] = {
    "/runs": lambda log, given: {"runs": runs(log), "logdir": log.source.folders.shown},
    "/snapshot": lambda log, given: snapshot(log, parse.moment(given)),
    "/graph": lambda log, given: graph(log, parse.graph_query(given)),
    "/matrix": lambda log, given: matrix(log, parse.matrix_query(given)),
    "/order": lambda log, given: order(log, parse.matrix_query(given)),
    "/activations": lambda log, given: activations(log, parse.layer_query(given)),
    "/neighbors": lambda log, given: neighbors(log, parse.neighbors_query(given)),
    "/projection": lambda log, given: projection(log, parse.projection_query(given)),
    "/projection/cancel": lambda log, given: cancel(log, parse.projection_query({"method": "tsne", **given})),
    "/cka": lambda log, given: cka.cka(log, parse.cka_query(given)),
    "/cka/cancel": lambda log, given: cka.cancel(log, parse.cka_query(given)),
    "/changed": lambda log, given: changed(log, parse.changed_query(given)),
    "/shared": lambda log, given: shared(log, parse.shared_query(given)),
    "/instances": lambda log, given: instances(log, parse.moment(given)),
    "/instance": lambda log, given: instance(log, parse.instance_query(given)),
    "/search": lambda log, given: search(log, parse.search_query(given)),
    "/condition": lambda log, given: condition(log, parse.condition_query(given)),
    "/columns": lambda log, given: columns(log, parse.columns_query(given)),
    "/groups": lambda log, given: groups(log, parse.groups_query(given)),
    "/sampled": lambda log, given: sampled(log, parse.sampled_query(given)),
    "/effect": lambda log, given: effect(log, parse.effect_query(given)),
    "/correspondence": lambda log, given: correspondence(log, parse.correspondence_query(given)),
    "/head": lambda log, given: head(log, parse.layer_query(given)),
    "/health": lambda log, given: health(log, parse.health_query(given)),
    "/neurons": lambda log, given: neurons(log, parse.neurons_query(given)),
    "/neuron": lambda log, given: neuron(log, parse.neuron_query(given)),
    "/thumbnails": lambda log, given: thumbnails(log, parse.thumbnails_query(given)),
    "/static/index.js": lambda log, given: page_module(),
}
_ASKING = ("/matrix", "/order", "/condition", "/columns", "/effect", "/neuron")
_CHANGING = ("/projection/cancel", "/cka/cancel")
_METHODS = dict.fromkeys(_ASKING, ("GET", "HEAD", "POST")) | dict.fromkeys(_CHANGING, ("POST",))


def serve(
    answer: Answer, source: Source, environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    """Answer one request; errors of ours are rendered by TensorBoard."""
    request = Request(environ)
    route = next(name for name, known in ROUTES.items() if known is answer)
    methods = _METHODS.get(route, ("GET", "HEAD"))
    if request.method not in methods:
        refusal = f"{route} answers {', '.join(methods)}, not {request.method}"
        return Response(refusal, 405, {"Allow": ", ".join(methods)}, content_type="text/plain")(environ, start_response)
    if route in _CHANGING:
        parse.check_intent(request)
    log = Log(source, plugin_util.context(environ), plugin_util.experiment_id(environ))
    return _answered(answer, log, request)(environ, start_response)


def answered(log: Log, request: Request) -> Response:
    """The response to a request for a route, which need not come over HTTP; errors are raised."""
    if request.path not in ROUTES:
        raise errors.NotFoundError(f"there is no route {request.path!r}")
    return _answered(ROUTES[request.path], log, request)


def _answered(answer: Answer, log: Log, request: Request) -> Response:
    found = answer(log, parse.parameters(request))
    return found if isinstance(found, Response) else respond(found)
