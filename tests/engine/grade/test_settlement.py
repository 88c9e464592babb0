"""What counts in the end: decisions, lateness and excuses put together."""

from dataclasses import replace
from datetime import datetime, timezone

import pytest

from autograder.course.late import LatePolicy
from autograder.errors import AutograderError
from autograder.final import Entered, Lateness, Origin
from autograder.grade.exceptions import FILE as EXCEPTIONS
from autograder.grade.overrides import FILE, Override, Overrides
from autograder.grade.settlement import Settlement
from autograder.result import CheckResult, Environment, ExerciseResult, Outcome, Result

KEY = ("ch09_tiny", "ada")
DUE = datetime(2026, 10, 1, tzinfo=timezone.utc)


def result(double=0.0, floor=1.0):
    check = CheckResult("test_it", "is right", True, Outcome.PASSED, 1.0, 1.0)
    exercises = (ExerciseResult("double", double, 2.0, (check,)), ExerciseResult("floor", floor, 1.0, (check,)))
    submission = {"file": "ada.py", "sha256": "0", "time": "2026-10-01T20:00:00Z", "time_source": "platform"}
    where = Environment("3.12.1", "2.0.0", "full", {})
    return Result("ch09_tiny", "ada", double + floor, 3.0, submission, "s", "0", where, (), exercises, 0.1)


@pytest.fixture
def course(tiny_course):
    return tiny_course.read()


@pytest.fixture
def settle(course):
    """Settle a result of ada's, with what a person entered in formgrader, after an earlier record."""

    def settle_it(given=None, before=None, entered=None, late=None):
        policy = replace(course, late=late) if late else course
        entries = {KEY: entered} if entered else {}
        return Settlement(policy, entries).settle(given or result(), before)

    return settle_it


def override(course, score=2.0, why="right idea"):
    Overrides(course).put(Override("ada", "ch09_tiny", "double", score, why, ""))


def test_where_nothing_was_decided_the_score_of_the_checks_counts(settle):
    settled = settle()
    assert (settled.final, settled.final_score) == (None, 1.0)


def test_an_override_counts_and_survives_every_regrade(settle, course):
    override(course)
    first = settle(before=settle())
    again = settle(result(double=1.0), before=first)
    for settled in (first, again):
        assert settled.final_score == 3.0
        assert settled.final.standing["double"].why == "right idea"
    assert (first.score, again.score) == (1.0, 2.0), "what the checks gave stands beside it"
    Overrides(course).remove(("ada", "ch09_tiny", "double"))
    assert settle(before=again).final is None


def test_of_an_override_and_formgraders_points_the_newer_counts(settle, course):
    entered = Entered({"double": (0.5, 0.0)})
    before = settle(entered=entered)
    assert (before.final_score, before.final.standing["double"].origin) == (1.5, Origin.FORMGRADER)
    override(course)
    overridden = settle(before=before, entered=entered)
    assert (overridden.final_score, overridden.final.standing["double"].origin) == (3.0, Origin.OVERRIDE)
    entered_later = settle(before=overridden, entered=Entered({"double": (1.5, 0.0)}))
    assert (entered_later.final_score, entered_later.final.standing["double"].origin) == (2.5, Origin.FORMGRADER)
    assert settle(before=entered_later, entered=Entered({"double": (1.5, 0.0)})) == entered_later


def test_extra_credit_is_added_to_whatever_counts(settle):
    assert settle(entered=Entered({"floor": (None, 0.5)})).final_score == 1.5
    assert settle(entered=Entered({"floor": (0.0, 0.5)})).final_score == 0.5


def test_a_persons_comment_is_kept_and_moves_nothing(settle):
    settled = settle(entered=Entered(comments={"double": "nearly"}))
    assert (settled.final_score, settled.final.comments) == (1.0, (("double", "nearly"),))


def test_late_points_come_off_the_whole_and_never_below_zero(settle):
    late = LatePolicy({"ch09_tiny": DUE}, penalty_percent=20)
    assert settle(late=late).final.late.points == 0.6
    assert settle(late=late).final_score == 0.4
    assert settle(late=replace(late, penalty_percent=100)).final_score == 0.0


def test_a_penalty_of_the_gradebooks_own_counts_where_the_course_has_none(settle):
    settled = settle(entered=Entered(penalty=0.5))
    assert (settled.final_score, settled.final.late.reason) == (0.5, "late penalty in the gradebook: 0.5 points off")


def test_a_penalty_that_an_earlier_policy_left_in_the_gradebook_is_taken_back(settle):
    before = settle(late=LatePolicy({"ch09_tiny": DUE}, penalty_percent=20))
    settled = settle(before=before, entered=Entered(penalty=before.final.late.points))
    assert settled.final_score == 1.0
    assert settled.final.late == Lateness(0.0, "no longer counted as late")


def test_the_excused_have_no_score_and_the_reason(settle, course):
    (course.root / EXCEPTIONS).write_text("student,excused,why\nada,yes,ill\n", encoding="utf-8")
    settled = settle()
    assert (settled.final_score, settled.score, settled.final.reasons) == (None, 1.0, ("excused: ill",))


def test_without_a_gradebook_what_was_read_from_it_earlier_stays(course, settle):
    before = settle(entered=Entered({"double": (1.0, 0.0)}, {"double": "nearly"}))
    assert Settlement(course, None).settle(result(), before) == before


def test_a_final_grade_is_read_back_from_its_record(settle, course):
    override(course)
    settled = settle(
        entered=Entered({"floor": (0.5, 0.0)}, {"floor": "hm"}), late=LatePolicy({"ch09_tiny": DUE}, penalty_percent=5)
    )
    assert Result.from_json(settled.to_json()) == settled


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("ada,ch09_tiny,doubel,1,x,", "has no exercise 'doubel' in 'ch09_tiny'"),
        ("ada,ch09_tiny,double,3,x,", "a score from 0 to 2, not 3"),
        ("ada,ch09_tiny,double,nan,x,", "a score from 0 to 2"),
        ("ada,ch09_tiny,double,many,x,", "'score' must be a number, not 'many'"),
        ("ada,ch09_tiny,double,1,,", "line 2: there is no why"),
    ],
)
def test_an_override_that_cannot_be_is_named_with_its_line(course, line, says):
    (course.root / FILE).write_text(f"student,assignment,exercise,score,why,utc_time\n{line}\n", encoding="utf-8")
    with pytest.raises(AutograderError) as caught:
        Overrides(course)
    assert says in str(caught.value)
