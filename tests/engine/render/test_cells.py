"""Results as cells and comments."""

import nbformat
import pytest
from nbconvert.filters import markdown2html
from nbgrader.utils import determine_grade

from autograder.render.cells import as_html, as_text, comment, outputs
from autograder.result import CheckResult, ExerciseResult, Outcome

SECRET = {"call": "softmax(SECRET)", "expected": "SECRET", "got": "SECRET"}


def check(
    outcome=Outcome.FAILED, message="`softmax` returned wrong values.", hint="Shift <first>.", title="stays finite"
):
    """One check that was lost unless said otherwise."""
    passed = outcome is Outcome.PASSED
    return CheckResult("test_x", title, False, outcome, float(passed), 1.0, "" if passed else message, hint, "", SECRET)


def exercise(*checks, score=2.5, of=4.0):
    """The result of `softmax`."""
    return ExerciseResult("softmax", score, of, checks)


def cell(result, points):
    """A grade cell with the result's outputs."""
    grade = {
        "schema_version": 3,
        "grade": True,
        "grade_id": "softmax-check",
        "locked": True,
        "points": points,
        "solution": False,
    }
    return nbformat.v4.new_code_cell('check("softmax")', metadata={"nbgrader": grade}, outputs=outputs(result, points))


def test_nbgrader_reads_the_score_from_the_outputs():
    assert determine_grade(cell(exercise(check()), 4)) == (2.5, 4.0)


@pytest.mark.parametrize(
    ("score", "points", "expected"), [(4.0, 2, 2.0), (0.0, 4, 0.0), (10.0, 10, 10.0), (2.67, 4, 2.67)]
)
def test_a_score_is_exact_and_never_above_what_nbgrader_says_the_cell_is_worth(score, points, expected):
    assert determine_grade(cell(exercise(check(), score=score), points)) == (expected, float(points))


def test_the_outputs_are_valid_in_a_notebook():
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell(exercise(check()), 4)]))


def test_a_lost_check_says_its_title_its_message_and_its_hint():
    words = comment(exercise(check(), check(Outcome.PASSED)))
    assert words == "stays finite: `softmax` returned wrong values. Hint: Shift < first>."
    assert as_text(exercise(check(), check(Outcome.PASSED))).startswith("1 of 2 checks passed.\n- stays finite: ")


def test_what_is_missing_is_said_once():
    missing = check(Outcome.MISSING, "`softmax` is not started.")
    assert comment(exercise(missing, missing, missing)) == "`softmax` is not started."


def test_an_exercise_without_fault_needs_no_comment():
    assert comment(exercise(check(Outcome.PASSED))) is None
    assert as_text(exercise(check(Outcome.PASSED))) == "All checks passed."


def test_the_instructors_detail_is_nowhere():
    result = exercise(check(), check(Outcome.CRASHED), check(Outcome.MISSING))
    assert "SECRET" not in comment(result) + as_text(result) + as_html(result) + str(outputs(result))


@pytest.mark.parametrize(
    "attack",
    ["<script>alert(1)</script>", "`<img src=x onerror=alert(1)>", "</li><script>", "<svg/onload=alert(1)>", "<!--"],
)
def test_a_returned_value_becomes_no_markup(attack):
    result = exercise(check(message=f"`f()` returned {attack}; expected 1."))
    marked = as_html(result).replace("<b>", "").replace("</b>", "")
    assert attack not in marked and "<script" not in marked and "<img" not in marked
    shown = markdown2html(comment(result))
    assert not any(tag in shown for tag in ("<script", "<img", "<svg", "</li", "<!--"))


def test_a_comment_fits_a_database_that_knows_no_null_character():
    assert "\0" not in comment(exercise(check(message="returned \0")))
