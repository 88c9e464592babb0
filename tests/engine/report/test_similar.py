"""Code that is alike beyond what the task forces."""

import time

import pytest

from autograder.grade.normal_form import normal_form
from autograder.report.similar import alike, expected_forms

LONG = '''def gate(x1, x2):
    """A gate."""
    weights, bias = np.array([0.5, 0.5]), -0.7
    total = 0
    for index, value in enumerate([x1, x2]):
        total = total + weights[index] * value
    total = total + bias
    if total > 0:
        return 1
    return 0
'''
RENAMED = """def gate( a,b ):  # my own work
    w, theta = np.array( [0.5, 0.5] ), -0.7

    s = 0
    for i, v in enumerate([a, b]):
        s = s + w[i]*v
    s = s + theta
    if s > 0: return 1
    return 0
"""
OTHER = """def gate(x1, x2):
    table = {(0, 0): 0, (0, 1): 0, (1, 0): 0, (1, 1): 1}
    rows = [int(round(float(x1))), int(round(float(x2)))]
    assert all(row in (0, 1) for row in rows), "zero or one"
    answer = table[tuple(rows)]
    return answer if answer in (0, 1) else None
"""


def found(**codes):
    return alike({student: normal_form(code) for student, code in codes.items()}, (), 10)


def test_names_comments_docstrings_and_layout_make_no_difference():
    assert normal_form(LONG) == normal_form(RENAMED)
    assert found(ada=LONG, bob=RENAMED, cyd=OTHER) == [(("ada",), ("bob",), 1.0)]


def test_a_number_or_an_operator_makes_one():
    assert normal_form(LONG) != normal_form(LONG.replace("0.7", "0.8"))
    assert normal_form(LONG) != normal_form(LONG.replace(">", ">="))
    assert normal_form("x.mean(y)") != normal_form("x.sum(y)")


def test_nearly_equal_code_is_found_with_how_much_of_it_agrees():
    ((first, second, likeness),) = found(ada=LONG, bob=RENAMED.replace("return 0", "return int(False)"), cyd=OTHER)
    assert (first, second) == (("ada",), ("bob",))
    assert 0.92 < likeness < 1


def test_short_code_and_what_many_write_are_no_hint():
    short = "def relu(x):\n    return np.maximum(0, x)\n"
    assert found(ada=short, bob=short) == []
    assert found(ada=LONG, bob=LONG, cyd=LONG, dan=LONG) == []


def test_variants_of_what_many_write_are_no_hint_either():
    assert found(ada=LONG, bob=LONG, cyd=LONG, dan=LONG.replace("return 0", "return int(False)")) == []


def test_variants_of_our_own_answers_are_no_hint():
    expected = expected_forms(f"import numpy as np\n\n{LONG}\n\ndef other(x):\n    return x\n")
    assert len(expected) == 2
    assert alike({"ada": normal_form(LONG), "bob": normal_form(RENAMED)}, expected, 10) == []


def test_a_class_of_none_and_of_one_has_no_hints():
    assert found() == found(ada=LONG) == []


@pytest.mark.parametrize(
    "text", ["'" * 40_000, '"""' + "\\" * 40_000, "(" * 40_000, "rb'" * 20_000, "\ud800é" * 9000, "'''a" * 9999]
)
def test_no_text_takes_long(text):
    start = time.process_time()
    normal_form(text)
    assert time.process_time() - start < 5, "it was quadratic"
