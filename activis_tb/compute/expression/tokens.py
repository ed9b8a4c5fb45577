"""The tokens of a condition: length, characters, words and nesting are checked here, before anything is parsed."""

from typing import NoReturn

from sqlglot import Dialect, Token, TokenType
from sqlglot.errors import TokenError

from activis_tb.compute.expression.names import KEYWORDS, PLAIN_NAME, bare, shown
from activis_tb.compute.expression.tree import ExpressionError

MAX_CHARACTERS = 4_000
MAX_LEVELS = 64
FUNCTIONS = frozenset({"CONTAINS", "ACTIVATION"})
_DIALECT = Dialect.get_or_raise("duckdb")
_TYPES = frozenset({TokenType.DATE, TokenType.TIMESTAMP, TokenType.TIMESTAMPNTZ, TokenType.TIMESTAMPTZ})
_SYMBOLS = frozenset("( ) , . = == <> != < <= > >= + - * / % ~".split())
# What an operand ends with.
OPERAND_ENDS = frozenset(
    {TokenType.IDENTIFIER, TokenType.STRING, TokenType.NUMBER, TokenType.R_PAREN}
    | {TokenType.NULL, TokenType.TRUE, TokenType.FALSE}
)
_PREFIXES = frozenset({TokenType.NOT, TokenType.DASH, TokenType.PLUS})
_ENDS_OF_CHAINS = frozenset({TokenType.AND, TokenType.OR, TokenType.COMMA})
_BEFORE_NOT = frozenset({TokenType.AND, TokenType.OR, TokenType.NOT, TokenType.L_PAREN})
_REFUSED = {"--": "a comment", "/*": "a comment", ";": "a semicolon"}


def tokens(text: str) -> list[Token]:
    """The allowed tokens of `text`; every name is an IDENTIFIER, so that no word of SQL has a meaning of its own."""
    _refuse_characters(text)
    try:
        found = _DIALECT.tokenize(text)
    except TokenError:
        raise ExpressionError("the condition cannot be split into words and values") from None
    if not found:
        raise ExpressionError("the condition is empty; write for example length > 10", 0)
    checked = [_checked(token, after, text) for token, after in zip(found, [*found[1:], None], strict=True)]
    _check_levels(checked)
    return checked


def refuse(source: str, position: int, advice: str = "") -> NoReturn:
    """Raise the error for a piece of text that has no meaning in a condition."""
    raise ExpressionError(f"the condition cannot be read at {shown(source)}{advice}", position)


def refuse_length(text: str) -> None:
    """Raise the error for a text of more than MAX_CHARACTERS; nothing else may look at it before."""
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError(f"the condition has {len(text):,} characters, at most {MAX_CHARACTERS:,} are allowed")


def refuse_levels(levels: int, position: int | None = None) -> None:
    """Raise the error for more levels of nesting than a condition may have."""
    if levels > MAX_LEVELS:
        raise ExpressionError(f"the condition has more than {MAX_LEVELS} levels of nesting", position)


def _refuse_characters(text: str) -> None:
    if "\0" in text:
        raise ExpressionError("a condition cannot hold a zero character", text.index("\0"))
    outside = bare(text)
    for mark, what in _REFUSED.items():
        if mark in outside:
            raise ExpressionError(f"a condition cannot hold {what} ({mark!r})", outside.index(mark))
    for quote, thing in (("'", "text"), ('"', "name")):
        if quote in outside:
            raise ExpressionError(f"the {thing} that begins with {quote} is not closed", outside.index(quote))


def _checked(token: Token, after: Token | None, text: str) -> Token:
    """The token itself, or as the name that it is; refused when it is neither allowed nor a name."""
    source, following = text[token.start : token.end + 1], after.token_type if after else None
    if source[0] == '"' or (PLAIN_NAME.fullmatch(source) and source.upper() not in KEYWORDS):
        return _name(token, following)
    written = source[0] == "'" or source in _SYMBOLS or source.upper() in KEYWORDS
    if written or token.token_type is TokenType.NUMBER or (source == "!" and following is TokenType.TILDE):
        return token
    refuse(source, token.start)


def _name(token: Token, following: TokenType | None) -> Token:
    if following is TokenType.L_PAREN:
        if token.text.upper() not in FUNCTIONS:
            usable = "a condition can use CONTAINS(column, 'x') and activation('layer', 0)"
            raise ExpressionError(f"there is no function {shown(token.text)}; {usable}", token.start)
        return _retyped(token, TokenType.VAR)
    if token.token_type in _TYPES and following is TokenType.STRING:
        return token
    return _retyped(token, TokenType.IDENTIFIER)


def _retyped(token: Token, kind: TokenType) -> Token:
    return Token(kind, token.text, token.line, token.col, token.start, token.end)


def _check_levels(found: list[Token]) -> None:
    """Refuse parentheses that do not match, and more nesting than the parser and the evaluation can take."""
    opened: list[Token] = []
    prefixes, operators = [0], [0]
    previous = None
    for token in found:
        kind = token.token_type
        if kind is TokenType.L_PAREN:
            opened.append(token)
            prefixes.append(0)
            operators.append(0)
        elif kind is TokenType.R_PAREN:
            if not opened:
                raise ExpressionError("this parenthesis closes nothing", token.start)
            for stack in (opened, prefixes, operators):
                stack.pop()
        elif kind in _ENDS_OF_CHAINS:
            prefixes[-1] = operators[-1] = 0
        elif previous in OPERAND_ENDS:
            operators[-1] += 1
        elif kind in _PREFIXES:
            _check_not(token, previous)
            prefixes[-1] += 1
        refuse_levels(max(len(opened) + sum(prefixes), operators[-1] // 2), token.start)
        previous = kind
    if opened:
        raise ExpressionError("this parenthesis is not closed", opened[-1].start)


def _check_not(token: Token, previous: TokenType | None) -> None:
    allowed = previous is None or previous in _BEFORE_NOT or previous is TokenType.IS
    if token.token_type is TokenType.NOT and not allowed:
        refuse(token.text, token.start, "; put NOT and what follows it in parentheses")
