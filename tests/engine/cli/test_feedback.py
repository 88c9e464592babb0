"""`autograder feedback`: every page anew, for students or for the instructor."""

import json

import pytest


@pytest.fixture
def output(tiny_course):
    """An output folder with one result."""
    check = {
        "name": "test_example", "title": "doubles three numbers", "visible": True, "outcome": "failed", "score": 0.0, "max_score": 2.0,
        "message": "wrong", "hint": "", "misconception": "", "detail": {"call": "double(SECRET)"},
    }  # fmt: skip
    record = {
        "schema": 1, "assignment": "ch09_tiny", "student": "李雷", "score": 0.0, "max_score": 3.0, "submission": {"file": "x.py"},
        "suite_sha256": "", "engine": "", "environment": {"python": "3.12", "numpy": "2.0", "confinement": "full", "grader": {}},
        "warnings": [], "exercises": [{"name": "double", "score": 0.0, "max_score": 2.0, "checks": [check]}], "seconds": 0,
    }  # fmt: skip
    folder = tiny_course.root / "graded"
    (folder / "results" / "ch09_tiny").mkdir(parents=True)
    (folder / "results" / "ch09_tiny" / "x.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("who", "folder", "secret"), [("student", "feedback", False), ("instructor", "instructor", True)]
)
def test_pages_stand_under_the_students_name_those_with_details_in_a_folder_of_their_own(
    tiny_course, output, autograder_here, who, folder, secret
):
    code, out, err = autograder_here("feedback", "--for", who, folder=tiny_course.root)
    assert (code, err) == (0, "") and "1 page in" in out
    text = (output / folder / "ch09_tiny" / "李雷.html").read_text(encoding="utf-8")
    assert ("SECRET" in text) is secret
    assert [path.name for path in output.iterdir() if path.is_dir()].count("instructor") == secret


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["--for", "parents"], "--for takes student or instructor"), (["-o", "nowhere"], "no folder 'nowhere'")],
)
def test_what_cannot_be_is_one_line(tiny_course, autograder_here, arguments, says):
    code, _, err = autograder_here("feedback", *arguments, folder=tiny_course.root)
    assert code == 2 and says in err
