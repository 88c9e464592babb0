"""The demo class comes out the same on every Python and NumPy: scores, and each check's outcome, score and misconception.

It answers a small course of the tests' own, in `course/`: a new exercise of the real one changes nothing here.
"""

import html
import json
import os
import re
import shutil
from pathlib import Path

import pytest

from autograder.author import build
from autograder.author.demo import make
from autograder.author.demo.names import NAMES
from autograder.course.folder import find_course
from autograder.grade import Options, grade
from autograder.grade.store import page_name
from autograder.render.page import as_page
from autograder.suite.misconceptions import load_misconceptions

COURSE = Path(__file__).with_name("course")
GOLDEN = Path(__file__).with_name("golden.json")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The small course with its kit."""
    root = tmp_path_factory.mktemp("demo") / "course"
    shutil.copytree(COURSE, root)
    made = find_course(root)
    build.write(made)
    return made


@pytest.fixture(scope="module")
def submissions(course):
    """The folder of the demo class's files."""
    folder = course.root.with_name("submissions")
    make(course, folder)
    return folder


@pytest.fixture(scope="module")
def graded(course, submissions):
    """The records of the demo class, by assignment and student."""
    return _graded(course, submissions)


@pytest.fixture(scope="module")
def as_notebooks(course, submissions):
    """The records of the same class with every script that is UTF-8 text turned into a notebook, a cell for each `# %%`."""
    folder = submissions.with_name("notebooks")
    for script in submissions.glob("*/*.py"):
        try:
            text = script.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        sources = [part for part in re.split(r"^(?=# %%)", text, flags=re.MULTILINE) if part]
        cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in sources]
        path = folder / script.parent.name / f"{script.stem}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}), "utf-8")
    return _graded(course, folder)


def _graded(course, folder):
    output = folder.with_name(f"graded-{folder.name}")
    report = grade(course, [folder], Options(output, jobs=2, page=as_page))
    assert not report.faults, report.log and report.log.read_text(encoding="utf-8")
    files = sorted((output / "results").glob("*/*.json"))
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


def test_the_same_code_in_notebooks_comes_out_the_same(graded, as_notebooks):
    scripts, notebooks = _outcome(graded), _outcome(as_notebooks)
    assert notebooks.keys() == scripts.keys()
    for assignment, students in notebooks.items():
        assert scripts[assignment].keys() - students.keys() == {
            "pablo",
            "priya",
        }  # Latin-1 and UTF-16: no JSON holds them
        assert not [student for student, record in students.items() if record != scripts[assignment][student]]


def test_lines_of_notebooks_are_named_by_their_cells(as_notebooks):
    texts = [
        text
        for record in as_notebooks
        for exercise in record["exercises"]
        for check in exercise["checks"]
        for text in (check["message"], *(check["detail"] or {}).values(), *record["warnings"])
    ]
    assert any(re.search(r"code cell \d+, line \d+", text) for text in texts)
    assert not [text for text in texts if re.search(r"(?<!, )\bline \d+", text)]


def test_every_student_has_a_record_of_each_assignment(course, graded):
    assert len(graded) == len(course.assignments) * len(NAMES)
    assert {record["student"] for record in graded} == set(NAMES)


def test_every_record_says_that_its_worker_was_confined(graded):
    assert {record["environment"]["confinement"] for record in graded} == {"full"}


def test_every_mistake_of_the_lists_is_told_to_somebody(course, graded):
    named = {
        check["misconception"] for record in graded for exercise in record["exercises"] for check in exercise["checks"]
    }
    assert named - {""} == {
        misconception.name
        for assignment in course.assignments
        for misconception in load_misconceptions(assignment.suite)
    }


def test_no_students_page_holds_a_hidden_call_or_an_expected_value(submissions, graded):
    """What a hidden check asked and expected is in `detail` alone; as words it may also be in the file that was handed in."""
    folder = submissions.with_name("graded-submissions") / "feedback"
    searched = 0
    for record in graded:
        page = (folder / record["assignment"] / f"{page_name(record['student'])}.html").read_text(encoding="utf-8")
        for exercise in record["exercises"]:
            shown = {check["message"] for check in exercise["checks"] if check["visible"]}
            for check in exercise["checks"]:
                detail = check["detail"] or {}
                for secret in (detail.get("call", ""), detail.get("expected", "")):
                    # A sentence of the check's own may stand in `expected`; that one is for students too.
                    is_value = secret.startswith(("[", "{", "(")) or "np.array" in secret
                    if check["visible"] or not is_value or len(secret) < 25 or any(secret in one for one in shown):
                        continue
                    searched += 1
                    assert secret not in html.unescape(page).replace("<code>", "").replace("</code>", "")
    assert searched > 40


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
