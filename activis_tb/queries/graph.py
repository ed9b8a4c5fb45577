"""The computation graph of a run."""

import dataclasses

from activis_tb.format import records
from activis_tb.gather.chain import chain
from activis_tb.queries.moment import Moment
from activis_tb.store.log import Log


@dataclasses.dataclass(frozen=True)
class GraphQuery:
    """Whose graph is asked for."""

    run: str


def graph(log: Log, query: GraphQuery) -> dict[str, object]:
    """The nodes and edges of the run's newest graph; without one the layers that ops recorded form a chain."""
    found = log.graph(query.run)
    found = _chain(log, query.run) if found is None else _marked(found, _recorded(log, query.run))
    return {
        "order": found.order,
        "nodes": [dataclasses.asdict(node) for node in found.nodes],
        "edges": [list(edge) for edge in found.edges],
    }


def _recorded(log: Log, run: str) -> set[str]:
    """The layers that summary ops recorded: their graph is written before anybody knows them."""
    return {tag.layer for tag in log.run(run).tags if tag.layer}


def _marked(found: records.Graph, recorded: set[str]) -> records.Graph:
    """The graph in which the tensors of recorded layers are marked, by their full name or by their own."""
    taken = {node.layer for node in found.nodes}

    def mark(node: records.Node) -> records.Node:
        full = f"{node.scope}/{node.name}" if node.scope else node.name
        layer = next((name for name in (full, node.name) if name in recorded - taken), None)
        if layer is None or node.kind != "tensor" or node.layer is not None:
            return node
        taken.add(layer)
        return dataclasses.replace(node, layer=layer)

    return dataclasses.replace(found, nodes=tuple(map(mark, found.nodes)))


def _chain(log: Log, run: str) -> records.Graph:
    sets = [listing for listing in log.run(run).sets.values() if listing.snapshots]
    if not sets:
        return records.Graph((), ())
    last = sets[0].snapshots[-1]
    return chain(Moment(run, sets[0].name, last.number).snapshot(log).record.layers)
