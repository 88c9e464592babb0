"""What an attack is."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Family(Enum):
    """What an attack is after."""

    SCORES = "points for nothing"
    SECRETS = "what is not theirs to read"
    TAMPERING = "files and processes of others"
    RESOURCES = "a grader that stops"
    NETWORK = "a way out"
    NEXT = "the next submission"


# Unless it is told, ctypes takes what a function returns for an int of 32 bits; a system call has another number on each
# kind of processor.
PRELUDE = """\
import ctypes, errno, fcntl, gc, json, mmap, os, resource, signal, socket, struct, subprocess, sys, threading, time
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def syscall(number, *args):
    result = libc.syscall(*(ctypes.c_long(arg) if type(arg) is int else arg for arg in (number, *args)))
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
def number(x86, arm):
    return x86 if os.uname().machine == "x86_64" else arm
"""


@dataclass(frozen=True)
class Attack:
    """One attempt.

    Attributes:
        name: what is tried, in a few words.
        body: of the function `attack(t)`, where `t` is what `Target.fields` gives. It returns what it got hold of, or `t["done"]` once it
            has done what it must not. Of a forgery (`Family.SCORES`), the whole source, with `{function}` for the name of an exercise.
        find: for `Family.NEXT`: of `find(t)`, run by the next submission, which returns `t["done"]` where the first left something.
        ends: whether it may end its own process, or never end.
    """

    name: str
    family: Family
    body: str
    find: str = ""
    ends: bool = False

    @property
    def source(self) -> str:
        """The attack as Python that defines `attack`, and `find` where there is one."""
        parts = [PRELUDE, _function("attack", self.body)]
        return "".join(parts + ([_function("find", self.find)] if self.find else []))

    def submission(self, functions: Iterable[str], fields: dict[str, object], *, finds: bool = False) -> str:
        """A file whose functions all attack: wrong answers to everything, whatever comes of it.

        Args:
            functions: the exercises that it claims to solve.
            fields: the target, which stands in the file.
            finds: look for what an earlier submission left, in place of attacking.
        """
        if self.family is Family.SCORES:
            return PRELUDE + "".join(self.body.replace("{function}", name) + "\n" for name in functions)
        own = f"T = json.loads({json.dumps(fields)!r})\n"
        what = "find" if finds else "attack"
        calls = "".join(f"def {name}(*args):\n    return str({what}(T))\n" for name in functions)
        return self.source + own + calls


def _function(name: str, body: str) -> str:
    return f"def {name}(t):\n{textwrap.indent(body.strip(), '    ')}\n"
