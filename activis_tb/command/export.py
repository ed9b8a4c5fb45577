"""Figures of a log as files, drawn as the page draws them, without a browser and without a server."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from activis_tb.command.drawing import Drawing
from activis_tb.command.wish import NUMBERS, ORDERS, PANELS, SCALES, Wish, wishes
from activis_tb.queries.health import MEASURES
from activis_tb.store.log import Log

FORMATS = ("svg", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options; the page's own defaults are theirs."""
    several = "give it again for further figures"
    parser.add_argument("logdir", metavar="LOGDIR", help="the folder that TensorBoard would be given")
    parser.add_argument("--out", required=True, help="figure.svg, figure.csv, or a folder for several figures")
    parser.add_argument("--run", action="append", help=f"the one recorded last, if left out; {several}")
    parser.add_argument("--layer", action="append", help=f"the last hidden one, if left out; {several}")
    parser.add_argument("--set", help="the data set")
    parser.add_argument("--step", type=int, help="the last one, if left out")
    parser.add_argument("--panel", choices=PANELS, default=PANELS[0])
    parser.add_argument("--rows", help="""subsets, conditions and instances: all,NUM,"text LIKE 'What is%%'",#q17""")
    parser.add_argument("--difference", metavar="ROW,ROW", help="a row minus another, or minus the rest: NUM,rest")
    parser.add_argument("--order", help=f"of the neurons: a row, or {', '.join(ORDERS)}")
    parser.add_argument("--scale", choices=SCALES, help="what the cells of a matrix show")
    parser.add_argument("--method", choices=("pca", "tsne"), help="of the projection")
    parser.add_argument("--measure", choices=MEASURES, help="of health")
    parser.add_argument("--neuron", type=int, help="of neuron: which one")
    parser.add_argument("--beside", metavar="RUN", help="of cka: the run to compare with; itself, if left out")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--colors", choices=("ink", "viridis", "cividis"), default="ink")
    parser.add_argument("--link", help="a link of the page, or a view that it saved: drawn but for what else is asked")
    parser.add_argument("--format", choices=FORMATS, help="of files in a folder; svg, if left out, and there is one")


def export(log: Log, given: argparse.Namespace) -> Iterator[Path]:
    """Draws what is asked for and writes it; the files in turn."""
    out = Path(given.out)
    form = _format(out, given.format, given.panel)
    wanted = list(wishes(log, given, form))
    is_folder = out.suffix == "" or out.is_dir()
    if len(wanted) > 1 and not is_folder:
        raise ValueError(f"{given.out!r} is one file, but {len(wanted)} figures were asked for; give a folder")
    with Drawing(log) as drawing:
        for wish in _with_progress(wanted):
            name, content = drawing.draw(wish)
            path = out / f"{name}.{form}" if is_folder else out
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            yield path


def _format(out: Path, chosen: str | None, panel: str) -> str:
    offered = FORMATS[1:] if panel in NUMBERS else FORMATS
    ending = out.suffix.removeprefix(".").lower()
    if not ending or out.is_dir():
        ending = chosen or offered[0]
    if ending == "png":
        raise ValueError(
            f"{str(out)!r} would be a PNG, which only the page draws; give a name that ends in .svg or .csv"
        )
    if ending in FORMATS and ending not in offered:
        raise ValueError(f"there is no picture of {panel!r}, only its numbers; give a name that ends in .csv")
    if ending not in offered or chosen not in (None, ending):
        raise ValueError(
            f"{str(out)!r} does not end in {' or '.join('.' + f for f in ([chosen] if chosen else offered))}"
        )
    return ending


def _with_progress(wanted: list[Wish]) -> Iterable[Wish]:
    """With a bar where there are several and somebody looks on."""
    if len(wanted) == 1:
        return wanted
    try:
        from tqdm import tqdm
    except ImportError:
        raise ValueError("several figures need tqdm; `pip install 'activis-tb[export]'` brings it") from None
    bar: Iterable[Wish] = tqdm(wanted, unit="figure", disable=None)
    return bar
