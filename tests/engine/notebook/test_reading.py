"""What students' editors, courses of other years and mail programs make of a notebook, read for its code."""

import json

import pytest

from autograder.notebook import Notebook, Unreadable, read
from autograder.sandbox import Cell

PYTHON = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def code(source, **more):
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None, **more}


def book(*cells, metadata=PYTHON, **more):
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells), **more}


def reading(content, file_bytes=1_000_000):
    return read(content if isinstance(content, bytes) else json.dumps(content).encode(), file_bytes)


def reason(content, file_bytes=1_000_000):
    """Why a notebook cannot be graded."""
    with pytest.raises(Unreadable) as caught:
        reading(content, file_bytes)
    return str(caught.value)


def sources(content):
    return [cell.source for cell in reading(content).cells]


def test_code_cells_come_in_order_and_are_named_by_their_place_among_all_code_cells():
    cells = code("a = 1"), {"cell_type": "markdown", "source": "# A"}, code(""), code(["b = 2\n", "c = 3"])
    assert reading(book(*cells)) == Notebook((Cell("code cell 1", "a = 1"), Cell("code cell 3", "b = 2\nc = 3")), ())


def test_markdown_and_raw_cells_are_passed_over_in_silence():
    assert reading(book({"cell_type": "raw", "source": "x"}, {"cell_type": "markdown", "source": "y"})) == Notebook(
        (), ()
    )


def test_a_cell_of_no_known_kind_is_passed_over_and_told():
    notebook = reading(book(code("a"), {"source": "b"}, "c", None))
    assert [cell.source for cell in notebook.cells] == ["a"]
    assert notebook.assumed == ("3 of the notebook's cells are of no known kind: passed over",)


def test_an_empty_notebook_has_no_cells():
    assert reading(book()).cells == ()


def test_stripped_metadata_is_read_as_python_and_told():
    for metadata in ({}, {"colab": {"provenance": []}}, None, "none"):
        notebook = reading(book(code("a"), metadata=metadata))
        assert [cell.source for cell in notebook.cells] == ["a"]
        assert notebook.assumed == ("the notebook does not say its language; it was run as Python",)


def test_a_kernel_of_any_name_is_no_other_language():
    for kernel in (
        {"name": "python3"},
        {"name": "python3", "language": "python"},
        {"name": "xpython", "language": "Python"},
    ):
        assert reading(book(metadata={"kernelspec": kernel})).assumed == ()
    assert len(reading(book(metadata={"kernelspec": {"name": "conda-env-torch-py"}})).assumed) == 1


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}, "R"),
        ({"kernelspec": {"name": "ir", "display_name": "R"}}, "R"),
        ({"kernelspec": {"name": "julia-1.9"}}, "Julia"),
        ({"language_info": {"name": "scala"}}, "scala"),
    ],
)
def test_another_language_is_one_sentence(metadata, language):
    assert reason(book(code("x <- 1"), metadata=metadata)) == f"is a notebook in '{language}', not in Python"


def test_format_3_with_its_worksheets_is_read():
    old = {
        "nbformat": 3,
        "metadata": {"name": ""},
        "worksheets": [
            {"cells": [{"cell_type": "code", "input": ["a = 1\n", "b = 2"], "language": "python", "outputs": []}]},
            {"cells": [{"cell_type": "heading", "source": "B", "level": 1}, {"cell_type": "code", "input": "c = 3"}]},
            {},
        ],
    }
    assert sources(old) == ["a = 1\nb = 2", "c = 3"]


def test_doubled_ids_and_missing_fields_do_not_matter():
    cells = code("a", id="x"), code("b", id="x"), {"cell_type": "code", "source": "c"}, {"cell_type": "code"}
    assert sources({"cells": list(cells)}) == ["a", "b", "c"]


def test_large_outputs_count_for_nothing():
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 3_000_000}, "metadata": {}}
    assert sources(book(code("a", outputs=[picture, picture]))) == ["a"]


def test_code_counts_against_the_limit_of_a_script():
    assert reason(book(code("é" * 600), code("é" * 600)), 2000) == "holds more than 0.002 MB of code"
    assert isinstance(reading(book(code("é" * 600)), 2000), Notebook)


def test_a_flood_of_cells_is_one_sentence():
    assert reason(book(*[code("1")] * 5001)) == "has more than 5000 cells"
    assert reason(book(*[{"cell_type": "markdown", "metadata": {}, "source": ""}] * 5001)) == "has more than 5000 cells"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_every_encoding_of_json_is_read(encoding):
    text = json.dumps(book(code("# é 李")), ensure_ascii=False)
    assert sources(text.encode(encoding)) == ["# é 李"]


def test_bytes_that_are_not_utf_8_are_read_and_told():
    content = json.dumps(book(code("# café")), ensure_ascii=False).encode("latin-1")
    notebook = reading(content)
    assert notebook.cells[0].source == "# caf\ufffd"
    assert notebook.assumed == ("the notebook is not valid UTF-8: letters there were lost",)


def test_halves_of_characters_become_ones_that_a_source_can_hold():
    assert sources(b'{"metadata": {}, "cells": [{"cell_type": "code", "source": "# \\ud83d\\ude00 \\ud83d"}]}') == [
        "# 😀 \ufffd"
    ]


def test_line_ends_and_a_byte_order_mark_inside_a_source_are_evened_out():
    assert sources(book(code("\ufeffa = 1\r\nb = 2\rc = 3"))) == ["a = 1\nb = 2\nc = 3"]


def test_sources_of_other_types_are_no_code():
    assert sources(book(code(5), code({"a": 1}), code(["a", 5, "b"]), code(None))) == ["ab"]


def test_nan_and_very_long_numbers_are_nobodys_business():
    digits = b"9" * 1_000_000
    assert sources(b'{"a": NaN, "b": -Infinity, "c": %s, "d": 1.%s, "cells": []}' % (digits, digits)) == []


def test_raw_line_ends_inside_strings_are_forgiven():
    assert sources(b'{"cells": [{"cell_type": "code", "source": "a\nb"}]}') == ["a\nb"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not a notebook: the file is not JSON, or was cut off on its way"),
        (b"import numpy as np\n", "is not a notebook: the file is not JSON, or was cut off on its way"),
        (b'{"cells": [', "is not a notebook: the file is not JSON, or was cut off on its way"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is not a notebook: the file is not JSON, or was cut off on its way"),
        (b"{}", "is JSON, but no notebook: it has no list of cells"),
        (b"[1, 2]", "is JSON, but no notebook: it has no list of cells"),
        (b'{"cells": 3}', "is JSON, but no notebook: it has no list of cells"),
        (b'{"worksheets": {}}', "is JSON, but no notebook: it has no list of cells"),
        (b"[" * 200_000, "is nested too deeply to be a notebook"),
        (b'{"a":' * 200_000, "is nested too deeply to be a notebook"),
    ],
)
def test_what_is_no_notebook_is_one_sentence(content, said):
    assert reason(content) == said


def test_worksheets_of_other_types_hold_no_cells():
    assert sources({"worksheets": [None, 3, {"cells": None}, {"cells": [7]}]}) == []
    assert sources({"worksheets": [{"cells": True}]}) == []
