"""Grading a class from start to end: resumable, in parallel, and with memory that does not grow with the class."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from autograder import __version__
from autograder.course import Course
from autograder.errors import AutograderError
from autograder.gradebook import Gradebook
from autograder.notebook import Unreadable
from autograder.render.page import as_page
from autograder.result import Environment, Result
from autograder.sandbox.server import Server
from autograder.suite.checks import suite_sha256

from . import changes, intake
from .changes import Change
from .engine import Graded, Settings, environment
from .gradebook import record
from .intake import Refused, Submission
from .lock import locked
from .pool import Pool
from .store import Store, write
from .tally import Tally

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Options:
    """How to grade.

    Attributes:
        output: folder for everything that is written.
        jobs: processes at once.
        executable: the students' interpreter; the grader's own if None.
        fresh: grade again what has not changed.
        unconfined: go on where workers cannot be confined.
        gradebook: opens the gradebook to write into; none is written if None.
    """

    output: Path
    jobs: int
    executable: str | None = None
    fresh: bool = False
    unconfined: bool = False
    gradebook: Callable[[], Gradebook] | None = None


@dataclass
class ClassReport:
    """What a run came to. `faults` names what could not be graded through a fault of ours; `log` is where it is told.

    `earlier` counts the results of runs before this one that were not given again; they are in the tally like the others.
    `changes` are the grades that are not what they were; `files` is where this run found each graded (assignment, student).
    `notes` are sentences about the gradebook, `unrecorded` says why it was not written.
    """

    tally: Tally
    environment: Environment
    graded: int = 0
    kept: int = 0
    earlier: int = 0
    refused: list[Refused] = field(default_factory=list)
    faults: list[Submission] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    files: dict[tuple[str, str], Path] = field(default_factory=dict)
    log: Path | None = None
    notes: list[str] = field(default_factory=list)
    unrecorded: str = ""


def grade(
    course: Course, paths: Iterable[Path], options: Options, progress: Progress = lambda done, of: None
) -> ClassReport:
    """Grade everything below `paths` and write results and `grades.csv`.

    Args:
        progress: called with (submissions done, submissions in all).
    Raises:
        AutograderError: something the operator can fix; nothing has been graded, or what has been is kept.
    """
    roots = list(paths)
    found, refused = intake.find(roots, [assignment.name for assignment in course.assignments])
    if not found:
        raise AutograderError(
            f"no .py or .ipynb file in {', '.join(repr(str(root)) for root in roots)}: nothing to grade"
        )
    with Server(options.executable, course.limits, unconfined=options.unconfined) as server:
        where = environment(server)
        _require_private_paths(server, [course.root, options.output, *roots])
        _require_matplotlib(server, course)
    store = Store(options.output)
    with locked(store.folder), ExitStack() as stack:
        book = stack.enter_context(options.gradebook()) if options.gradebook else None
        store.clear_log()
        tally = Tally({one.name: float(sum(e.points for e in one.exercises)) for one in course.assignments})
        run = _Run(course, store, options, ClassReport(tally, where), progress)
        run.refuse(refused)
        with Pool(Settings(course, options.executable, options.unconfined), min(options.jobs, len(found))) as jobs:
            run.grade(jobs, run.recognise(jobs, found))
        run.finish()
        if book:
            run.record(book)
        return run.report


class _Run:
    """One run's course, folder and options, and the report that fills as it goes on."""

    def __init__(self, course: Course, store: Store, options: Options, report: ClassReport, progress: Progress) -> None:
        self.report = report
        self._course, self._store, self._fresh, self._progress = course, store, options.fresh, progress
        self._fingerprints = {one.name: suite_sha256(course, one) for one in course.assignments}
        self._assignments = {one.name: one for one in course.assignments}
        self._pages = find_spec("jinja2") is not None
        self._seen: set[tuple[str, str]] = set()
        self._not_graded: list[Refused] = []

    def recognise(self, jobs: Pool, found: list[Submission]) -> list[Submission]:
        """Every submission with its assignment, one for each student and assignment; the rest is noted."""
        known = [submission for submission in found if submission.assignment]
        named = {(one.student, one.assignment) for one in known}
        for graded in jobs.map((one for one in found if not one.assignment), recognise_only=True):
            if not graded.recognised:
                self._without_result(graded)
            known += graded.recognised[:1]
            known += (one for one in graded.recognised[1:] if (one.student, one.assignment) not in named)
        kit = [
            self._course.kit / f"{name}{suffix}"
            for name in self._assignments
            for suffix in (intake.SCRIPT, intake.NOTEBOOK)
        ]
        released = [path.read_bytes() for path in kit if path.is_file()]
        return sorted(intake.newest(known, released), key=lambda one: (one.student, one.assignment))

    def grade(self, jobs: Pool, submissions: list[Submission]) -> None:
        """Grade what has changed, and keep each result as it comes."""
        report, total = self.report, len(submissions)
        changed = []
        for submission in submissions:
            self._seen.add((submission.assignment, submission.student))
            before = None if self._fresh else self._store.read(submission.assignment, submission.student)
            if before is not None and self._is_current(before, submission):
                self._tell(before, again=False)
                report.tally.add(before)
                report.files[submission.assignment, submission.student] = submission.path
                report.kept += 1
            else:
                changed.append(submission)
        starved = []
        done = report.kept
        self._progress(done, total)
        for graded in jobs.map(changed):
            if graded.starved:
                starved.append(graded.submission)
                continue
            self._keep(graded)
            done += 1
            self._progress(done, total)
        for submission in starved:  # one at a time, now that nothing else runs: load must not decide grades
            self._keep(jobs.grade_exclusively(submission))
            done += 1
            self._progress(done, total)

    def refuse(self, refused: Iterable[Refused]) -> None:
        """Note files that are not graded, and why."""
        for one in refused:
            self.report.refused.append(one)
            self._note(one)

    def finish(self) -> None:
        """Put what earlier runs found beside this run's results, and write what is derived from both."""
        tally = self.report.tally
        for one in self._store.refused():
            if not self._is_superseded(one):
                self._note(one)
        for found in self._store.earlier_results(self._seen):
            if isinstance(found, Refused):
                self.refuse([found])
            elif found.assignment in self._fingerprints:
                tally.add(found)
                self.report.earlier += 1
                if found.suite_sha256 != self._fingerprints[found.assignment]:
                    tally.add_student(
                        found.student, f"{found.assignment}: from an earlier run, before the course changed"
                    )
        self._store.write_refused(self._not_graded)
        write(self._store.folder / "grades.csv", tally.csv())

    def record(self, book: Gradebook) -> None:
        """Write the gradebook; what hinders it costs no result."""
        try:
            record(book, self._course, self.report.tally, self._store, self._not_graded)
        except AutograderError as error:
            self.report.unrecorded = str(error)
        self.report.notes += book.notes

    def _keep(self, graded: Graded) -> None:
        submission = graded.submission
        self._compare(self._store.read(submission.assignment, submission.student), graded.result)
        if graded.result is None:
            self._store.drop(submission.assignment, submission.student)  # it must not pass for this file's
            return self._without_result(graded)
        self._store.write(graded.result)
        self._tell(graded.result)
        self.report.tally.add(graded.result)
        self.report.files[submission.assignment, submission.student] = submission.path
        self.report.graded += 1

    def _tell(self, result: Result, *, again: bool = True) -> None:
        """Write the student's page, or with `again` off only one that is missing."""
        page = self._store.page(result.assignment, result.student)
        if self._pages and (again or not page.is_file()):
            write(page, as_page(result, self._assignments[result.assignment]))

    def _compare(self, before: Result | None, after: Result | None) -> None:
        change = changes.change(before, after)
        if change is not None:
            self.report.changes.append(change)
            self._store.add_row(changes.FILE, changes.HEADER, change.row())

    def _without_result(self, graded: Graded) -> None:
        one = graded.submission
        if not graded.fault:
            reason = "; ".join(filter(None, (graded.refused, one.note)))
            return self.refuse([Refused(one.student, one.file, reason, one.assignment)])
        self.report.faults.append(one)
        self._note(Refused(one.student, one.file, "was not graded through a fault of the grader", one.assignment))
        self._store.log(f"{one.file} ({one.student}, {one.assignment or 'no assignment yet'})\n{graded.fault}\n")
        self.report.log = self._store.faults

    def _is_superseded(self, earlier: Refused) -> bool:
        """Whether this run says more about what an earlier one could not grade: it had that student's file for the assignment.

        For a file that could not be matched to an assignment, any file of that student will do.
        """
        given = self._seen | {(one.assignment, one.student) for one in self._not_graded}
        if earlier.assignment:
            return (earlier.assignment, earlier.student) in given
        return any(student == earlier.student for _, student in given)

    def _note(self, refused: Refused) -> None:
        self._not_graded.append(refused)
        self.report.tally.refuse(refused)

    def _is_current(self, before: Result, submission: Submission) -> bool:
        try:
            content = intake.read(submission.path, self._course.limits)
        except Unreadable:
            return False
        same = {"file": submission.file, "sha256": hashlib.sha256(content).hexdigest()}
        return (
            (before.student, before.submission, before.engine) == (submission.student, same, __version__)
            and before.suite_sha256 == self._fingerprints[submission.assignment]
            and before.environment == self.report.environment
            and (submission.note in before.warnings or not submission.note)
        )


# --- what must hold before anything runs ------------------------------------------------------------------------------


def _require_private_paths(server: Server, paths: list[Path]) -> None:
    """Workers may read the interpreter's libraries: nothing of the course or the class may lie there."""
    for path in paths:
        below = next((folder for folder in server.readable if path.resolve().is_relative_to(folder)), None)
        if below is not None:
            raise AutograderError(f"'{path}' lies in {below}, which student code may read; move it elsewhere")


def _require_matplotlib(server: Server, course: Course) -> None:
    """An interpreter without Matplotlib cannot draw: say so before every plot fails."""
    plots = any("import matplotlib" in one.source.read_text(encoding="utf-8") for one in course.assignments)
    if plots and server.interpreter.matplotlib is None:
        name = server.interpreter.executable
        raise AutograderError(f"{name} has no Matplotlib, which the course needs: {name} -m pip install matplotlib")
