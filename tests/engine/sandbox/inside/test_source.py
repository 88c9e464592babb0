"""Every file becomes text, and as many statements as are Python, with lines that are those of the file."""

import codecs

import pytest

from autograder.sandbox.inside.source import UnreadablePart, decode, statements

GREETING = 'word = "grüß"\n'


def parts(text):
    """(line, "ok" or the exception's type) of everything in a cell."""
    return [
        (part.line, type(part.error).__name__ if type(part) is UnreadablePart else "ok")
        for part in statements(text, "cell")
    ]


# --- bytes to text ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        GREETING.encode(),
        codecs.BOM_UTF8 + GREETING.encode(),
        GREETING.encode("utf-16"),
        codecs.BOM_UTF16_BE + GREETING.encode("utf-16-be"),
        codecs.BOM_UTF16_LE + GREETING.encode("utf-16-le"),
    ],
    ids=["utf-8", "utf-8 with BOM", "utf-16", "utf-16 big-endian", "utf-16 little-endian"],
)
def test_unicode_is_read_by_its_byte_order_mark(data):
    assert decode(data) == (GREETING, "")


@pytest.mark.parametrize("name", ["latin-1", "cp1252", "iso-8859-15", "mac-roman"])
def test_a_coding_line_is_honoured(name):
    text = f"# -*- coding: {name} -*-\n{GREETING}"
    assert decode(text.encode(name)) == (text, "")


def test_a_coding_line_in_the_second_line_is_honoured():
    text = "#!/usr/bin/python\n# vim: set fileencoding=gbk :\nword = '中文'\n"
    assert decode(text.encode("gbk")) == (text, "")


@pytest.mark.parametrize("name", ["no-such-code", "rot13", "base64", "zip", "idna", "undefined", "unicode_escape"])
def test_a_coding_line_that_names_no_encoding_of_text_is_passed_over(name):
    text, _ = decode(f"# coding: {name}\nx = 1\n".encode())
    assert "x = 1" in text


def test_bytes_that_are_not_utf8_cost_a_letter_and_give_one_sentence():
    text, warning = decode(b"x = 1\n# caf\xe9\ny = 2\n")
    assert text == "x = 1\n# caf\ufffd\ny = 2\n"
    assert warning == "line 2 is not valid UTF-8: letters there were lost; save the file as UTF-8"


def test_half_a_utf16_file_gives_a_sentence_too():
    _, warning = decode("x = 1\n".encode("utf-16")[:-1])
    assert "UTF-16" in warning


# --- text to statements -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_kind_of_line_end_counts_lines_alike(end):
    assert parts(end.join(["x = 1", "", "def f():", "    return x", "y = 2"])) == [(1, "ok"), (3, "ok"), (5, "ok")]


@pytest.mark.parametrize("text", ["", "\n\n", "# only words\n", "   \n\t\n"])
def test_a_file_without_statements_has_none(text):
    assert parts(text) == []


def test_a_decorator_belongs_to_its_function():
    assert parts("@first\n# why\n@second\ndef f():\n    pass\n") == [(1, "ok")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1\nprint 'two'\ny = 2\n", [(1, "ok"), (2, "SyntaxError"), (3, "ok")]),
        ("def f(:\n    return 1\ndef g():\n    return 2\n", [(1, "SyntaxError"), (3, "ok")]),
        ("def f():\nreturn 1\ndef g():\n    return 2\n", [(1, "IndentationError"), (2, "ok"), (3, "ok")]),
        ("def f():\n    x = 1\n      y = 2\nz = 3\n", [(3, "IndentationError"), (4, "ok")]),
        ("def f():\n\tx = 1\n        y = 2\nz = 3\n", [(3, "TabError"), (4, "ok")]),
        ("x = (1,\ny = 2\nz = 3\n", [(1, "SyntaxError"), (2, "ok"), (3, "ok")]),
        ("x = (1,\n2)\nif x:\n    pass\nelse:\n    pass\ny = 1 +\n", [(1, "ok"), (3, "ok"), (7, "SyntaxError")]),
        ('s = """a\n\nb\n"""\nx = 1 1\ny = 2\n', [(1, "ok"), (5, "SyntaxError"), (6, "ok")]),
        ('s = """a\nx = 1\n', [(1, "SyntaxError"), (2, "ok")]),
        ("try:\n    f()\nexcept E:\n    pass\nfinally:\n    pass\nx = = 1\n", [(1, "ok"), (7, "SyntaxError")]),
        ("@d\ndef f(:\n    pass\nx = 1\n", [(2, "SyntaxError"), (4, "ok")]),
        ("%matplotlib inline\nx = 1\n", [(1, "SyntaxError"), (2, "ok")]),
        ("x = 1\n)\ny = 2\n", None),
        ("x = 1\0\ny = 2\n", None),
    ],
    ids=range(14),
)  # fmt: skip
def test_what_is_no_python_costs_its_own_block_only(text, expected):
    got = parts(text)
    if expected is None:  # the wording and the place differ from version to version
        assert any(kind != "ok" for _, kind in got)
        assert got[-1][1] == "ok"
    else:
        assert got == expected


def test_a_broken_section_costs_no_other_section_its_parsing():
    text = "# %%\nx = (1,\n\n# %%\ny = 2\n# %% [markdown]\n# words\n# %%\nz = 3\n"
    assert parts(text) == [(2, "SyntaxError"), (5, "ok"), (9, "ok")]


@pytest.mark.parametrize(
    "text", ["(" * 1000 + ")" * 1000, "[" * 5000, "-" * 20_000 + "1", "x" + "[0]" * 3000, "f(" * 150 + ")" * 150]
)
def test_nesting_that_breaks_the_parser_costs_its_own_block_only(text):
    got = parts(f"a = 1\nx = {text}\ndef f():\n    return 1\n")
    assert got[0] == (1, "ok")
    assert got[-1] == (3, "ok")
