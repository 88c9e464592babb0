"""Each attack comes through where nothing protects, and to nothing where we do: no points, no secret, no trace, no word from the canaries."""

import importlib.util
import os
from collections import Counter
from pathlib import Path

import pytest

from autograder.attack import ATTACKS, Family

spec = importlib.util.spec_from_file_location("unprotected", Path(__file__).with_name("unprotected.py"))
unprotected = importlib.util.module_from_spec(spec)
spec.loader.exec_module(unprotected)


def by_name(attack):
    return f"{attack.family.name.lower()}: {attack.name}"


@pytest.mark.parametrize("attack", ATTACKS, ids=by_name)
def test_it_comes_to_nothing(arena, attack):
    attempt = arena.attempt(attack)
    assert attempt.breaches == ()
    assert attempt.ended  # a sentence for its author


@pytest.mark.parametrize("attack", ATTACKS, ids=by_name)
def test_it_comes_through_where_nothing_protects(canaries, attack):
    """One that cannot would prove nothing."""
    kind = "score" if attack.family is Family.SCORES else "script"
    seconds = 1.0 if attack.ends and kind == "script" else 30.0
    said, came_to_its_end = unprotected.run(kind, attack.submission(["double"], canaries.target.fields), seconds)
    breaches = canaries.breaches(said)
    canaries.reset()
    assert breaches or (attack.ends and not came_to_its_end), said


def test_there_are_enough_of_each_family():
    assert min(Counter(attack.family for attack in ATTACKS).values()) >= 10
    assert len({by_name(attack) for attack in ATTACKS}) == len(ATTACKS) >= 80


def test_a_process_that_attacks_may_strike_lives_for_as_long_as_whoever_watches_it(canaries):
    """Not for a number of seconds: on a slow machine its own end would look like an attack's doing."""
    assert os.readlink(f"/proc/{canaries.target.pid}/fd/0").startswith("pipe:")  # at whose end it ends, and not before
