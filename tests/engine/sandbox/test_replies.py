"""Of what a worker says every field is checked: too many, too long or of another type, and it is cut or no answer at all."""

import copy
import pickle
import struct

import numpy as np
import pytest

from autograder.sandbox import Cell, LoadError, Value
from autograder.sandbox.inside.wire import WireError, pack, unpack
from autograder.sandbox.replies import read_answer, read_known, read_outputs, read_report


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


def frame(number, value, changed=()):
    return pack({"kind": "value", "id": number, "changed": list(changed)}, value)[4:]


VALUES = [0, 1.5, "x", [1, (2.0, None)], {"W1": np.ones((2, 3))}, np.arange(3.0), np.float32(2), True, 1j]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_frame_that_is_known_says_what_it_says_when_it_is_read(value):
    for number in (7, 8, 1234):
        sent = frame(number, value, [1])
        known, read = read_known(sent, number), read_answer(*unpack(sent), number, "f", ())
        assert (known.digest, known.changed, known.substituted) == (read.digest, read.changed, read.substituted)
        assert pack({}, known.value) == pack({}, value)
        assert type(known.value) is type(value)


def test_each_known_value_is_an_object_of_its_own():
    """A check may change what it got."""
    first, second = read_known(frame(1, np.zeros(2)), 1), read_known(frame(2, np.zeros(2)), 2)
    first.value[0] = 5
    assert second.value.tolist() == [0.0, 0.0]
    assert first.digest == second.digest


def test_a_known_value_can_be_copied_and_equals_one_that_was_read():
    known = read_known(frame(3, [1, 2]), 3)
    for same in (known, copy.copy(known), copy.deepcopy(known), pickle.loads(pickle.dumps(known))):
        assert same == Value([1, 2])
    with pytest.raises(AttributeError):
        known.nothing  # noqa: B018


def of_text(text, data=b""):
    return struct.pack(">I", len(text)) + text + data


@pytest.mark.parametrize(
    "sent",
    [
        frame(6, 1),
        frame(50, 1),
        of_text(b'{"kind": "value", "id": 5, "id": 5, "changed": [], "values": [1]}'),
        of_text(b'{"kind": "value", "id": 5, "kind": "passed", "changed": [], "values": [1]}'),
        of_text(b'{"kind": "value", "id": 5, "changed": [], "values": [1, 2]}'),
        of_text(b'{"kind": "value", "id": 5, "changed": [], "values": [1]}', b"x"),
        of_text(b'{"kind": "value", "id": 5, "changed": 3, "values": [1]}'),
        of_text(b'{"kind": "value", "id": 5, '),
        of_text(b'{"kind": "raised", "id": 5, "type": "x", "text": "", "line": 0, "values": []}'),
        b"",
        b"\0\0",
    ],
    ids=str,
)
def test_any_other_frame_is_not_known_and_is_left_to_be_read_in_full(sent):
    assert read_known(sent, 5) is None


@pytest.mark.parametrize("length", [0, 1, 30])
def test_a_text_shorter_than_it_begins_is_not_known(length):
    assert (
        read_known(struct.pack(">I", length) + b'{"kind": "value", "id": 12, "changed": [], "values": [1]}', 12) is None
    )


@pytest.mark.parametrize(
    "text",
    [
        b'{"kind": "value", "id": 12, "x": %s, "changed": [], "values": [1.0]}' % (b"[" * 300 + b"]" * 300),
        b'{"kind": "value", "id": 12, "changed": [%s], "values": [1.0]}' % (b"[" * 300 + b"]" * 300),
        b'{"kind": "value", "id": 12, "changed": [], "values": [["other", "x", %s]]}' % (b"[" * 300 + b"]" * 300),
        b'{"kind": "value", "id": 12, "changed": [], "values":  [1.0]}',
        b'{"kind": "value", "id": 12, "changed": [], "values": [1e0]}',
    ],
    ids=["a key", "changed", "another type", "a space", "a number"],
)
def test_what_no_honest_worker_would_write_is_read_at_once_and_not_known(text):
    """Decoded later, deep in a check, it might be found to be no frame, and look like a fault of ours."""
    sent = of_text(text)
    assert read_answer(*unpack(sent), 12, "f", ()).digest
    assert read_known(sent, 12) is None


def test_what_belongs_to_the_text_of_a_frame_and_what_to_its_arrays_is_a_part_of_what_is_known():
    text = b'{"kind": "value", "id": 5, "changed": [], "values": [["array", "|i1", [1]]]}'
    assert read_known(of_text(text, b" "), 5).value.tolist() == [32]
    assert read_known(of_text(text + b" "), 5) is None


GOOD = {"kind": "loaded", "id": 0, "errors": [], "warnings": [], "names": [], "functions": {}, "parameters": {}, "earlier": {}, "value_names": [],
        "methods": {}, "skipped": []}  # fmt: skip
TEN_LINES = (Cell("submission.py", b"\n" * 9),)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "value"}, {"id": 1}, {"errors": {}}, {"errors": [{}]}, {"errors": [{"line": -1, "type": "", "text": ""}]},
        {"errors": [{"line": 1, "type": 2, "text": ""}]}, {"warnings": "x"}, {"warnings": [1]}, {"names": None}, {"names": [None]},
        {"functions": []}, {"functions": {"f": 1}}, {"functions": {"f": []}}, {"functions": {"f": [1]}}, {"functions": {"f": ["1", "2"]}},
        {"functions": {"f": [1, 10**9]}},
        {"errors": [{"line": 1, "type": "", "text": ""}]}, {"errors": [{"line": 1, "type": "", "text": "", "defines": "f"}]},
        {"errors": [{"line": 1, "type": "", "text": "", "defines": [1]}]}, {"skipped": None}, {"skipped": [{"line": "1", "defines": []}]},
        {"skipped": [{"line": 1}]}, {"value_names": None}, {"value_names": {"x": 1}}, {"value_names": [1]}, {"methods": []}, {"methods": {"f": 1}},
        {"methods": {"f": ["A"]}}, {"parameters": []}, {"parameters": {"f": "x"}}, {"parameters": {"f": [1]}}, {"earlier": None},
        {"earlier": {"f": 1}}, {"earlier": {"f": ["1"]}}, {"earlier": {"f": [True]}}, {"earlier": {"f": [-1]}}, {"earlier": {"f": [10**9]}},
    ],
    ids=str,
)  # fmt: skip
def test_a_report_with_a_field_that_is_none_is_refused(change):
    assert read_report(GOOD, (), TEN_LINES).names == ()
    with pytest.raises(WireError):
        read_report({**GOOD, **change}, (), TEN_LINES)


def test_a_report_is_cut_to_what_people_read():
    report = read_report(
        {**GOOD, "names": ["x" * 500] * 2000, "errors": [{"line": 3, "defines": [], "type": "T" * 500, "text": "\x1b" * 2000}]},
        (LoadError(2, "timeout", "late"),),
        TEN_LINES,
    )  # fmt: skip
    assert (len(report.names), len(report.names[0])) == (1000, 100)
    assert [error.line for error in report.errors] == [2, 3]
    assert report.errors[1].text == "\ufffd" * 500


@pytest.mark.parametrize(
    "text", ["", "graded by hand: full marks", "line 1 is not valid UTF-8: see ada's file", "x" * 2000]
)
def test_a_submission_puts_no_words_of_its_own_among_the_warnings(text):
    assert read_report({**GOOD, "warnings": [text]}, (), TEN_LINES).warnings == ()


def test_lines_beyond_the_file_are_no_functions_lines():
    assert read_report({**GOOD, "functions": {"f": [1, 11], "g": [1, 10]}}, (), TEN_LINES).functions == {"g": (1, 10)}


# --- what a forged report says of names -----------------------------------------------------------------------------------

MANY = [f"n{number}" for number in range(5000)]
SENTENCES = ["full marks", "f()", "", "1f", "f\n", "\x1b[2J", "*", "f.g", "n" * 99 + "!"]


def forged(**change):
    """What is left of a report with these fields, of a submission of ten lines that defines f."""
    return read_report({**GOOD, "functions": {"f": [1, 2]}, **change}, (LoadError(4, "timeout", "late"),), TEN_LINES)


def test_what_a_failed_statement_would_have_defined_is_cut_to_fifty_names():
    error = {"line": 3, "type": "", "text": "", "defines": ["*", *MANY]}
    report = forged(errors=[error], skipped=[{"line": 4, "defines": ["x" * 5000] * 60}])
    assert report.errors[0].defines == ("*", *MANY[:49])
    assert report.errors[1].defines == ("x" * 100,) * 50


def test_only_a_statement_that_was_lost_can_be_skipped():
    report = forged(skipped=[{"line": 5, "defines": ["f"]}, "f", {"line": 4, "defines": ["g"]}])
    assert [(error.line, error.defines) for error in report.errors] == [(4, ("g",))]
    assert not report.is_cut


def test_values_methods_and_parameters_are_cut():
    report = forged(
        value_names=MANY,
        methods=dict.fromkeys(MANY, "A" * 5000),
        parameters={"f": MANY, **{name: ["x"] for name in MANY}},
    )
    assert report.values == tuple(MANY[:200])
    assert report.methods == dict.fromkeys(MANY[:200], "A" * 100)
    assert report.parameters == {"f": tuple(MANY[:20])}


def test_what_no_name_could_be_is_left_out():
    error = {"line": 3, "type": "", "text": "", "defines": SENTENCES}
    report = forged(
        errors=[error],
        value_names=SENTENCES,
        methods={**dict.fromkeys(SENTENCES, "A"), "g": "full marks"},
        parameters={"f": SENTENCES},
    )
    assert (report.errors[0].defines, report.values, report.methods, report.parameters) == (("*",), (), {}, {"f": ()})


def test_earlier_definitions_are_functions_of_the_submission_and_stand_in_its_lines():
    assert forged(earlier={"g": [1], "f": [1, 2]}).earlier == {"f": (1, 2)}
    assert forged(earlier={"f": [1, 11]}).earlier == {}
    assert forged(earlier={"f": [1] * 5000}).earlier == {"f": (1,) * 5}


def test_earlier_definitions_are_fifty_in_all():
    functions = {name: [1, 2] for name in MANY[:20]}
    report = forged(functions=functions, earlier=dict.fromkeys(functions, [1] * 5))
    assert report.earlier == dict.fromkeys(MANY[:10], (1,) * 5)


def test_the_lines_of_a_forged_function_are_no_others_and_not_very_many():
    cells = (Cell("submission.py", b"x = 1\n" * 5000),)
    functions = {"f": [1, 5000], "back": [9, 1], "zero": [0, 1]}
    report = read_report({**GOOD, "functions": functions}, (), cells)
    assert len(report.lines("f")) == 1000
    assert (report.lines("back"), report.lines("zero"), report.lines("g")) == ((), ("", "x = 1"), ())


def test_the_figures_of_a_notebook_are_forty_in_all():
    cells = tuple(Cell(f"code cell {number}", "1") for number in range(1, 5))
    report = read_report(GOOD, (), cells)
    outputs = read_outputs([[{"printed": "", "value": "", "figures": [{}] * 15}] * 4], report)
    assert [len(output.figures) for output in outputs] == [15, 15, 10, 0]
