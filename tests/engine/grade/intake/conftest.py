"""Trees of made-up files, and who is found in them."""

from __future__ import annotations

import pytest

from autograder.grade.intake import Roster, read_class

EXERCISES = {
    "ch01_numpy": ("describe", "pick", "rows"),
    "ch02_perceptron": ("perceptron", "AND", "NAND", "OR", "XOR"),
    "ch03_neural_network": ("step_function", "sigmoid", "relu", "softmax"),
}


def answers(assignment: str, *exercises: str) -> str:
    """A script that defines an assignment's exercises, or some of them."""
    return "import numpy as np\n" + "".join(
        f"def {name}(*args):\n    return 0\n" for name in exercises or EXERCISES[assignment]
    )


CH1, CH2, CH3 = (answers(name) for name in EXERCISES)


class Tree:
    """A folder to fill and to read."""

    def __init__(self, root) -> None:
        self.root = root

    def write(self, files) -> Tree:
        """Make files: {path: text or bytes}."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return self

    def read(self, *roots, roster: Roster | None = None, layout=""):
        """What `autograder grade` finds there."""
        return read_class([self.root / root for root in roots] or [self.root], EXERCISES, roster, layout)

    def whose(self, *roots, **how) -> dict[str, set[tuple[str, str]]]:
        """{student: {(assignment, file)}}."""
        found: dict[str, set[tuple[str, str]]] = {}
        for one in self.read(*roots, **how).found:
            found.setdefault(one.student, set()).add((one.assignment, one.file))
        return found

    def students(self, *roots, **how) -> set[str]:
        """Everybody who has a row."""
        files = self.read(*roots, **how)
        return {one.student for one in (*files.found, *files.refused) if one.student}


@pytest.fixture
def tree(tmp_path) -> Tree:
    """An empty folder."""
    root = tmp_path / "class"
    root.mkdir()
    return Tree(root)
