"""The output folder: whole files only, names that every file system takes, and one sentence where it cannot be written."""

import csv
import errno
import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import AutograderError
from autograder.grade.intake import Refused
from autograder.grade.store import Store, file_name, table, write
from autograder.result import Environment, Result

WHERE = Environment("3.12.1", "2.0.0", "full", {"python": "3.12.1", "numpy": "2.0.0"})
ADA = Result("ch01", "ada", 1.0, 2.0, {"file": "ada.py", "sha256": "0"}, "00", "0.1.0", WHERE, (), (), 0.01)


@pytest.fixture
def store(tmp_path):
    """A store in a folder that it has to make."""
    return Store(tmp_path / "deep" / "graded")


def full(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


# --- results ----------------------------------------------------------------------------------------------------------


def test_a_result_reads_back_and_another_takes_its_place(store):
    store.write(ADA)
    store.write(replace(ADA, score=2.0))
    assert store.read("ch01", "ada").score == 2.0
    assert [path.name for path in store.results.rglob("*.json")] == ["ada.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"7",
        b"\xff\xfe",
        b"\0" * 100,
        b"[" * 200_000,
        b'{"schema": 2}',
        b'{"schema": 1}',
        ADA.to_json().encode()[:-20],
        ADA.to_json().replace('"schema": 1', '"schema": 2').encode(),
        ADA.to_json().replace('"student": "ada"', '"student": 3').encode(),
        ADA.to_json().replace('"score": 1.0', '"score": "lots"').encode(),
        ADA.to_json().replace('"score": 1.0', '"score": NaN').encode(),
    ],
)
def test_a_file_that_is_no_result_is_read_as_none_and_named_among_the_others(store, content):
    store.write(ADA)
    store.path("ch01", "ada").write_bytes(content)
    assert store.read("ch01", "ada") is None
    (broken,) = store.earlier_results(set())
    assert (broken.student, broken.assignment, broken.file) == ("ada", "ch01", "results/ch01/ada.json")
    assert "no result that can be read" in broken.reason


def test_there_is_no_result_before_the_first_and_after_it_is_dropped(store):
    assert store.read("ch01", "ada") is None
    store.drop("ch01", "ada")
    store.write(ADA)
    store.drop("ch01", "ada")
    assert store.read("ch01", "ada") is None


def test_the_results_of_all_but_the_seen_are_the_others(store):
    for student in ("ada", "Ada", "bob"):
        store.write(replace(ADA, student=student))
    assert {one.student for one in store.earlier_results({("ch01", "ada"), ("ch02", "bob")})} == {"Ada", "bob"}


def test_what_was_refused_is_remembered(store):
    assert store.refused() == []
    one = Refused("Ada, the first", "a\nb.py", "is a folder, not a file", "ch01")
    store.write_refused([one])
    assert store.refused() == [one]


@pytest.mark.parametrize("content", ["", "{", "null", "3", "[3]", '[{"who": "ada"}]', '{"a": 1}', "[" * 200_000])
def test_a_broken_memory_of_refusals_is_no_memory(store, content):
    (store.folder / "refused.json").write_text(content, encoding="utf-8")
    assert store.refused() == []


def test_the_log_of_faults_begins_anew(store):
    store.log("one\n")
    store.log("two\n")
    assert store.faults.read_text(encoding="utf-8") == "one\ntwo\n"
    store.clear_log()
    assert not store.faults.exists()
    store.clear_log()


# --- what cannot be written -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("below", ["", "inside", "results"])
def test_a_file_in_the_folders_place_is_one_sentence(tmp_path, below):
    (tmp_path / "graded").write_text("", encoding="utf-8")
    with pytest.raises(AutograderError, match=r"cannot write to .*; name another folder with -o"):
        Store(tmp_path / "graded" / below)


def test_a_folder_of_results_that_cannot_be_written_is_found_before_anything_is_graded(store, monkeypatch):
    store.write(ADA)
    real = Path.write_bytes

    def refuses(path, content):
        if path.parent.name == "ch01":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", refuses)
    with pytest.raises(AutograderError, match=r"cannot write to '.*ch01': Permission denied"):
        Store(store.folder)


def test_a_full_disk_leaves_the_earlier_file_and_no_draft(store, monkeypatch):
    store.write(ADA)
    monkeypatch.setattr("os.replace", full)
    with pytest.raises(AutograderError, match=r"cannot write '.*ada\.json': No space left on device; what was graded"):
        store.write(replace(ADA, score=2.0))
    assert store.read("ch01", "ada") == ADA
    assert [path.name for path in store.results.rglob("*") if path.is_file()] == ["ada.json"]


def test_every_other_way_of_writing_says_so_too(store, monkeypatch):
    store.write(ADA)
    store.log("one")
    monkeypatch.setattr(Path, "open", full)
    monkeypatch.setattr(Path, "unlink", full)
    for use in (lambda: store.log("two"), store.clear_log, lambda: store.drop("ch01", "ada")):
        with pytest.raises(AutograderError, match="No space left on device"):
            use()


def test_a_draft_left_by_a_killed_run_is_no_result(store):
    store.write(ADA)
    draft = store.path("ch01", "ada").with_name(".bob.json.draft")
    draft.write_text('{"schema"', encoding="utf-8")
    assert [one.student for one in store.earlier_results(set())] == ["ada"]


def test_what_a_killed_run_had_not_put_in_place_is_removed(store):
    store.write(ADA)
    kept = store.path("ch01", "ada")
    (store.folder / "feedback" / "ch01").mkdir(parents=True)
    for place in (store.folder, store.results, kept.parent, store.folder / "feedback" / "ch01"):
        for name in (".x1y2z3.draft", ".probe-123"):
            if (place, name) != (store.results, ".x1y2z3.draft"):  # no file is ever put there
                (place / name).write_text("half")
    store.remove_drafts()
    assert [path for path in store.folder.rglob("*") if path.is_file()] == [kept]


def test_line_ends_are_written_as_given(tmp_path):
    write(tmp_path / "a.csv", "a\r\nb\n")
    assert (tmp_path / "a.csv").read_bytes() == b"a\r\nb\n"


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("student", "name"),
    [
        ("ada", "ada"),
        ("ana maria", "ana%20maria"),
        ("O'Brien, Pat", "O%27Brien%2C%20Pat"),
        ("a/b\\c", "a%2Fb%5Cc"),
        ("../../etc/passwd", "..%2F..%2Fetc%2Fpasswd"),
        ("new\nline", "new%0Aline"),
        ("李雷", "%E6%9D%8E%E9%9B%B7"),
        ("~root", "%7Eroot"),
        ("100%", "100%25"),
        ("nul\0", "nul%00"),
    ],
)
def test_a_student_becomes_a_plain_file_name(student, name):
    assert file_name(student) == name


def test_long_names_are_cut_and_stay_apart():
    names = {file_name("é" * 200 + last) for last in ("a", "b", "")}
    assert len(names) == 3
    assert all(len(name) <= 117 and name.isascii() for name in names)


def test_names_that_differ_in_case_only_are_two_files():
    assert file_name("Ada") != file_name("ada")


# --- CSV --------------------------------------------------------------------------------------------------------------


SIGNS = "=+-@＝＋－＠"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A", "\t", "\nx"]
# A list separator that is not ours, which the reader of a download may have; what stands before it is a name like any other.
PARTED = [
    "a;=1",
    "a; =1",
    'a;"=1',
    'a,";""=1',
    "a\t=1",
    "a\n=1",
    "a\r\n@A",
    "a|+1",
    "a;b;-1",
    "a\n\n=1",
    'x,y\n"=1"',
    "a;\n=1",
]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_starts_a_formula(cell):
    ((written,),) = csv.reader(io.StringIO(table([[cell]]), newline=""))
    assert written.startswith(f"'{cell[:1]}")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("cell", FORMULAS + PARTED)
def test_no_cell_starts_a_formula_whatever_separates_them(cell, separator):
    for written in (table([[cell]]), table([["name", "1.5", cell, "x"]])):
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator):
            assert not [found for found in row if found.lstrip(' \t\r\n"').startswith(tuple(SIGNS))], row


@pytest.mark.parametrize("cell", ["O'Brien, Pat", 'say "hi"', "new\nline", "a\r\nb", "", "李雷", "a;b", " lead", "1.5"])
def test_every_other_cell_reads_back_as_it_was(cell):
    assert list(csv.reader(io.StringIO(table([[cell, "x"]]), newline=""))) == [[cell, "x"]]


def test_refusals_are_kept_as_readable_json(store):
    store.write_refused([Refused("李雷", "a.py", "is empty")])
    assert "李雷" in (store.folder / "refused.json").read_text(encoding="utf-8")
    assert json.loads((store.folder / "refused.json").read_bytes())[0]["assignment"] == ""
