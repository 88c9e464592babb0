"""Grading a class from start to end: resumable, in parallel, and with memory that does not grow with the class."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import __version__
from autograder.course import Assignment, Course
from autograder.errors import AutograderError
from autograder.notebook import Unreadable
from autograder.result import Environment, Result
from autograder.suite.checks import suite_sha256

from . import changes, exceptions, intake
from .changes import Change, EarlierGrade
from .engine import Settings, environment
from .gradebook import record
from .intake import ClassFiles, Packed, Refused, Roster, Submission
from .lock import locked
from .pool import Pool
from .requirements import require_matplotlib, require_private_paths
from .servers import probe
from .settlement import Settlement
from .store import Store, write
from .tally import Tally
from .tasks import Faulted, Graded, Recognised, Reply, Task, Workers

if TYPE_CHECKING:  # results and grades.csv need no package of the [instructor] extra
    from autograder.grade.cluster import Cluster
    from autograder.gradebook import Gradebook
    from autograder.gradebook.book import Unrecorded

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
        page: makes a student's feedback page; none is written if None.
        gradebook: opens the gradebook to write into; none is written if None.
        roster: the class list: who is who, and who handed in nothing.
        layout: which folder names the students (`student/…`); decided over the whole tree if "".
        cluster: opens the cluster that grades, given the course and the folders that student code must not read; job processes here
            do if None.
    """

    output: Path
    jobs: int
    executable: str | None = None
    fresh: bool = False
    unconfined: bool = False
    page: Callable[[Result, Assignment], str] | None = None
    gradebook: Callable[[], Gradebook] | None = None
    roster: Roster = field(default_factory=Roster)
    layout: str = ""
    cluster: Callable[[Course, tuple[Path, ...]], Cluster] | None = None


@dataclass
class ClassReport:
    """What a run came to. `faults` names what could not be graded through a fault of ours; `log` has the tracebacks.

    `earlier` counts the results of runs before this one for files that are missing from it; they are in the tally like the others.
    `intake` is what was found, and whose. `changes` are the grades that are not what they were; `files` is where this run found each
    graded (assignment, student). `notes` are sentences about the gradebook and a cluster's nodes, `unrecorded` says why it was not written. `page` is the
    class's report, once it is written; `is_broken` says that it could not be through a fault of ours.
    """

    tally: Tally
    environment: Environment
    intake: ClassFiles
    graded: int = 0
    kept: int = 0
    earlier: int = 0
    refused: list[Refused] = field(default_factory=list)
    faults: list[Submission] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    files: dict[tuple[str, str], Path | Packed] = field(default_factory=dict)
    log: Path | None = None
    notes: list[str] = field(default_factory=list)
    unrecorded: str = ""
    page: Path | None = None
    is_broken: bool = False


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
    files = read_class(course, roots, options.roster, options.layout)
    found = files.found
    if not found:
        raise AutograderError(
            f"no .py or .ipynb file in {', '.join(repr(str(root)) for root in roots)}: nothing to grade"
        )
    # Student code reads the libraries of its interpreter, and of these none may lie there.
    private = course.root, options.output, *roots
    with ExitStack() as stack:
        # Before the lock and the folder: what cannot grade at all leaves nothing behind.
        cluster = stack.enter_context(options.cluster(course, private)) if options.cluster else None
        where = cluster.environment if cluster else _environment_here(course, options, private)
        store = Store(options.output)
        stack.enter_context(locked(store.folder))
        store.remove_drafts()
        store.clear_log()
        settings = Settings(course, options.executable, options.unconfined)
        # No more processes than files: each takes a second or two to come up.
        workers = cluster or stack.enter_context(Pool(settings, min(options.jobs, len(found))))
        is_new = options.fresh or any(not store.path(file.assignment, file.student).is_file() for file in found)
        if isinstance(workers, Pool) and is_new:
            workers.start()  # while the gradebook is opened here
        book = stack.enter_context(options.gradebook()) if options.gradebook else None
        settlement = Settlement(course, book.entered(course) if book else None)
        run = _Run(course, store, options, ClassReport(_tally(course), where, files), settlement, progress)
        run.refuse(files.refused)
        run.grade(workers, run.recognise(workers, found))
        if cluster:
            run.report.notes += cluster.notes
        run.finish()
        if book:
            run.record(book)
        return run.report


def _environment_here(course: Course, options: Options, private: Iterable[Path]) -> Environment:
    """Where results of this machine are made; raises AutograderError where none should be."""
    with probe(options.executable, course.limits, unconfined=options.unconfined) as server:
        require_private_paths(server.readable, private)
        require_matplotlib(server, course)
        return environment(server)


def read_class(course: Course, roots: list[Path], roster: Roster, layout: str) -> ClassFiles:
    """Whose the files below `roots` are, before anything is graded.

    Raises:
        AutograderError: a path does not exist, or the tree can be read in two ways.
    """
    exercises = {a.name: [exercise.name for exercise in a.exercises] for a in course.assignments}
    return intake.read_class(roots, exercises, roster, layout)


def settle(course: Course, options: Options) -> ClassReport:
    """Put what counts today into every result of an output folder, and write again what is derived from them; nothing is graded.

    Raises:
        AutograderError: there are no results, or something the operator can fix.
    """
    if not options.output.is_dir():
        raise AutograderError(f"no folder '{options.output}'; name the one that 'autograder grade' wrote with -o")
    store = Store(options.output)
    with locked(store.folder), ExitStack() as stack:
        first = next((found for found in store.earlier_results(()) if isinstance(found, Result)), None)
        if first is None:
            raise AutograderError(f"no results in '{options.output}'; run 'autograder grade' first")
        book = stack.enter_context(options.gradebook()) if options.gradebook else None
        settlement = Settlement(course, book.entered(course) if book else None)
        run = _Run(
            course, store, options, ClassReport(_tally(course), first.environment, ClassFiles([], [])), settlement
        )
        run.finish()
        if book:
            run.record(book)
        return run.report


def _tally(course: Course) -> Tally:
    return Tally(
        {
            assignment.name: float(sum(exercise.points for exercise in assignment.exercises))
            for assignment in course.assignments
        }
    )


class _Run:
    """One run's course, folder and options, and the report that fills as it goes on."""

    def __init__(
        self,
        course: Course,
        store: Store,
        options: Options,
        report: ClassReport,
        settlement: Settlement,
        progress: Progress = lambda done, of: None,
    ) -> None:
        self.report = report
        self._settlement = settlement
        self._course, self._store, self._fresh, self._progress = course, store, options.fresh, progress
        self._page, self._roster = options.page, options.roster
        self._fingerprints = {assignment.name: suite_sha256(course, assignment) for assignment in course.assignments}
        self._assignments = {assignment.name: assignment for assignment in course.assignments}
        self._seen: set[tuple[str, str]] = set()
        self._recognised: list[tuple[Submission, ...]] = []
        self._earlier: dict[tuple[str, str], EarlierGrade] = {}  # of what is being graded again just now
        self._not_graded: list[Refused] = []
        self._done = self._total = 0

    def recognise(self, pool: Workers, found: list[Submission]) -> list[Submission]:
        """Every submission with its assignment, one for each student and assignment; the rest is noted."""
        known = [submission for submission in found if submission.assignment]
        named = {(submission.student, submission.assignment) for submission in known}
        for reply in pool.map(self._tasks(submission for submission in found if not submission.assignment)):
            self._take(reply)
        for first, *others in self._recognised:
            known.append(first)
            # A file that was named for an assignment comes before one that happens to answer it, too.
            known += (other for other in others if (other.student, other.assignment) not in named)
        # Last, when every file has its assignment: which of two counts can be asked only of files for the same one.
        newest = intake.newest(known, self._released())
        # In an order of our own: what a folder lists first differs between machines, and results must not.
        return sorted(newest, key=lambda submission: (submission.student, submission.assignment))

    def grade(self, pool: Workers, submissions: list[Submission]) -> None:
        """Grade what has changed, and keep each result as it comes."""
        self._total = len(submissions)
        self._progress(0, self._total)
        starved = []
        for reply in pool.map(self._changed(submissions)):
            if isinstance(reply, Graded) and reply.starved:
                starved.append(reply.submission)
            else:
                self._take(reply)
        # One at a time, now that nothing else runs: load must not decide grades. Read again, because the files of a
        # whole class, were the machine as busy as that, would not fit into memory.
        for task in self._tasks(starved):
            self._take(pool.grade_exclusively(task))

    def refuse(self, refused: Iterable[Refused]) -> None:
        """Note files that are not graded, and why."""
        for file in refused:
            self.report.refused.append(file)
            self._note(file)

    def finish(self) -> None:
        """Put what earlier runs found beside this run's results, and write what is derived from both."""
        tally = self.report.tally
        is_superseded = self._superseded()
        for refused in self._store.refused():
            if not is_superseded(refused):
                self._note(refused)
        for found in self._store.earlier_results(self._seen):
            if isinstance(found, Refused):
                self.refuse([found])
            elif found.assignment in self._fingerprints:
                with self._faults_of(
                    Submission(found.student, found.assignment, Path(), found.submission.get("file", ""))
                ):
                    tally.add(self._settled_again(found))
                self.report.earlier += 1
                if found.suite_sha256 != self._fingerprints[found.assignment]:
                    tally.add_student(
                        found.student, f"{found.assignment}: from an earlier run, before the course changed"
                    )
        for person in self.report.intake.absent:
            if person.id not in tally.scores:
                tally.add_student(person.id, "handed in nothing")
        for student in self.report.intake.unknown:
            tally.add_student(student, "is not on the roster")
        for student in sorted(self._settlement.exceptions.students - tally.scores.keys()):
            self.report.notes.append(f"{exceptions.FILE} has '{student}', who is not in this class")
        # Before grades.csv, which people read: where the power fails between the two, the next run still knows.
        self._store.write_refused(self._not_graded)
        write(self._store.folder / "grades.csv", tally.csv())

    def record(self, book: Gradebook) -> None:
        """Write the gradebook; what hinders it costs no result, and what hinders one result no other."""
        try:
            failed = record(book, self._course, self.report.tally, self._store, self._not_graded, self._roster)
        except AutograderError as error:
            self.report.unrecorded = str(error)
        else:
            for fault in failed:
                self._leave_out(fault)
        self.report.notes += book.notes
        if self.report.tally.excused:
            self.report.notes.append("nbgrader knows no excuses: its gradebook shows what those students' files scored")

    # --- from files to tasks ------------------------------------------------------------------------------------------

    def _released(self) -> list[bytes]:
        """The stubs that students got."""
        suffixes = (intake.SCRIPT, intake.NOTEBOOK)
        paths = [self._course.kit / f"{name}{suffix}" for name in self._assignments for suffix in suffixes]
        return [path.read_bytes() for path in paths if path.is_file()]

    def _tasks(self, submissions: Iterable[Submission]) -> Iterator[Task]:
        """The files, each read when a job process is about to be free for it; one that cannot be read is refused."""
        for submission in submissions:
            task = self._task(submission)
            if task is not None:
                yield task

    def _task(self, submission: Submission) -> Task | None:
        with self._faults_of(submission):
            try:
                return Task.read(submission, self._course.limits)
            except Unreadable as error:
                self._take(submission.refused(str(error)))
        return None

    def _changed(self, submissions: Iterable[Submission]) -> Iterator[Task]:
        """The tasks whose grades may be others than before; the rest is kept. Every old record is read here, once."""
        for submission in submissions:
            key = submission.assignment, submission.student
            self._seen.add(key)
            before = self._store.read(*key)
            if before is not None:
                self._earlier[key] = EarlierGrade.of(before)
            for task in self._tasks([submission]):
                if before is not None and not self._fresh and self._is_current(before, task):
                    del self._earlier[key]
                    self._keep(before, task)
                else:
                    yield task

    def _is_current(self, before: Result, task: Task) -> bool:
        submission = task.submission
        return (
            (before.student, before.engine) == (submission.student, __version__)
            and all(before.submission.get(name) == task.record[name] for name in ("file", "sha256"))
            and before.submission.get("companions_sha256") == task.record.get("companions_sha256")
            and before.suite_sha256 == self._fingerprints[submission.assignment]
            # Another NumPy may give another grade: what was graded under one is graded again.
            and before.environment == self.report.environment
            # A note tells how the file was found, which may have changed although the file has not.
            and (submission.note in before.warnings or not submission.note)
        )

    # --- from replies to records --------------------------------------------------------------------------------------

    def _take(self, reply: Reply) -> None:
        """Do what a reply asks for; each but `Recognised` ends the work on its submission."""
        match reply:
            case Recognised():
                self._recognised.append(reply.submissions)
            case Graded():
                with self._faults_of(reply.submission):
                    before = self._earlier.get((reply.submission.assignment, reply.submission.student))
                    result = self._settlement.settle(reply.result, before)
                    self._store.write(result)
                    self._show(result)
                    self._compare(reply.submission, result)
                    self._count(result, reply.submission)
                    self.report.graded += 1
            case Refused():
                self._lose(reply)
                self.refuse([reply])
            case Faulted():
                self._lose(reply.submission)
                self._fault(reply.submission, reply.traceback)

    @contextmanager
    def _faults_of(self, submission: Submission) -> Iterator[None]:
        """Whatever fails with one submission in the block is its own fault entry: nobody else's grade waits for it.

        Not what hinders all of them, such as a full disk, which raises AutograderError.
        """
        try:
            yield
        except AutograderError:
            raise
        except Exception:  # noqa: BLE001 - a fault of ours, logged whatever it is
            self._lose(submission)
            self._fault(submission, traceback.format_exc())

    def _keep(self, before: Result, task: Task) -> None:
        """Count an old result as it is, but for when it was handed in; its page comes again if it was lost."""
        submission = task.submission
        with self._faults_of(submission):
            self._count(self._settled_again(before, replace(before, submission=task.record)), submission)
            self.report.kept += 1

    def _settled_again(self, before: Result, after: Result | None = None) -> Result:
        """An old record with what counts today, written anew where that is something else; its page comes again if it was lost."""
        result = self._settlement.settle(after or before, before)
        if result != before:
            self._store.write(result)
            self._show(result)
            self._note_change(changes.change(EarlierGrade.of(before), result))
        elif not self._store.page(result.assignment, result.student).is_file():
            self._show(result)
        return result

    def _count(self, result: Result, submission: Submission) -> None:
        self.report.tally.add(result)
        self.report.files[submission.assignment, submission.student] = submission.path
        self._advance()

    def _show(self, result: Result) -> None:
        """Write the student's page."""
        if self._page:
            path = self._store.page(result.assignment, result.student)
            write(path, self._page(result, self._assignments[result.assignment]))

    def _compare(self, submission: Submission | Refused, after: Result | None) -> None:
        before = self._earlier.pop((submission.assignment, submission.student), None)
        self._note_change(changes.change(before, after))

    def _note_change(self, change: Change | None) -> None:
        if change is not None:
            self.report.changes.append(change)
            # At once, not at the end: where the run is stopped, the history has what was already written over.
            self._store.add_row(changes.FILE, changes.HEADER, change.row())

    def _lose(self, submission: Submission | Refused) -> None:
        """Let go of an old result: it must not pass for this file's."""
        if submission.assignment:
            self._compare(submission, None)
            self._store.drop(submission.assignment, submission.student)
            self._advance()

    def _leave_out(self, fault: Unrecorded) -> None:
        """Log a fault of ours with one result in the gradebook; the result itself is kept."""
        result = fault.result
        path = self.report.files.get((result.assignment, result.student), Path(result.submission["file"]))
        submission = Submission(result.student, result.assignment, path, result.submission["file"])
        self.report.notes.append(f"not in the gradebook through a fault of ours: {result.student}, {result.assignment}")
        self._log(submission, fault.traceback)

    def _fault(self, submission: Submission, trace: str) -> None:
        """Log a fault of ours; the student's row stays blank."""
        reason = "was not graded through a fault of the grader"
        self._note(Refused(submission.student, submission.file, reason, submission.assignment))
        self._log(submission, trace)

    def _log(self, submission: Submission, trace: str) -> None:
        self.report.faults.append(submission)
        where = submission.assignment or "no assignment yet"
        self._store.log(f"{submission.file} ({submission.student}, {where})\n{trace}\n")
        self.report.log = self._store.faults

    def _superseded(self) -> Callable[[Refused], bool]:
        """Whether this run says more about what an earlier one could not grade: it had that student's file for the assignment.

        For a file that could not be matched to an assignment, any file of that student will do.
        """
        known = self._seen | {(refused.assignment, refused.student) for refused in self._not_graded}
        students = {student for _, student in known}
        return lambda earlier: (
            (earlier.assignment, earlier.student) in known if earlier.assignment else earlier.student in students
        )

    def _note(self, refused: Refused) -> None:
        if refused.student:
            self._not_graded.append(refused)
            self.report.tally.refuse(refused)
        else:  # a file of nobody's is listed, and makes no row
            self.report.tally.not_graded.append(refused)

    def _advance(self) -> None:
        self._done += 1
        self._progress(self._done, self._total)
