"""`autograder override`: a person's points, wherever grades stand."""

import csv
import json
import sqlite3
from contextlib import closing

import pytest

WRONG = "import numpy as np\ndef double(x):\n    return x * x\ndef floor(x, low):\n    return np.maximum(x, low)\n"


@pytest.fixture
def graded(tiny_course, autograder_here):
    """Ada's file graded; gives what runs further commands there."""
    folder = tiny_course.root / "class" / "ch09_tiny"
    folder.mkdir(parents=True)
    (folder / "ada.py").write_text(WRONG, encoding="utf-8")

    def run(*arguments):
        return autograder_here(*arguments, folder=tiny_course.root)

    assert run("grade", "class", "--jobs", "1", "--allow-unconfined")[0] == 0
    return run


def everywhere(root):
    """Ada's points in the CSV, the record, the report and the gradebook, and her page."""
    output = root / "graded"
    with (output / "grades.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    record = json.loads((output / "results/ch09_tiny/ada.json").read_text(encoding="utf-8"))
    report = json.loads((output / "report.json").read_text(encoding="utf-8"))
    with closing(sqlite3.connect(output / "gradebook.db")) as book:
        ((points,),) = book.execute(
            "SELECT sum(coalesce(manual_score, auto_score) + coalesce(extra_credit, 0)) FROM grade"
        )
    final = record.get("final", {}).get("score", record["score"])
    return [float(row["ch09_tiny"]), final, report["students"][0]["scores"][0], points], (output / "feedback/ch09_tiny/ada.html").read_text(encoding="utf-8")  # fmt: skip


def test_an_override_stands_everywhere_survives_a_regrade_and_is_undone(graded, tiny_course):
    assert everywhere(tiny_course.root)[0] == [1.0] * 4
    code, out, err = graded("override", "ada", "double", "1.5", "--why", "the idea is right")
    assert (code, err) == (0, "")
    assert "ada, double: 1.5 of 2 (the idea is right); ch09_tiny: 2.5 of 3" in out
    scores, page = everywhere(tiny_course.root)
    assert scores == [2.5] * 4 and "the idea is right" in page

    assert graded("grade", "class", "--jobs", "1", "--fresh", "--allow-unconfined")[0] == 0
    assert everywhere(tiny_course.root)[0] == [2.5] * 4

    with closing(sqlite3.connect(tiny_course.root / "graded" / "gradebook.db")) as book:  # as formgrader does
        book.execute("UPDATE grade SET manual_score = 0.5 WHERE auto_score = 1.5")
        book.commit()
    assert graded("grade", "class", "--jobs", "1", "--allow-unconfined")[0] == 0
    scores, page = everywhere(tiny_course.root)
    assert scores == [1.5] * 4 and "entered in formgrader" in page

    assert graded("override", "ada", "double", "2", "--why", "looked again")[0] == 0
    assert everywhere(tiny_course.root)[0] == [3.0] * 4, "the newer decision counts"
    assert graded("override", "ada", "double", "--remove")[0] == 0
    scores, page = everywhere(tiny_course.root)
    assert scores == [1.0] * 4 and "looked again" not in page


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ada", "double", "3", "--why", "x"], "double takes: a score from 0 to 2, not 3"),
        (["ada", "double", "1"], "--why"),
        (["ada", "double"], "give either a score or --remove"),
        (["ada", "doubel", "1", "--why", "x"], "no exercise 'doubel'; did you mean 'double'?"),
        (["adda", "double", "1", "--why", "x"], "no student 'adda' in 'graded'; did you mean 'ada'?"),
        (["ada", "double", "--remove"], "there is no override of double for 'ada'"),
        (["ada", "double", "1", "--why", "x", "-o", "nowhere"], "has no result of 'ada'"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_line_with_the_way_out(tiny_course, autograder_here, arguments, says):
    results = tiny_course.root / "graded" / "results" / "ch09_tiny"
    results.mkdir(parents=True)
    record = {
        "schema": 1, "assignment": "ch09_tiny", "student": "ada", "score": 1.0, "max_score": 3.0, "submission": {}, "suite_sha256": "",
        "engine": "", "environment": {"python": "", "numpy": "", "confinement": "", "grader": {}}, "warnings": [], "exercises": [], "seconds": 0,
    }  # fmt: skip
    (results / "ada.json").write_text(json.dumps(record), encoding="utf-8")
    code, _, err = autograder_here("override", *arguments, folder=tiny_course.root)
    assert code == 2 and says in err and err.count("\n") == 1
