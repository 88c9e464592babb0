"""Which name was meant: a slip of the fingers, or an exercise written under a similar name.

A wrong suggestion costs a beginner more than none, so a doubtful one is left out.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

# Words that say nothing of what a function computes: `AND_gate`, `my_softmax` and `sigmoid_function2` differ from the exercise in nothing else.
GENERIC_WORDS = frozenset(
    "a the my new own final def define func fn fun function functions gate gates layer calc calculate compute get make np numpy "
    "number numbers num v ver version".split()
)
LEFT_OUT_OF_EXERCISES = frozenset({"function"})  # `step` is step_function, but `output` is no layer_output
JOINED_WORDS = ("function", "func", "gate")  # written without a gap, as in `andgate`
PREFIXES = {"not": "n", "exclusive": "x"}  # `not_and` is NAND, `exclusive_or` is XOR
SHORT, LONG = 4, 8  # letters: below the one only a swap is a slip, from the other on there may be two slips
ABBREVIATION, STEM = 3, 4  # letters of `net` for network, and of `init` for initialize
MOST_NAMES = 500  # of a file; no reader of the book comes near, and each is compared with every exercise
SAME, GENERIC, TYPO, ABBREVIATED = range(4)  # how far a name is from an exercise's


def closest_typo(name: str, names: Iterable[str]) -> str:
    """The one of `names` that `name` is a slip of the fingers for; "" for none, or where two are equally near."""
    costs = {other: cost for other in set(names) - {name} if (cost := _typo_cost(name, other)) is not None}
    return _only_cheapest(costs)


def similar_names(missing: Sequence[str], defined: Iterable[str], exercises: Collection[str]) -> dict[str, str]:
    """For each missing exercise the one name of the file that must be meant; those without one are left out.

    Args:
        missing: names of exercises that the file does not define.
        defined: the names that it does define.
        exercises: the names of all exercises of the course: a name that is nearer to another one is not meant.
    """
    costs: dict[str, dict[str, int]] = {}
    # Sorted, so that the same file gets the same suggestion whatever order a set has in this process.
    for name in sorted(set(defined) - set(exercises))[:MOST_NAMES]:
        meant = _only_cheapest(_costs(name, exercises))
        if meant in missing:
            costs.setdefault(meant, {})[name] = _costs(name, [meant])[meant]
    found = {exercise: _only_cheapest(costs.get(exercise, {})) for exercise in missing}
    return {exercise: name for exercise, name in found.items() if name}


def _only_cheapest(costs: dict[str, int]) -> str:
    cheapest = [name for name, cost in costs.items() if cost == min(costs.values())]
    # Two that are equally near: which one was meant is a guess.
    return cheapest[0] if len(cheapest) == 1 else ""


def _costs(name: str, exercises: Iterable[str]) -> dict[str, int]:
    return {exercise: cost for exercise in exercises if (cost := _cost(name, exercise)) is not None}


def _cost(name: str, exercise: str) -> int | None:
    """How far a name is from an exercise's; None for too far."""
    words = _words(exercise)
    costs = [
        base + cost
        for reading, base in _readings(name).items()
        for wanted in {words, _without(words, LEFT_OUT_OF_EXERCISES)} - {()}
        if (cost := _words_cost(reading, wanted)) is not None
    ]
    return min(costs, default=None)


@functools.lru_cache(maxsize=MOST_NAMES)
def _readings(name: str) -> Mapping[tuple[str, ...], int]:
    """The words of a name in the ways that it can be read, each with what that costs."""
    words = _words(name)
    specific = _without(words, GENERIC_WORDS)
    generic = [specific, _contracted(specific), *((core,) for core in _cores("".join(words)))]
    return {**{reading: GENERIC for reading in generic if reading}, words: SAME}


@functools.lru_cache(maxsize=MOST_NAMES)
def _words(name: str) -> tuple[str, ...]:
    """`initNetwork2` and `init_network_2` are the words init, network and 2."""
    # The last kind is of letters beyond ASCII, which names in Python may have.
    return tuple(word.lower() for word in re.findall(r"\d+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+", name))


@functools.lru_cache(maxsize=MOST_NAMES)
def _without(words: tuple[str, ...], unwanted: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in words if not (word in unwanted or word.isdigit() or _slips(word, "function")))


def _contracted(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(words) == 2 and words[0] in PREFIXES:
        return (PREFIXES[words[0]] + words[1],)
    return ()


def _cores(joined: str) -> Iterator[str]:
    for word in JOINED_WORDS:
        yield from {joined.removesuffix(word), joined.removeprefix(word)} - {joined, ""}


# --- words ------------------------------------------------------------------------------------------------------------


def _words_cost(words: Sequence[str], wanted: Sequence[str]) -> int | None:
    """What separates the words of two names: gaps and capital letters, typos or abbreviations; None for anything more."""
    one, other = "".join(words), "".join(wanted)
    if one == other:
        return SAME
    if len(words) != len(wanted):
        # Where the words begin is not known for sure, as in `stepfuntion`: one slip in a long name, no more.
        return TYPO if len(other) >= LONG and _slips(one, other) == 1 else None
    if all(word == meant or _slips(word, meant) for word, meant in zip(words, wanted, strict=True)):
        return TYPO
    return ABBREVIATED if _is_abbreviated(words, wanted) else None


def _is_abbreviated(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether a word is cut short or spelt out, as in `init_net` and `initialize_network`, and another is right."""
    differing = [(word, meant) for word, meant in zip(words, wanted, strict=True) if word != meant]
    return 0 < len(differing) < len(words) and all(
        (len(word) >= ABBREVIATION and meant.startswith(word)) or (len(meant) >= STEM and word.startswith(meant))
        for word, meant in differing
    )


def _typo_cost(name: str, other: str) -> int | None:
    """How many slips separate two names, word by word; None for too many."""
    words, wanted = _words(name), _words(other)
    if "".join(words) == "".join(wanted):
        return 0
    if len(words) != len(wanted):
        return _slips("".join(words), "".join(wanted)) if _words_cost(words, wanted) is not None else None
    slips = [0 if word == meant else _slips(word, meant) for word, meant in zip(words, wanted, strict=True)]
    return (
        sum(slips)
        if all(slip or word == meant for slip, word, meant in zip(slips, words, wanted, strict=True))
        else None
    )


def _slips(word: str, meant: str) -> int:
    """How many slips of the fingers turn one word into another; 0 for none, or for more than a slip.

    In a word of three letters only two letters may have changed places: `sum` and `sun`, `AND` and `ADD` are words of their own. In one
    of four letters no letter is another, as in `cost` and `post`. A letter that is doubled, or not, is a slip in any word.
    """
    if word == meant or word.isdigit() or meant.isdigit():
        return 0
    shorter, most = min(len(word), len(meant)), 2 if min(len(word), len(meant)) >= LONG else 1
    if _undoubled(word) == _undoubled(meant):
        return 1
    if abs(len(word) - len(meant)) > most:
        return 0
    is_swap = sorted(word) == sorted(meant)
    if not is_swap and (shorter < SHORT or (shorter == SHORT and len(word) == len(meant))):
        return 0
    distance = _distance(word, meant)
    return distance if distance <= most else 0


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def _distance(word: str, meant: str) -> int:
    """Letters to add, leave out or exchange, and neighbours to swap (optimal string alignment)."""
    rows = [list(range(len(meant) + 1))]
    for i in range(1, len(word) + 1):
        row = [i]
        for j in range(1, len(meant) + 1):
            steps = [rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (word[i - 1] != meant[j - 1])]
            if i > 1 and j > 1 and word[i - 2 : i] == meant[j - 2 : j][::-1]:
                steps.append(rows[-2][j - 2] + 1)
            row.append(min(steps))
        rows.append(row)
    return rows[-1][-1]
