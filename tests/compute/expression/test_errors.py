"""A wrong condition gets one sentence, the place in the text, and what to write instead."""

import pyarrow as pa
import pytest

from activis_tb.compute.expression import ExpressionError, members, parse

TABLE = pa.table(
    {
        "label": ["NUM"],
        "text": ["x"],
        "length": [1],
        "num": [1],
        "correct": [True],
        "day": pa.array([0], pa.date32()),
        "tags": [["a"]],
        "education-num": [1],
        "education": [1],
        "hours per week": [1],
        "capital.gain": [1],
        "blob": [b"x"],
    }
)


def refusal(condition: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        members(condition, TABLE)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("condition", "position", "suggestion"),
    [
        ("lenght > 3", 0, "length"),
        ("LENGTH > 3", 0, "length"),
        ("correct AND Length > 3", 12, "length"),
        ("education-num > 10", 0, '"education-num"'),
        ("length > 1 AND education-num > 10", 15, '"education-num"'),
        ("hours per week > 3", 0, '"hours per week"'),
        ("capital.gain > 3", 0, '"capital.gain"'),
        ("label = NUM", 8, "'NUM'"),
        ('label = "NUM"', 8, "'NUM'"),
        ("NUM = label", 0, "'NUM'"),
        ("label <> it_s", 9, "'it_s'"),
        ("label IN (NUM, DESC)", 10, "'NUM'"),
        ("label LIKE What", 11, "'What'"),
        ("CONTAINS(text, foo)", 15, "'foo'"),
        ("label = txt", 8, "text"),
        ("label = 3", 8, "'3'"),
        ("label IN ('a', 3)", 15, "'3'"),
        ("CONTAINS(text, 3)", 15, "'3'"),
        ("text LIKE 3", 10, "'3'"),
        ("length > '5'", 9, "5"),
        ("correct = 1", 10, "TRUE"),
        ("correct = 'false'", 10, "FALSE"),
    ],
)
def test_a_likely_slip_gets_a_suggestion(condition: str, position: int, suggestion: str) -> None:
    error = refusal(condition)
    assert (error.position, error.suggestion) == (position, suggestion)
    assert suggestion in str(error)


@pytest.mark.parametrize(
    ("condition", "sentence", "position"),
    [
        ("", "the condition is empty", 0),
        ("label =", "the condition ends too early, after '='", 6),
        ("length BETWEEN 1", "the condition ends too early, after '1'", 15),
        ("label = 'NUM' x", "the condition cannot be read at 'x'", 14),
        ("label = 'NUM", "the text that begins with ' is not closed", 8),
        ('"label = 1', 'the name that begins with " is not closed', 0),
        ("(label = 'a'", "this parenthesis is not closed", 0),
        ("label = 'a')", "this parenthesis closes nothing", 11),
        ("length IN ()", "IN takes a list of values", 0),
        ("length IN (1 + 1)", "IN takes values such as 'x', not a computation", 11),
        ("length IS 3", "IS takes NULL, TRUE or FALSE", 10),
        ("length", "a condition is needed here, not a number", 0),
        ("length > 3 AND text", "a condition is needed here, not a text", 15),
        ("text + 1 > 2", "arithmetic needs a number here, not a text", 0),
        ("length LIKE 'x'", "LIKE searches texts, not a number", 0),
        ("text LIKE 'x!' ESCAPE '!'", "ends with the escape character", 10),
        ("text LIKE 'x' ESCAPE 'ab'", "ESCAPE takes one character, not 'ab'", 21),
        ("length = 1 = 2", "it is not clear which comparison comes first", 0),
        ("1 < length < 5", "it is not clear which comparison comes first", 0),
        ("correct = NOT correct", "put NOT and what follows it in parentheses", 10),
        ("day > 'soon'", "'soon' is no date or time", 6),
        ("day > DATE '2020-02-30'", "'2020-02-30' is no date", 11),
        ("day > 3", "the column 'day' (a date) cannot be compared with 3 (a number)", 6),
        ("tags = 'a'", "a list can only be searched", 0),
        ("tags IS NULL", "a list can only be searched", 0),
        ("blob = 'x'", "a condition cannot use 'blob', a column of binary", 0),
        ("upper(text) = 'X'", "there is no function 'upper'", 0),
        ("activation('hidden') > 1", "activation takes a layer and the number of a neuron", 11),
        ("zzzzzz > 1", "there is no column 'zzzzzz'; there are label, text", 0),
        ("score.NUM > 1", "there is no score of a class 'NUM'", 0),
    ],
)
def test_an_error_says_what_is_wrong_and_where(condition: str, sentence: str, position: int) -> None:
    error = refusal(condition)
    assert sentence in str(error)
    assert error.position == position


def test_a_difference_of_columns_is_computed_when_it_is_spaced() -> None:
    assert members("education - num = 0", TABLE).tolist() == [True]


def test_a_name_in_quotes_or_in_a_text_needs_no_more_quotes() -> None:
    assert members("\"education-num\" = 1 AND text <> 'education-num'", TABLE).tolist() == [True]


def test_parsing_alone_advises_with_the_names_it_is_given() -> None:
    with pytest.raises(ExpressionError, match='"hours per week"'):
        parse("hours per week > 3", ["hours per week"])


def test_a_long_value_is_cut_in_the_sentence() -> None:
    assert len(str(refusal("x" * 3_000 + " = 1"))) < 250
