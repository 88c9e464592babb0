"""Notebooks in a class: they stand where scripts stand, and the same code gets the same score in both."""

import json
import os
import re
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.demo import make
from autograder.demo.names import NAMES
from autograder.grade import Options, grade

COURSE = Path(__file__).parents[3]
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
# What no cell of a notebook can hold: bytes that are not its JSON's.
NOT_TEXT = {"pablo", "priya"}


def notebook(*sources, metadata=KERNEL):
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in sources]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


def split(text):
    """The cells of a script in percent format; prose becomes code cells of comments, which do nothing."""
    return [part for part in re.split(r"^(?=# %%)", text, flags=re.MULTILINE) if part]


def records(folder):
    found = {}
    for file in sorted(folder.glob("results/*/*.json")):
        record = json.loads(file.read_text(encoding="utf-8"))
        found[record["assignment"], record["student"]] = record
    return found


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The demo class as scripts and as notebooks."""
    folder = tmp_path_factory.mktemp("both")
    course = Course.find(COURSE)
    make(course, folder / "scripts")
    for script in (folder / "scripts").glob("*/*.py"):
        try:
            text = script.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        path = folder / "notebooks" / script.parent.name / f"{script.stem}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notebook(*split(text)), encoding="utf-8")
    for kind in ("scripts", "notebooks"):
        report = grade(course, [folder / kind], Options(folder / f"graded-{kind}", jobs=2))
        assert not report.faults, report.log and report.log.read_text(encoding="utf-8")
    return records(folder / "graded-scripts"), records(folder / "graded-notebooks")


def test_the_whole_demo_class_gets_the_same_outcomes_as_notebooks(both):
    scripts, notebooks = both
    assert {student for _, student in scripts} - {student for _, student in notebooks} == NOT_TEXT
    assert len(notebooks) == 3 * (len(NAMES) - len(NOT_TEXT))
    differing = [key for key, record in notebooks.items() if _outcome(record) != _outcome(scripts[key])]
    assert not differing


def test_lines_in_messages_are_named_by_their_cell(both):
    _, notebooks = both
    texts = [
        text
        for record in notebooks.values()
        for exercise in record["exercises"]
        for check in exercise["checks"]
        for text in (check["message"], *(check["detail"] or {}).values(), *record["warnings"])
    ]
    assert any(re.search(r"code cell \d+, line \d+", text) for text in texts)
    assert not [text for text in texts if re.search(r"(?<!, )\bline \d+", text)]


def _outcome(record):
    checks = [
        (exercise["name"], exercise["score"], [[check[key] for key in ("name", "outcome", "score", "misconception")]])
        for exercise in record["exercises"]
        for check in exercise["checks"]
    ]
    return record["score"], record["max_score"], checks


# --- where notebooks stand --------------------------------------------------------------------------------------------

ANSWERS = "import numpy as np\ndef double(x):\n    return 2 * x\ndef floor(x, low):\n    return np.maximum(x, low)"


@pytest.fixture
def graded(tiny_course, tmp_path):
    """Grade files given by path and text in the tiny course: (records by student, report)."""

    def run(**_):
        report = grade(tiny_course.read(), [tmp_path / "in"], Options(tmp_path / "graded", jobs=1))
        assert not report.faults, report.log and report.log.read_text(encoding="utf-8")
        return {student: record for (_, student), record in records(tmp_path / "graded").items()}, report

    def graded(files):
        for name, text in files.items():
            path = tmp_path / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return run()

    graded.again = run
    return graded


def test_a_notebook_is_placed_by_file_and_folder_name_like_a_script_else_by_what_it_defines(graded):
    good = notebook(*ANSWERS.split("\n", 1))
    found, report = graded(
        {
            "ch09_tiny/ada.ipynb": good,
            "bob/ch09_tiny.ipynb": good,
            "carl_ch09_tiny.ipynb": good,
            "dora/work.ipynb": good,
            "emil/mine.ipynb": good,
            "emil/mine.py": ANSWERS,
            "fay/.ipynb_checkpoints/work-checkpoint.ipynb": good,
        }
    )
    assert {student: record["score"] for student, record in found.items()} == dict.fromkeys(
        ["ada", "bob", "carl", "dora", "emil"], 3.0
    )
    assert not report.refused


def test_of_a_script_and_a_notebook_the_newer_counts_and_the_result_says_so(graded, tmp_path):
    found, _ = graded({"ada/ch09_tiny.py": "", "ada/ch09_tiny.ipynb": notebook(ANSWERS)})
    os.utime(tmp_path / "in/ada/ch09_tiny.ipynb", (1e9, 1e9))
    found, _ = graded.again()
    assert found["ada"]["score"] == 0.0
    assert found["ada"]["submission"]["file"] == "ada/ch09_tiny.py"
    os.utime(tmp_path / "in/ada/ch09_tiny.py", (9e8, 9e8))
    found, _ = graded.again()
    assert found["ada"]["score"] == 3.0
    (warning,) = found["ada"]["warnings"]
    assert "ada/ch09_tiny.ipynb is the newest and counts, not ada/ch09_tiny.py" in warning


def test_doubled_deleted_reordered_and_renamed_cells_grade_the_same(graded):
    imports, *functions = ANSWERS.replace("\ndef", "\n---def").split("\n---")
    check = 'from autograder import check\ncheck("double")'
    found, _ = graded(
        {
            "ch09_tiny/doubled.ipynb": notebook(imports, *functions, functions[0], functions[0]),
            "ch09_tiny/reordered.ipynb": notebook(functions[1], check, functions[0], imports),
            "ch09_tiny/stripped.ipynb": notebook(imports, *functions, metadata={}),
            "ch09_tiny/checks.ipynb": notebook(imports, check, *functions, 'check("floor")', 'assert check("double")'),
            "ch09_tiny/unimported.ipynb": notebook(imports, *functions, 'check("floor")'),
            "ch09_tiny/old.ipynb": json.dumps(
                {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": ANSWERS}]}]}
            ),
        }
    )
    assert {record["score"] for record in found.values()} == {3.0}
    assert len(found) == 6
    assumed = "the notebook does not say its language; it was run as Python"
    assert {student: record["warnings"] for student, record in found.items() if record["warnings"]} == {
        "stripped": [assumed],
        "old": [assumed],
        "checks": ["code cell 6, line 1 failed while the file was loading: AssertionError: "],
    }


def test_what_is_no_notebook_of_python_is_refused_in_one_sentence(graded):
    r = {"kernelspec": {"name": "ir", "language": "R"}}
    found, report = graded({"ch09_tiny/ada.ipynb": "{", "ch09_tiny/bob.ipynb": notebook("x <- 1", metadata=r)})
    assert not found
    assert {one.student: one.reason for one in report.refused} == {
        "ada": "is not a notebook: the file is not JSON, or was cut off on its way",
        "bob": "is a notebook in 'R', not in Python",
    }


def test_a_notebook_may_be_large_by_its_pictures_but_not_without_limit(graded, tiny_course):
    tiny_course.edit("course.toml", "[limits]\n", "[limits]\nfile_bytes = 1000\nnotebook_bytes = 40000\n")
    picture = json.dumps({"cell_type": "markdown", "source": "x" * 30000})
    large = notebook(ANSWERS).replace('"cells": [', f'"cells": [{picture}, ')
    found, report = graded(
        {
            "ch09_tiny/ada.ipynb": large,
            "ch09_tiny/bob.ipynb": notebook(ANSWERS + "\n#" * 1000),
            "ch09_tiny/carl.ipynb": large + " " * 10000,
        }
    )
    assert found["ada"]["score"] == 3.0
    assert {one.student: one.reason for one in report.refused} == {
        "bob": "holds more than 0.001 MB of code",
        "carl": "is larger than 0.04 MB",
    }


def test_a_notebook_without_code_is_an_empty_file(graded):
    found, _ = graded({"ch09_tiny/ada.ipynb": notebook()})
    assert found["ada"]["score"] == 0.0
    assert found["ada"]["warnings"] == ["the file is empty"]
