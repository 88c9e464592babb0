"""Chapters as notebooks and scripts."""

import ast
import json

import jupytext
import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from autograder.author.build.notebook import as_ipynb, as_script, notebook
from autograder.course import assignment_source

STUB = "    # YOUR CODE HERE\n    raise NotImplementedError()"


@pytest.fixture
def tiny(tiny_course):
    """The tiny chapter."""
    return assignment_source.read(tiny_course.root / tiny_course.chapter)


@pytest.fixture
def ipynb(tiny):
    """Its notebook, as Jupyter would read it."""
    return nbformat.reads(as_ipynb(notebook(tiny), tiny.figures), as_version=nbformat.NO_CONVERT)


def test_the_notebook_is_valid_for_jupyter_and_for_nbgrader(ipynb):
    assert (ipynb.nbformat, ipynb.nbformat_minor) == (4, 5)
    nbformat.validate(ipynb)
    MetadataValidator().validate_nb(ipynb)


def test_cells_are_named_after_their_exercise_or_counted(ipynb):
    assert [cell.id for cell in ipynb.cells] == [
        "ch09_tiny-1", "ch09_tiny-2", "ch09_tiny-3", "double", "double-check", "floor", "floor-check",
    ]  # fmt: skip


def test_an_answer_cell_is_a_stub_that_nbgrader_takes_answers_from(ipynb):
    cell = ipynb.cells[3]
    assert cell.source.startswith('def double(x):\n    """Twice the values of x.\n')
    assert cell.source.endswith(f'    """\n{STUB}')
    assert cell.metadata == {
        "nbgrader": {
            "schema_version": 3, "grade": False, "grade_id": "double", "locked": False, "solution": True, "task": False,
        }
    }  # fmt: skip


def test_a_check_cell_is_locked_and_carries_the_points(ipynb):
    cell = ipynb.cells[4]
    assert (cell.cell_type, cell.source) == ("code", 'check("double")')
    assert cell.metadata == {
        "nbgrader": {
            "schema_version": 3, "cell_type": "code", "grade": True, "grade_id": "double-check", "locked": True,
            "points": 2, "solution": False, "task": False,
        }
    }  # fmt: skip


def test_check_is_imported_at_the_end_of_the_first_code_cell(ipynb):
    assert ipynb.cells[1].source == "import numpy as np\n\nfrom autograder import check, hint, show"


def test_the_notebook_holds_nothing_of_the_machine_that_made_it(ipynb):
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert ipynb.metadata == {"kernelspec": kernel}
    assert all(cell.outputs == [] and cell.execution_count is None for cell in ipynb.cells if cell.cell_type == "code")


def test_the_notebook_is_the_same_byte_for_byte_each_time(tiny):
    text = as_ipynb(notebook(tiny), tiny.figures)
    assert text == as_ipynb(notebook(tiny), tiny.figures)
    assert text.endswith("}\n") and "第" not in text
    assert json.loads(text)


def test_the_script_is_the_notebook_without_checks_and_metadata(tiny):
    script = as_script(notebook(tiny), tiny)
    assert script.startswith(
        "# %% [markdown]\n# # Chapter 9: A tiny one\n#\n# Two small functions.\n\n# %%\nimport numpy as np\n"
    )
    headers = [line.removeprefix("# %%") for line in script.split("\n") if line.startswith("# %%")]
    assert headers == [" [markdown]", "", " [markdown]", " double (2 points)", " floor (1 point)", ""]
    assert script.count(STUB) == 2
    assert "check(" not in script and "nbgrader" not in script and "SOLUTION" not in script
    assert script.endswith("\n") and not script.endswith("\n\n")


def test_script_and_notebook_hold_the_same_cells(tiny, ipynb):
    script = jupytext.reads(as_script(notebook(tiny), tiny), fmt="py:percent")
    in_notebook = [
        cell.source.removesuffix("\n\nfrom autograder import check, hint, show")
        for cell in ipynb.cells
        if "-check" not in cell.id
    ]
    assert [cell.source for cell in script.cells][:-1] == in_notebook


def test_who_starts_the_script_as_a_program_learns_what_checks_it(tiny, capsys):
    script = as_script(notebook(tiny), tiny)
    for name in ("__main__", "ch09_tiny"):
        exec(script, {"__name__": name})
    assert capsys.readouterr().out == "This file holds your functions. To check them: autograder check ch09_tiny.py\n"


def test_every_function_of_the_script_is_defined_and_its_docstring_kept(tiny):
    tree = ast.parse(as_script(notebook(tiny), tiny))
    functions = {node.name: ast.get_docstring(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert functions["floor"] == "The values of x, but none below low."
    assert functions["double"].endswith("An array of the same shape.")
