"""Random conditions that mean the same to ActiVis and to SQLite, and the rows that they are asked of."""

import math
import random
from collections.abc import Callable

MARK = "\ue000"
Row = dict[str, object]
# A piece of a condition and how strongly it holds together: more than the operator around it, or it needs parentheses.
Piece = tuple[str, int]
_OR, _AND, _NOT, _PREDICATE, _SUM, _PRODUCT, _SIGN, _ATOM = range(1, 9)

TEXTS = (
    "",
    "a",
    "A",
    "ab",
    "aB",
    "What is",
    "what is it",
    "50%",
    "a_b",
    "é",
    "É",
    "naïve",
    "ΣΑΣ",
    "ſ",
    "日本",
    "it's",
    "a\nb",
)
LABELS = ("NUM", "DESC", "Ankle boot", "50%")
DATES = ("1969-12-31", "2020-01-01", "2020-02-29", "2024-12-31")
TIMES = ("1969-12-31 23:59:59", "2020-01-01 00:00:00", "2020-01-01 12:30:00", "2024-12-31 23:59:59")
NUMBERS = (0.0, -0.0, 0.1, -2.5, 1.5, 3.0, 1e300, math.inf, -math.inf)
PATTERNS = (
    "%",
    "_",
    "a%",
    "%a",
    "%a%",
    "a_b",
    "50%",
    "What is%",
    "_%_",
    "%b",
    "é",
    "%%",
    "a%b",
    "",
    "%\nb",
    "日_",
    "%s%",
)
EXPRESSIONS = (
    "a",
    "^a",
    "b$",
    "^$",
    "a.b",
    "[ab]+",
    "a|é",
    "(W|w)hat",
    r"\d+%",
    r"\bis\b",
    "[^a]",
    "a?b",
    "日{1,2}",
    "'",
)
NUMERIC, INTEGER = ("n", "m", "x", "y", "score", 'score."Ankle boot"', "activation('hidden', 17)"), ("n", "m")
TRUTHS, WORDS = ("ok", "correct"), ("s", "text", "label")


def rows(n: int, seed: int) -> list[Row]:
    """The rows of the table: about one value in eight is NULL (None) or NaN."""
    choose = random.Random(seed)

    def column(choice: Callable[[], object]) -> object:
        return None if choose.random() < 0.1 else choice()

    def number() -> float:
        return math.nan if choose.random() < 0.05 else choose.choice((*NUMBERS, choose.uniform(-5, 5)))

    return [
        {
            **{name: column(lambda: choose.randint(-6, 6)) for name in INTEGER},
            **{name: column(number) for name in NUMERIC[2:]},
            **{name: column(lambda: choose.random() < 0.5) for name in TRUTHS},
            **{name: column(lambda: choose.choice(TEXTS)) for name in WORDS[:2]},
            "label": column(lambda: choose.choice(LABELS)),
            "day": column(lambda: choose.choice(DATES)),
            "moment": column(lambda: choose.choice(TIMES)),
            "tags": column(lambda: choose.choices(TEXTS, k=choose.randint(0, 3))),
        }
        for _ in range(n)
    ]


class Generator:
    """Conditions from a seed; numbers that are written out are preceded by MARK."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)

    def condition(self) -> str:
        """The text of one condition of at most four levels."""
        return self._truth(self.random.randint(1, 4))[0]

    def _one(self, *makers: Callable[[], Piece]) -> Piece:
        return self.random.choice(makers)()

    def _word(self, keywords: str) -> str:
        """Keywords in any case, with any white space around them."""
        cased = self.random.choice((keywords, keywords.lower(), keywords.title()))
        return self._space() + cased.replace(" ", self._space()) + self._space()

    def _space(self) -> str:
        return self.random.choice((" ", " ", " ", "  ", "\n", "\t "))

    def _inside(self, piece: Piece, least: int) -> str:
        text, strength = piece
        return f"({text})" if strength < least or self.random.random() < 0.1 else text

    def _quoted(self, text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    def _truth(self, depth: int) -> Piece:
        if depth <= 0:
            return self._one(
                lambda: (self.random.choice((*TRUTHS, *TRUTHS, *TRUTHS, "TRUE", "false", "NULL")), _ATOM),
                lambda: self._compared_numbers(0),
                self._compared_texts,
            )
        return self._one(
            lambda: self._joined("AND", _AND, depth),
            lambda: self._joined("OR", _OR, depth),
            lambda: (self._word("NOT").lstrip() + self._inside(self._truth(depth - 1), _NOT), _NOT),
            lambda: self._is(depth),
            lambda: self._compared_truths(depth),
            lambda: self._compared_numbers(depth),
            lambda: self._between(depth),
            lambda: self._in_numbers(depth),
            self._compared_texts,
            self._compared_times,
            self._in_texts,
            self._matched,
            self._contained,
        )

    def _joined(self, operator: str, strength: int, depth: int) -> Piece:
        operands = [self._inside(self._truth(depth - 1), strength) for _ in range(self.random.randint(2, 4))]
        return self._word(operator).join(operands), strength

    def _operator(self) -> str:
        spaces = self.random.choice(("", " ")), self.random.choice((" ", ""))
        return self.random.choice(("=", "==", "<>", "!=", "<", "<=", ">", ">=")).join(spaces)

    def _is(self, depth: int) -> Piece:
        negation = self.random.choice(("", " NOT"))
        if self.random.random() < 0.5:
            operand = self._inside(self._truth(depth - 1), _PREDICATE)
            operand = f"({operand})" if "BETWEEN" in operand.upper() else operand
            return operand + self._word(f"IS{negation} " + self.random.choice(("TRUE", "FALSE", "NULL"))), _PREDICATE
        operand = self._inside(self._one(lambda: self._number(depth), self._text), _SUM)
        return operand + self._word(f"IS{negation} NULL"), _PREDICATE

    def _compared_truths(self, depth: int) -> Piece:
        left, right = (self._inside(self._truth(depth - 1), _SUM) for _ in range(2))
        return left + self._operator() + right, _PREDICATE

    def _compared_numbers(self, depth: int) -> Piece:
        left, right = (self._inside(self._number(depth), _SUM) for _ in range(2))
        return left + self._operator() + right, _PREDICATE

    def _between(self, depth: int) -> Piece:
        operand, low, high = (self._inside(self._number(depth), _SUM) for _ in range(3))
        return operand + self._not("BETWEEN") + low + self._word("AND") + high, _PREDICATE

    def _not(self, keyword: str) -> str:
        return self._word(self.random.choice(("NOT ", "")) + keyword)

    def _in_numbers(self, depth: int) -> Piece:
        choices = [self._literal() for _ in range(self.random.randint(1, 5))]
        return self._inside(self._number(depth), _SUM) + self._in(choices), _PREDICATE

    def _in_texts(self) -> Piece:
        choices = [self._quoted(self.random.choice(TEXTS + LABELS)) for _ in range(self.random.randint(1, 5))]
        return self._inside(self._text(), _SUM) + self._in(choices), _PREDICATE

    def _in(self, choices: list[str]) -> str:
        nulls = ["NULL"] if self.random.random() < 0.2 else []
        return self._not("IN") + "(" + f",{self._space()}".join(choices + nulls) + ")"

    def _compared_texts(self) -> Piece:
        left, right = self._text()[0], self._text()[0]
        return left + self._operator() + right, _PREDICATE

    def _compared_times(self) -> Piece:
        name, texts = self.random.choice((("day", DATES), ("moment", TIMES)))
        prefix = self.random.choice(("", "DATE " if name == "day" else "TIMESTAMP "))
        return f"{name}{self._operator()}{prefix}{self._quoted(self.random.choice(texts))}", _PREDICATE

    def _matched(self) -> Piece:
        operand = self._text()[0]
        if self.random.random() < 0.3:
            operator = self.random.choice((" ~ ", " !~ ", "~"))
            return operand + operator + self._quoted(self.random.choice(EXPRESSIONS)), _PREDICATE
        if self.random.random() < 0.3:
            pattern = self.random.choice(("50!%", "!_%", "a!_b", "!!%", "%!%", "!a%", "a!%_"))
            return operand + self._not("LIKE") + self._quoted(pattern) + self._word("ESCAPE") + "'!'", _PREDICATE
        return operand + self._not(self.random.choice(("LIKE", "ILIKE"))) + self._pattern(), _PREDICATE

    def _pattern(self) -> str:
        pieces = "".join(self.random.choice("%_aBéÉs ") for _ in range(self.random.randint(1, 4)))
        return self._quoted(self.random.choice((*PATTERNS, pieces, pieces)))

    def _contained(self) -> Piece:
        name = self.random.choice((*WORDS, "tags", "tags"))
        return f"CONTAINS({name}, {self._quoted(self.random.choice(TEXTS))})", _ATOM

    def _text(self) -> Piece:
        return self._one(
            lambda: (self.random.choice(WORDS), _ATOM),
            lambda: (self.random.choice(WORDS), _ATOM),
            lambda: (self._quoted(self.random.choice(TEXTS + LABELS)), _ATOM),
        )

    def _literal(self) -> str:
        sign = self.random.choice(("", "", "-"))
        return sign + MARK + self.random.choice(("0", "1", "2", "3", "7", "0.1", "2.5", ".5", "1e3", "12", "1e300"))

    def _number(self, depth: int) -> Piece:
        if depth <= 0 or self.random.random() < 0.4:
            return self._one(
                lambda: (self.random.choice(NUMERIC), _ATOM),
                lambda: (self.random.choice(INTEGER), _ATOM),
                lambda: (self._literal(), _SIGN),
            )
        return self._one(
            lambda: self._calculated("+-", _SUM, depth, self._number),
            lambda: self._calculated("*/", _PRODUCT, depth, self._number),
            lambda: self._negated(depth, self._number),
            lambda: self._remainder(depth),
        )

    def _integer(self, depth: int) -> Piece:
        if depth <= 0 or self.random.random() < 0.4:
            literal = MARK + str(self.random.randint(0, 5)), _ATOM
            return self.random.choice(((self.random.choice(INTEGER), _ATOM), literal))
        return self._one(
            lambda: self._calculated("+-", _SUM, depth, self._integer),
            lambda: self._calculated("*", _PRODUCT, depth, self._integer),
            lambda: self._negated(depth, self._integer),
            lambda: self._remainder(depth),
        )

    def _calculated(self, operators: str, strength: int, depth: int, operand: Callable[[int], Piece]) -> Piece:
        left, right = self._inside(operand(depth - 1), strength), self._inside(operand(depth - 1), strength + 1)
        return f"{left} {self.random.choice(operators)} {right}", strength

    def _negated(self, depth: int, operand: Callable[[int], Piece]) -> Piece:
        return "- " + self._inside(operand(depth - 1), _SIGN), _SIGN

    def _remainder(self, depth: int) -> Piece:
        """Of integers only: SQLite cuts the fractions off before it divides."""
        return self._calculated("%", _PRODUCT, depth, self._integer)
