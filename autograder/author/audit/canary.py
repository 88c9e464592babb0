"""Comments that nobody should ever see: planted in secret places, to be looked for in what is public."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from autograder.course import Course
from autograder.course.assignment_source import source
from autograder.course.regions import HIDDEN, SOLUTION, regions


def plant(course: Course, copy: Path) -> dict[bytes, str]:
    """Copy what `build` reads to `copy`, with a comment in each secret region; returns where each comment stands."""
    copy.mkdir()
    shutil.copy(course.root / "course.toml", copy)
    for folder in ("solutions", "tests/exercises"):
        shutil.copytree(course.root / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    planted: dict[bytes, str] = {}
    for assignment in course.assignments:
        suites = [(file, HIDDEN) for file in sorted(assignment.suite.glob("test_*.py"))]
        for path, kind in [(assignment.source, SOLUTION), *suites]:
            name = path.relative_to(course.root)
            planted.update(_plant_in(copy / name, kind, name.as_posix()))
    return planted


def _plant_in(path: Path, kind: str, name: str) -> dict[bytes, str]:
    text = source(path)
    lines = text.split("\n")
    planted: dict[bytes, str] = {}
    for region in reversed(regions(text, kind, path)):  # from the end: the lines of those before stay where they are
        marker = lines[region.start - 1]
        canary = f"canary-{secrets.token_hex(8)}"
        # Indented as its marker is, or the copy would be no Python.
        lines.insert(region.start, f"{marker[: len(marker) - len(marker.lstrip())]}# {canary}")
        planted[canary.encode()] = f"{name}:{region.start}"
    path.write_text("\n".join(lines), encoding="utf-8")
    return planted
