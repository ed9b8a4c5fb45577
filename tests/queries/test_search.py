"""Looking for a text among all instances."""

import pyarrow as pa
import pytest

from activis_tb import Recorder
from activis_tb.queries.moment import Moment
from activis_tb.queries.search import SearchQuery, search
from activis_tb.store.log import Log
from tests.recordings import open_log

HERE = Moment("activis", "validation", 0)
TEXTS = ["What is NASA ?", "who was Émile", "100% of it", None, "a.c", "abc"]
KINDS = ["num", "hum", "num", "desc", None, "loc"]


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """Six instances with a text, a category and numbers; only two of them are sampled."""
    folder = tmp_path_factory.mktemp("texts")
    columns = {"question": TEXTS, "kind": pa.array(KINDS).dictionary_encode(), "words": [4, 3, 3, 0, 1, 1]}
    with Recorder(folder, sample=2, sample_per_class=0) as recorder:
        for rows in (slice(0, 4), slice(4, 6)):
            part = {name: values[rows] for name, values in columns.items()}
            ids = [f"Q{i}" for i in range(6)][rows]
            recorder.add(0, activations={"hidden": [[1.0]] * len(ids)}, ids=ids, columns=part)
    return open_log(folder)


def found(log: Log, text: str, limit: int | None = None) -> tuple[object, list[int]]:
    """How many were found, and the rows that came."""
    frame = search(log, SearchQuery(HERE, text, limit))
    return frame.header["total"], frame.arrays["rows"].tolist()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("what is", [0]),
        ("NASA", [0]),
        ("émile", [1]),
        ("q4", [4]),
        ("NUM", [0, 2]),
        ("u", [0, 1, 2]),
        ("q", [0, 1, 2, 3, 4, 5]),
        ("nothing of this", []),
        ("none", []),
    ],
)
def test_ids_texts_and_categories_are_looked_through_in_either_case(texts: Log, text: str, rows: list[int]) -> None:
    assert found(texts, text) == (len(rows), rows)


@pytest.mark.parametrize(("text", "rows"), [("a.c", [4]), ("100%", [2]), ("%", [2]), ("[a", []), ("\\", [])])
def test_a_text_is_no_pattern(texts: Log, text: str, rows: list[int]) -> None:
    assert found(texts, text) == (len(rows), rows)


def test_numbers_are_not_texts(texts: Log) -> None:
    assert found(texts, "3") == (1, [3])  # the id Q3, not the two instances of three words


def test_a_limit_leaves_the_total_as_it_is(texts: Log) -> None:
    assert found(texts, "q", 2) == (6, [0, 1])
    assert found(texts, "q", 0) == (6, [])
