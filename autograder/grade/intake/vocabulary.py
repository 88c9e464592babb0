"""What names of files and folders say beside whose they are: an assignment, an exercise, or nothing at all."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.companions import definitions

from .archives import is_archive
from .archives import stem as archive_stem
from .reading import UTF_16
from .roster import fold

COPY = re.compile(r"[\s_-]*(\(\d+\)|copy|副本|コピー)?$", re.IGNORECASE)
# Words that people put into the names of their work, never a student's name; numbers may follow them.
WORK = frozenset(
    """answer answers aufgabe aufgaben assignment assignments attempt attempts chap chapter common conftest copia copy devoir devoirs
    draft ex exercise exercises final finished functions helper helpers homework homeworks hw hws init kadai lab labs main my new newest
    notes notebook project python question questions readme resubmission revised script setup sol solution solutions solved submission
    submissions submitted tarea tareas task tasks temp test tests tmp untitled update updated util utils ver version versions week weeks
    wk work worksheet 作业 课后作业 作業 課題 宿題 最终 最終 提出 新建 章 实验 代码""".split()
)
# What people call folders around work, beside those.
CONTAINERS = frozenset(
    """abgabe abgaben archive backup class code data dataset datasets demo dir directory docs download downloads example examples file files
    folder function home images img inbox include kit late latest lib libs master misc mnist model models module modules nb notebooks old
    output outputs part plot plots practical projects py release resources root sample samples scripts sheet source sources src students
    stuff submit template upload uploads workspace ordner ubung ubungen 新しいフォルダー 源码""".split()
)
NUMBERED_ONLY = frozenset("v w".split())  # "v2", "w1"; alone they may be a name
TOKEN = re.compile(r"([ _\-.,+&()\[\]]+)")
NUMBERED = re.compile(r"(?P<word>.*?)\d*", re.DOTALL)
SKETCH_BYTES = 4_000_000

Answer = tuple[str, str]  # assignment and exercise


@dataclass(frozen=True)
class Sketch:
    """The exercises that a file defines, and those of them with more than the stub."""

    answers: frozenset[Answer] = frozenset()
    answered: frozenset[Answer] = frozenset()


class Vocabulary:
    """The names that a course gives to its assignments and exercises.

    Args:
        exercises: the exercises of each assignment, by name; without exercises, contents tell nothing.
        people: folded names that are somebody's, whatever else they may mean.
    """

    def __init__(self, exercises: Mapping[str, Iterable[str]], people: Iterable[str] = ()) -> None:
        self.assignments = tuple(exercises)
        self._folded = {name: (re.compile(re.escape(name), re.IGNORECASE), _short(name)) for name in self.assignments}
        self.exercises = {name: frozenset(found) for name, found in exercises.items()}
        self._answers: dict[str, list[str]] = {}
        for assignment, names in self.exercises.items():
            for name in names:
                self._answers.setdefault(name, []).append(assignment)
        self._exercise_names = {name.casefold() for name in self._answers}
        self._people = frozenset(people)
        self.assignment = functools.lru_cache(maxsize=100_000)(self._assignment)
        self.name_in = functools.lru_cache(maxsize=100_000)(self._name_in)

    def _assignment(self, name: str) -> str:
        """The assignment that a name contains: in full, or by its short form ("ch03", "ch3") as a word of its own."""
        return self._found(name)[0]

    def _found(self, name: str) -> tuple[str, int, int]:
        """The assignment in a name, and from where to where it stands; "" where none or more than one does."""
        for assignment, (full, _) in self._folded.items():
            if match := full.search(name):
                return assignment, *match.span()
        short = [(assignment, match) for assignment, (_, word) in self._folded.items() if (match := word.search(name))]
        return (short[0][0], *short[0][1].span()) if len(short) == 1 else ("", 0, 0)

    def _name_in(self, part: str, *, is_file: bool) -> str:
        """What of a name may be a student's: "" for nothing.

        Of a file's name, words that say nothing are left out ("ada_hw2", "ada_final"); a folder's name counts as a whole.
        """
        name = _without_suffix(part, is_file=is_file)
        assignment = self.assignment(name)
        rest = self._rest(name) if assignment else COPY.sub("", name).strip()
        if not rest or fold(rest) in self._people:
            return rest
        kept = _telling(rest, is_file=is_file)
        if not kept or (is_file and {rest.casefold(), kept.casefold()} & self._exercise_names):
            return ""
        return kept if is_file or assignment else rest

    def _rest(self, stem: str) -> str:
        """What a name says beside the assignment: "ada" of "ada_ch03_neural_network (1)"."""
        _, start, end = self._found(stem)
        before, after = stem[:start].strip(" _-"), COPY.sub("", stem[end:]).strip(" _-")
        # Both sides may be words that say nothing; a name on either is kept whole.
        sides = [side for side in (before, after) if _telling(side, is_file=True)]
        return sides[0] if sides else before or after

    def sketch(self, content: bytes) -> Sketch:
        """What a file answers, as its text looks: it is neither run nor parsed."""
        if content.startswith(UTF_16):
            content = content.decode("utf-16", "replace").encode("utf-8")
        found = definitions(content)
        answers = [(assignment, name) for name in found for assignment in self._answers.get(name, ())]
        return Sketch(frozenset(answers), frozenset(answer for answer in answers if found[answer[1]]))


def recognised(found: Mapping[str, int], sizes: Mapping[str, int]) -> list[str]:
    """The assignment of which a file defines most exercises, and every other of which it defines more than half.

    Args:
        found: how many exercises of each assignment the file defines.
        sizes: how many there are.
    Returns:
        The likeliest first; nothing where two are as likely or none is.
    """
    best = max(found, key=lambda name: found[name], default="")
    if not best or found[best] == 0 or list(found.values()).count(found[best]) > 1:
        return []
    return [best, *(name for name in found if name != best and found[name] * 2 > sizes[name])]


def several_note(assignments: list[str]) -> str:
    """What is said of a file that answers several assignments."""
    return f"the file answers {', '.join(sorted(assignments))}: it counts for each" if len(assignments) > 1 else ""


def _telling(name: str, *, is_file: bool) -> str:
    """A name without words for work and the numbers that follow those; "" where nothing is left."""
    parts = TOKEN.split(name)  # words and what parts them, by turns
    kept = ""
    after_generic = False
    for word, gap in zip(parts[::2], [*parts[1::2], ""], strict=True):
        if is_generic(word, is_file=is_file):
            after_generic = True
        elif word and not (after_generic and word.isdigit() and len(word) < 4):
            kept += word + gap
            after_generic = False
        elif not word and not after_generic:
            kept += gap
    whole = kept if kept.strip() and any(map(str.isalnum, kept)) else ""
    return whole.strip(" _-") if whole != name else name


def is_generic(token: str, *, is_file: bool) -> bool:
    """Whether a word is one for work, perhaps with a number."""
    folded = token.casefold()
    match = NUMBERED.fullmatch(folded)
    word = match["word"] if match else ""
    words = WORK if is_file else WORK | CONTAINERS
    return folded in words or (word != folded and (word in words or word in NUMBERED_ONLY))


def _short(assignment: str) -> re.Pattern[str]:
    """The part of an assignment's name before its first underscore: alone, or as a word among others if it has a number."""
    word = assignment.split("_")[0]
    if not any(map(str.isdigit, word)):
        return re.compile(rf"(?<![\s\S]){re.escape(word)}(?={COPY.pattern})", re.IGNORECASE)
    numbered = re.sub(r"0*(\d+)", r"0*\1", re.escape(word))
    return re.compile(rf"(?<![^\W_]){numbered}(?![^\W_])", re.IGNORECASE)


def _without_suffix(part: str, *, is_file: bool) -> str:
    if is_archive(part):
        return archive_stem(part)
    return part.rpartition(".")[0] or part if is_file else part
