"""Made-up recordings have the instances, classes and layers that were asked for."""

from pathlib import Path

from activis_tb.queries.moment import Moment
from benchmarks.recordings import BLOCK, N_CLASSES, record
from tests.recordings import open_log


def test_a_recording_has_all_instances_in_its_sample_however_many_blocks_they_take(tmp_path: Path) -> None:
    record(tmp_path, BLOCK + 50, {"hidden": 3, "last": 2})
    log = open_log(tmp_path)
    stored = Moment("clusters/activis", "validation", 0).snapshot(log)
    assert (stored.record.n, stored.record.n_sampled) == (BLOCK + 50, BLOCK + 50)
    assert stored.sample("hidden").shape == (BLOCK + 50, 3)
    assert [subset.name for subset in stored.record.subsets] == ["all", *map(str, range(N_CLASSES))]
