"""Declaring wrong answers."""

from autograder.testing import Misconception, misconception


def test_a_decorated_function_becomes_a_record_of_the_wrong_answer():
    @misconception("softmax", fails=["test_large"])
    def no_shift(a):
        """exp overflows:
        subtract the maximum first."""
        return a

    assert isinstance(no_shift, Misconception)
    assert (no_shift.name, no_shift.exercise, no_shift.fails) == ("no_shift", "softmax", ("test_large",))
    assert no_shift.sentence == "exp overflows: subtract the maximum first."
    assert no_shift.function(3) == 3
    assert not no_shift.varies


def test_a_wrong_answer_may_vary_with_the_version():
    @misconception("relu", fails=[], varies=True)
    def odd(x):
        return x

    assert odd.varies
    assert odd.sentence == ""
