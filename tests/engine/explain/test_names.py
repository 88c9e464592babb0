"""Which name was meant, and where nothing is suggested."""

import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.explain.names import closest_typo, similar_names

EXERCISES = (
    "describe elementwise scale_columns pick rows flatten above plot_sin plot_sin_cos perceptron AND NAND OR XOR step_function sigmoid "
    "relu identity_function matrix_product layer_output init_network forward softmax plot_step_function plot_sigmoid plot_step_and_sigmoid"
).split()

MEANT = {
    "AND": "and_gate AND_gate ANDgate andgate AndGate And and_ my_and AND2 And_Gate gate_and def_and AND_function",
    "NAND": "not_and_gate not_and n_and nand nand_gate NANDGate NADN Nand NAND_gate",
    "OR": "OR_gate orgate or_ Or or_function",
    "XOR": "xor_gate XORgate exclusive_or exclusive_or_gate x_or",
    "perceptron": "perseptron percepton perceptron_function my_perceptron Perceptron",
    "step_function": "step step_func stepFunction stepfunction StepFunction step_funtion step_fucntion stepfuntion step_fn",
    "sigmoid": "Sigmoid sigmoid_function sigmod_function sigmod_funtion sigmiod sigmod calc_sigmoid sigmoid_ function_sigmoid",
    "relu": "ReLU RELU Relu relu_function reul relu_layer func_relu np_relu relu2 ReLU_function",
    "identity_function": "identity identify_function identify identity_func indentity_function identityFunction",
    "softmax": "soft_max softMax sofmax softmax2 softmax_function compute_softmax the_softmax softmaxx",
    "forward": "forword foward forwrad Forward forward2",
    "init_network": "initNetwork init_net initialize_network init_networks InitNetwork intit_network",
    "matrix_product": "matrixProduct mat_product matrix_prod matrix_procduct",
    "layer_output": "layer_out layerOutput layer_ouput",
    "elementwise": "element_wise elementWise elementwize",
    "flatten": "flatten_ flattn flaten",
    "describe": "discribe descirbe",
    "scale_columns": "scale_colums scale_column scaleColumns",
    "plot_sin": "plotSin plot_sin_function",
    "plot_sigmoid": "PlotSigmoid plot_sig plot_sigmoid_function plot_sigmod",
    "plot_step_function": "plot_step plotStepFunction",
    "above": "numbers_above abov",
}
SILENT = (
    "plot_step_and_sigmoid sigmoid_grad sigmoid_derivative sigmoid_prime d_sigmoid relu_backward XNOR NOR nor_gate plot_loss output "
    "output_layer network function gate layer my_function softmin softmax_batch softmax_loss test_softmax backward feedforward "
    "forward_pass predict init_network_mnist init_weights network_init perceptron_and and_or sin cos plot plot_sinc plot_single row "
    "get_row describe_array product dot_product inner_product add ADD ORD XO x w1 numerical_gradient cross_entropy main load_mnist "
    "show_image flat above_threshold sinusoid argmax elements DNA XAND step_size heaviside AND_with_bias f np plt leaky_relu tanh"
).split()


def _suggested(*defined, missing=EXERCISES):
    return similar_names([exercise for exercise in missing if exercise not in defined], defined, EXERCISES)


@pytest.mark.parametrize(
    ("exercise", "name"), [(exercise, name) for exercise, names in MEANT.items() for name in names.split()]
)
def test_a_similar_name_is_suggested(exercise, name):
    assert _suggested(name) == {exercise: name}


@pytest.mark.parametrize("name", SILENT)
def test_a_name_that_is_another_suggests_nothing(name):
    assert _suggested(name) == {}


@pytest.mark.parametrize(
    ("missing", "defined"),
    [
        ("AND", "plot_step_and_sigmoid"),
        ("sigmoid", "sigmoid_grad"),
        ("XOR", "NOR"),
        ("identity_function", "relu_function"),
    ],
)
def test_wrong_suggestions_of_the_past_are_not_made(missing, defined):
    assert similar_names([missing], [defined], EXERCISES) == {}


def test_another_exercise_is_no_slip_of_this_one():
    assert similar_names(["XOR"], ["OR", "AND", "NAND"], EXERCISES) == {}
    assert similar_names(["relu"], ["relu_function", "relu"], ["relu", "relu_function"]) == {}


def test_a_name_nearer_to_an_exercise_that_is_there_is_not_suggested_for_one_that_is_missing():
    assert similar_names(["plot_step_function"], ["step_func", "step_function"], EXERCISES) == {}


def test_one_name_serves_one_exercise_and_a_tie_serves_none():
    assert similar_names(["layer_one", "layer_ones"], ["layer_onex"], ["layer_one", "layer_ones"]) == {}
    assert _suggested("AND1", "AND2") == {}


def test_the_nearest_of_several_names_is_suggested():
    assert _suggested("relu_function", "ReLU") == {"relu": "ReLU"}
    assert _suggested("and_gate", "or_gate", "not_and_gate", "x_or") == {
        "AND": "and_gate",
        "OR": "or_gate",
        "NAND": "not_and_gate",
        "XOR": "x_or",
    }


_NAMES = st.text(string.ascii_letters + string.digits + "_é", min_size=1, max_size=30)


@given(st.lists(_NAMES | st.sampled_from([*EXERCISES, *SILENT, *(" ".join(MEANT.values())).split()]), max_size=20))
def test_what_is_suggested_is_defined_once_and_no_exercise(defined):
    missing = [exercise for exercise in EXERCISES if exercise not in defined]
    found = similar_names(missing, defined, EXERCISES)
    assert set(found) <= set(missing)
    assert set(found.values()) <= set(defined) - set(EXERCISES)
    assert len(set(found.values())) == len(found)


@given(st.sampled_from(EXERCISES), st.data())
def test_capital_letters_alone_never_hide_a_name(exercise, data):
    flips = data.draw(st.lists(st.booleans(), min_size=len(exercise), max_size=len(exercise)))
    name = "".join(letter.swapcase() if flip else letter for letter, flip in zip(exercise, flips, strict=True))
    assert _suggested(name) == ({} if name in EXERCISES else {exercise: name})


def test_a_file_of_very_many_names_is_read_in_time():
    assert similar_names(EXERCISES, [f"{'x' * 200}{n}" for n in range(50_000)], EXERCISES) == {}


@pytest.mark.parametrize(
    ("name", "meant"),
    [(pair.split(":")[0], pair.split(":")[1]) for pair in
     "maximam:maximum aray:array smu:sum arrange:arange linespace:linspace zeroes:zeros dott:dot matmull:matmul multipy:multiply "
     "sqaure:square reshap:reshape Array:array transpoze:transpose argmx:argmax".split()],
)  # fmt: skip
def test_a_slip_of_the_fingers_is_found(name, meant):
    assert closest_typo(name, _public(np)) == meant


@pytest.mark.parametrize(
    "name", "relu sigmoid step softmax exponential cosine length inverse sun tam one qqqqqq plus".split()
)
def test_a_name_of_another_meaning_is_no_slip(name):
    assert closest_typo(name, _public(np)) == ""


@pytest.mark.parametrize(
    ("name", "names", "meant"),
    [
        ("w1", ["W1", "b1"], "W1"),
        ("W4", ["W1", "W2", "W3"], ""),
        ("NADN", ["AND", "NAND", "OR"], "NAND"),
        ("and_gate", ["AND"], ""),
        ("sigmoid", ["sigmoid_grad", "plot_sigmoid"], ""),
        ("NOR", ["XOR", "OR"], ""),
        ("find_max", ["find_min"], ""),
        ("sofmax", ["softmax"], "softmax"),
        ("softmax2", ["softmax"], ""),
        ("DNA", ["AND"], ""),
        ("sum", ["sum"], ""),
        ("weigth", ["weight", "weighs"], "weight"),
        ("colar", ["color", "collar"], ""),
    ],
)
def test_the_nearest_name_is_found_or_none(name, names, meant):
    assert closest_typo(name, names) == meant


def _public(owner):
    return [name for name in dir(owner) if not name.startswith("_")]
