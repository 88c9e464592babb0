"""A mistake as data."""

import numpy as np

from autograder.testing import Mistake, Stage
from autograder.testing.mistake import Part


def test_a_mistake_without_a_part_is_about_the_whole_value():
    mistake = Mistake.of(Stage.SHAPE, 1, 2)
    assert mistake.part == Part("", 1, 2)
    assert str(mistake) == "the shape is wrong"


def test_a_property_says_nothing_of_a_value():
    assert Mistake(Stage.PROPERTY, sentence="the rows sum to 1").part is None


def test_a_mistakes_own_sentence_goes_before_the_stages():
    assert str(Mistake(Stage.VALUE, sentence="no curve")) == "no curve"


def test_a_mistake_is_an_assertion_that_failed_for_whatever_runs_the_check():
    assert isinstance(Mistake.of(Stage.TYPE, np.zeros(2), None), AssertionError)
