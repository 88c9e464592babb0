"""A student's kit: the folder with `kit.toml`, its assignments, and the files that answer them."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.course import Assignment, Exercise, settings
from autograder.errors import AutograderError
from autograder.limits import Limits

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE, RECORD = "kit.toml", "expected.json"
KINDS = (".py", ".ipynb")
HIDDEN_ENDING = ".txt"  # what an editor for plain texts adds to a name, and a file manager does not show
STUB = "raise NotImplementedError()"
UNPACKING_SECONDS = 60.0


@dataclass(frozen=True)
class Kit:
    """A kit; an assignment's `source` is its Python file here, its `suite` the folder of its visible checks.

    `limits` are those under which the work is graded.
    """

    root: Path
    title: str
    assignments: tuple[Assignment, ...]
    limits: Limits = field(default_factory=Limits)
    drawable: frozenset[str] = frozenset()

    def after(self, done: Assignment) -> Assignment | None:
        """The assignment that comes next; None after the last."""
        names = [assignment.name for assignment in self.assignments]
        following = names.index(done.name) + 1
        return self.assignments[following] if following < len(names) else None

    def assignment(self, name: str) -> Assignment:
        """The assignment of that name, which must be one of the kit's."""
        return next(assignment for assignment in self.assignments if assignment.name == name)

    def of_exercise(self, exercise: str) -> Assignment | None:
        """The assignment with that exercise."""
        return next((assignment for assignment in self.assignments if exercise in names(assignment)), None)


@dataclass(frozen=True)
class Target:
    """What to check: a student's file, the assignment it answers, and the exercise asked for ("" for all).

    `other` is the file of the same assignment that was passed over because it was saved earlier.
    """

    path: Path
    assignment: Assignment
    exercise: str = ""
    other: Path | None = None

    @property
    def exercises(self) -> list[str]:
        """The exercises to run: all, or the one asked for with those that it may wait for."""
        wanted = {exercise.name: exercise for exercise in self.assignment.exercises}
        if not self.exercise:
            return list(wanted)
        needed = {self.exercise, *wanted[self.exercise].uses}
        return [name for name in wanted if name in needed]


def find(*starts: Path) -> Kit:
    """The kit in the first of `starts` (default: the current folder) or the nearest folder above it; a course's own kit counts as well.

    Raises:
        AutograderError: there is none, or its `kit.toml` is damaged.
    """
    here = [start.resolve() for start in starts or (Path.cwd(),)]
    for start in here:
        for folder in (start, *start.parents):
            for root in (folder, folder / "exercises"):
                if (root / FILE).is_file() and (root == folder or (folder / "course.toml").is_file()):
                    return read(root)
    raise AutograderError(
        f"no exercises here: neither {here[0]} nor a folder above it holds {FILE}; "
        "go to the folder that you unpacked, the one with the chapters' files"
    )


def read(root: Path) -> Kit:
    """The kit in `root`."""
    file = root / FILE
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        assignments = tuple(_assignment(root, name, table) for name, table in content["assignments"].items())
        limits = settings.limits(content.get("limits", {}), file)
        drawable = frozenset(
            str(name) for table in content["assignments"].values() for name in table.get("show", {}).get("names", ())
        )
        return Kit(root, str(content["title"]), assignments, limits, drawable)
    except (AutograderError, OSError, ValueError, KeyError, AttributeError, TypeError):
        raise AutograderError(f"{file} is damaged; unpack the kit once more") from None


def names(assignment: Assignment) -> list[str]:
    """The names of its exercises, in order."""
    return [exercise.name for exercise in assignment.exercises]


def exercise_names(kit: Kit) -> list[str]:
    """The names of all exercises of the kit."""
    return [name for assignment in kit.assignments for name in names(assignment)]


def files(kit: Kit, assignments: Iterable[Assignment]) -> list[Path]:
    """The files in the kit that answer these assignments, the one to look at first in front.

    That is the one saved last. Stubs that nobody has touched come after it in the kit's order: the dates of unpacked files say nothing.
    """
    found = [kit.root / f"{assignment.name}{kind}" for assignment in assignments for kind in KINDS]
    return sorted(
        filter(Path.is_file, found),
        key=lambda path: (True, 0.0) if _is_untouched(kit, path) else (False, -path.stat().st_mtime),
    )


def target(kit: Kit, file: str | None, exercise: str | None) -> Target:
    """What `autograder check [FILE] [EXERCISE]` asks for; a single word may be either.

    Raises:
        AutograderError: there is no such file or exercise (the sentence names the nearest), or its checks are not there.
    """
    found = _target(kit, file, exercise)
    require_checks(found.assignment)
    return found


def require_drawable(kit: Kit, exercise: str) -> None:
    """Raise AutograderError where there is no picture of what an exercise's function does."""
    if exercise not in kit.drawable:
        drawable = [name for name in exercise_names(kit) if name in kit.drawable]
        raise AutograderError(f"there is no picture of '{exercise}'; there are of {', '.join(drawable)}")


def require_checks(assignment: Assignment) -> None:
    """Raise AutograderError where the kit has lost the checks of an assignment."""
    if not (assignment.suite / RECORD).is_file():
        raise AutograderError(
            f"the checks of {assignment.name} are not there: '{assignment.suite}' is missing or not whole; "
            "unpack the kit once more into another folder, and copy its tests folder here"
        )


def _target(kit: Kit, file: str | None, exercise: str | None) -> Target:
    if file is not None and exercise is None and not _is_file_name(file):
        named = next((assignment for assignment in kit.assignments if assignment.name == file), None)
        if named is None:
            return _newest(kit, [asked(kit, file)], file)
        return _newest(kit, [named], "")
    if file is None:
        return _newest(kit, kit.assignments, "")
    path = _existing(kit, Path(file))
    assignment = recognised(kit, path)
    if exercise and exercise not in names(assignment):
        other = kit.of_exercise(exercise)
        if other is not None:
            raise AutograderError(
                f"'{exercise}' is an exercise of {other.name}, but {path.name} is checked as {assignment.name}; "
                f"'autograder check {exercise}' finds its file"
            )
        raise _no_exercise(exercise, names(assignment))
    return Target(path, assignment, exercise or "")


def _newest(kit: Kit, assignments: Iterable[Assignment], exercise: str) -> Target:
    found = files(kit, assignments)
    if not found:
        wanted = [f"{assignment.name}.py" for assignment in assignments]
        misnamed = next((name for name in wanted if (kit.root / f"{name}{HIDDEN_ENDING}").is_file()), "")
        if misnamed:
            raise AutograderError(_misnamed(f"{misnamed}{HIDDEN_ENDING}"))
        raise AutograderError(f"{kit.root} holds no {' or '.join(wanted)}; name your file: 'autograder check FILE'")
    first = found[0]
    twins = [path for path in found[1:] if path.stem == first.stem and not _is_untouched(kit, path)]
    return Target(first, kit.assignment(first.stem), exercise, twins[0] if twins else None)


def asked(kit: Kit, exercise: str) -> Assignment:
    """The assignment with the exercise that a student named.

    Raises:
        AutograderError: there is no such exercise; the sentence names the nearest.
    """
    found = kit.of_exercise(exercise)
    if found is None:
        raise _no_exercise(exercise, exercise_names(kit))
    return found


def _no_exercise(exercise: str, known: list[str]) -> AutograderError:
    spelt = {name.lower(): name for name in known}
    near = difflib.get_close_matches(exercise.lower(), spelt, n=1)
    meant = f"; did you mean '{spelt[near[0]]}'" + "?" if near else ";"
    return AutograderError(f"no file or exercise '{exercise}'{meant} 'autograder check --list' shows all exercises")


def _is_file_name(word: str) -> bool:
    return Path(word).suffix in KINDS or "/" in word or "\\" in word or Path(word).is_file()


def _existing(kit: Kit, path: Path) -> Path:
    for place in (path, kit.root / path):
        if place.is_file():
            return place.resolve()
    if path.is_dir():
        raise AutograderError(f"'{path}' is a folder; name the file in it that you want to check")
    near = difflib.get_close_matches(path.name, [file.name for file in files(kit, kit.assignments)], n=1, cutoff=0.5)
    meant = f"did you mean '{near[0]}'?" if near else "'autograder check' alone takes the one that you saved last"
    raise AutograderError(f"no file '{path}'; {meant}")


def recognised(kit: Kit, path: Path) -> Assignment:
    """The assignment in the file's name ("ada_ch02_perceptron (1).py"), else the one most of whose functions it defines."""
    if path.name.endswith(tuple(f"{kind}{HIDDEN_ENDING}" for kind in KINDS)):
        raise AutograderError(_misnamed(path.name))
    if path.suffix not in KINDS:
        raise AutograderError(f"'{path.name}' is no Python file (.py) and no notebook (.ipynb)")
    for assignment in kit.assignments:
        if assignment.name in path.stem:
            return assignment
    text = _text(path)
    counts = {
        assignment.name: sum(bool(re.search(rf"\bdef {name}\b", text)) for name in names(assignment))
        for assignment in kit.assignments
    }
    best = max(counts, key=lambda name: counts[name])
    if not counts[best]:
        known = ", ".join(assignment.name for assignment in kit.assignments)
        raise AutograderError(
            f"'{path.name}' answers no exercise of this kit; name it after the assignment it is for ({known})"
        )
    return kit.assignment(best)


def _misnamed(name: str) -> str:
    right = name.removesuffix(HIDDEN_ENDING)
    return f"'{name}' is a text file by its name: rename it to '{right}' (some systems hide the ending {HIDDEN_ENDING})"


def _is_untouched(kit: Kit, path: Path) -> bool:
    """Whether it holds every stub, and was not saved after it had been unpacked with the others."""
    is_unsaved = path.stat().st_mtime < (kit.root / FILE).stat().st_mtime + UNPACKING_SECONDS
    return is_unsaved and _text(path).count(STUB) >= len(kit.assignment(path.stem).exercises)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _assignment(root: Path, name: str, table: Any) -> Assignment:
    uses = table.get("uses", {})
    exercises = tuple(
        Exercise(exercise, int(points), tuple(uses.get(exercise, ())))
        for exercise, points in table["exercises"].items()
    )
    return Assignment(name, str(table["title"]), root / f"{name}.py", root / "tests" / name, exercises)
