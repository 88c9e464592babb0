"""Submitted notebooks in the shape of the released one."""

import pytest

pytest.importorskip("nbgrader")

from nbformat import v4

from autograder.nbgrader.rebuild import MARK, parts_of, rebuild

EXERCISES = frozenset({"double", "floor"})


def grading(grade_id, *, solution=False, grade=False):
    """nbgrader's metadata."""
    return {"nbgrader": {"grade_id": grade_id, "solution": solution, "grade": grade, "locked": not solution}}


def released():
    """Prose, imports, two exercises with their checks, and a question that people grade."""
    return v4.new_notebook(
        cells=[
            v4.new_markdown_cell("# Tiny", id="prose"),
            v4.new_code_cell("import numpy as np", id="imports"),
            v4.new_code_cell("def double(x):\n    pass", id="double", metadata=grading("double", solution=True)),
            v4.new_code_cell('check("double")', id="double-check", metadata=grading("double-check", grade=True)),
            v4.new_code_cell("def floor(x, low):\n    pass", id="floor", metadata=grading("floor", solution=True)),
            v4.new_code_cell('check("floor")', id="floor-check", metadata=grading("floor-check", grade=True)),
            v4.new_markdown_cell("YOUR ANSWER", id="why", metadata=grading("why", solution=True, grade=True)),
        ]
    )


def rebuilt(*cells):
    """(grade id or cell id, source, number of the code cell whose outputs it shows) of each cell."""
    book = rebuild(released(), parts_of(v4.new_notebook(cells=list(cells))), EXERCISES)
    return [
        (
            cell.metadata.get("nbgrader", {}).get("grade_id") or cell.id,
            cell.source,
            cell.metadata.get(MARK, {}).get("code_cell"),
        )
        for cell in book.cells
    ]


def sources(*cells):
    """Source by grade id or cell id."""
    return {name: source for name, source, _ in rebuilt(*cells)}


DOUBLE = "def double(x):\n    return 2 * x"
FLOOR = "def floor(x, low):\n    return max(x, low)"


def test_each_function_goes_into_its_solution_cell_whatever_the_order_and_without_metadata():
    found = sources(v4.new_code_cell(FLOOR), v4.new_code_cell(DOUBLE))
    assert found["double"] == DOUBLE
    assert found["floor"] == FLOOR
    assert list(found) == ["prose", "imports", "double", "double-check", "floor", "floor-check", "why"]


def test_the_last_definition_is_the_one_that_counts_and_the_first_is_shown_in_front():
    first = "def double(x):\n    return x"
    found = sources(v4.new_code_cell(first), v4.new_code_cell(DOUBLE))
    assert found["double"] == DOUBLE
    assert found["submitted-1"] == first


def test_a_cell_that_was_pasted_twice_stands_once():
    assert "submitted-1" not in sources(v4.new_code_cell(DOUBLE), v4.new_code_cell(DOUBLE))


def test_released_cells_and_check_cells_are_not_repeated_in_front():
    altered = v4.new_code_cell("4.0", metadata=grading("double-check", grade=True))
    found = sources(*released().cells, altered)
    assert not any(name.startswith("submitted") for name in found)
    assert found["double-check"] == 'check("double")'


def test_what_the_student_added_stands_in_front_in_order():
    found = sources(v4.new_code_cell("a = 1"), v4.new_code_cell(DOUBLE), v4.new_markdown_cell("my notes"))
    assert [found["submitted-1"], found["submitted-2"]] == ["a = 1", "my notes"]


def test_a_cell_with_several_functions_is_cut():
    found = sources(v4.new_code_cell(f"import math\n\n@jit\n{DOUBLE}\n\n\n{FLOOR}\nprint(1)"))
    assert found["submitted-1"] == "import math\n\nprint(1)"
    assert found["double"] == f"@jit\n{DOUBLE}"
    assert found["floor"] == FLOOR


def test_a_written_answer_is_found_by_its_grade_id():
    mine = v4.new_markdown_cell("Because.", metadata=grading("why", solution=True, grade=True))
    assert sources(mine)["why"] == "Because."


def test_an_answer_that_claims_another_exercises_id_goes_where_its_function_belongs():
    swapped = v4.new_code_cell(FLOOR, metadata=grading("double", solution=True))
    found = sources(swapped)
    assert found["floor"] == FLOOR
    assert found["double"] == "def double(x):\n    pass"


def test_cells_know_whose_outputs_they_show():
    cells = [v4.new_code_cell("import numpy as np"), v4.new_markdown_cell("x"), v4.new_code_cell(DOUBLE)]
    numbers = {name: number for name, _, number in rebuilt(*cells)}
    assert (numbers["imports"], numbers["double"], numbers["floor"]) == (1, 2, None)


@pytest.mark.parametrize(
    "source", ["double = lambda x: 2 * x", "async def double(x):\n    return x", "%%time\ndef double (x): return 2 * x"]
)
def test_a_definition_may_be_written_in_many_ways(source):
    assert sources(v4.new_code_cell(source))["double"] == source


@pytest.mark.parametrize("source", ["double(3)", "double == 3", "    def double(x):\n        pass", "undouble = 3"])
def test_what_only_looks_like_a_definition_is_none(source):
    assert sources(v4.new_code_cell(source))["submitted-1"] == source
