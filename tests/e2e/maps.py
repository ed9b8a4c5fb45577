"""What maps and trails of the digits are tested by: their activations, and where maps made of them would lie."""

from pathlib import Path

import numpy as np
import playwright.sync_api as playwright
import scipy
from sklearn.decomposition import PCA

from activis_tb.queries.moment import Moment
from tests.e2e.conftest import open_tab
from tests.recordings import open_log

LAYER, LAST = "hidden", 7


class Recorded:
    """The digits as they were recorded."""

    def __init__(self, logdir: Path) -> None:
        """Read when they are asked for."""
        self.log = open_log(logdir)

    def activations(self, run: str, step: int) -> dict[str, np.ndarray]:
        """Of the hidden layer, by id."""
        stored = Moment(f"{run}/activis", "test", step).snapshot(self.log)
        ids = stored.instances().table["id"].take(stored.array("sample/rows")).to_pylist()
        return dict(zip(ids, stored.sample(LAYER).astype(np.float64), strict=True))

    def components(self, run: str, step: int) -> dict[str, np.ndarray]:
        """The first two principal components of the hidden layer, by id."""
        activations = self.activations(run, step)
        xy = PCA(2, svd_solver="full").fit_transform(np.array(list(activations.values())))
        return dict(zip(activations, xy, strict=True))


def turned(xy: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """By SciPy's orthogonal Procrustes, about the middles."""
    rotation, _ = scipy.linalg.orthogonal_procrustes(xy - xy.mean(axis=0), reference - reference.mean(axis=0))
    found: np.ndarray = (xy - xy.mean(axis=0)) @ rotation + reference.mean(axis=0)
    return found


def show(page: playwright.Page, address: str) -> playwright.Frame:
    """The tab with principal components, which are there at once and the same everywhere."""
    page.emulate_media(reduced_motion="reduce")
    tab = open_tab(page, f"{address}#activis")
    tab.get_by_role("button", name="t-SNE", exact=True).or_(tab.get_by_role("button", name="PCA", exact=True)).click()
    tab.get_by_role("menuitemradio", name="PCA").click()
    return tab
