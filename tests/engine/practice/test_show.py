"""`autograder show` on a kit: what a student's function does over what was expected."""

import pytest

from autograder.course import kit as kits
from autograder.errors import AutograderError
from autograder.practice.session import Children
from autograder.practice.show import show


@pytest.fixture
def look(student_kit):
    """`look(exercise)`: the picture's titles, and whether there was anything of the student's to draw."""
    children = Children()

    def draw(exercise):
        kit = kits.read(student_kit.root)
        shown = show(kit, kits.target(kit, exercise, None), children)
        titles = [axes.get_title() for axes in shown.figure.axes if axes.get_title()] or [shown.title]
        return titles, shown.has_answer

    yield draw
    children.close()


def test_an_activation_is_a_curve(student_kit, look):
    student_kit.answer("ch03_neural_network.py", sigmoid="return 1 / (1 + np.exp(-x))", relu="return abs(x)")
    assert look("sigmoid") == (["sigmoid: as expected"], True)
    assert look("relu") == (["relu: differs for x from -6 to -0.05"], True)


def test_a_gate_is_an_input_plane(student_kit, look):
    student_kit.answer("ch02_perceptron.py", AND="return 1 if x1 + x2 > 0.5 else 0")
    assert look("AND") == (["AND: 2 of 4 inputs differ"], True)


def test_a_network_is_its_layers(student_kit, look):
    student_kit.solve("ch03_neural_network")
    assert look("forward") == (["forward: as expected"], True)


def test_a_forward_pass_without_a_bias_names_the_layer(student_kit, look):
    path = student_kit.solve("ch03_neural_network")
    path.write_text(path.read_text(encoding="utf-8").replace(' + network["b2"]', ""), encoding="utf-8")
    assert look("forward") == (["forward: the first difference is in layer 2, sigmoid"], True)


def test_a_plot_stands_beside_the_expected_one(student_kit, look):
    student_kit.answer("ch01_numpy.py", plot_sin="plt.plot([1, 2], [3, 4])\nplt.title('mine')")
    titles, has_answer = look("plot_sin")
    assert has_answer
    assert titles[0] == "mine"
    assert shown_title(student_kit, "plot_sin").startswith("plot_sin: 0 of ")
    student_kit.solve("ch01_numpy")
    assert shown_title(student_kit, "plot_sin") == "plot_sin: as expected"


def shown_title(student_kit, exercise):
    """What the picture says in its head."""
    kit, children = kits.read(student_kit.root), Children()
    try:
        return show(kit, kits.target(kit, exercise, None), children).figure.get_suptitle()
    finally:
        children.close()


@pytest.mark.parametrize("exercise", ["AND", "step_function", "forward", "plot_sin"])
def test_a_stub_has_nothing_to_draw(look, exercise):
    _, has_answer = look(exercise)
    assert not has_answer


def test_a_loop_that_never_ends_leaves_the_picture_empty(student_kit, look):
    student_kit.limit("call_wall_seconds", 0.5)
    student_kit.answer("ch02_perceptron.py", OR="while True:\n    pass")
    assert look("OR") == (["OR: 4 of 4 inputs differ"], False)


def test_what_has_no_picture_names_what_has_one(look):
    with pytest.raises(
        AutograderError, match=r"there is no picture of 'init_network'; there are of .*plot_sin, plot_sin_cos, AND"
    ):
        look("init_network")


def test_tables_show_what_meets(student_kit, look):
    student_kit.answer("ch03_neural_network.py", matrix_product="return A * B")
    assert look("matrix_product") == (["matrix_product: 4 of 4 elements differ"], True)
    student_kit.answer("ch01_numpy.py", scale_columns="return A * factors")
    assert look("scale_columns") == (["scale_columns: as expected"], True)


@pytest.fixture
def run(student_kit, autograder_here):
    """Runs a command in the kit; returns (exit code, output, errors)."""
    return lambda *words: autograder_here(*words, folder=student_kit.root)


def test_the_command_writes_a_picture(student_kit, run, tmp_path):
    student_kit.answer("ch03_neural_network.py", relu="return np.maximum(0, x)")
    code, _, errors = run("show", "relu", "-o", str(tmp_path / "relu.png"))
    assert (code, errors) == (0, "")
    assert (tmp_path / "relu.png").read_bytes().startswith(b"\x89PNG")


def test_the_command_says_where_there_is_nothing_to_draw_and_where_nothing_can_be_written(run, tmp_path):
    code, output, errors = run("show", "relu", "-o", str(tmp_path / "no" / "relu.png"))
    assert code == 2
    assert "relu gave nothing that can be drawn; 'autograder check relu' says why." in output
    assert "cannot write" in errors


def test_a_file_alone_is_asked_for_the_function(run):
    code, _, errors = run("show", "ch03_neural_network.py")
    assert code == 2
    assert "which function of ch03_neural_network.py?" in errors


def test_a_hint_more_each_time_and_then_the_last_one(run):
    (_, first, _), (_, second, _) = run("hint", "relu"), run("hint", "relu")
    assert first.startswith("1 of 3")
    assert [line[:6] for line in second.splitlines() if " of 3" in line] == ["1 of 3", "2 of 3"]
    assert "the last one" in run("hint", "relu")[1]
    assert run("hint", "relu", "--again")[1].startswith("1 of 3")
    assert "2 of 3" not in run("hint", "sigmoid")[1]


def test_a_hint_for_an_unknown_exercise_names_the_nearest(run):
    code, output, errors = run("hint", "relo")
    assert (code, output) == (2, "")
    assert "did you mean 'relu'?" in errors
