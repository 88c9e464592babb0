"""The lines of a submission, as a worker numbers them and as people see them."""

import codecs

import pytest

from autograder.sandbox import Cell
from autograder.sandbox.cells import Listing


def line(source, number):
    """A line of a submission of one cell."""
    return Listing((Cell("submission.py", source),)).line(number)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_kind_of_line_end_counts_lines_alike(end):
    assert [line(end.join(["x = 1", "", "  y = 2"]).encode(), number) for number in range(5)] == ["", "x = 1", "", "y = 2", ""]  # fmt: skip


def test_a_form_feed_ends_no_line():
    assert line(b"x = 1\x0cy = 2\nz = 3\n", 2) == "z = 3"


@pytest.mark.parametrize(
    "data",
    [
        "wörd = 1".encode(),
        codecs.BOM_UTF8 + "wörd = 1".encode(),
        "wörd = 1".encode("utf-16"),
        codecs.BOM_UTF16_BE + "wörd = 1".encode("utf-16-be"),
    ],
)
def test_a_script_is_read_by_its_byte_order_mark(data):
    assert line(data, 1) == "wörd = 1"


@pytest.mark.parametrize("name", ["latin-1", "rot13", "unicode_escape", "no-such-code"])
def test_a_coding_line_is_not_followed_and_costs_a_letter_at_most(name):
    assert line(f"# coding: {name}\n".encode() + b"# caf\xe9 \\x41\n", 2) == "# caf\ufffd \\x41"


@pytest.mark.parametrize("data", [b"", b"\0", b"\xff\xfe\x00", b"\xff\xfe\x00\xd8", b"\xef\xbb", bytes(range(256))])
def test_any_bytes_at_all_have_lines(data):
    assert all(line(data, number).isprintable() for number in range(-1, 5))


def test_nothing_moves_a_cursor_and_a_long_line_is_cut():
    assert line(b"a\x1b[2J\tb\xe2\x80\xaec", 1) == "a\ufffd[2J b\ufffdc"
    assert line(b" " * 300 + b"x" * 500, 1) == "x" * 200
    assert line("x\ud800", 1) == "x\ufffd"


def test_an_indented_line_keeps_its_indentation():
    listing = Listing((Cell("submission.py", b"\tx = 1  \n    y = 2\n" + b"\t" * 500 + b"z"),))
    assert [listing.indented(number) for number in (1, 2, 3)] == ["        x = 1", "    y = 2", ""]


def test_a_notebooks_lines_are_numbered_through_its_cells():
    cells = (Cell("code cell 1", "a = 1\r\nb = 2\r\n"), Cell("code cell 2", "c = 3\nd = 4"))
    found = {number: Listing(cells).line(number) for number in range(9)}
    assert {number: text for number, text in found.items() if text} == {1: "a = 1", 2: "b = 2", 6: "c = 3", 7: "d = 4"}


def test_a_submission_of_no_cells_has_no_lines():
    assert Listing(()).line(1) == ""
