"""Feedback in zips under the names by which Moodle and Canvas hand files out."""

import zipfile

import pytest

from autograder.export.feedback import write_zips
from autograder.export.handles import canvas_name, moodle_name, moodle_participant


def test_moodles_zip_has_a_page_for_everybody_under_their_own_number(grades, store, tmp_path):
    (path,) = write_zips("moodle", grades(), store, tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == {
            "Ada Lovelace_101_assignsubmission_file_/ch09_tiny-feedback.html": "ada's page",
            "Bob O'Brien_102_assignsubmission_file_/ch09_tiny-feedback.html": "bob's page",
            "Cyd_103_assignsubmission_file_/ch09_tiny-feedback.html": "cyd's page",
        }


def test_canvass_zip_has_those_whose_files_came_from_canvas(grades, store, tmp_path):
    (path,) = write_zips("canvas", grades(), store, tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["lovelaceada_LATE_7_4567_ch09_tiny-feedback.html"]


def imported_by_moodle(path):
    """(participant, plugin, file) as Moodle's importer takes a path apart: at the underscores of each part in turn."""
    parts = path.split("/")
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) >= 4 and info[1].isdigit():
            return int(info[1]), (info[2], info[3]), "/".join(filter(None, [*info[4:], *parts]))
    return None


@pytest.mark.parametrize(
    "file",
    [
        "Ada Lovelace_101_assignsubmission_file_/ch09.py",
        "hw1.zip/Ada Lovelace_101_assignsubmission_file/ch09.py",
        "Ada Lovelace_101_assignsubmission_file_ch09_v2.py",
        "Participant_101_assignsubmission_file_/my_work/a_1_b.ipynb",
        "李 雷_101_assignsubmission_onlinetext_/onlinetext.html",
    ],
)
def test_what_moodle_named_is_taken_back_for_the_same_participant(file):
    number, plugin, name = imported_by_moodle(moodle_name(file, "ch09_tiny"))
    assert (number, plugin[0], name) == (101, "assignsubmission", "ch09_tiny-feedback.html")
    assert moodle_participant(file) == "101"


@pytest.mark.parametrize("file", ["ada_123_456_ch09_2024.py", "ada_LATE_123_456_ch09-1.py", "anon_123_456_x.ipynb"])
def test_what_canvas_named_has_its_two_numbers_first(file):
    numbers = [part for part in canvas_name(file, "ch09_tiny").split("_") if part.isdigit()]
    assert numbers[:2] == ["123", "456"]


@pytest.mark.parametrize("file", ["ada.py", "ada/ch09_tiny.py", "ch09_2024_10_01.py"])
def test_other_files_have_no_way_back(file):
    assert (moodle_name(file, "a"), canvas_name(file, "a")) == ("", "") or file.startswith("ch09_2024")
