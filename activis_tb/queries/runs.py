"""Which runs have recorded what."""

from activis_tb.format.paths import RUN_FOLDER
from activis_tb.store.listing import RunListing
from activis_tb.store.log import Log


def runs(log: Log) -> list[dict[str, object]]:
    """Every run that has recorded anything, with its instance sets and steps; no file is opened."""
    return [_describe(listing) for listing in log.runs()]


def run_name(run: str) -> str:
    """A run as users call it: without our own folder at its end, "." where nothing is left."""
    if run == RUN_FOLDER:
        return "."
    return run.removesuffix("/" + RUN_FOLDER)


def _describe(listing: RunListing) -> dict[str, object]:
    sets = [
        {
            "name": found.name,
            "recording": found.snapshots[-1].recording,
            "steps": [tag.number for tag in found.snapshots],
            "wall_times": list(found.wall_times),
        }
        for found in listing.sets.values()
        if found.snapshots
    ]
    return {"run": listing.run, "name": run_name(listing.run), "instance_sets": sets, "problem": listing.problem}
