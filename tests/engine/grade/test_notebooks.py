"""Notebooks in a class: they stand where scripts stand, and are found by what they define."""

import json
import os

import pytest

from autograder.grade import Options, grade

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
R = {"kernelspec": {"display_name": "R", "language": "R", "name": "ir"}}
IMPORTS, DOUBLE, FLOOR = ANSWERS = (
    "import numpy as np",
    "def double(x):\n    return 2 * x",
    "def floor(x, low):\n    return np.maximum(x, low)",
)
CHECK = 'from autograder import check\ncheck("double")'
UNNAMED = "the notebook does not say its language; it was run as Python"


def notebook(*sources, metadata=KERNEL, picture=0):
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in sources]
    cells.append({"cell_type": "markdown", "source": "", "attachments": {"a.png": {"image/png": "A" * picture}}})
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


OLD = json.dumps({"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": s} for s in ANSWERS]}]})
# A class of every kind of file, graded in one run; each test looks at its own.
CLASS = {
    "ch09_tiny/placed_by_folder.ipynb": notebook(*ANSWERS),
    "placed_by_file/ch09_tiny.ipynb": notebook(*ANSWERS),
    "placed_by_both_ch09_tiny.ipynb": notebook(*ANSWERS),
    "placed_by_names/work.ipynb": notebook(*ANSWERS),
    "placed_twice/mine.ipynb": notebook(*ANSWERS),
    "placed_twice/mine.py": "\n".join(ANSWERS),
    "nobody/.ipynb_checkpoints/work-checkpoint.ipynb": notebook(*ANSWERS),
    "script_newer/ch09_tiny.ipynb": "",
    "script_newer/ch09_tiny.py": "\n".join(ANSWERS),
    "notebook_newer/ch09_tiny.py": "",
    "notebook_newer/ch09_tiny.ipynb": notebook(*ANSWERS),
    "ch09_tiny/same_doubled.ipynb": notebook(*ANSWERS, DOUBLE, DOUBLE),
    "ch09_tiny/same_reordered.ipynb": notebook(FLOOR, CHECK, DOUBLE, IMPORTS),
    "ch09_tiny/same_with_checks.ipynb": notebook(IMPORTS, CHECK, DOUBLE, FLOOR, 'check("floor")'),
    "ch09_tiny/same_without_import.ipynb": notebook(*ANSWERS, 'check("floor")'),
    "ch09_tiny/stripped.ipynb": notebook(*ANSWERS, metadata={}),
    "ch09_tiny/old.ipynb": OLD,
    "ch09_tiny/asserting.ipynb": notebook(*ANSWERS, "x = 1\nassert double(1) == 3\ny = z"),
    "ch09_tiny/no_json.ipynb": "{",
    "ch09_tiny/r.ipynb": notebook("x <- 1", metadata=R),
    "ch09_tiny/empty.ipynb": notebook(),
    "ch09_tiny/pictures.ipynb": notebook(*ANSWERS, picture=30_000),
    "ch09_tiny/much_code.ipynb": notebook(*ANSWERS, "#" * 1000),
    "ch09_tiny/too_large.ipynb": notebook(*ANSWERS, picture=50_000),
    "ch09_tiny/folder.ipynb/work.ipynb": notebook(*ANSWERS),
}


@pytest.fixture(scope="module")
def graded(tiny_course_type, tmp_path_factory):
    """(records by student, reasons of those who have none)"""
    folder = tmp_path_factory.mktemp("class")
    course = tiny_course_type(folder / "course")
    course.edit("course.toml", "[limits]\n", "[limits]\nfile_bytes = 1000\nnotebook_bytes = 40000\n")
    for name, text in CLASS.items():
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1e9, 1e9))
    for name in ("script_newer/ch09_tiny.py", "notebook_newer/ch09_tiny.ipynb", "placed_twice/mine.ipynb"):
        os.utime(folder / "in" / name, (1.1e9, 1.1e9))
    report = grade(course.read(), [folder / "in"], Options(folder / "graded", jobs=1))
    assert not report.faults, report.log and report.log.read_text(encoding="utf-8")
    files = (folder / "graded/results/ch09_tiny").glob("*.json")
    records = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return {record["student"]: record for record in records}, {one.student: one.reason for one in report.refused}


def test_a_notebook_is_placed_by_file_and_folder_name_like_a_script_else_by_what_it_defines(graded):
    found, _ = graded
    placed = {student: record["score"] for student, record in found.items() if student.startswith("placed")}
    names = ("placed_by_folder", "placed_by_file", "placed_by_both", "placed_by_names", "placed_twice")
    assert placed == dict.fromkeys(names, 3.0)


def test_what_jupyter_keeps_in_its_checkpoints_is_no_submission(graded):
    found, reasons = graded
    assert not {"nobody", "work-checkpoint"} & (found.keys() | reasons.keys())


@pytest.mark.parametrize(
    ("student", "newer", "older"),
    [
        ("script_newer", "script_newer/ch09_tiny.py", "script_newer/ch09_tiny.ipynb"),
        ("notebook_newer", "notebook_newer/ch09_tiny.ipynb", "notebook_newer/ch09_tiny.py"),
        ("placed_twice", "placed_twice/mine.ipynb", "placed_twice/mine.py"),
    ],
)
def test_of_a_script_and_a_notebook_the_newer_counts_and_the_result_says_so(graded, student, newer, older):
    record = graded[0][student]
    assert (record["score"], record["submission"]["file"]) == (3.0, newer)
    assert [warning for warning in record["warnings"] if f"{newer} is the newest and counts, not {older}" in warning]


def test_doubled_and_reordered_cells_and_check_cells_grade_the_same_without_a_word(graded):
    same = {student: record for student, record in graded[0].items() if student.startswith("same")}
    assert len(same) == 4
    assert {(record["score"], *record["warnings"]) for record in same.values()} == {(3.0,)}


def test_what_was_assumed_stands_in_the_result(graded):
    for student in ("stripped", "old"):
        assert (graded[0][student]["score"], graded[0][student]["warnings"]) == (3.0, [UNNAMED])


def test_an_error_in_a_cell_costs_nothing_and_is_named_by_cell_and_line(graded):
    record = graded[0]["asserting"]
    assert record["score"] == 3.0
    first, second = record["warnings"]
    assert first.startswith("code cell 4, line 2 failed while the file was loading: AssertionError")
    assert second.startswith("code cell 4, line 3 failed while the file was loading: NameError")


def test_what_is_no_notebook_of_python_is_refused_in_one_sentence(graded):
    found, reasons = graded
    assert reasons["no_json"] == "is not a notebook: the file is not JSON, or was cut off on its way"
    assert reasons["r"] == "is a notebook in 'R', not in Python"
    assert reasons["folder"] == "is a folder, not a file"
    assert not {"no_json", "r", "folder", "work"} & found.keys()


def test_a_notebook_may_be_large_by_its_pictures_but_not_without_limit(graded):
    found, reasons = graded
    assert found["pictures"]["score"] == 3.0
    assert reasons["much_code"] == "holds more than 0.001 MB of code"
    assert reasons["too_large"] == "is larger than 0.04 MB"


def test_a_notebook_without_code_is_an_empty_file(graded):
    record = graded[0]["empty"]
    assert (record["score"], record["warnings"]) == (0.0, ["the file is empty"])
