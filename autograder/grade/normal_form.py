"""A function's code without what two people write differently by taste: comments, spaces, its docstring, and the names it makes up.

Only cut into tokens, never parsed: Python's own parser can be crashed, and this is somebody else's text.
"""

from __future__ import annotations

import functools
import re
import zlib

# Each alternative takes what it can without going back, so that no text costs more than its length.
TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
    |(?P<string>[rRbBuUfF]{0,2}(?:'''(?:[^'\\]|\\.|'(?!''))*(?:'''|\Z)|\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*(?:\"\"\"|\Z)|'(?:[^'\\\n]|\\.)*'?|\"(?:[^\"\\\n]|\\.)*\"?))
    |(?P<name>[^\W\d]\w*)
    |(?P<number>\d[\w.]*|\.\d[\w.]*)
    |(?P<sign>\*\*=?|//=?|<<=?|>>=?|[-+*/%@&|^=<>!]=?|[^\s\w])
    """,
    re.VERBOSE | re.DOTALL,
)
# The words that mean the same in everybody's code; whatever else a function names, it could have named otherwise.
FIXED = frozenset(
    "and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not "
    "or pass raise return try while with yield None True False np numpy plt math int float str bool len range list dict tuple set sum max "
    "min abs round zip enumerate sorted map filter print type isinstance".split()
)
FIRST, LETTERS = (
    0x4E00,
    20_000,
)  # each token becomes a letter of a large alphabet, so that functions can be compared as strings


@functools.lru_cache(4096)  # what is short is written alike by many
def normal_form(code: str) -> str:
    """A string with a letter for each token: equal for functions that differ only in names of their own, comments and layout.

    A name after a dot stays itself, since it is somebody's library's; the others are numbered in the order in which they first appear.
    """
    letters: list[str] = []
    own: dict[str, int] = {}
    before = ""
    for kind, token in _tokens(code):
        if kind == "name" and token not in FIXED and before != ".":
            token = f"name {own.setdefault(token, len(own))}"
        letters.append(_letter(token))
        before = token
    return "".join(letters)


def _tokens(code: str) -> list[tuple[str, str]]:
    found = [(match.lastgroup or "", match[0]) for match in TOKEN.finditer(code)]
    found = [(kind, token) for kind, token in found if kind != "comment"]
    return [pair for before, pair in zip([("", ""), *found], found, strict=False) if not _is_docstring(before, pair)]


def _is_docstring(before: tuple[str, str], pair: tuple[str, str]) -> bool:
    return pair[0] == "string" and before[1] == ":" and pair[1][-3:] in ("'''", '"""')


def _letter(token: str) -> str:
    # Two tokens may meet in one letter: that costs a little precision in a list that a person looks through.
    return chr(FIRST + zlib.crc32(token.encode("utf-8", "replace")) % LETTERS)
