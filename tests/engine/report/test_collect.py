"""The numbers of the report."""

import json
import sys

from autograder.grade.intake import Refused
from autograder.report import collect, write_report

CODE = "def double(x):\n    return x * x"


def test_a_class_has_its_spread_its_blanks_and_its_time(reported):
    for student in ("ada", "bob", "cyd"):
        reported.add(student)
    reported.add("dan", "mm", "m")
    reported.tally.add_student("eve", "handed in nothing")
    (assignment,) = reported.report().assignments
    assert (assignment.scores.median, assignment.scores.count) == (3.0, 4)
    assert (assignment.blank, assignment.without_grade) == (1, 1)
    assert assignment.seconds == (0.02, 0.02, 0.1)


def test_difficulty_counts_those_who_wrote_something(reported):
    reported.add("ada", "pp")
    reported.add("bob", "pf")
    reported.add("cyd", "mm")
    double = reported.exercise("double")
    assert (double.answered, double.blank, double.full, double.difficulty) == (2, 1, 1, 0.75)
    assert [(check.passed, check.missed) for check in double.checks] == [(1.0, 0), (0.5, 1)]


def test_discrimination_tells_whether_good_students_pass(reported):
    for number in range(6):
        reported.add(f"good{number}", "pp", "p")
        reported.add(f"weak{number}", "ff", "f")
    double, floor = reported.exercise("double"), reported.exercise("floor")
    assert double.discrimination == floor.discrimination == 1.0


def test_a_check_that_is_missed_by_those_who_do_well_has_a_negative_one(reported):
    for number in range(6):
        reported.add(f"good{number}", "pp", "f")
        reported.add(f"weak{number}", "ff", "p")
    assert reported.exercise("floor").checks[0].discrimination == -1.0


def test_equal_wrong_answers_are_one_group_with_a_message_and_an_example(reported):
    reported.add("ada", "ff", answers="squares", code=CODE, message="`double(3)` returned 9; expected 6.")
    reported.add(
        "bob",
        "ff",
        answers="squares",
        code=CODE.replace("x * x", "x ** 2"),
        message="`double(3)` returned 9; expected 6.",
    )
    reported.add("cyd", "ff", answers="other")
    reported.add("dan", "pp", answers="right")
    reported.add("eve", "pp", answers="right")
    reported.add("fay", "mm", answers="blank")
    reported.add("gus", "mm", answers="blank")
    (group,) = reported.exercise("double").answer_groups
    assert (group.students, group.score) == (("ada", "bob"), 0.0)
    assert group.message == "`double(3)` returned 9; expected 6."
    assert (group.example, group.code) == ("ada", CODE)


def test_a_known_wrong_answer_is_counted_with_its_own_sentence(reported):
    reported.add("ada", "ff", misconception="squares")
    reported.add("bob", "ff", misconception="squares")
    (known,) = reported.exercise("double").misconceptions
    assert (known.name, known.students) == ("squares", ("ada", "bob"))
    assert known.sentence == "Squaring is not doubling: 3 becomes 9 that way, not 6."


def test_a_name_that_two_exercises_have_is_looked_up_for_its_own(reported, monkeypatch):
    written = {("floor", "squares"): "Of another exercise."}
    monkeypatch.setattr(sys.modules[collect.__module__], "written_sentences", lambda suite: written)
    reported.add("ada", "ff", misconception="squares")
    (known,) = reported.exercise("double").misconceptions
    assert known.sentence == "Squaring is not doubling: 3 becomes 9 that way, not 6."


def test_who_needs_a_look_is_listed_with_every_reason_the_gravest_first(reported):
    reported.add("ada", warnings=("line 3 failed while the file was loading: no",))
    reported.add("bob", "cp", "t")
    reported.add("cyd")
    reported.tally.refuse(Refused("dan", "dan.zip", "is an archive", ""))
    found = [(one.student, one.reasons) for one in reported.report().attention]
    assert found == [
        ("dan", ("not graded: is an archive",)),
        ("bob", ("crashed in double", "out of time in floor")),
        ("ada", ("line 3 failed while the file was loading: no",)),
    ]


def test_results_of_an_earlier_suite_count_in_scores_and_not_in_checks(reported):
    from dataclasses import replace

    for student in ("ada", "bob"):
        reported.add(student)
    older = reported.store.read("ch09_tiny", "ada")
    exercises = (older.exercises[0],)
    reported.tally.add(replace(older, student="old", suite_sha256="t", exercises=exercises))
    (assignment,) = reported.report().assignments
    assert (assignment.scores.count, assignment.other_suite) == (3, 1)
    assert assignment.exercises[0].answered == 2


def test_report_json_holds_what_the_page_shows(reported):
    reported.add("ada")
    data = reported.report()
    write_report(data, reported.store)
    record = json.loads((reported.store.folder / "report.json").read_text(encoding="utf-8"))
    assert record["schema"] == 1
    assert record["students"] == [
        {"student": "ada", "scores": [3.0], "pages": ["feedback/ch09_tiny/ada.html"], "total": 3.0, "max_total": 3.0, "note": ""}
    ]  # fmt: skip
    assert record["assignments"][0]["exercises"][0]["checks"][0]["title"] == "doubles three numbers"


def test_an_address_of_a_page_is_encoded_for_the_browser(reported):
    reported.add("O'Brien, Pat")
    (student,) = reported.report().students
    assert student.pages == ("feedback/ch09_tiny/O%27Brien%2C%20Pat.html",)
