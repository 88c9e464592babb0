"""Which level of a tree names the students, where no platform made the names: decided over the whole tree, never file by file.

Every script and notebook has a list of names: its folders and its own, but for those that name an assignment or say nothing (`src`, `hw2`).
A reading takes one level of these lists for the students. Where it is right, nobody answers an exercise in two places of their own; where two
readings may be right, a person is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.errors import AutograderError

from .roster import fold
from .vocabulary import Answer, Vocabulary

STUDENT, SECTION, ANY = "student", "section", "*"
REST = ("…", "...", "**")
# Of the outermost folders, so many may speak against a reading (by holding the same answers in several places): students keep old
# versions. No student keeps more than a few, and half of a class has none.
MANY = 6  # folders with nothing answered twice in any of them are no sections
FEW, VERSIONS, USUAL_VERSIONS = 0.25, 3, 2
MATCHED = 0.5  # of the names at a level: then the roster says that these are the students
SHOWN = 3


@dataclass(frozen=True)
class Name:
    """A part of a path that may name a student: what it says, where it stands, and whether it is the file's own."""

    text: str
    index: int
    is_file: bool


@dataclass(frozen=True)
class Answered:
    """A script or notebook, as a layout sees it.

    Attributes:
        places: its folders and itself, "" for one that names an assignment.
        names: those that may name a student.
        answers: what it answers; empty where that is unknown.
    """

    places: tuple[str, ...]
    file: str
    names: tuple[Name, ...]
    answers: frozenset[Answer]

    def above(self, level: int) -> tuple[str, ...]:
        """The folders above the name at a level, but for those of assignments."""
        return tuple(filter(None, self.places[: self.names[level].index]))

    def below(self, level: int) -> tuple[str, ...]:
        """The names below that at a level."""
        return tuple(name.text for name in self.names[level + 1 :])


def names_in(parts: Sequence[str], vocabulary: Vocabulary) -> tuple[Name, ...]:
    """The parts of a path that may name a student."""
    last = len(parts) - 1
    found = ((index, vocabulary.name_in(part, is_file=index == last)) for index, part in enumerate(parts))
    return tuple(Name(text, index, index == last) for index, text in found if text)


@dataclass(frozen=True)
class Reading:
    """A level taken for the students' names.

    Attributes:
        owned: the files of each name.
        uncovered: how many files have no name at that level.
        branches: how many files each of the outermost names has.
    """

    level: int
    owned: dict[str, list[Answered]]
    uncovered: int
    branches: Counter[str]

    @cached_property
    def repeated(self) -> list[tuple[Answered, Answered]]:
        """Pairs of files of one student, in different places below the student's name, that answer the same."""
        return list(_repeated(self.owned.values(), lambda file: file.below(self.level)))

    @cached_property
    def doubled(self) -> list[tuple[Answered, Answered]]:
        """Pairs of files of one name in different folders above it that answer the same: one student, or two of that name."""
        return list(_repeated(self.owned.values(), lambda file: file.above(self.level)))

    @cached_property
    def versions(self) -> list[int]:
        """For each name, in how many places the exercise is answered that is answered in most; in order."""
        found = []
        for files in self.owned.values():
            places: dict[Answer, set[tuple[tuple[str, ...], ...]]] = defaultdict(set)
            for file in files:
                for answer in file.answers:
                    places[answer].add((file.above(self.level), file.below(self.level)))
            found.append(max(map(len, places.values()), default=1))
        return sorted(found)

    @cached_property
    def is_unsure(self) -> bool:
        """Whether most names have several files of which nobody knows what they answer."""
        unsure = sum(len({file.below(-1) for file in files if not file.answers}) > 1 for files in self.owned.values())
        return unsure * 2 > len(self.owned)

    @cached_property
    def cost(self) -> float:
        """Which share of the outermost folders speaks against it: most of what is in them has no name there, or answers twice."""
        twice = Counter(two.names[0].text for _, two in (*self.repeated, *self.doubled))
        named = Counter(file.names[0].text for files in self.owned.values() for file in files)
        names = defaultdict(set)
        for text, files in self.owned.items():
            for file in files:
                names[file.names[0].text].add(text)
        against = sum(
            named[top] * 2 < count or twice[top] * 2 >= max(len(names[top]), 1) for top, count in self.branches.items()
        )
        return against / len(self.branches)

    @property
    def is_believable(self) -> bool:
        """Whether some class might be laid out so."""
        named = {file.names[0].text for files in self.owned.values() for file in files}
        is_covering = len(named) >= (1 - FEW) * len(self.branches)
        return is_covering and self.versions[(len(self.versions) - 1) // 2] <= USUAL_VERSIONS

    @cached_property
    def recurs(self) -> bool:
        """Whether most names stand in several outermost folders, with different answers in each: so people's names do, files' do not."""
        several = sum(len({file.names[0].text for file in files}) > 1 for files in self.owned.values())
        return several * 2 > len(self.owned) and not self.doubled and self.level > 0

    @property
    def is_plain(self) -> bool:
        """Whether folders name several students, and at most a few of them keep old versions."""
        is_told = self.is_by_folder and len(self.owned) > 1 and not self.is_unsure
        return is_told and self.cost <= FEW and self.versions[-1] <= VERSIONS

    @property
    def is_one_work(self) -> bool:
        """Whether it is one student's, whose files are known to answer different things."""
        files = [file for files in self.owned.values() for file in files]
        return len(self.owned) == 1 < len(files) and all(file.answers for file in files) and not self.cost

    @property
    def is_by_folder(self) -> bool:
        """Whether most names are folders'."""
        names = [file.names[self.level] for files in self.owned.values() for file in files]
        return sum(name.is_file for name in names) * 2 <= len(names)

    @cached_property
    def partition(self) -> frozenset[frozenset[str]]:
        """Which files belong together, whatever their student is called."""
        return frozenset(frozenset(file.file for file in files) for files in self.owned.values())

    @property
    def pattern(self) -> str:
        """How `--layout` says it."""
        depths = Counter(file.names[self.level].index for files in self.owned.values() for file in files)
        index = min(depths, key=lambda depth: (-depths[depth], depth))
        if not self.is_by_folder:
            return "…/student"
        return "*/" * index + "student/…"

    @property
    def students(self) -> str:
        """The first few names, for people."""
        names = sorted(self.owned)
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        return f"{_count(len(names), 'student')}: {', '.join(names[:SHOWN])}{more}"


def _repeated(
    groups: Iterable[list[Answered]], place: Callable[[Answered], tuple[str, ...]]
) -> Iterator[tuple[Answered, Answered]]:
    """Of files of one name, the pairs that answer the same in two places."""
    for files in groups:
        first: dict[Answer, Answered] = {}
        for file in files if len(files) > 1 else ():
            earlier = next((first[answer] for answer in file.answers if answer in first), None)
            if earlier is not None and place(earlier) != place(file):
                yield earlier, file
            for answer in file.answers:
                first.setdefault(answer, file)


@dataclass(frozen=True)
class Decision:
    """How a tree is read.

    Attributes:
        level: of the names, whose the files are; None where a pattern of the operator's says it.
        rule: the same in words.
        by_file: whether students are told by the names of their files: then a name alone makes no student of a stray file.
    """

    rule: str
    level: int | None = None
    pattern: tuple[str, ...] = ()
    by_file: bool = False

    def owner(self, parts: Sequence[str], vocabulary: Vocabulary) -> Name | None:
        """The name of the student whose file this is; None if it is nobody's."""
        if self.pattern:
            return _by_pattern(self.pattern, parts, vocabulary)
        names = names_in(parts, vocabulary)
        return names[self.level] if self.level is not None and self.level < len(names) else None


def by_pattern(text: str) -> Decision:
    """What `--layout` asks for.

    Raises:
        AutograderError: it is no pattern; the sentence shows one.
    """
    parts = tuple(part for part in text.replace("\\", "/").split("/") if part)
    known = {STUDENT, SECTION, ANY, "assignment", *REST}
    is_sound = parts.count(STUDENT) == 1 and not set(parts) - known and parts.index(STUDENT) >= len(parts) - 2
    if not is_sound or any(part in REST for part in parts[:-1] if parts[-2:] != (part, STUDENT)):
        raise AutograderError(
            f"--layout '{text}' is no layout: write student/… where the first folder is the student's, */student/… for the second, "
            "section/student/… where students of one name in two sections are two, …/student where the file's own name tells"
        )
    return Decision(f"--layout {text}", pattern=parts, by_file=parts[-1] == STUDENT)


def _by_pattern(pattern: tuple[str, ...], parts: Sequence[str], vocabulary: Vocabulary) -> Name | None:
    index = len(parts) - 1 if pattern[-1] == STUDENT else pattern.index(STUDENT)
    is_file = index == len(parts) - 1
    if index >= len(parts) or (is_file and pattern[-1] != STUDENT):
        return None
    text = (
        vocabulary.name_in(parts[index], is_file=True)
        if is_file
        else vocabulary.name_in(parts[index], is_file=False) or parts[index]
    )
    sections = [parts[n] for n, part in enumerate(pattern[:index]) if part == SECTION and n < len(parts)]
    return (
        Name(" ".join(filter(None, [text, *(f"({section})" for section in sections)])), index, is_file)
        if text
        else None
    )


def decide(files: Sequence[Answered], people: frozenset[str]) -> Decision:
    """The level that names the students.

    Args:
        people: folded names of the roster, of whatever kind.
    Raises:
        AutograderError: two readings are possible; the sentence has both, the files that decide and the option that settles it.
    """
    readings = _readings(files)
    if not readings:
        return Decision("no name in the tree is a student's")
    if people:
        matched = {r.level: sum(fold(name) in people for name in r.owned) / len(r.owned) for r in readings}
        best = max(readings, key=lambda reading: matched[reading.level])
        if matched[best.level] >= MATCHED:
            return _decision(best, "the roster's names")
    several = [reading for reading in readings if len(reading.owned) > 1]
    if not several:
        return _decision(_lone(readings), "the one name")
    plain = next((reading for reading in several if reading.is_plain), None)
    if plain is not None:
        _ask_if_few(plain, several)
        _ask_if_doubled(plain, readings)
        return _decision(plain, "the names")
    best = min(several, key=lambda reading: (reading.cost, not reading.is_by_folder, reading.level))
    best = _outermost_alike(best, several)
    _ask_if_open(best, readings)
    return _decision(best, "the names")


def _readings(files: Sequence[Answered]) -> list[Reading]:
    depth = max((len(file.names) for file in files), default=0)
    branches = Counter(file.names[0].text for file in files)
    found = []
    for level in range(depth):
        owned: dict[str, list[Answered]] = defaultdict(list)
        for file in files:
            if level < len(file.names):
                owned[file.names[level].text].append(file)
        uncovered = sum(level >= len(file.names) for file in files)
        found.append(Reading(level, dict(owned), uncovered, branches))
    return found


def _lone(readings: list[Reading]) -> Reading:
    """Of a tree of one student: the innermost folder that holds every file, or the file's own name where there is none."""
    least = min(reading.uncovered for reading in readings)
    whole = [reading for reading in readings if reading.uncovered == least]
    folders = [reading for reading in whole if reading.is_by_folder]
    return (folders or whole)[-1]


def _outermost_alike(best: Reading, several: list[Reading]) -> Reading:
    """Of readings that put the same files together, that of the outermost folder: what stands in it is the student's own to name."""
    alike = [reading for reading in several if reading.is_by_folder and reading.partition == best.partition]
    return min([*alike, best], key=lambda reading: reading.level)


def _ask_if_open(best: Reading, readings: list[Reading]) -> None:
    """Raise AutograderError where another reading, which puts other files together, is possible too."""
    for other in (reading for reading in readings if reading.partition != best.partition):
        if other.level < best.level and best.recurs:
            is_open = False
        elif other.level < best.level:
            # The outer folder may be the student's, and what is in it theirs to name.
            is_open = other.is_by_folder and (other.is_one_work or (other.is_believable and len(other.owned) > 1))
        else:
            is_open = (best.is_unsure or best.cost > 0) and other.is_believable and other.cost <= best.cost
        if is_open:
            raise _question(best, other)
    _ask_if_doubled(best, readings)


def _ask_if_few(best: Reading, several: list[Reading]) -> None:
    """Raise AutograderError where the folders are so few that by chance nobody in them answered what another did."""
    for inner in several:
        is_told = inner.level > best.level and inner.is_by_folder and not inner.cost and not inner.recurs
        if is_told and len(best.owned) < MANY and inner.partition != best.partition:
            raise _question(best, inner)


def _ask_if_doubled(best: Reading, readings: list[Reading]) -> None:
    """Raise AutograderError where one name stands in two folders that answer the same."""
    if not best.doubled:
        return
    outer = [reading for reading in readings[: best.level] if reading.is_by_folder and len(reading.owned) > 1]
    doubled = {two.names[best.level].text for _, two in best.doubled}
    # Where most names come back in each folder, it may be the folders that are the students.
    raise _question(best, outer[-1]) if outer and len(doubled) * 2 >= len(best.owned) else _question_of_names(best)


def _question(one: Reading, other: Reading) -> AutograderError:
    first, second = sorted((one, other), key=lambda reading: reading.level)
    pairs = first.repeated or [(files[0], files[1]) for files in first.owned.values() if len(files) > 1]
    deciding = ", ".join(f"'{file.file}'" for file in pairs[0]) if pairs else ""
    return AutograderError(
        f"these files can be read in two ways, and nothing has been graded: {first.students} (--layout '{first.pattern}'), or "
        f"{second.students} (--layout '{second.pattern}'){_or_namesakes(second)}. What decides: whether {deciding} are one student's. Run the "
        "same command with the --layout that is right, or with --roster"
    )


def _or_namesakes(reading: Reading) -> str:
    if not reading.doubled:
        return ""
    return f", of whom those of one name in two folders may be two (--layout '{_apart(reading)}')"


def _apart(reading: Reading) -> str:
    """The pattern that tells students of one name by the folder above them."""
    return reading.pattern.replace("*/", "section/", 1) if "*/" in reading.pattern else "section/student/…"


def _question_of_names(reading: Reading) -> AutograderError:
    one, other = reading.doubled[0]
    name = one.names[reading.level].text
    merged = reading.pattern
    apart = _apart(reading)
    return AutograderError(
        f"these files can be read in two ways, and nothing has been graded: '{name}' handed in twice, so that the newest counts "
        f"(--layout '{merged}'), or two students are called so, in different folders (--layout '{apart}'). What decides: "
        f"whether '{one.file}' and '{other.file}' are one student's. Run the same command with the --layout that is right"
    )


def _decision(reading: Reading, why: str) -> Decision:
    where = reading.pattern
    return Decision(f"{why} at {where}", reading.level, by_file=not reading.is_by_folder)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
