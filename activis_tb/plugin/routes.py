"""The route table, and what happens to every request."""

from collections.abc import Callable, Iterable
from typing import Any

from tensorboard import plugin_util
from werkzeug import Request, Response

from activis_tb.plugin import parse
from activis_tb.plugin.respond import respond
from activis_tb.plugin.static import page_module
from activis_tb.queries.activations import activations
from activis_tb.queries.graph import graph
from activis_tb.queries.instance import instance
from activis_tb.queries.instances import instances
from activis_tb.queries.matrix import matrix
from activis_tb.queries.projection import projection
from activis_tb.queries.runs import runs
from activis_tb.queries.snapshot import snapshot
from activis_tb.queries.thumbnails import thumbnails
from activis_tb.store.log import Log, Source

Answer = Callable[[Log, parse.Parameters], object]

ROUTES: dict[str, Answer] = {
    "/runs": lambda log, given: {"runs": runs(log), "logdir": log.source.folders.shown},
    "/snapshot": lambda log, given: snapshot(log, parse.moment(given)),
    "/graph": lambda log, given: graph(log, parse.graph_query(given)),
    "/matrix": lambda log, given: matrix(log, parse.matrix_query(given)),
    "/activations": lambda log, given: activations(log, parse.layer_query(given)),
    "/projection": lambda log, given: projection(log, parse.projection_query(given)),
    "/instances": lambda log, given: instances(log, parse.moment(given)),
    "/instance": lambda log, given: instance(log, parse.instance_query(given)),
    "/thumbnails": lambda log, given: thumbnails(log, parse.thumbnails_query(given)),
    "/static/index.js": lambda log, given: page_module(),
}
_METHODS = {"/matrix": ("GET", "HEAD", "POST")}


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
    log = Log(source, plugin_util.context(environ), plugin_util.experiment_id(environ))
    found = answer(log, parse.parameters(request))
    response = found if isinstance(found, Response) else respond(found)
    return response(environ, start_response)
