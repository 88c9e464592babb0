"""The files that platforms import: golden ones, made from the platforms' own class lists."""

import csv
import io
import os
from pathlib import Path

import pytest

from autograder.errors import AutograderError
from autograder.export.platforms import FORMATS

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("platform", ["canvas", "moodle", "blackboard", "csv"])
def test_a_platforms_files_are_as_it_imports_them(grades, platform):
    for name, text in FORMATS[platform](grades("" if platform == "csv" else platform)).items():
        golden = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            golden.write_bytes(text.encode("utf-8"))
        assert text == golden.read_bytes().decode("utf-8")


def rows(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def test_canvas_joins_by_its_ids_and_finds_its_own_column(grades):
    header, possible, ada, bob, cyd, eve = rows(FORMATS["canvas"](grades("canvas"))["canvas.csv"])
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Chapter 9: A tiny one (4711)"]
    assert possible[5] == "3"
    assert (ada[1], ada[5], bob[5], cyd[5], eve[5]) == ("11", "3", "1.5", "EX", "")


def test_moodles_worksheet_needs_no_class_list_its_numbers_are_in_the_names(grades):
    files = FORMATS["moodle"](grades())
    assert list(files) == ["moodle-ch09_tiny.csv"]
    assert [row[:3] for row in rows(files["moodle-ch09_tiny.csv"])[1:]] == [
        ["Participant 101", "ada", "3"], ["Participant 102", "bob", "1.5"], ["Participant 103", "cyd", ""]
    ]  # fmt: skip


def test_without_ids_the_way_to_get_them_is_said(grades, store):
    with pytest.raises(AutograderError, match="export the gradebook from Canvas and give that file with --roster"):
        FORMATS["canvas"](grades())
    for path in store.results.glob("*/*.json"):
        path.write_text(path.read_text(encoding="utf-8").replace("_assignsubmission_", "_"), encoding="utf-8")
    with pytest.raises(AutograderError, match="give the class list with --roster"):
        FORMATS["moodle"](grades())


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("platform", ["csv", "moodle"])
def test_no_cell_is_a_formula_whatever_separates_a_spreadsheets_lists(grades, platform, separator):
    for text in FORMATS[platform](grades()).values():
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            assert not [cell for cell in row if cell.lstrip(' "').startswith(("=", "+", "-", "@"))], row
