"""Several files of a student for one assignment, seen as one notebook: the answers of the others stand where its own are missing."""

from __future__ import annotations

from autograder.companions import UNTOUCHED, Role, answered
from autograder.grade.tasks import Task
from autograder.sandbox.inside.source import blocks

from .page import text_of
from .rebuild import Part, defined


def with_joined(parts: list[Part], task: Task, exercises: frozenset[str]) -> list[Part]:
    """The cells of a notebook, and after them what is taken from the scripts that are joined with it, in place of stubs."""
    have = answered(task.content, exercises)
    taken: dict[str, Part] = {}
    for companion in task.companions:
        if companion.role is Role.JOINED:
            wanted = answered(companion.source, exercises) - have - taken.keys()
            for _, text in blocks(text_of(companion.source)):
                block = Part("code", text.strip("\n"), "", 0)
                taken.update({name: block for name in defined(block, exercises) & wanted})
    own = [part for part in parts if not (_is_stub(part) and defined(part, exercises) <= taken.keys())]
    return [*own, *dict.fromkeys(taken.values())]


def _is_stub(part: Part) -> bool:
    return part.kind == "code" and UNTOUCHED.decode() in part.source
