"""What the course's own exercises give points for: what a student is shown counts, a slip keeps half, a guess earns next to nothing."""

import contextlib
import io
import itertools
import operator
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.author.audit import visibility
from autograder.course.folder import find_course
from autograder.suite import Runner

from .claims import WithFunction

COURSE = find_course(Path(__file__).parents[3])
X = np.arange(-5.0, 5.0, 0.1)
# Values that somebody returns who only wants something to be there.
CONSTANTS = (
    None,
    0,
    1,
    0.5,
    -1,
    True,
    "",
    [],
    (),
    {},
    np.array(0.0),
    np.zeros(1),
    np.zeros(2),
    np.ones((2, 2)),
    (0, 0),
)
SLIPS = """at_least truth_values steps_as_floats fires_at_zero infinity_over_infinity capped_at_one zero_counts_as_above two_inputs_only
    bias_forgotten and_of_bits dtype_object stop_included cosine_not_dashed sine_dashed no_legend names_swapped step_without_limits
    step_to_five limits_without_room hundred_points_with_both_ends legend_too_early none_dashed both_dashed small_letters capital_biases
    biases_as_rows lists_for_arrays row_mistyped comma_for_point_in_biases second_layer_on_its_side first_bias_forgotten
    second_bias_forgotten third_bias_forgotten second_activation_forgotten softmax_at_the_output sigmoid_at_the_output one_sample_only no_max_shift one_shift_for_all_rows""".split()


@pytest.fixture(scope="module")
def graded():
    """Calls a function with `score(exercise, function)`, the result of an exercise whose answer is that function, and each suite."""

    def each(use):
        def collected(runner):
            for suite in runner.suites.values():
                exercises = {exercise.name: suite.part([exercise.name]) for exercise in suite.assignment.exercises}

                def score(exercise, function, suite=suite, exercises=exercises):
                    answers = WithFunction(suite.reference, exercise, function)
                    with contextlib.redirect_stdout(io.StringIO()):
                        (result,) = runner.run(exercises[exercise], answers)
                    return result

                use(score, suite)

        Runner.collect(COURSE.assignments, collected)

    return each


def test_no_known_wrong_answer_is_green_and_what_is_shown_is_what_counts(graded):
    surprises, tried = [], 0

    def use(score, suite):
        nonlocal tried
        for wrong in suite.misconceptions:
            result = score(wrong.exercise, wrong.function)
            tried += 1
            if visibility.is_green(result) or visibility.shown_score(suite, result) != result.score:
                surprises.append((wrong.exercise, wrong.name, visibility.shown_score(suite, result), result.score))

    graded(use)
    assert surprises == []
    assert tried > 200


def test_a_slip_keeps_at_least_half(graded):
    scores = {}

    def use(score, suite):
        for wrong in suite.misconceptions:
            if wrong.name in SLIPS:
                result = score(wrong.exercise, wrong.function)
                scores[wrong.name] = result.score / result.max_score

    graded(use)
    assert scores.keys() == set(SLIPS)
    assert {name: part for name, part in scores.items() if part < 0.5} == {}


def guesses(exercise):
    """Answers that know nothing of the task: constants, an argument as it is, an empty body or picture."""
    yield from (lambda *args, value=value: value for value in CONSTANTS)
    if exercise.startswith("plot"):
        yield lambda: plt.figure()
        yield lambda: plt.plot(X, X, label="sin")
        yield lambda: (
            plt.plot(X, 0 * X, "--", label="step"),
            plt.plot(X, X, label="sigmoid"),
            plt.ylim(-0.1, 1.1),
            plt.legend(),
        )
        return
    if exercise != "identity_function":  # of which it is the answer
        yield lambda *args: args[0] if args else None
        yield lambda *args: args[-1] if args else None
    yield lambda *args: np.zeros_like(args[0]) if args else None
    yield lambda *args: np.ones_like(args[0]) if args else None
    yield lambda *args: (args[0], args[0]) if args else None
    yield lambda *args: [args[0]] if args else None


def test_a_guess_earns_at_most_a_tenth(graded):
    lucky, tried = [], 0

    def use(score, suite):
        nonlocal tried
        for exercise in suite.assignment.exercises:
            for number, guess in enumerate(guesses(exercise.name)):
                result = score(exercise.name, guess)
                tried += 1
                if result.score > result.max_score / 10:
                    lucky.append((exercise.name, number, result.score))

    graded(use)
    assert lucky == []
    assert tried > 400


def test_a_misspelt_key_in_forward_keeps_at_least_half(graded):
    found = []

    def use(score, suite):
        if suite.assignment.name != "ch03_neural_network":
            return
        forward = suite.reference.namespace("forward")["forward"]
        for wrong in ("w1", "B1", "w2", "B2", "w3", "B3"):

            def misspelt(network, x, wrong=wrong):
                return forward(
                    {
                        key: network[wrong if key == wrong.swapcase() else key]
                        for key in ("W1", "b1", "W2", "b2", "W3", "b3")
                    },
                    x,
                )

            result = score("forward", misspelt)
            found.append(result.score / result.max_score)

    graded(use)
    assert len(found) == 6
    assert all(0.5 <= part < 1 for part in found)


def test_one_wrong_activation_in_forward_keeps_half_and_three_keep_nothing(graded):
    def identity(a):
        return a

    def sigmoid(a):
        return 1 / (1 + np.exp(-a))

    def network_with(*activations):
        def forward(network, x):
            for layer, activation in enumerate(activations, 1):
                x = activation(x @ network[f"W{layer}"] + network[f"b{layer}"])
            return x

        return forward

    found = {}

    def use(score, suite):
        if suite.assignment.name == "ch03_neural_network":
            for activations in itertools.product((identity, sigmoid, np.tanh), repeat=3):
                result = score("forward", network_with(*activations))
                slips = sum(map(operator.is_not, activations, (sigmoid, sigmoid, identity)))
                found.setdefault(slips, set()).add(result.score / result.max_score)

    graded(use)
    assert found == {0: {1.0}, 1: {0.5}, 2: {0.0}, 3: {0.0}}
