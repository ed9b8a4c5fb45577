"""The computation graph of a run."""

import dataclasses

from activis_tb.format import records
from activis_tb.store.log import Log


@dataclasses.dataclass(frozen=True)
class GraphQuery:
    """Whose graph is asked for."""

    run: str


def graph(log: Log, query: GraphQuery) -> dict[str, object]:
    """The nodes and edges of the run's newest graph; none where none was recorded."""
    found = log.graph(query.run) or records.Graph((), ())
    return {
        "order": found.order,
        "nodes": [dataclasses.asdict(node) for node in found.nodes],
        "edges": [list(edge) for edge in found.edges],
    }
