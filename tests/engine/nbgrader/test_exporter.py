"""What is read of a notebook before nbformat sees it."""

import json

import nbformat
import pytest

from autograder.nbgrader.exporter import ENTRIES, _essence, first_line

pytestmark = pytest.mark.filterwarnings("ignore")  # ids that are missing


def essence(*cells, minor=4, **metadata):
    """The notebook of these cells as nbformat gets it."""
    book = {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": minor}
    return nbformat.from_dict(json.loads(_essence(json.dumps(book).encode(), keeps_outputs=False)))


def markdown(source="x", **others):
    """A Markdown cell."""
    return {"cell_type": "markdown", "metadata": {}, "source": source, **others}


def test_what_takes_nbformat_hours_is_not_there():
    many = [[n] for n in range(10_000)]
    outputs = [{"output_type": "stream", "name": "stdout", "text": 7}] * 10_000
    code = {"cell_type": "code", "metadata": {"tags": many}, "source": "1", "outputs": outputs, "execution_count": 1}
    mark = {f"a{n}": n for n in range(10 * ENTRIES)}
    bundles = {"a.png": {"source": ["a", *many]}}
    book = essence(code, markdown(metadata={"tags": many, "nbgrader": mark}, attachments=bundles), authors=many)
    assert len(json.dumps(book)) < 50 * ENTRIES
    nbformat.validate(book)


def test_sources_marks_and_pictures_are_there():
    mark = {"grade_id": "a", "points": 1.5, "solution": True}
    cell = markdown(["one\n", "two"], metadata={"nbgrader": mark}, attachments={"a.png": {"image/png": "AAAA"}})
    (kept,) = essence(cell, kernelspec={"name": "python3"}).cells
    assert kept == markdown("one\ntwo", metadata={"nbgrader": mark}, attachments={"a.png": {"image/png": "AAAA"}})


@pytest.mark.parametrize(("said", "shown"), [("\n  bad\nworse", "bad"), ("bad", "bad"), ("\n", "ValueError")])
def test_of_an_error_the_first_line_that_says_anything_is_shown(said, shown):
    assert first_line(ValueError(said)) == shown


def test_halves_of_letters_become_letters_that_can_be_written():
    cell = {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "\ud800"}}, "source": "a = '\udfff'"}
    book = essence(cell, markdown("\ud83d\ude00 \ud800"), kernelspec={"name": "\ud800"})
    nbformat.writes(book).encode("utf-8")
    assert [cell.source for cell in book.cells] == ["a = '\ufffd'", "\U0001f600 \ufffd"]
