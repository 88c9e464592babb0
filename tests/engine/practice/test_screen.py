"""What a student sees."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from autograder.course import Exercise
from autograder.course import kit as kits
from autograder.feedback import Cause, DifferenceLine, Feedback, LoadWarning, SourceLine, Statement
from autograder.practice.progress import State, following, standings
from autograder.practice.screen import Screen
from autograder.practice.session import LoadEvent, ResultEvent
from autograder.practice.submission import Submission
from autograder.result import OUTCOMES, CheckResult, ExerciseResult, Outcome

GATES = "ch02_perceptron"
WRONG = Feedback(
    Cause.VALUE,
    Statement("returned", {"call": "AND(1, 1)", "got": "0", "expected": "1"}),
    (Statement("misconception", {"text": "It answers `0` whatever comes in."}),),
    call="AND(1, 1)",
    differences=(DifferenceLine("got       0", (10, 11)), DifferenceLine("expected  1", (10, 11))),
    printed="".join(f"line {n}\n" for n in range(20)),
)
RAISED = Feedback(
    Cause.RAISED,
    Statement("stopped_in_line", {"call": "AND(1, 1)", "type": "NameError", "place": "line 2"}),
    call="AND(1, 1)",
    line=SourceLine(2, "line 2", "return x3"),
    hint="Look at the name.",
)


def absent(cause, key, line=None, **fields):
    return Feedback(cause, Statement(key, {"name": "NAND", **fields}), line=line)


NOT_STARTED = absent(Cause.NOT_STARTED, "not_started")
PASSED = None


def result(name, *feedback):
    checks = tuple(
        CheckResult(
            f"test_{n}",
            f"title {n}",
            True,
            OUTCOMES[one.cause] if one else Outcome.PASSED,
            0.0,
            1.0,
            feedback=one,
        )
        for n, one in enumerate(feedback)
    )
    return ExerciseResult(name, 4.0 * feedback.count(PASSED) / len(checks), 4.0, checks)


def seen(screen, width=80, **options):
    file = io.StringIO()
    Console(file=file, width=width, **options).print(screen)
    return file.getvalue()


@pytest.fixture
def screen(student_kit):
    """A screen with every kind of exercise on it."""
    kit = kits.read(student_kit.root)
    submission = Submission("mine.py", b"def AND(x1, x2):\n    return x3\n")
    found = Screen(kits.target(kit, GATES, None), submission)
    found.loaded = LoadEvent((), {"perceptron": (1, 2)}, {"XOR": ["AND", "OR"]})
    for checked in (
        result("perceptron", NOT_STARTED, NOT_STARTED),
        result("AND", WRONG, PASSED, RAISED),
        result("NAND", PASSED),
        result("OR", PASSED),
        result("XOR", WRONG),
    ):
        found.checked[checked.name] = ResultEvent(checked)
    return found


def test_progress_stands_by_exercise_in_order_and_the_one_to_work_on_in_full(screen):
    lines = seen(screen).splitlines()
    names = [line.split()[1] for line in lines if line[2:3] in "·✗✓…" and line.startswith("  ")]
    assert names == ["perceptron", "AND", "NAND", "OR", "XOR"]
    text = "\n".join(lines)
    assert "not started, line 1" in text
    assert "1 of 3 checks" in text
    assert "waiting for AND" in text
    assert "      AND(1, 1)\n" in text
    assert "      got       0\n      expected  1\n" in text
    assert "It answers `0` whatever comes in." in text
    assert "and 1 more check" in text
    assert "12 of 20 points" not in text
    assert "9.33333 of 20 points" in text or "9.33 of 20 points" in text


def test_what_comes_of_a_wrong_function_is_shown_without_a_reason_of_its_own(screen):
    screen.target = replace(screen.target, exercise="XOR")
    text = seen(screen)
    assert "It uses `AND`, which is not right yet: fix that first." in text
    assert "got       0" in text
    assert "It answers `0` whatever comes in." not in text
    screen.checked["OR"] = ResultEvent(result("OR", WRONG))
    assert "It uses `AND` and `OR`, which are not right yet" in " ".join(seen(screen).split())
    assert "waiting for AND and OR\n" in seen(screen)


def test_a_function_that_cannot_be_read_comes_first_with_its_line_and_is_named_once(screen):
    line = SourceLine(2, "line 2", "return x3")
    why = Statement("plain", {"text": "A colon `:` is missing."})
    unreadable = absent(Cause.UNREADABLE, "not_defined_unreadable", line, place="line 2", error=why)
    screen.checked["NAND"] = ResultEvent(result("NAND", unreadable))
    notes = (LoadWarning(2, why), LoadWarning(0, Statement("plain", {"text": "other"})))
    screen.loaded = replace(screen.loaded, warnings=notes)
    text = seen(screen)
    assert screen.following.exercise.name == "NAND"
    assert "  ✗ NAND        not defined\n\n    `NAND` is not defined, because line 2 cannot be read" in text
    assert "      2 | return x3\n" in text
    assert text.count("A colon") == 1
    assert "Note: other\n" in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    ("body", "is_named"),
    [
        ("    # YOUR CODE HERE\n    raise NotImplementedError()\n", False),
        ("    # YOUR CODE HERE\n    raise NotImplementedError()\n    return 1\n", True),
        ("    # YOUR CODE HERE\n    y = x1\n    raise NotImplementedError()\n", True),
        ("    raise NotImplementedError()\n    # what now?\n", False),
    ],
)
def test_a_stubs_last_line_that_still_stands_beside_an_answer_is_named(screen, body, is_named):
    content = f'def perceptron(x1, x2):\n    """What it is."""\n{body}\n\nx = 1\n'
    screen.submission = Submission("mine.py", content.encode())
    screen.loaded = replace(screen.loaded, functions={"perceptron": (1, 4)})
    screen.put_off = ("AND",)
    assert ("delete that line" in seen(screen)) == is_named
    assert ("It waits for your answer below line 1" in seen(screen)) != is_named


def test_prints_are_cut(screen):
    assert "line 7\n" in seen(screen)
    assert "line 8\n" not in seen(screen)


def test_with_all_every_failing_check_is_shown_with_the_line_of_the_file_it_names(screen):
    screen.everything = True
    text = seen(screen)
    assert "title 2" in text
    assert "      2 | return x3\n" in text
    assert "Hint: Look at the name." in text
    assert "fix that first" in text


def test_nothing_stands_behind_the_words(screen):
    screen.everything = True
    assert not [line for line in seen(screen).splitlines() if line != line.rstrip()]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(screen, width):
    screen.everything = True
    assert max(len(line) for line in seen(screen, width).splitlines()) <= width


def test_a_terminal_that_has_no_tick_gets_plain_marks(screen):
    screen.encoding = "cp1252"
    assert "  + NAND" in seen(screen)
    assert "✓" not in seen(screen)


def test_the_compact_screen_has_a_line_for_each_state(screen):
    screen.compact = True
    text = seen(screen)
    assert "  ✓ NAND, OR\n" in text
    assert "  … XOR\n" in text
    assert "  · perceptron\n" in text


def test_what_is_not_complete_shows_no_points(screen):
    del screen.checked["XOR"]
    assert "points from" not in seen(screen)


def test_hints_that_were_asked_for_stand_with_the_exercise(screen):
    screen.hints = {"AND": ("First.", "Second.")}
    text = seen(screen)
    assert "Hint 1: First." in text
    assert "Hint 2: Second." in text


def test_a_pristine_file_gets_a_beginning(student_kit):
    kit = kits.read(student_kit.root)
    found = Screen(kits.target(kit, GATES, None), Submission("ch02_perceptron.py", b"def perceptron():\n    pass\n"))
    found.loaded = LoadEvent((), {"perceptron": (1, 2)}, {})
    for exercise in kit.assignment(GATES).exercises:
        found.checked[exercise.name] = ResultEvent(result(exercise.name, NOT_STARTED))
    text = seen(found)
    assert "none of them started yet" in text
    assert "find `perceptron`, line 1" in text


def test_warnings_from_loading_stand_on_top(screen):
    screen.loaded = LoadEvent((LoadWarning(3, Statement("plain", {"text": "line 3 failed"})),), {}, {})
    assert "Note: line 3 failed" in seen(screen)


# --- which exercise to work on ----------------------------------------------------------------------------------------


def exercises(**results):
    uses = {"d": ("a",)}
    names = tuple(Exercise(name, 4, uses.get(name, ())) for name in results)
    return standings(names, {name: result(name, outcome) for name, outcome in results.items()}, {"d": ["a"]})


def test_states():
    states = [one.state for one in exercises(a=WRONG, b=NOT_STARTED, c=PASSED, d=WRONG)]
    assert states == [State.FAILING, State.UNTOUCHED, State.DONE, State.WAITING]


def test_an_exercise_that_was_not_begun_waits_for_nothing():
    assert exercises(a=WRONG, d=NOT_STARTED)[1].state is State.UNTOUCHED


def test_an_exercise_that_does_not_call_the_wrong_one_fails_by_itself():
    by_name = {name: result(name, WRONG) for name in ("a", "d")}
    found = standings((Exercise("a", 4), Exercise("d", 4, ("a",))), by_name, {"d": []})
    assert [one.state for one in found] == [State.FAILING, State.FAILING]


def test_an_exercise_whose_used_one_is_right_fails_by_itself():
    assert exercises(a=PASSED, d=WRONG)[1].state is State.FAILING


@pytest.mark.parametrize(
    ("results", "put_off", "expected"),
    [
        ({"a": NOT_STARTED, "b": WRONG}, (), "b"),
        ({"a": NOT_STARTED, "b": NOT_STARTED}, (), "a"),
        ({"d": WRONG, "a": NOT_STARTED}, (), "a"),
        ({"a": WRONG, "b": WRONG}, ("a",), "b"),
        ({"a": WRONG, "b": NOT_STARTED}, ("a",), "b"),
        ({"a": WRONG, "b": PASSED}, ("a",), "a"),
    ],
)
def test_what_comes_next(results, put_off, expected):
    assert following(exercises(**results), put_off).exercise.name == expected


def test_nothing_comes_next_when_all_is_done():
    assert following(exercises(a=PASSED)) is None
