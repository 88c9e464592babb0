"""A reader who types the book's code, in its own style and with `int` for `np.int`, gets every point but those that go beyond the book."""

import json
from pathlib import Path

import pytest

from autograder.course.folder import find_course
from autograder.grade import Options, grade

COURSE = Path(__file__).parents[3]
CODE = Path(__file__).with_name("code")
# The contract asks for more here than the book's softmax of this chapter gives: rows of a batch.
BEYOND = {
    "softmax": {
        "test_batch",
        "test_large_scores_in_a_batch",
        "test_other_batches",
        "test_other_large_scores_in_a_batch",
    }
}


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """The record of each chapter's file."""
    output = tmp_path_factory.mktemp("book")
    report = grade(find_course(COURSE), [CODE], Options(output, jobs=1))
    assert not report.faults
    assert not report.refused
    return {path.parent.name: json.loads(path.read_text("utf-8")) for path in output.glob("results/*/*.json")}


@pytest.mark.parametrize("assignment", ["ch01_numpy", "ch02_perceptron", "ch03_neural_network"])
def test_the_books_own_code_gets_every_point_but_those_beyond_it(records, assignment):
    missed = {
        exercise["name"]: {check["name"] for check in exercise["checks"] if check["outcome"] != "passed"}
        for exercise in records[assignment]["exercises"]
        if exercise["score"] != exercise["max_score"] and not _is_missing(exercise)  # not in the book
    }
    assert missed == (BEYOND if assignment == "ch03_neural_network" else {})


def _is_missing(exercise):
    return all(check["outcome"] == "missing" for check in exercise["checks"])


def test_the_books_own_code_has_every_exercise_of_its_chapters(records):
    names = {
        exercise["name"] for record in records.values() for exercise in record["exercises"] if not _is_missing(exercise)
    }
    assert len(names) >= 26


def test_the_books_own_code_loads_without_a_warning(records):
    assert {name: record["warnings"] for name, record in records.items()} == {name: [] for name in records}
    assert len(records) == 3
