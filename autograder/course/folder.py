"""The course's folder: where it is, and whether its chapters and suites fit together."""

from __future__ import annotations

import os
from pathlib import Path

from autograder.course import assignment_source, settings
from autograder.course.late import refuse_unknown_assignments
from autograder.course.model import Assignment, Course
from autograder.errors import AutograderError

VARIABLE = "AUTOGRADER_COURSE"


def find_course(root: Path | None = None) -> Course:
    """The course in `root`, else in `AUTOGRADER_COURSE`, else in the current folder or the nearest one above it.

    Raises:
        AutograderError: there is none, or its files contradict each other.
    """
    return read(_root(root))


def read(root: Path) -> Course:
    """The course in `root`, its chapters in the order of their file names."""
    title, limits, notebooks, late = settings.read(root / settings.FILE)
    # Not below it: `figures/` has code that draws, and no chapter.
    sources = sorted((root / "solutions").glob("*.py"))
    if not sources:
        raise AutograderError(f"{root / 'solutions'} holds no chapter; add one such as ch01_numpy.py")
    assignments = tuple(_assignment(source, root / "tests" / "exercises" / source.stem) for source in sources)
    _refuse_other_suites(root, assignments)
    refuse_unknown_assignments(late, [assignment.name for assignment in assignments], root / settings.FILE)
    return Course(root, title, limits, assignments, notebooks, late)


def _root(named_root: Path | None) -> Path:
    named = os.environ.get(VARIABLE)
    # Whoever names a course means that one: where it is none, the folders above are not looked through for another.
    if named_root is not None or named:
        root, how = (named_root, "--course") if named_root is not None else (Path(str(named)), VARIABLE)
        if not (root / settings.FILE).is_file():
            raise AutograderError(f"{root} holds no {settings.FILE}: {how} must name the folder of a course")
        # Absolute from here on: job processes and commands below may stand elsewhere.
        return root.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / settings.FILE).is_file():
            return folder
    raise AutograderError(
        f"no course here: neither {here} nor a folder above it holds {settings.FILE}; "
        f"go to a course's folder, or name one with --course DIR or {VARIABLE}"
    )


def _assignment(source: Path, suite: Path) -> Assignment:
    read_source = assignment_source.read(source)
    names = [exercise.name for exercise in read_source.exercises]
    tested = {file.stem.removeprefix("test_"): file for file in sorted(suite.glob("test_*.py"))}
    for name in names:
        if name not in tested:
            raise AutograderError(f"{source}: exercise `{name}` has no checks; write {suite / f'test_{name}.py'}")
    for name, file in tested.items():
        if name not in names:
            raise AutograderError(f'{file}: no exercise of that name; rename it, or add exercise="{name}" to {source}')
    return Assignment(read_source.name, read_source.title, source, suite, read_source.exercises)


def _refuse_other_suites(root: Path, assignments: tuple[Assignment, ...]) -> None:
    known = {assignment.suite for assignment in assignments}
    # At any depth: a suite in a folder of the wrong name would never be run, and nobody would miss it.
    for file in sorted((root / "tests" / "exercises").rglob("test_*.py")):
        if file.parent not in known:
            wanted = root / "solutions" / f"{file.parent.name}.py"
            raise AutograderError(f"{file} belongs to no chapter: rename its folder, or write {wanted}")
