"""Recording what the visible checks see."""

import json
import sys
import types
import zlib

import numpy as np
import pytest

from autograder.author.build.record import record
from autograder.errors import AutograderError

PLOT = '''
# %% exercise="line" points=1
def line():
    """A line through three points."""
    ### BEGIN SOLUTION
    plt.plot([0.0, 1.0, 2.0], [0.0, 2.0, 4.0], "--", label="line")
    plt.show()
    ### END SOLUTION
'''

LINE = '''\
"""Checks of `line`."""

from autograder.testing import assert_curve, assert_true


def test_curve(student, reference):
    """goes through the three points"""
    expected = reference.figure("line").axes[0].lines[0]
    assert_curve(student.figure("line"), expected.x, expected.y, style="--")


### BEGIN HIDDEN TESTS
def test_label(student):
    """has a label"""
    assert_true(student.figure("line").axes[0].lines[0].label == "line", "the line needs its label")
### END HIDDEN TESTS
'''


def recorded(tiny_course, exercise="double"):
    """One exercise of expected.json."""
    (assignment,) = tiny_course.read().assignments
    return record(assignment)["exercises"][exercise]


def array(*numbers):
    """An array of floats as expected.json has it."""
    return {"dtype": "float64", "shape": [len(numbers)], "data": list(numbers)}


def test_the_values_of_each_visible_check_are_recorded_and_no_hidden_check_is(tiny_course):
    checks = recorded(tiny_course)["checks"]
    assert list(checks) == ["test_example", "test_random"]
    assert checks["test_example"]["calls"] == [{"call": "double", "value": array(2.0, 4.0, 6.0)}]
    assert checks["test_example"]["reference"] == []


def test_random_inputs_come_from_the_checks_own_seed(tiny_course):
    rng = np.random.default_rng(zlib.crc32(b"ch09_tiny/double/test_random"))
    expected = [float(f"{number:.12g}") for number in 2 * rng.uniform(3.0, 4.0, size=2)]
    check = recorded(tiny_course)["checks"]["test_random"]
    assert check["calls"] == check["reference"] == [{"call": "double", "value": array(*expected)}]


def test_a_misconception_is_recorded_with_its_sentence_and_its_values(tiny_course):
    double = recorded(tiny_course)
    assert double["misconceptions"] == {"squares": "Squaring is not doubling: 3 becomes 9 that way, not 6."}
    assert double["checks"]["test_example"]["misconceptions"] == {
        "squares": [{"call": "double", "value": array(1.0, 4.0, 9.0)}]
    }


def test_a_misconception_that_only_hidden_checks_notice_stays_out(tiny_course):
    floor = recorded(tiny_course, "floor")
    assert floor["misconceptions"] == {}
    assert floor["checks"]["test_example"]["misconceptions"] == {}


def test_a_misconception_that_raises_is_recorded_by_its_exceptions_type(tiny_course):
    tiny_course.edit(tiny_course.misconceptions, "return x * x", "return float('many')")
    check = recorded(tiny_course)["checks"]["test_example"]
    assert check["misconceptions"] == {"squares": [{"call": "double", "raises": "builtins.ValueError"}]}


def test_other_functions_stay_the_references_under_a_misconception(tiny_course):
    tiny_course.edit(
        tiny_course.suite,
        "    assert_close(student.double(np",
        "    student.floor(1.0, 2.0)\n    assert_close(student.double(np",
    )
    check = recorded(tiny_course)["checks"]["test_example"]
    assert [call["call"] for call in check["misconceptions"]["squares"]] == ["floor", "double"]


def test_a_drawing_is_recorded_as_data(tiny_course):
    tiny_course.edit(tiny_course.chapter, "import numpy as np", "import matplotlib.pyplot as plt\nimport numpy as np")
    tiny_course.write(tiny_course.chapter, (tiny_course.root / tiny_course.chapter).read_text() + PLOT)
    tiny_course.write("tests/exercises/ch09_tiny/test_line.py", LINE)
    exercise = recorded(tiny_course, "line")
    check = exercise["checks"]["test_curve"]
    assert check["calls"] == check["reference"]
    assert check["calls"][0]["figure"] == "line"
    (drawing,) = exercise["drawings"]
    assert check["calls"][0]["drawing"] == 0
    ((_, (axes,)),) = drawing["dict"]
    lines = dict(axes["dict"])["lines"]
    assert dict(lines[0]["dict"]) == {
        "x": array(0.0, 1.0, 2.0),
        "y": array(0.0, 2.0, 4.0),
        "style": "--",
        "label": "line",
        "seen": True,
    }


def test_recording_twice_gives_the_same(tiny_course):
    (assignment,) = tiny_course.read().assignments
    assert json.dumps(record(assignment)) == json.dumps(record(assignment))


def test_a_module_of_the_suites_name_that_was_imported_before_is_neither_used_nor_lost(tiny_course, monkeypatch):
    other = types.ModuleType("test_double")
    monkeypatch.setitem(sys.modules, "test_double", other)
    monkeypatch.delitem(sys.modules, "test_floor", raising=False)
    assert list(recorded(tiny_course)["checks"]) == ["test_example", "test_random"]
    assert sys.modules["test_double"] is other
    assert "test_floor" not in sys.modules


def test_what_the_functions_print_is_not_shown(tiny_course, capsys):
    tiny_course.edit(tiny_course.chapter, "    result = x + x", '    print("loud")\n    result = x + x')
    recorded(tiny_course)
    assert capsys.readouterr().out == ""


def test_a_visible_check_that_fails_on_the_reference_is_refused(tiny_course):
    tiny_course.edit(tiny_course.suite, "[2.0, 4.0, 6.0]", "[2.0, 4.0, 7.0]")
    with pytest.raises(AutograderError) as error:
        recorded(tiny_course)
    folder = tiny_course.root / "tests/exercises/ch09_tiny"
    assert str(error.value) == (
        f"the visible half of {folder}: `test_example` in test_double.py fails on the reference itself; "
        "fix the check or the solution"
    )


def test_a_visible_check_that_never_calls_the_student_is_refused(tiny_course):
    tiny_course.edit(
        tiny_course.other_suite, "assert_close(student.floor(np.array([1.0, 5.0]), 2.0), [2.0, 5.0])", "assert student"
    )
    with pytest.raises(AutograderError, match=r"test_example` in test_floor\.py never calls .*`student\.floor`"):
        recorded(tiny_course)


def test_a_visible_half_that_needs_the_hidden_one_is_refused(tiny_course):
    tiny_course.edit(tiny_course.suite, "### BEGIN HIDDEN TESTS\n", "### BEGIN HIDDEN TESTS\nLATE = 3\n\n\n")
    tiny_course.edit(tiny_course.suite, "def test_random", "EARLY = LATE\n\n\ndef test_random")
    with pytest.raises(AutograderError, match=r"the visible half of .*ch09_tiny: .*test_double\.py.*LATE"):
        recorded(tiny_course)


def test_a_fault_of_ours_while_recording_is_not_swallowed(tiny_course, monkeypatch):
    monkeypatch.setattr("autograder.author.build.record.encode", lambda value: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        recorded(tiny_course)


def test_a_known_wrong_answer_that_does_not_run_is_named_where_it_stands(tiny_course):
    assignment = tiny_course.read().assignments[0]
    file = assignment.suite / "misconceptions.py"
    file.write_text("x = y\n", encoding="utf-8")
    with pytest.raises(AutograderError) as refused:
        record(assignment)
    assert f"{file}:1: NameError" in str(refused.value)
