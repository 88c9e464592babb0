"""Every file of a class at its place: whose it is, for which assignment, when it was handed in; or why it is passed over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.errors import AutograderError

from .archives import is_archive, is_other_archive
from .layout import Answered, Decision, Name, by_pattern, decide, names_in
from .owners import Owners
from .platforms import Claim, Reading, Student
from .platforms import read as read_platform
from .roster import Person, Roster
from .submission import Attempt, AttemptSource, Beside, HandIn, Refused, Submission
from .tree import File, Folder, Tree, read_tree
from .vocabulary import SKETCH_BYTES, Answer, Sketch, Vocabulary, recognised, several_note

NO_ANSWER = "is neither a .py nor an .ipynb file"
NOBODYS = "is in no student's folder, and its name names nobody"
# What students hand in in place of a script. Other files beside a class's work (tables, settings, time stamps) make nobody a student.
HAND_INS = tuple(".doc .docx .odt .rtf .pages .pdf .txt .html .htm .png .jpg .jpeg .heic .rar .7z .zip".split())
HAND_INS_BY_NAME = tuple(".doc .docx .odt .rtf .pages .py.txt .ipynb.txt .rar .7z .zip".split())
LISTED = 5  # of a student's files that are no answers, so many are named in their note
NUMBERED_COPY = re.compile(r"(?P<name>.+)-(?P<number>[1-9]\d?)\.\w+")
ABOVE = 3  # so many folders above a file may name its assignment
BESIDE = 200  # modules that a student's file may import
UNKNOWN = (
    20  # so many of a student's files whose text answers nothing are run to see whether they answer something after all
)
TOO_MANY = f"files answer nothing, as their text looks; only {UNKNOWN} such files of a student are tried"


@dataclass(frozen=True)
class Placed:
    """A file and whose it is. `own` is its path as the student knows it, below what names them."""

    file: File
    students: tuple[str, ...]
    own: tuple[str, ...]
    rule: str
    claim: Claim | None = None
    place: tuple[str, ...] = ()
    sketch: Sketch = field(default_factory=Sketch)
    attempt: Attempt | None = None

    @property
    def answers(self) -> frozenset[Answer]:
        """What it defines."""
        return self.sketch.answers

    @property
    def hand_in(self) -> HandIn | None:
        """When it was handed in: the platform knows best."""
        return self.claim.hand_in if self.claim and self.claim.hand_in else self.file.hand_in


@dataclass(frozen=True)
class ClassFiles:
    """All that was found.

    Attributes:
        found: the files to grade; several of one student for one assignment are still apart.
        refused: the others, with the reason; without a student where it is nobody's.
        rules: by which rule each student was found.
        absent: who is on the roster and handed in nothing.
        unknown: who handed in and is not on the roster, if there is one.
    """

    found: list[Submission]
    refused: list[Refused]
    rules: dict[str, str] = field(default_factory=dict)
    absent: tuple[Person, ...] = ()
    unknown: tuple[str, ...] = ()


def find(paths: Iterable[Path], assignments: Iterable[str]) -> tuple[list[Submission], list[Refused]]:
    """Every submission below `paths`, and every file there that is none.

    Raises:
        AutograderError: a path does not exist, or it is not clear whose the files are.
    """
    files = read_class(paths, {name: () for name in assignments})
    return files.found, files.refused


def read_class(
    paths: Iterable[Path], exercises: Mapping[str, Iterable[str]], roster: Roster | None = None, layout: str = ""
) -> ClassFiles:
    """Everything below `paths`, placed as a whole.

    Args:
        exercises: the names of each assignment's exercises.
        roster: the class list.
        layout: a pattern of the operator's (`student/…`); platforms' names are not looked for then.
    Raises:
        AutograderError: a path does not exist, or it is not clear whose the files are: both readings are in the sentence.
    """
    tree = read_tree(list(paths))
    pattern = by_pattern(layout) if layout else None
    claimed, rest, nobodys = _by_platform(tree.top) if pattern is None else ([], list(tree.top.every_file()), [])
    owners = Owners(roster or Roster(), _named(claimed))
    placing = _Placing(tree, Vocabulary(exercises, owners.names), owners)
    placed = [placing.claimed(found) for found in claimed]
    others, lost = placing.by_layout(rest, pattern)
    placed = _newest_attempts([*placed, *others])
    files = _Files(placing, placed)
    refused = [*files.refused, *(Refused("", file.file, file.trouble or NOBODYS) for file in (*nobodys, *lost))]
    present = {student for entry in placed for student in entry.students}
    unknown = tuple(sorted(student for student in present if roster and not owners.is_known(student)))
    rules = {student: entry.rule for entry in placed for student in entry.students}
    return ClassFiles(files.found, refused, rules, tuple(owners.absent(present)), unknown)


# --- platforms --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Claimed:
    file: File
    claim: Claim
    platform: str
    depth: int  # how many parts of the path lie above what the platform named


def _by_platform(top: Folder) -> tuple[list[_Claimed], list[File], list[File]]:
    """The files of the folders that platforms made, all other files, and those beside the platforms' that are nobody's.

    Raises:
        AutograderError: most folders are downloads of platforms, but not all: then the rest cannot be read beside them.
    """
    made = _downloads(top)
    if not made:
        return [], list(top.every_file()), []
    claimed: list[_Claimed] = []
    nobodys: list[File] = []
    for folder, reading in made:
        depth = len(folder.parts)
        claims = {tuple(claim.name.split("/")): claim for claim in reading.claims}
        for file in folder.every_file():
            below = file.parts[depth:]
            claim = claims.get(below[:2]) or claims.get(below[:1])
            if "/".join(below) in reading.extra:
                continue
            if claim is None:
                nobodys.append(file)
            else:
                claimed.append(_Claimed(file, claim, reading.platform, depth))
    inside = {folder.parts for folder, _ in made}
    nobodys += [file for file in top.every_file() if not any(file.parts[:n] in inside for n in range(len(file.parts)))]
    return claimed, [], nobodys


def _downloads(folder: Folder) -> list[tuple[Folder, Reading]]:
    """The folders below (and including) this one that platforms made, if there is nobody's work outside them.

    What looks like a download within one student's folder, while others' folders do not, is that student's way to name files.
    """
    waiting, made, plain = [folder], [], 0
    while waiting:
        folder = waiting.pop()
        reading = read_platform(folder)
        if reading is not None:
            made.append((folder, reading))
        elif any(file.is_answer for file in folder.files.values()):
            plain += 1
        else:
            waiting += reversed(folder.folders.values())
    if plain and len(made) > plain:
        (download, reading) = made[0]
        raise AutograderError(
            f"'{'/'.join(download.parts)}' is a download of {reading.platform}, but not every folder beside it is one: grade them one "
            "after another into the same -o DIR, or say with --layout student/… which folder names the students"
        )
    return [] if plain else made


def _named(claimed: list[_Claimed]) -> Iterator[tuple[tuple[str, ...], Student]]:
    """Whom platforms named, each with the folder that names them."""
    for found in claimed:
        for student in found.claim.students:
            yield found.file.parts[: found.depth], student


def _newest_attempts(placed: list[Placed]) -> list[Placed]:
    """Of several attempts that a platform kept, each student's newest; the files of the others say which one counts."""
    found: dict[object, set[str]] = defaultdict(set)
    for entry in placed:
        if entry.claim and entry.claim.attempt:
            found[_hand_in_of(entry)].add(entry.claim.attempt)
    kept = []
    for entry in placed:
        if entry.claim and entry.claim.attempt:
            attempts = found[_hand_in_of(entry)]
            if entry.claim.attempt != max(attempts):
                entry = replace(entry, file=replace(entry.file, trouble="is of an earlier attempt; the newest counts"))
            elif len(attempts) > 1:
                entry = replace(entry, attempt=Attempt(len(attempts), AttemptSource.DOWNLOAD))
        kept.append(entry)
    return kept


def _hand_in_of(entry: Placed) -> object:
    """What an attempt is one of: the student's work for one assignment, in one download."""
    assert entry.claim is not None
    return entry.students, entry.place, entry.claim.assignment


# --- students and assignments -----------------------------------------------------------------------------------------


class _Placing:
    def __init__(self, tree: Tree, vocabulary: Vocabulary, owners: Owners) -> None:
        self._tree, self.vocabulary, self._owners = tree, vocabulary, owners

    def claimed(self, found: _Claimed) -> Placed:
        """A file that a platform named."""
        claim, below = found.claim, found.file.parts[found.depth :]
        students = tuple(dict.fromkeys(id for student in claim.students for id in self._owners.ids(student)))
        inside = below[len(claim.name.split("/")) :]
        own = inside or (claim.own_name or below[-1],)
        place = found.file.parts[: found.depth]
        rule = f"{found.platform}'s names" if not found.platform.endswith("folder") else found.platform
        sketch, attempt = self._sketch(found.file), self._numbered(own[-1]) if claim.copies else None
        return Placed(found.file, students, own, rule, claim, place, sketch, attempt)

    def _numbered(self, name: str) -> Attempt | None:
        """The attempt that a platform's "-2" behind a file's name tells, where the name before it is that of our own file."""
        match = NUMBERED_COPY.fullmatch(name)
        if match is None or match["name"] not in self.vocabulary.assignments:
            return None
        return Attempt(int(match["number"]) + 1, AttemptSource.NAME)

    def by_layout(self, files: list[File], pattern: Decision | None) -> tuple[list[Placed], list[File]]:
        """The files whose student the layout of the tree tells, and those of nobody."""
        sketches = {file: self._sketch(file) for file in files if file.is_answer or file.trouble}
        seen = [self._answered(file, found.answers) for file, found in sketches.items()]
        named = [answered for answered in seen if answered.names]
        decision = pattern or decide(named, self._owners.names)
        lone = self._lone() if seen and not named and pattern is None else ""
        placed: list[Placed] = []
        lost: list[File] = []
        for file in files:
            name = self._name(file, decision) if not lone else None
            if name is None and not lone:
                lost.append(file)
                continue
            students = self._owners.ids_of_name(name.text if name else lone)
            own = file.parts[name.index + 1 :] or file.parts[-1:] if name else file.parts
            rule = decision.rule if name else "the folder's name: one student in all"
            place = file.parts[: name.index] if name else ()
            placed.append(Placed(file, students, own, rule, None, place, sketches.get(file, Sketch())))
        return self._people(placed, lost, decision)

    def _name(self, file: File, decision: Decision) -> Name | None:
        """Whose a file is. Where the files' names tell, what is no answer belongs to whose folder it is in."""
        if decision.by_file and not decision.pattern and not file.is_answer:
            names = names_in(file.parts, self.vocabulary)
            return next((name for name in reversed(names) if not name.is_file), names[-1] if names else None)
        return decision.owner(file.parts, self.vocabulary)

    def _people(self, placed: list[Placed], lost: list[File], decision: Decision) -> tuple[list[Placed], list[File]]:
        """Leave out names that are nobody's: of files and folders that hold no work."""
        at_work = {entry.file.parts[:-1] for entry in placed if entry.answers}
        people = {id for entry in placed for id in entry.students if self._is_work(entry, decision, at_work)}
        people |= {id for entry in placed for id in entry.students if self._owners.is_known(id)}
        lost += [entry.file for entry in placed if people.isdisjoint(entry.students)]
        return [entry for entry in placed if not people.isdisjoint(entry.students)], lost

    def _is_work(self, entry: Placed, decision: Decision, at_work: set[tuple[str, ...]]) -> bool:
        """Whether a file shows that its name is a student's."""
        is_by_file = len(entry.file.parts) == len(entry.place) + 1
        is_packed = entry.file.trouble and (is_archive(entry.file.path.name) or is_other_archive(entry.file.path.name))
        if entry.answers or is_packed or (entry.file.is_answer and self.assignment(entry)):
            return True
        if is_by_file and not decision.by_file:  # a stray file beside the students' folders
            return False
        if entry.file.is_answer:
            if not is_by_file and not self.vocabulary.name_in(entry.file.parts[len(entry.place)], is_file=False):
                return (
                    False  # `tests/test_and.py`, where a pattern of the operator's takes every folder for a student's
                )
            return not is_by_file or not at_work or entry.file.parts[:-1] in at_work
        return entry.file.parts[-1].lower().endswith(HAND_INS_BY_NAME if is_by_file else HAND_INS)

    def assignment(self, entry: Placed) -> str:
        """The assignment that a file's own name tells, else its nearest folder's, else what the platform calls it."""
        own = entry.own[-1]
        stem = own if is_archive(own) else own.rpartition(".")[0] or own
        folders = (*self._tree.above, *entry.file.parts[:-1])[-ABOVE - len(entry.own) :]
        handles = (
            (entry.claim.assignment, entry.claim.handle) if entry.claim else (entry.file.parts[-1].rpartition(".")[0],)
        )
        candidates = (stem, *reversed(folders), *handles)
        if not entry.claim:
            candidates = (stem, *handles, *reversed(folders))
        return next(filter(None, map(self.vocabulary.assignment, candidates)), "")

    def _lone(self) -> str:
        """The one student of a tree without names: the folder that it lies in, past those of assignments and those like `src`."""
        folders = (part for part in reversed(self._tree.above[-ABOVE:]) if not self.vocabulary.assignment(part))
        return next(filter(None, (self.vocabulary.name_in(part, is_file=False) for part in folders)), "")

    def _answered(self, file: File, answers: frozenset[Answer]) -> Answered:
        places = tuple("" if self.vocabulary.assignment(part) else part for part in file.parts)
        if not answers and (named := self.vocabulary.assignment(file.parts[-1].rpartition(".")[0])):
            answers = frozenset([(named, "")])
        return Answered(places, file.file, names_in(file.parts, self.vocabulary), answers)

    def _sketch(self, file: File) -> Sketch:
        return self.vocabulary.sketch(file.read(SKETCH_BYTES)) if file.is_answer and not file.trouble else Sketch()


# --- submissions ------------------------------------------------------------------------------------------------------


class _Files:
    """Submissions of what is placed, and the reasons for the rest."""

    def __init__(self, placing: _Placing, placed: list[Placed]) -> None:
        self._placing, self._vocabulary = placing, placing.vocabulary
        self.found: list[Submission] = []
        self.refused: list[Refused] = []
        by_student: dict[str, list[Placed]] = defaultdict(list)
        for entry in placed:
            for student in entry.students:
                by_student[student].append(entry)
        for student, files in by_student.items():
            self._student(student, files)
        order = {entry.file.file: n for n, entry in enumerate(placed)}
        self.found.sort(key=lambda submission: order[submission.file])

    def _student(self, student: str, files: list[Placed]) -> None:
        others: list[Placed] = []
        beside = _Beside(files)
        found: list[list[Submission]] = []
        unknown = 0
        for entry in files:
            if entry.file.is_answer and not entry.file.trouble:
                submissions = self._submissions(student, entry, beside)
                unknown += not submissions[0].assignment
                if submissions[0].assignment or unknown <= UNKNOWN:
                    found.append(submissions)
            elif entry.file.trouble:
                self.refused.append(
                    Refused(student, entry.file.file, entry.file.trouble, self._placing.assignment(entry))
                )
            else:
                others.append(entry)
        if unknown > UNKNOWN:
            self.refused.append(Refused(student, f"{unknown - UNKNOWN} more", TOO_MANY))
        self.found += [first for first, *_ in found]
        # A file that answers a second assignment as well counts for it where nothing else was handed in for that.
        named = {first.assignment for first, *_ in found}
        self.found += [more for _, *several in found for more in several if more.assignment not in named]
        self._pass_over(student, others)

    def _submissions(self, student: str, entry: Placed, beside: _Beside) -> list[Submission]:
        submission = Submission(
            student,
            self._placing.assignment(entry),
            entry.file.path,
            entry.file.file,
            hand_in=entry.hand_in,
            attempt=entry.attempt,
            handle=entry.claim.handle if entry.claim else "",
            answered=entry.sketch.answered,
            beside=beside.modules(entry),
        )
        if submission.assignment:
            return [submission]
        counts = {name: 0 for name in self._vocabulary.assignments}
        for assignment, _ in entry.answers:
            counts[assignment] += 1
        sizes = {name: len(self._vocabulary.exercises[name]) for name in counts}
        several = recognised(counts, sizes)
        note = several_note(several)
        return [replace(submission, assignment=name, note=note) for name in several] or [submission]

    def _pass_over(self, student: str, others: list[Placed]) -> None:
        """Name a student's files that are no answers; where there are many, only the first few."""
        for entry in others[:LISTED]:
            self.refused.append(Refused(student, entry.file.file, NO_ANSWER, self._placing.assignment(entry)))
        if len(others) > LISTED:
            more = len(others) - LISTED
            self.refused.append(
                Refused(student, f"{more} more", f"{'are' if more > 1 else 'is'} neither .py nor .ipynb files")
            )


def _top(entry: Placed) -> tuple[str, ...]:
    """The folder that is the student's: what a student's files may import from."""
    depth = len(entry.file.parts) - len(entry.own)
    return entry.file.parts[:depth] if len(entry.own) > 1 or not entry.claim else entry.place


class _Beside:
    """A student's scripts, as each of their files may import them."""

    def __init__(self, files: list[Placed]) -> None:
        self._scripts: dict[tuple[str, ...], list[Placed]] = defaultdict(list)
        for entry in files:
            if entry.file.path.suffix == ".py" and not entry.file.trouble:
                self._scripts[_top(entry)].append(entry)
        self._found: dict[
            object, tuple[Beside, ...]
        ] = {}  # one tuple for all files of a folder: there may be thousands

    def modules(self, entry: Placed) -> tuple[Beside, ...]:
        """The scripts by the paths under which a file finds them: from its own folder, else from the student's."""
        top, folder = _top(entry), entry.own[:-1]
        if (top, folder) not in self._found:
            near = [
                Beside("/".join(_from(folder, other.own)), other.file.path) for other in self._scripts[top][:BESIDE]
            ]
            self._found[top, folder] = tuple(near)
        return self._found[top, folder]


def _from(folder: tuple[str, ...], path: tuple[str, ...]) -> tuple[str, ...]:
    return path[len(folder) :] if path[: len(folder)] == folder else path
