"""A mistake as data."""

import numpy as np

from autograder.testing import Mistake, Rung
from autograder.testing.mistake import Part


def test_a_mistake_without_a_part_is_about_the_whole_value():
    mistake = Mistake(Rung.SHAPE, 1, 2)
    assert mistake.part == Part("", 1, 2)
    assert str(mistake) == "the shape is wrong"


def test_a_mistakes_own_sentence_goes_before_the_rungs():
    assert str(Mistake(Rung.VALUE, sentence="no curve")) == "no curve"


def test_a_mistake_is_an_assertion_that_failed_for_whatever_runs_the_check():
    assert isinstance(Mistake(Rung.TYPE, np.zeros(2)), AssertionError)
