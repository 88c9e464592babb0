"""Nothing secret in what students get."""

import json
from pathlib import Path

import pytest

from autograder.author.audit import secrecy
from autograder.author.audit.secrecy import Leak, canaries, leaks, leaks_in
from autograder.author.build import build, write

RUN = ["x = np.array([-1.0, -0.5])", "expected = np.array([-2.0, -1.0])", "assert_close(student.double(x), expected)"]
SOLUTION = ["# The larger of the two, element by element.", "raised = np.maximum(x, low)", "raised = raised + 0.0"]
HIDDEN_LEAK = "3 lines of the hidden checks of double"
BODY = "the whole of the solution at ch09_tiny.py:"


@pytest.fixture
def found(tiny_course):
    """What leaks from one file of a given text, as (line, what)."""
    course = tiny_course.read()

    def look(text, name="notes.md"):
        return [(leak.line, leak.what) for leak in leaks_in(course, [(name, text.encode())])]

    return look


def cell(source, **metadata):
    """A notebook of one code cell, as it is stored."""
    cells = [{"cell_type": "code", "source": source, "metadata": metadata, "outputs": []}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def whats(leaks):
    """What leaks, without where."""
    return {what for _, what in leaks}


# --- what is built ----------------------------------------------------------------------------------------------------


def test_a_built_kit_leaks_nothing(tiny_course):
    write(tiny_course.read())
    assert leaks(tiny_course.read(), tiny_course.root / "exercises") == []


def test_a_leak_names_its_file_and_line(tiny_course):
    write(tiny_course.read())
    path = tiny_course.root / "exercises" / "tests" / "ch09_tiny" / "test_double.py"
    path.write_text(path.read_text() + "# see test_negative\n")
    line = len(path.read_text().splitlines())
    assert leaks(tiny_course.read(), tiny_course.root / "exercises") == [
        Leak("tests/ch09_tiny/test_double.py", line, "the name of hidden check double/test_negative")
    ]


def test_hidden_folders_in_the_kit_are_searched_too(tiny_course):
    tiny_course.write("exercises/.ipynb_checkpoints/old.ipynb", cell(RUN))
    (leak,) = leaks(tiny_course.read(), tiny_course.root / "exercises")
    assert (leak.file, leak.what) == (".ipynb_checkpoints/old.ipynb", HIDDEN_LEAK)


def test_a_solution_repeated_in_prose_is_found_in_what_build_makes(tiny_course):
    fence = "# ```python\n" + "".join(f"# {line}\n" for line in SOLUTION) + "# ```\n"
    tiny_course.edit(tiny_course.chapter, "# Three becomes six.\n", f"# Three becomes six.\n#\n{fence}")
    write(tiny_course.read())
    found = leaks(tiny_course.read(), tiny_course.root / "exercises")
    assert {leak.file for leak in found} == {"ch09_tiny.py", "ch09_tiny.ipynb"}


# --- names and titles -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Careful with test_negative.", 1),
        ("It keeps the sign of negative numbers, always.", 1),
        ("# one\n#\n# it Keeps the sign\n# of negative   numbers", 3),
        ('{"a": 1,\n "title": "keeps the sign of negative numbers"}', 2),
        ("title = 'keeps the sign of negative numbers'", 1),
    ],
    ids=["name", "title", "title over two comment lines", "JSON", "TOML"],
)
def test_the_name_and_the_title_of_a_hidden_check_are_found(found, text, line):
    assert [number for number, _ in found(text)] == [line]


def test_a_longer_word_that_holds_a_secret_name_is_not_that_name(found):
    assert found("test_negatives, latest_negative") == []


def test_a_name_in_the_metadata_of_a_notebook_is_found(found):
    assert whats(found(cell(["x = 1"], tags=["test_negative"]))) == {"the name of hidden check double/test_negative"}


def test_a_name_and_a_title_that_a_visible_check_has_too_are_no_secret(tiny_course):
    tiny_course.edit(tiny_course.other_suite, "def test_below_zero", "def test_example_too")
    tiny_course.edit(tiny_course.other_suite, '"""works on both sides of zero"""', '"""doubles three numbers"""')
    tiny_course.edit(tiny_course.suite, "def test_random", "def test_example_too")
    assert leaks_in(tiny_course.read(), [("a.md", b"test_example_too doubles three numbers")]) == []


def test_a_hidden_check_without_a_title_does_not_make_everything_a_leak(tiny_course):
    tiny_course.edit(tiny_course.suite, '    """keeps the sign of negative numbers"""\n', "")
    assert leaks_in(tiny_course.read(), [("a.md", b"anything")]) == []


# --- lines ------------------------------------------------------------------------------------------------------------


def lines(*, sep="\n", prefix=""):
    """The three hidden lines in one text."""
    return sep.join(prefix + line for line in RUN)


@pytest.mark.parametrize(
    "text",
    [
        lines(),
        lines(prefix="        "),
        lines(prefix="    # "),
        lines(sep="\n\n  \n"),
        lines(sep="\r\n"),
        lines(prefix="#"),
        cell([line + "\n" for line in RUN]),
        cell("\n".join(RUN)),
        cell(["x = 1"], hint="\n".join(RUN)),
        cell(["x = 1"], hint=RUN),
        json.dumps({"a": "\n".join(["first", *RUN])}),
        f"hint = {json.dumps(lines())}",
        f"HINT = {json.dumps(lines())}",
        lines() + "\n\udce9".encode("utf-8", "surrogateescape").decode("latin-1"),
    ],
    ids=["plain", "indented", "commented out", "blank lines between", "Windows", "tight comment", "cell",
         "cell of one string", "metadata string", "metadata list", "JSON string", "TOML string", "Python string",
         "beside odd bytes"],
)  # fmt: skip
def test_three_lines_of_a_hidden_region_are_found_however_they_are_wrapped(found, text):
    assert whats(found(text)) == {HIDDEN_LEAK}


def test_two_lines_or_three_that_do_not_follow_each_other_are_no_leak(found):
    assert found("\n".join(RUN[:2])) == []
    assert found("\n".join([*RUN[:2], "y = 3", RUN[2]])) == []


def test_the_line_of_a_run_inside_a_notebook_is_the_line_of_its_file(found):
    text = cell(["one\n", *(line + "\n" for line in RUN)])
    number = next(number for number, line in enumerate(text.split("\n"), 1) if "-0.5" in line)
    assert found(text) == [(number, HIDDEN_LEAK)]


def test_lines_that_also_stand_in_a_visible_half_are_no_secret(tiny_course):
    shared = "".join(f"    {line}\n" for line in RUN)
    tiny_course.edit(
        tiny_course.suite,
        "### BEGIN HIDDEN",
        f'def test_public(student):\n    """is public"""\n{shared}\n\n### BEGIN HIDDEN',
    )
    course = tiny_course.read()
    assert leaks_in(course, [(str(path), content) for path, content in build(course).items()]) == []


def test_lines_that_stand_in_a_visible_half_in_another_order_stay_secret(tiny_course):
    shared = "".join(f"    {line}\n" for line in reversed(RUN))
    tiny_course.edit(tiny_course.suite, "### BEGIN HIDDEN", f"def helper():\n{shared}\n\n### BEGIN HIDDEN")
    assert [leak.what for leak in leaks_in(tiny_course.read(), [("a.py", lines().encode())])] == [HIDDEN_LEAK]


# --- solutions --------------------------------------------------------------------------------------------------------


def test_three_lines_of_a_solution_are_found_with_where_they_come_from(found):
    (leak,) = found("\n".join(SOLUTION))
    assert leak[0] == 1
    assert leak[1].startswith("3 lines of the solution at ch09_tiny.py:")


def test_a_solution_that_stands_in_a_visible_check_is_found_there(tiny_course):
    copied = "".join(f"    {line}\n" for line in SOLUTION)
    tiny_course.edit(
        tiny_course.other_suite,
        "### BEGIN HIDDEN",
        f"def slow(x, low):\n{copied}    return raised\n\n\n### BEGIN HIDDEN",
    )
    course = tiny_course.read()
    found = leaks_in(course, [(path.as_posix(), content) for path, content in build(course).items()])
    assert {leak.file for leak in found} == {"tests/ch09_tiny/test_floor.py"}
    assert any(leak.what.startswith(BODY) for leak in found)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def f(x):\n    result = x+x  # twice\n    return (result)\n", 2),
        ("def f(x):\n    'Doc.'\n    if x:\n        result = x + x\n        return result\n", 4),
        ("result = x + x; return result", 1),
        ("Prose.\n\n```python\nresult = x + x\nreturn result\n```\n\nMore.", 4),
        ("# %% [markdown]\n# ```python\n# result = x + x\n#\n# return result\n# ```\nx = 1\n", 3),
        (json.dumps({"a": "def f(x):\n  result=x+x\n  return result"}), 1),
        (cell(["def f(x):\n", "  y = 1\n", "  result = x+x\n", "  return result"]), 8),
    ],
    ids=["other layout", "inside a block", "one line", "Markdown", "comments", "JSON string", "cell"],
)
def test_a_whole_solution_is_found_however_it_is_laid_out(found, text, line):
    ((number, what),) = found(text)
    assert number == line
    assert what.startswith(BODY)


def test_another_program_is_no_solution(found):
    assert found("def f(x):\n    result = x * x\n    return result\n") == []
    assert found("def f(x):\n    result = x + x\n    print(result)\n    return result\n") == []


def test_a_solution_of_one_statement_is_too_common_to_be_a_secret(tiny_course):
    tiny_course.edit(tiny_course.chapter, "    result = x + x\n    return result", "    return x + x")
    assert leaks_in(tiny_course.read(), [("a.py", b"def f(x):\n    y = 1\n    return x + x\n")]) == []


def test_a_region_that_is_only_part_of_a_statement_is_compared_by_lines(tiny_course):
    tiny_course.edit(
        tiny_course.chapter,
        "    result = x + x\n    return result",
        "    return [\n        x + x,\n        x,\n    ][0]",
    )
    course = tiny_course.read()
    assert [leak.line for leak in leaks_in(course, [("a.py", b"return [\nx + x,\nx,\n")])] == [1]


def test_strange_bytes_and_broken_strings_do_not_stop_the_search(found):
    assert found('"\\q" "\\ud800" \x00 "open') == []
    course_text = b"\xff\xfe\x00test_negative\x00"
    assert whats(found(course_text.decode("latin-1"))) == {"the name of hidden check double/test_negative"}


# --- canaries ---------------------------------------------------------------------------------------------------------


def test_no_comment_planted_in_a_secret_region_comes_out(tiny_course):
    before = {path: path.read_bytes() for path in tiny_course.root.rglob("*") if path.is_file()}
    assert canaries(tiny_course.read()) == []
    assert {path: path.read_bytes() for path in tiny_course.root.rglob("*") if path.is_file()} == before


def test_every_secret_region_gets_a_comment_of_its_own(tiny_course, monkeypatch):
    seen = {}

    def build_all(course):
        for path in sorted(course.root.rglob("*.py")):
            seen[path.relative_to(course.root).as_posix()] = path.read_bytes()
        return {Path(name): content for name, content in seen.items()}

    monkeypatch.setattr(secrecy.build, "build", build_all)
    found = canaries(tiny_course.read())
    starts = [tiny_course.line(tiny_course.chapter, "### BEGIN", occurrence) for occurrence in (1, 2)]
    hidden = [(name, tiny_course.line(name, "### BEGIN")) for name in (tiny_course.suite, tiny_course.other_suite)]
    expected = [(tiny_course.chapter, start) for start in starts] + hidden
    assert sorted(leak.what for leak in found) == sorted(f"a comment from {name}:{start}" for name, start in expected)
    assert all(seen[name].split(b"\n")[start].strip().startswith(b"# canary-") for name, start in hidden)


def test_a_build_that_lets_a_region_through_is_caught(tiny_course, monkeypatch):
    monkeypatch.setattr("autograder.course.suitefile.SuiteFile.visible_text", property(lambda file: file.text))
    found = canaries(tiny_course.read())
    assert {(leak.file, leak.what) for leak in found} == {
        ("tests/ch09_tiny/test_double.py", f"a comment from {tiny_course.suite}:21"),
        ("tests/ch09_tiny/test_floor.py", f"a comment from {tiny_course.other_suite}:13"),
    }
    assert [leak.line for leak in found] == [23, 15]
