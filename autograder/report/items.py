"""Item analysis: how each exercise and check of an assignment did, what was answered alike, and whose code is alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.grade.digest import Digest, ExerciseLayout
from autograder.result import ExerciseResult, Outcome, Result

from .model import AnswerGroup, CheckItem, ExerciseItem, Misconception, SimilarPair
from .similar import alike
from .statistics import Numbers, correlation, share

GROUPS, PAIRS = 12, 12  # of one exercise that are shown, the largest and the likest
Read = Callable[[str, str], Result | None]


@dataclass(frozen=True)
class Known:
    """What the course has: each known wrong answer's sentence, by exercise and name, and the normal forms of all its own code."""

    sentences: Mapping[tuple[str, str], str]
    forms: Collection[str]


def exercise_items(rows: Sequence[Digest], known: Known, read: Read) -> tuple[ExerciseItem, ...]:
    """Every exercise of one assignment.

    Args:
        rows: results of one suite.
        known: what the course itself says of right and wrong answers.
        read: a student's record.
    """
    if not rows:
        return ()
    # Who handed in nothing would make every check look as if it told good from weak.
    answering = [row for row in rows if not row.is_blank]
    return tuple(_item(index, layout, rows, answering, known, read) for index, layout in enumerate(rows[0].layout))


def _item(
    index: int,
    layout: ExerciseLayout,
    rows: Sequence[Digest],
    answering: Sequence[Digest],
    known: Known,
    read: Read,
) -> ExerciseItem:
    answered = [row for row in rows if not row.exercises[index].is_blank]
    points = np.array([row.exercises[index].score for row in answering])
    # Without its own points: an item always agrees with a total that it is part of.
    rest = np.array([row.score for row in answering]) - points
    return ExerciseItem(
        name=layout.name,
        max_score=layout.max_score,
        answered=len(answered),
        blank=len(rows) - len(answered),
        full=sum(row.exercises[index].score == layout.max_score for row in answered),
        difficulty=share(sum(row.exercises[index].score for row in answered), layout.max_score * len(answered)),
        discrimination=correlation(points, rest) if len(answering) else None,
        checks=tuple(_checks(index, layout, answered, answering, rest)),
        misconceptions=_misconceptions(index, layout, rows, known),
        answer_groups=_answer_groups(index, layout, answered, read),
        similar=_similar(index, answered, known, read),
    )


def _checks(
    index: int, layout: ExerciseLayout, answered: Sequence[Digest], answering: Sequence[Digest], rest: Numbers
) -> list[CheckItem]:
    made = []
    for number, check in enumerate(layout.checks):
        passed = sum(row.exercises[index].outcomes[number] == "p" for row in answered)
        item = np.array([float(row.exercises[index].outcomes[number] == "p") for row in answering])
        found = correlation(item, rest) if len(answering) else None
        made.append(
            CheckItem(
                check.name, check.title, check.visible, share(passed, len(answered)), len(answered) - passed, found
            )
        )
    return made


def _misconceptions(
    index: int, layout: ExerciseLayout, rows: Sequence[Digest], known: Known
) -> tuple[Misconception, ...]:
    students: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for name in row.exercises[index].misconceptions:
            students[name].append(row.student)
    found = [
        Misconception(name, known.sentences.get((layout.name, name), ""), tuple(who)) for name, who in students.items()
    ]
    return tuple(sorted(found, key=lambda misconception: (-len(misconception.students), misconception.name)))


def _answer_groups(
    index: int, layout: ExerciseLayout, answered: Sequence[Digest], read: Read
) -> tuple[AnswerGroup, ...]:
    groups: dict[str, list[Digest]] = defaultdict(list)
    for row in answered:
        if row.exercises[index].score < layout.max_score and row.exercises[index].answers:
            groups[row.exercises[index].answers].append(row)
    # By name where two are as large, so that a report made again is the same.
    largest = sorted(groups.values(), key=lambda group: (-len(group), group[0].student))
    return tuple(_answer_group(index, group, read) for group in largest[:GROUPS] if len(group) > 1)


def _answer_group(index: int, group: Sequence[Digest], read: Read) -> AnswerGroup:
    example = _exercise(index, group[0], read)
    return AnswerGroup(
        students=tuple(row.student for row in group),
        score=group[0].exercises[index].score,
        message=_first_message(example),
        example=group[0].student,
        code=example.code.text if example and example.code else "",
    )


def _similar(index: int, answered: Sequence[Digest], known: Known, read: Read) -> tuple[SimilarPair, ...]:
    by_student = {row.student: row for row in answered}
    forms = {student: row.exercises[index].form for student, row in by_student.items()}
    found = alike({student: form for student, form in forms.items() if form}, known.forms, PAIRS)
    return tuple(
        SimilarPair(
            (first, second),
            likeness,
            (_code(index, by_student[first[0]], read), _code(index, by_student[second[0]], read)),
        )
        for first, second, likeness in found
    )


def _exercise(index: int, row: Digest, read: Read) -> ExerciseResult | None:
    result = read(row.assignment, row.student)
    return result.exercises[index] if result else None


def _code(index: int, row: Digest, read: Read) -> str:
    exercise = _exercise(index, row, read)
    return exercise.code.text if exercise and exercise.code else ""


def _first_message(exercise: ExerciseResult | None) -> str:
    lost = [check for check in exercise.checks if check.outcome is not Outcome.PASSED] if exercise else []
    return next((check.message for check in lost if check.message), "")
