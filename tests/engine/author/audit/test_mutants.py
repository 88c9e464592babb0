"""Mutants of solutions: how they are told apart, how an equivalent one is marked, and which survive."""

import pytest

from autograder.author.audit.mutants import equivalent, survey
from autograder.author.audit.mutants.mutation import mutants
from autograder.errors import AutograderError


def test_a_change_is_told_by_its_lines():
    assert equivalent.change("def f(x):\n    return x > 0", "def f(x):\n    return x >= 0") == "2: return x >= 0"
    assert equivalent.change("def f(x):\n    y = x\n    return y", "def f(x):\n    return y") == "-2: y = x"


def test_a_star_in_a_mark_stands_for_any_text():
    assert equivalent.fits("2: return np.round(*", "2: return np.round(x[0], 2)")
    assert not equivalent.fits("2: return np.round(*", "3: return np.round(x, 2)")
    assert not equivalent.fits("2: return x.", "2: return xy")


@pytest.mark.parametrize("text", ["nonsense", '[double]\n"2: x" = ""\n', '[double]\n"2: x" = 3\n', "double = 3\n"])
def test_a_mark_without_a_reason_is_refused(tiny_course, text):
    tiny_course.write("tests/exercises/ch09_tiny/equivalent.toml", text)
    with pytest.raises(AutograderError, match=r"equivalent\.toml: "):
        equivalent.marked(tiny_course.read().assignments[0])


def test_what_hides_or_disturbs_a_curve_is_among_the_mutants():
    found = set(mutants("def f():\n    x = np.arange(3)\n    plt.plot(x, x)\n    plt.legend()"))
    for line in (
        "plt.plot(x, x, visible=False)",
        "plt.plot(x, x, color='white')",
        "plt.yscale('log')",
        "plt.xlim(0, 1)",
    ):
        assert any(line in mutant for mutant in found), line
    assert "def f():\n    plt.legend()\n    x = np.arange(3)\n    plt.plot(x, x)" in found


def test_survivors_are_found_but_for_those_that_are_marked(tiny_course):
    marks = '[floor]\n"2: raised = np.maximum(low, x)" = "the same"\n"9: nothing" = "no such change"\n'
    tiny_course.write("tests/exercises/ch09_tiny/equivalent.toml", marks)
    found = survey(tiny_course.read(), jobs=2, unconfined=True)
    survivors = {survivor.change for survivor in found.survivors if survivor.place == "ch09_tiny/floor"}
    assert "2: raised = np.maximum(low, x)" not in survivors
    assert "3: raised = 0.0 + raised" in survivors
    assert found.tried > len(found.survivors)
    assert found.stale == (("ch09_tiny/floor", "9: nothing"),)
