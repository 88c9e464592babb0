"""Submissions as notebooks for people."""

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import determine_grade

from autograder.author import build
from autograder.nbgrader import page
from autograder.result import CheckResult, Environment, ExerciseResult, Outcome, Result

WHERE = Environment("3.12.1", "2.5.5", "full", {"python": "3.12.1", "numpy": "2.5.5"})
ATTACK = "<img src=x onerror=alert(1)>"


@pytest.fixture
def stub(tiny_course):
    """The tiny chapter's notebook as students get it."""
    build.write(tiny_course.read())
    return nbformat.read(tiny_course.read().kit / "ch09_tiny.ipynb", as_version=4)


def result(file="ada.py", message="`double` returned a wrong value."):
    """A result with one lost check."""
    lost = CheckResult("t", "is right", False, Outcome.FAILED, 0.0, 1.0, message, "", "", {"call": "SECRET"})
    exercises = (ExerciseResult("double", 0.67, 2.0, (lost,)), ExerciseResult("floor", 1.0, 1.0, ()))
    return Result("ch09_tiny", "ada", 1.67, 3.0, {"file": file, "sha256": ""}, "", "", WHERE, (), exercises, 0.0)


def made(stub, content, **more):
    """The page of a submission: valid for Jupyter and for nbgrader."""
    record = result(**more)
    book = page.book(stub, record, content if isinstance(content, bytes) else content.encode("utf-8"))
    page.fill(book, record)
    nbformat.validate(book)
    MetadataValidator().validate_nb(book)
    return book


def by_id(book):
    """Its graded and answer cells."""
    return {cell.metadata.nbgrader.grade_id: cell for cell in book.cells if "nbgrader" in cell.metadata}


KIT = "# %% [markdown]\n# # Chapter 9: A tiny one\n#\n# Two small functions.\n\n# %% double (2 points)\ndef double(x):\n    return x\n"


def test_an_answer_stands_in_its_cell_and_the_score_in_the_one_below(stub):
    cells = by_id(made(stub, KIT))
    assert cells["double"].source == "def double(x):\n    return x"
    assert determine_grade(cells["double-check"]) == (0.67, 2.0)
    assert determine_grade(cells["floor-check"]) == (1.0, 1.0)
    assert "returned a wrong value" in cells["double-check"].outputs[1].data["text/plain"]


def test_prose_that_students_got_stays_prose_and_what_they_wrote_is_code(stub):
    book = made(stub, f"# %% [markdown]\n# {ATTACK}\n\n{KIT}")
    assert not any(ATTACK in cell.source for cell in book.cells if cell.cell_type != "code")
    assert [cell.source for cell in book.cells if "A tiny one" in cell.source] == [
        "# Chapter 9: A tiny one\n\nTwo small functions."
    ]


@pytest.mark.parametrize(
    "content",
    [
        f'# %% [markdown]\n# {ATTACK}\n\n# %% [raw] mimetype="text/html"\n# {ATTACK}\n\ndef double(x):\n    """{ATTACK}"""\n',
        f"def double(x):\n    return '''</pre>{ATTACK}'''\n",
    ],
)
def test_nothing_that_a_student_wrote_is_markup_on_the_page(stub, content):
    book = made(stub, content, message=f"returned {ATTACK}")
    shown, _ = HTMLExporter(template_name="classic").from_notebook_node(book)
    assert "&lt;" in shown and ATTACK not in shown and "<img src=x" not in shown


def test_the_instructors_detail_is_nowhere(stub):
    assert "SECRET" not in nbformat.writes(made(stub, KIT))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("def double(x):\n    return 'é'\n".encode("latin-1"), "'é'"),
        ("def double(x):\n    return 'é'\n".encode("utf-16"), "'é'"),
        ("\ufeffdef double(x):\r\n    return 'é'\r\n".encode(), "def double(x):\n    return 'é'"),
        (b"# coding: punycode\ndef double(x):\n    return 1\n", "return 1"),
        (b"def double(x:\n    return (((\n", "return ((("),
        (b"", ""),
    ],
)
def test_any_text_can_be_looked_at(stub, content, words):
    assert any(words in cell.source for cell in made(stub, content).cells if cell.cell_type == "code")


def test_of_a_notebook_the_code_is_shown(stub):
    v4 = nbformat.v4
    cells = [
        v4.new_markdown_cell(ATTACK),
        v4.new_code_cell("def double(x):\n    return 3"),
        v4.new_code_cell("print(1)"),
    ]
    book = made(stub, nbformat.writes(v4.new_notebook(cells=cells)), file="ada.ipynb")
    assert by_id(book)["double"].source == "def double(x):\n    return 3"
    assert "print(1)" in [cell.source for cell in book.cells]
    assert ATTACK not in nbformat.writes(book)


def test_changed_points_stand_beside_the_score(stub):
    stub.cells[4].metadata.nbgrader.points = 7
    assert by_id(made(stub, KIT))["double-check"].metadata.nbgrader.points == 2.0
