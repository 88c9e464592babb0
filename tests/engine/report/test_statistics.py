"""Spread, difficulty and discrimination, against figures worked out by hand or by the standard library."""

import statistics

import numpy as np

from autograder.report.statistics import correlation, distribution, share


def test_a_distribution_has_the_usual_figures():
    scores = [0.0, 1.0, 2.0, 3.0, 10.0]
    found = distribution(scores, 10.0)
    assert (found.count, found.mean, found.median, found.lowest, found.highest) == (5, 3.2, 2.0, 0.0, 10.0)
    assert (found.lower_quartile, found.upper_quartile) == (1.0, 3.0)
    assert found.deviation == round(statistics.stdev(scores), 4)


def test_every_score_stands_in_one_bin_the_highest_too():
    found = distribution([0.0, 0.9, 1.0, 9.99, 10.0], 10.0)
    assert [count for _, _, count in found.bins] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert (found.bins[0][0], found.bins[-1][1]) == (0.0, 10.0)


def test_an_empty_class_and_a_class_of_one_have_figures_too():
    assert distribution([], 10.0) is None
    assert (distribution([4.0], 10.0).median, distribution([4.0], 10.0).deviation) == (4.0, 0.0)
    assert distribution([0.0], 0.0).bins[-1][2] + distribution([0.0], 0.0).bins[0][2] == 1


def test_points_above_the_maximum_which_a_person_may_give_are_counted():
    assert sum(count for _, _, count in distribution([5.0, 12.0], 10.0).bins) == 2


def test_discrimination_is_the_correlation_with_the_rest():
    item, rest = np.array([0.0, 0.0, 1.0, 1.0, 1.0]), np.array([1.0, 2.0, 2.0, 4.0, 6.0])
    assert correlation(item, rest) == round(statistics.correlation(item, rest), 3)


def test_what_does_not_vary_and_a_handful_of_students_discriminate_nothing():
    assert correlation(np.ones(9), np.arange(9.0)) is None
    assert correlation(np.arange(9.0), np.ones(9)) is None
    assert correlation(np.arange(4.0), np.arange(4.0)) is None


def test_a_share_of_nothing_is_none():
    assert (share(1, 4), share(0, 0)) == (0.25, None)
