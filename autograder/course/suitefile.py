"""One suite file as text: its checks, and where its hidden half begins. `autograder.author.build.rules` has the rules."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from autograder.course.assignment_source import source
from autograder.course.regions import HIDDEN, Region, cut, regions
from autograder.errors import AutograderError


@dataclass(frozen=True)
class CheckSource:
    """One check as written: its function, its title, and whether students are kept from seeing it."""

    name: str
    title: str
    hidden: bool
    node: ast.FunctionDef


@dataclass(frozen=True)
class SuiteFile:
    """`tests/exercises/<assignment>/test_<exercise>.py`, read but not run."""

    path: Path
    text: str
    tree: ast.Module
    hidden: Region

    @property
    def exercise(self) -> str:
        """The name of the exercise that the file checks."""
        return self.path.stem.removeprefix("test_")

    @property
    def visible_text(self) -> str:
        """The half that students get."""
        return cut(self.text, HIDDEN, self.path)

    @property
    def checks(self) -> tuple[CheckSource, ...]:
        """The checks in the order of the file."""
        functions = [node for node in self.tree.body if isinstance(node, ast.FunctionDef)]
        return tuple(
            # The hidden region is the last part of a file, so that one line tells.
            CheckSource(node.name, (ast.get_docstring(node) or "").strip(), node.lineno > self.hidden.start, node)
            for node in functions
            if node.name.startswith("test")
        )


def read(path: Path) -> SuiteFile:
    """The suite file at `path`; refuses one that is not Python, or whose hidden region is not a single one at its end.

    A file may have none: a function without arguments has no inputs to hide. Then the region is empty, behind the last line.
    """
    text = source(path)
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise AutograderError(f"{path}:{error.lineno}: not valid Python: {error.msg}") from None
    return SuiteFile(path, text, tree, _hidden(text, path))


def _hidden(text: str, path: Path) -> Region:
    found = regions(text, HIDDEN, path)
    if not found:
        end = text.count("\n") + 1
        return Region(end, end, ())
    if len(found) > 1:
        place = f"{path}:{found[1].start}"
        raise AutograderError(f"{place}: a second hidden region; move its checks into the one of line {found[0].start}")
    # Below it a check would be visible although it stands after what is cut away, and numbers of lines would differ
    # between course and kit.
    for number, line in enumerate(text.split("\n")[found[0].end :], found[0].end + 1):
        if line.strip():
            raise AutograderError(f"{path}:{number}: stands below the hidden checks; move it above them, or into them")
    return found[0]
