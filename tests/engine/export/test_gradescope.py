"""Gradescope's container, laid out as theirs: its zip unpacked into `source/`, its script run."""

import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.author import build
from autograder.course.folder import find_course, read
from autograder.export.container import as_results
from autograder.export.gradescope import autograder_zip

RIGHT = "import numpy as np\ndef double(x):\n    return x * x\ndef floor(x, low):\n    return np.maximum(x, low)\n"


@pytest.fixture
def container(tiny_course, tmp_path):
    """The folder that is /autograder there."""
    build.write(tiny_course.read())
    course = tiny_course.read()
    base = tmp_path / "autograder"
    archive = tmp_path / "autograder.zip"
    archive.write_bytes(autograder_zip(course, course.assignments[0], unconfined=True))
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(base / "source")
    (base / "submission").mkdir()
    (base / "run_autograder").write_bytes((base / "source" / "run_autograder").read_bytes())
    (base / "run_autograder").chmod(0o755)
    (base / "submission_metadata.json").write_text(
        '{"id": 1, "created_at": "2026-10-01T20:00:00.0-07:00"}', encoding="utf-8"
    )
    return base


def run(base):
    done = subprocess.run(
        [base / "run_autograder"],
        env={**os.environ, "AUTOGRADER_PYTHON": sys.executable},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return json.loads((base / "results" / "results.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", range(3))
def test_each_chapter_of_this_project_is_whole_in_its_zip(tmp_path, number):
    course = find_course(Path(__file__).parents[3])
    (tmp_path / "autograder.zip").write_bytes(autograder_zip(course, course.assignments[number], unconfined=True))
    with zipfile.ZipFile(tmp_path / "autograder.zip") as opened:
        opened.extractall(tmp_path / "source")
    assert [one.name for one in read(tmp_path / "source" / "course").assignments] == [course.assignments[number].name]


def test_a_submission_is_graded_in_their_layout(container):
    (container / "submission" / "my answer.py").write_text(RIGHT, encoding="utf-8")
    results = run(container)
    assert results["score"] == 1.0
    by_name = {test["name"]: test for test in results["tests"]}
    assert by_name["double: doubles three numbers"]["visibility"] == "visible"
    assert by_name["double: doubles three numbers"]["status"] == "failed"
    assert by_name["double: keeps the sign of negative numbers"]["visibility"] == "after_published"


def test_an_empty_submission_has_no_score_and_a_sentence(container):
    results = run(container)
    assert "score" not in results and "could not be graded" in results["output"]


def test_the_scripts_can_be_run_and_nothing_else_of_the_course_is_there(tiny_course, tmp_path):
    tiny_course.write("overrides.csv", "student,assignment,exercise,score,why\n")
    course = tiny_course.read()
    path = tmp_path / "autograder.zip"
    path.write_bytes(autograder_zip(course, course.assignments[0], unconfined=False))
    with zipfile.ZipFile(path) as archive:
        modes = {member.filename: member.external_attr >> 16 for member in archive.infolist()}
        assert b"--allow-unconfined" not in archive.read("run_autograder")
    assert all(modes[name] & stat.S_IXUSR for name in ("setup.sh", "run_autograder"))
    assert {name for name in modes if not name.startswith("wheels/")} == {
        "setup.sh", "run_autograder", "course/course.toml", "course/solutions/ch09_tiny.py",
        *(f"course/tests/exercises/ch09_tiny/{name}.py" for name in ("misconceptions", "test_double", "test_floor")),
    }  # fmt: skip


def test_no_detail_crosses(store):
    result = store.read("ch09_tiny", "ada")
    assert result.exercises[0].checks[1].detail == {"call": "SECRET"}
    assert "SECRET" not in json.dumps(as_results(result))
