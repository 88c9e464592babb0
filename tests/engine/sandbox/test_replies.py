"""Of what a worker says every field is checked: too many, too long or of another type, and it is cut or no answer at all."""

import pytest

from autograder.sandbox import LoadError
from autograder.sandbox.inside.wire import WireError
from autograder.sandbox.replies import read_answer, read_report


@pytest.mark.parametrize(
    "header",
    [
        {}, {"id": 2, "kind": "value"}, {"id": "1", "kind": "value"}, {"id": 1}, {"id": 1, "kind": "passed"},
        {"id": 1, "kind": "value"}, {"id": 1, "kind": "value", "changed": None}, {"id": 1, "kind": "value", "changed": {"0": 1}},
        {"id": 1, "kind": "raised"}, {"id": 1, "kind": "raised", "type": 1, "text": "", "line": 0},
        {"id": 1, "kind": "raised", "type": "", "text": None, "line": 0}, {"id": 1, "kind": "raised", "type": "", "text": "", "line": 1.0},
        {"id": 1, "kind": "raised", "type": "", "text": "", "line": True}, {"id": 1, "kind": "raised", "type": "", "text": "", "line": 10**9},
    ],
    ids=str,
)  # fmt: skip
def test_an_answer_with_a_field_that_is_none_is_refused(header):
    with pytest.raises(WireError):
        read_answer(header, [1], 1, "f", ())


@pytest.mark.parametrize("values", [[], [1, 2]])
def test_an_answer_of_no_value_or_two_is_refused(values):
    with pytest.raises(WireError):
        read_answer({"id": 1, "kind": "value", "changed": []}, values, 1, "f", ())


GOOD = {"kind": "loaded", "id": 0, "errors": [], "warnings": [], "names": [], "functions": {}}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "value"}, {"id": 1}, {"errors": {}}, {"errors": [{}]}, {"errors": [{"line": -1, "type": "", "text": ""}]},
        {"errors": [{"line": 1, "type": 2, "text": ""}]}, {"warnings": "x"}, {"warnings": [1]}, {"names": None}, {"names": [None]},
        {"functions": []}, {"functions": {"f": 1}}, {"functions": {"f": []}}, {"functions": {"f": [1]}}, {"functions": {"f": ["1", "2"]}},
        {"functions": {"f": [1, 10**9]}},
    ],
    ids=str,
)  # fmt: skip
def test_a_report_with_a_field_that_is_none_is_refused(change):
    assert read_report(GOOD, (), 10).names == ()
    with pytest.raises(WireError):
        read_report({**GOOD, **change}, (), 10)


def test_a_report_is_cut_to_what_people_read():
    report = read_report(
        {**GOOD, "names": ["x" * 500] * 2000, "errors": [{"line": 3, "type": "T" * 500, "text": "\x1b" * 2000}]},
        (LoadError(2, "timeout", "late"),),
        10,
    )  # fmt: skip
    assert (len(report.names), len(report.names[0])) == (1000, 100)
    assert [error.line for error in report.errors] == [2, 3]
    assert report.errors[1].text == "\ufffd" * 500


@pytest.mark.parametrize(
    "text", ["", "graded by hand: full marks", "line 1 is not valid UTF-8: see ada's file", "x" * 2000]
)
def test_a_submission_puts_no_words_of_its_own_among_the_warnings(text):
    assert read_report({**GOOD, "warnings": [text]}, (), 10).warnings == ()


def test_lines_beyond_the_file_are_no_functions_lines():
    assert read_report({**GOOD, "functions": {"f": [1, 11], "g": [1, 10]}}, (), 10).functions == {"g": (1, 10)}
