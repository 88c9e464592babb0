"""The attacks as notebooks through `nbgrader autograde`: no score for a wrong function, no stop for others, nothing for the canaries to tell."""

import os

import pytest

from autograder.attack import ATTACKS, Canaries, Family

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # nbgrader's own parts warn about each other
    pytest.mark.skipif(os.name != "posix", reason="grading needs Linux"),
]

ASSIGNMENT = "ch09_tiny"
RIGHT = "def floor(x, low):\n    return np.where(x < low, low, x)"
# One in ten, by turns of each family; each is tried as a file as well, and `ALL_ATTACKS=1` tries them all here.
TRIED = ATTACKS if os.environ.get("ALL_ATTACKS") else ATTACKS[4::10]


@pytest.fixture(scope="module")
def attacked(classroom, cells, tmp_path_factory):
    """(the class, what the canaries tell): an honest student before and one after the attackers."""
    code, notebook_of = cells
    for honest in ("aaa", "zzz"):
        classroom.hand_in(
            honest, ASSIGNMENT, classroom.answered(ASSIGNMENT, double="def double(x):\n    return 2 * x", floor=RIGHT)
        )
    with Canaries(tmp_path_factory.mktemp("canaries")) as canaries:
        for number, attack in enumerate(TRIED):
            source = attack.submission(["double"], canaries.target.fields)
            book = notebook_of(code("import numpy as np"), code(RIGHT), code(source))
            classroom.hand_in(f"attacker{number}", ASSIGNMENT, book)
        classroom.words = classroom.autograde(ASSIGNMENT)
        # The target stands in each notebook, and so does what an attack returns: only what the secret file holds tells something here.
        pages = [str(classroom.autograded(f"attacker{number}", ASSIGNMENT)) for number in range(len(TRIED))]
        yield classroom, canaries.breaches("".join(pages).replace(canaries.target.done, ""))


def test_nobody_else_is_held_up(attacked):
    classroom, told = attacked
    assert (classroom.words, told) == ("", [])
    assert [classroom.score(honest, ASSIGNMENT) for honest in ("aaa", "zzz")] == [3.0, 3.0]


@pytest.mark.parametrize(
    "number", range(len(TRIED)), ids=[f"{attack.family.name.lower()}: {attack.name}" for attack in TRIED]
)
def test_a_wrong_function_earns_nothing_and_a_right_one_its_points(attacked, number):
    scores = attacked[0].scores(f"attacker{number}", ASSIGNMENT)
    assert scores["double-check"] == 0.0
    if TRIED[number].family is not Family.SCORES:  # which may end while the notebook loads
        assert scores["floor-check"] == 1.0
