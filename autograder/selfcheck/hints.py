"""The hints that an author wrote for an exercise, one more each time, never the answer."""

from __future__ import annotations

import json

from .kit import Kit

FILE = "hints.json"


def ladder(kit: Kit, assignment: str, exercise: str) -> tuple[str, ...]:
    """The hints of an exercise in order; none where the kit has none."""
    try:
        hints = json.loads((kit.root / FILE).read_text(encoding="utf-8"))[assignment][exercise]
        return tuple(map(str, hints))
    except (OSError, ValueError, KeyError, TypeError):
        return ()
