"""Writing to a terminal or a pipe."""

import os
import pty
import sys

import pytest

from autograder.cli.console import console, drop_output, error_line, printable, progress_bar, table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ada.py", "ada.py"),
        ("李雷", "李雷"),
        ("new\nline", "new\\nline"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\u202eright to left", "\\u202eright to left"),
        ("lone \udcff", "lone \\udcff"),
    ],
)
def test_nothing_that_comes_from_outside_moves_the_cursor(text, shown):
    assert printable(text) == shown


def test_an_error_is_one_line_however_long_and_whatever_it_holds(capsys):
    error_line("no [bold]file[/bold] 'a\nb' " + "x" * 300)
    err = capsys.readouterr().err
    assert err == "autograder: no [bold]file[/bold] 'a\\nb' " + "x" * 300 + "\n"


def test_a_pipe_gets_100_columns_and_no_colour(capsys):
    made = table("name", "points", numbers=(1,))
    made.add_row("a" * 60, "3")
    console().print(made)
    console().print("[bold red]NO[/bold red]")
    out = capsys.readouterr().out
    assert out.splitlines()[1] == "a" * 60 + "       3"
    assert out.splitlines()[2] == "NO"


def test_a_closed_standard_output_is_no_reason_to_fail(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    console().print("unseen")


def test_there_is_no_progress_bar_in_a_pipe(capsys):
    with progress_bar("grading") as progress:
        progress(1, 2)
    assert capsys.readouterr() == ("", "")


def test_the_bar_goes_where_the_results_go_so_that_its_end_wipes_out_none_of_them(capsys, monkeypatch):
    ours, theirs = pty.openpty()
    os.set_blocking(ours, False)
    monkeypatch.setenv("TERM", "xterm")
    with open(theirs, "w", encoding="utf-8") as terminal, open(ours, "rb") as screen:
        monkeypatch.setattr(sys, "stdout", terminal)
        with progress_bar("grading") as progress:
            progress(1, 2)
        terminal.flush()
        shown = os.read(screen.fileno(), 4096)
    assert b"grading" in shown
    assert capsys.readouterr().err == ""


def test_output_that_nobody_reads_goes_nowhere(tmp_path, monkeypatch):
    with (tmp_path / "out").open("w", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdout", file)
        drop_output()
        file.write("unseen")
    assert (tmp_path / "out").read_bytes() == b""
