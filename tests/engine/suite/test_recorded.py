"""A kit's checks say without a reference what they say with one."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.author.build.record import WithMisconception
from autograder.course.folder import find_course
from autograder.errors import AutograderError
from autograder.result import Outcome
from autograder.suite import Functions, Runner, load_reference
from autograder.suite.misconceptions import load_misconceptions
from autograder.suite.recorded import Recording

COURSE = find_course(Path(__file__).parents[3])


def results(assignment, answers):
    """The results of a suite on each of some answers."""
    found = []

    def use(runner):
        suite = runner.suites[assignment.name]
        found.extend(runner.run(suite, one) for one in answers)

    Runner.collect((assignment,), use)
    return found


@pytest.mark.parametrize("assignment", COURSE.assignments, ids=lambda one: one.name)
def test_every_answer_gets_the_same_results_in_a_kit_as_with_the_reference(assignment, tmp_path):
    kit = COURSE.kit / "tests" / assignment.name
    visible = tmp_path / assignment.name
    shutil.copytree(kit, visible, ignore=shutil.ignore_patterns("expected.json", "__pycache__"))
    shutil.copy(assignment.suite / "misconceptions.py", visible)
    reference = load_reference(assignment.source)
    wrong = [one for one in load_misconceptions(assignment.suite) if not one.varies]
    answers = [reference, Functions({}), *(WithMisconception(reference, one) for one in wrong)]

    with_reference = results(replace(assignment, suite=visible), answers)
    in_kit = results(replace(assignment, suite=kit), answers)

    for one, expected, got in zip(["reference", "nothing", *wrong], with_reference, in_kit, strict=True):
        assert got == expected, one
    assert all(check.outcome is Outcome.PASSED for exercise in in_kit[0] for check in exercise.checks)
    named = {check.misconception for result in in_kit for exercise in result for check in exercise.checks} - {""}
    assert len(named) > len(wrong) / 3


def test_where_nothing_is_recorded_the_course_itself_is_asked(tmp_path):
    assert Recording.read(tmp_path) is None


@pytest.mark.parametrize("content", ["{", '{"schema": 99, "exercises": {}}', "[]", '{"schema": 1}'])
def test_a_damaged_record_asks_for_a_fresh_kit(tmp_path, content):
    (tmp_path / "expected.json").write_text(content, encoding="utf-8")
    with pytest.raises(AutograderError, match="unpack the kit once more"):
        Recording.read(tmp_path)


def test_a_record_that_does_not_fit_its_checks_is_our_fault_not_the_students(tmp_path):
    assignment = COURSE.assignments[2]
    suite = tmp_path / assignment.name
    shutil.copytree(COURSE.kit / "tests" / assignment.name, suite)
    record = json.loads((suite / "expected.json").read_text(encoding="utf-8"))
    record["exercises"]["forward"]["checks"]["test_book_example"]["reference"] = []
    (suite / "expected.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(Exception, match="holds no call of init_network"):
        results(replace(assignment, suite=suite), [load_reference(assignment.source)])
