"""Of the wrong answers that a visible check catches, a student's screen names most, and says of none what is not so."""

from collections import Counter

from autograder.explain.wording import text
from tests.engine.explain import naming
from tests.engine.explain.naming import Screen


def test_a_screen_names_most_mistakes_and_says_nothing_false(pyplot_stays):
    all_seen = list(naming.seen(every=3))
    counts = Counter(shown.screen for shown in all_seen)
    assert len(all_seen) >= 150
    assert [(text(shown.feedback.fact), shown.why) for shown in all_seen if shown.screen is Screen.FALSE] == []
    assert counts[Screen.REASON] + counts[Screen.KIND] >= 0.8 * len(all_seen)
