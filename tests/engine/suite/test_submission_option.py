"""`pytest tests/exercises --submission FILE` on a notebook."""

import json
import subprocess
import sys

import pytest

FLOOR = "def floor(x, low):\n    return np.maximum(x, low)"


def run(course, path):
    command = [sys.executable, "-m", "pytest", "-p", "autograder.pytest_plugin", "-q", "--import-mode=importlib"]
    suites = course.root / "tests/exercises"
    done = subprocess.run(
        [*command, "--submission", str(path), str(suites)], cwd=course.root, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture
def notebook(tmp_path):
    def write(*sources):
        cells = [{"cell_type": "code", "source": source} for source in sources]
        path = tmp_path / "ada.ipynb"
        path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
        return path

    return write


def test_a_notebook_is_run_cell_by_cell_and_its_lines_are_named_so(tiny_course, notebook):
    path = notebook("%matplotlib inline\nimport numpy as np", "\ndef double(x):\n    return 1 / 0", FLOOR)
    out = run(tiny_course, path)
    assert "3 failed, 2 passed" in out
    assert "raised ZeroDivisionError: division by zero (code cell 2, line 3)" in out


def test_what_is_no_notebook_is_one_line(tiny_course, tmp_path):
    path = tmp_path / "ada.ipynb"
    path.write_text("no", encoding="utf-8")
    assert f"ERROR: --submission: {path} is not a notebook: the file is not JSON" in run(tiny_course, path)
