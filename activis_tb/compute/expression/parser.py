"""Text to checked tree: tokens are grouped by parentheses, sqlglot parses each group, what it made is converted."""

from collections.abc import Iterable

from sqlglot import Dialect, Token, TokenType, exp
from sqlglot.errors import ParseError

from activis_tb.compute.expression.conversion import Origin, converted
from activis_tb.compute.expression.names import shown, spelled, unquoted
from activis_tb.compute.expression.tokens import OPERAND_ENDS, refuse, refuse_length, refuse_levels, tokens
from activis_tb.compute.expression.tree import Expression, ExpressionError, Node, nodes

_DIALECT = Dialect.get_or_raise("duckdb")


def parse(text: str, names: Iterable[str] = ()) -> Expression:
    """The checked tree of a condition; `names`, those of the columns, only serve the advice in an error."""
    refuse_length(text)
    try:
        return Expression(text, _tree(text))
    except ExpressionError as error:
        found = unquoted(text, names, spaced=True)
        if found is None:
            raise
        raise needs_quotes(*found) from error


def needs_quotes(position: int, name: str) -> ExpressionError:
    """The error for a name that was written without the double quotes that it needs."""
    return ExpressionError(
        f"the name {shown(name)} is read as one column only in double quotes: {spelled(name)}", position, spelled(name)
    )


def _tree(text: str) -> Node:
    """Parentheses are parsed from the inside out: sqlglot would need 21 Python frames for each pair around another."""
    groups: dict[str, Node] = {}
    layers: list[list[Token]] = [[]]
    calls: list[bool] = []
    for token in tokens(text):
        before = layers[-1][-1].token_type if layers[-1] else None
        if token.token_type is TokenType.L_PAREN:
            calls.append(before in (TokenType.IN, TokenType.VAR))
            if not calls[-1]:
                layers.append([token])
                continue
        elif token.token_type is TokenType.R_PAREN and not calls.pop():
            opening, *inside = layers.pop()
            layers[-1].append(_group(opening, inside, token, text, groups))
            continue
        layers[-1].append(token)
    root = _parsed(layers[0], text, groups)
    refuse_levels(max(level for _, level in nodes(root)))
    return root


def _group(opening: Token, inside: list[Token], closing: Token, text: str, groups: dict[str, Node]) -> Token:
    """Parse what stood between parentheses; a name that no text can hold stands for it from here on."""
    if not inside:
        raise ExpressionError("there is nothing between these parentheses", opening.start)
    name = f"\0{len(groups)}"
    groups[name] = _parsed(inside, text, groups)
    return Token(TokenType.IDENTIFIER, name, opening.line, opening.col, opening.start, closing.end)


def _parsed(found: list[Token], text: str, groups: dict[str, Node]) -> Node:
    try:
        [parsed] = _DIALECT.parser(error_message_context=len(text)).parse_into(exp.Condition, found, text)
    except ParseError as error:
        raise _readable(error, found, text) from None
    except RecursionError:
        # NOT NOT ... needs ten Python frames each, and the caller may have used most of them.
        raise ExpressionError("the condition has too many levels of nesting", found[0].start) from None
    if parsed is None:
        refuse(text[found[0].start : found[0].end + 1], found[0].start)
    return converted(parsed, Origin(text, groups))


def _readable(error: ParseError, found: list[Token], text: str) -> ExpressionError:
    """The parser's error in one sentence about the text."""
    position, missing = len(error.errors[0]["start_context"]), error.errors[0]["description"]
    last = found[-1]
    source = text[last.start : last.end + 1]
    if position >= last.start and (last.token_type not in OPERAND_ENDS or "'high'" in missing):
        return ExpressionError(f"the condition ends too early, after {shown(source)}", last.start)
    near = next((token for token in found if token.end >= position), last)
    return ExpressionError(f"the condition cannot be read at {shown(text[near.start : near.end + 1])}", near.start)
