"""Dates and times that are written as text."""

from dataclasses import replace
from datetime import UTC, date, datetime

from activis_tb.compute.expression.names import shown
from activis_tb.compute.expression.tree import ExpressionError, Literal


def dated(literal: Literal) -> Literal:
    """A text as the date that it spells (ISO 8601)."""
    try:
        return replace(literal, value=date.fromisoformat(str(literal.value)))
    except ValueError:
        raise ExpressionError(
            f"{shown(str(literal.value))} is no date such as '2026-01-31'", literal.position
        ) from None


def timed(literal: Literal) -> Literal:
    """A text as the moment that it spells (ISO 8601), in UTC unless it names an offset."""
    try:
        moment = datetime.fromisoformat(str(literal.value))
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        message = f"{shown(str(literal.value))} is no date or time such as '2026-01-31 12:00:00'"
        raise ExpressionError(message, literal.position) from None
    return replace(literal, value=moment)
