"""Code of an exercise that is alike beyond what the task forces. A hint for a person who then reads both texts, and never more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from autograder.grade.normal_form import normal_form

TOKENS = 40  # shorter functions are alike because there is little to write
LIKENESS = 0.92  # of tokens, found by looking at pairs: below it, the same task explains what is alike
EXPECTED = 0.85  # likeness to our own right and wrong answers from which on two people get there by themselves
COMMON_SHARE, COMMON_COUNT = 0.05, 3  # what more students than both write is the usual way
FORMS = 1500  # of one exercise that are compared with each other
FUNCTION = re.compile(r"^def \w+\(.*?(?=^[^\s#)]|\Z)", re.MULTILINE | re.DOTALL)
Scores = NDArray[np.float32]
Group = tuple[tuple[str, ...], tuple[str, ...], float]


def expected_forms(*sources: str) -> frozenset[str]:
    """The normal forms of every function in our own files: solutions, and wrong answers that are known."""
    return frozenset(normal_form(found[0]) for source in sources for found in FUNCTION.finditer(source))


def alike(forms: Mapping[str, str], expected: Iterable[str], most: int) -> list[Group]:
    """Groups of students whose code is alike, the likest first: (those of the first text, those of the second, likeness).

    Args:
        forms: each student's code in normal form.
        expected: forms whose variants are no wonder.
        most: how many to give.
    """
    students: dict[str, list[str]] = defaultdict(list)
    for student, form in forms.items():
        if len(form) >= TOKENS:
            students[form].append(student)
    # What many share stands first, and is not lost where there are too many forms.
    rare = _unlike(sorted(students, key=lambda form: -len(students[form])), [*expected])[:FORMS]
    if not rare:
        return []
    # What is below the cutoff is 0: it need not be worked out to the end, and is no pair.
    scores = cdist(rare, rare, scorer=Indel.normalized_similarity, score_cutoff=LIKENESS)
    counts = np.array([len(students[form]) for form in rare])
    # A form with all its variants: who writes as many others do has not copied from one of them.
    usual = (scores > 0) @ counts > max(COMMON_COUNT, COMMON_SHARE * len(forms))
    scores[usual] = scores[:, usual] = 0
    shared = [
        (tuple(group[:1]), tuple(group[1:]), 1.0)
        for form, is_usual in zip(rare, usual, strict=True)
        if not is_usual and len(group := sorted(students[form])) > 1
    ]
    return [*shared, *_near([sorted(students[form]) for form in rare], scores)][:most]


def _unlike(forms: list[str], expected: list[str]) -> list[str]:
    """Those that are no variant of what is expected."""
    if not forms or not expected:
        return forms
    scores = cdist(forms, expected, scorer=Indel.normalized_similarity, score_cutoff=EXPECTED)
    return [form for form, row in zip(forms, scores, strict=True) if not row.any()]


def _near(groups: list[list[str]], scores: Scores) -> list[Group]:
    """Pairs of forms, the likest first; of several that are all alike, each form in one pair at least and few in more."""
    rows, columns = np.nonzero(np.triu(scores, 1))  # each pair once, and nobody with themselves
    found: list[Group] = []
    shown: set[int] = set()
    for place in np.argsort(-scores[rows, columns], kind="stable"):  # stable, so that a report made again is the same
        i, j = int(rows[place]), int(columns[place])
        if not {i, j} <= shown:
            shown |= {i, j}
            found.append((tuple(groups[i]), tuple(groups[j]), round(float(scores[i, j]), 3)))
    return found
