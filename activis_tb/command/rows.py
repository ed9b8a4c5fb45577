"""Rows of a figure as they are written on the command line: names of subsets, conditions and ids of instances."""

import re
from typing import Any

from activis_tb.command.closest import closest
from activis_tb.queries.condition import ConditionQuery, condition
from activis_tb.queries.instance import InstanceQuery, instance
from activis_tb.queries.moment import Moment
from activis_tb.queries.selection import Condition
from activis_tb.store.log import Log

Row = dict[str, str]
REST = "rest"

# What is in quotes or parentheses keeps its commas.
_PART = re.compile(r"""(?:[^,'"(]|'(?:[^']|'')*'|"[^"]*"|\([^()]*\)|['"(])+""")


def parts(text: str) -> list[str]:
    """A list's entries between its commas, without the double quotes around a whole one."""
    found = [part.strip() for part in _PART.findall(text)]
    return [part[1:-1] if len(part) > 1 and part[0] == part[-1] == '"' else part for part in found if part]


def parsed_row(log: Log, moment: Moment, subsets: list[dict[str, Any]], text: str) -> Row:
    """A row by the name of a subset, as `#id` of an instance, or by a condition; ValueError for what is none."""
    names = [subset["name"] for subset in subsets]
    if text in names:
        return {"subset": text}
    if text.startswith("#"):
        if not instance(log, InstanceQuery(moment, ids=(text[1:],)))["instances"]:
            raise ValueError(f"there is no instance {text[1:]!r}")
        return {"instance": text[1:]}
    refused = condition(log, ConditionQuery(moment, Condition(text))).header["error"]
    if refused:
        raise ValueError(f"{text!r} is no subset ({closest(text, names)}) and no condition ({_sentence(refused)})")
    return {"where": text}


def _sentence(refused: object) -> str:
    assert isinstance(refused, dict)
    return "; ".join(filter(None, (refused["sentence"], refused["advice"])))
