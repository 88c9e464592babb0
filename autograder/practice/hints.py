"""The hints that an author wrote for an exercise, one more each time, never the answer."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass

from autograder import atomic
from autograder.course.kit import Kit
from autograder.errors import AutograderError

FILE, SEEN = "hints.json", ".hints-seen.json"


def hints_of(kit: Kit, assignment: str, exercise: str) -> tuple[str, ...]:
    """The hints of an exercise in order; none where the kit has none."""
    try:
        hints = json.loads((kit.root / FILE).read_text(encoding="utf-8"))[assignment][exercise]
        return tuple(map(str, hints))
    except (OSError, ValueError, KeyError, TypeError):  # no such file, or one that somebody has edited
        return ()


@dataclass(frozen=True)
class HintPage:
    """The hints to show, the new one last, and how many there are."""

    hints: tuple[str, ...]
    count: int


def next_ones(kit: Kit, assignment: str, exercise: str, *, again: bool = False) -> HintPage:
    """The hints seen so far and one more; with `again`, the first alone.

    Raises:
        AutograderError: the exercise has none.
    """
    hints = hints_of(kit, assignment, exercise)
    if not hints:
        raise AutograderError(f"there are no hints for '{exercise}'")
    seen = _seen(kit)
    count = 1 if again else min(seen.get(exercise, 0) + 1, len(hints))
    with contextlib.suppress(OSError):  # a kit that cannot be written to still gives its first hint
        # As a whole or not at all: a terminal and a notebook may ask at once.
        atomic.write(kit.root / SEEN, (json.dumps({**seen, exercise: count}, indent=1) + "\n").encode())
    return HintPage(hints[:count], len(hints))


def _seen(kit: Kit) -> dict[str, int]:
    try:
        record = json.loads((kit.root / SEEN).read_text(encoding="utf-8"))
        return {str(name): int(count) for name, count in record.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}  # lost counts cost nothing: it begins with the first hint again
