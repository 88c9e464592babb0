"""The demo class comes out the same on every Python and NumPy: scores, and each check's outcome, score and misconception."""

import json
import os
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.demo import make
from autograder.demo.names import NAMES
from autograder.grade import Options, grade

COURSE = Path(__file__).parents[3]
GOLDEN = Path(__file__).with_name("golden.json")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The records of the demo class, by assignment and student."""
    folder = tmp_path_factory.mktemp("demo")
    course = Course.find(COURSE)
    make(course, folder / "submissions")
    report = grade(course, [folder / "submissions"], Options(folder / "graded", jobs=2))
    assert not report.faults, report.log and report.log.read_text(encoding="utf-8")
    files = sorted((folder / "graded" / "results").glob("*/*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def test_the_demo_class_comes_out_as_recorded(graded):
    """To accept a change, run this test with UPDATE_GOLDEN=1 and review the difference."""
    outcome = _outcome(graded)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(_text(outcome), encoding="utf-8")
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    differing = [
        f"{assignment}/{student}: {golden.get(assignment, {}).get(student)} became {record}"
        for assignment, students in outcome.items()
        for student, record in students.items()
        if golden.get(assignment, {}).get(student) != record
    ]
    assert not differing, "\n".join(differing[:10])
    assert outcome.keys() == golden.keys()


def test_every_student_has_three_records(graded):
    assert len(graded) == 3 * len(NAMES)
    assert {record["student"] for record in graded} == set(NAMES)


def test_every_record_says_that_its_worker_was_confined(graded):
    assert {record["environment"]["confinement"] for record in graded} == {"full"}


def test_every_student_with_a_mistake_of_the_list_is_told_which(graded):
    named = {
        check["misconception"] for record in graded for exercise in record["exercises"] for check in exercise["checks"]
    }
    assert len(named) > 80


def _outcome(records):
    found = {}
    for record in sorted(records, key=lambda one: (one["assignment"], one["student"])):
        missed = {
            f"{exercise['name']}/{check['name']}": [check["outcome"], check["score"], check["misconception"]]
            for exercise in record["exercises"]
            for check in exercise["checks"]
            if check["outcome"] != "passed" or check["score"] != check["max_score"]
        }
        scores = {exercise["name"]: exercise["score"] for exercise in record["exercises"]}
        found.setdefault(record["assignment"], {})[record["student"]] = {
            "score": record["score"],
            "exercises": scores,
            "missed": missed,
        }
    return found


def _text(outcome):
    """One line for each student and exercise or check, so that a difference is easy to review."""
    return json.dumps(outcome, ensure_ascii=False, indent=1).replace("[\n     ", "[").replace(",\n     ", ", ") + "\n"
