"""A drawing is described by its data, however it was made and shown, and nothing is ever rendered."""

import pytest

from autograder.sandbox.inside.drawing import describe

matplotlib = pytest.importorskip("matplotlib")
pytest.importorskip("matplotlib.figure")

DRAWINGS = {
    "plain": "plt.plot(x, y)",
    "shown": "plt.plot(x, y); plt.show()",
    "shown and closed": "plt.plot(x, y); plt.show(); plt.close()",
    "saved": "plt.plot(x, y); plt.savefig('no/such/folder/plot.png')",
    "figure first": "plt.figure(figsize=(3, 3)); plt.plot(x, y)",
    "subplots": "figure, axes = plt.subplots(); axes.plot(x, y)",
    "returned": "figure = plt.figure(); figure.add_subplot().plot(x, y); plt.close('all'); return figure",
    "without pyplot": "from matplotlib.figure import Figure; f = Figure(); f.subplots().plot(x, y); f.savefig('a.png'); return f",
    "cleared": "plt.clf(); plt.plot(x, y)",
    "paused": "plt.ion(); plt.plot(x, y); plt.draw(); plt.pause(100)",
    "styled": "plt.style.use('ggplot'); plt.plot(x, y, 'r')",
    "lists": "plt.plot(list(x), list(y))",
}


@pytest.fixture
def draw(worker):
    def run(body, **more):
        source = f"import numpy as np\nimport matplotlib.pyplot as plt\nx = np.arange(3.0)\ny = x ** 2\ndef f():\n    {body}\n"
        return worker(source, **more).draw("f")

    return run


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_curve_is_found_however_it_is_drawn(draw, name):
    (axes,) = draw(DRAWINGS[name]).value["axes"]
    (line,) = axes["lines"]
    assert line["x"].tolist() == [0.0, 1.0, 2.0]
    assert line["y"].tolist() == [0.0, 1.0, 4.0]


def test_labels_limits_styles_and_legend_are_told(draw):
    body = "plt.plot(x, y, '--', label='a'); plt.plot(x, x); plt.title('t'); plt.xlabel('x'); plt.ylabel('y'); plt.ylim(-1, 2); plt.legend()"
    (axes,) = draw(body).value["axes"]
    assert [(line["style"], line["label"]) for line in axes["lines"]] == [("--", "a"), ("-", "")]
    assert (axes["title"], axes["xlabel"], axes["ylabel"], axes["ylim"]) == ("t", "x", "y", (-1.0, 2.0))
    assert axes["legend"] == ["a"]


def test_drawings_at_load_and_in_other_calls_do_not_mix(worker):
    one = worker("""
        import matplotlib.pyplot as plt
        plt.plot([1, 2], [3, 4])
        plt.show()
        def f(): plt.plot([0, 1], [0, 1])
        def g(): pass
    """)
    assert [len(one.draw(name).value["axes"]) for name in ("f", "g", "f")] == [1, 0, 1]


def test_more_drawings_than_blank_figures_still_work(worker):
    one = worker("import matplotlib.pyplot as plt\ndef f(): plt.plot([1], [2])\n")
    assert all(len(one.draw("f").value["axes"]) == 1 for _ in range(8))


@pytest.mark.parametrize(
    "body",
    ["plt.plot(np.ma.masked_array(x, [True, False, False]), y)", "plt.plot(x, [np.nan, 1, 2])", "plt.plot([], [])"],
)
def test_odd_numbers_cross(draw, body):
    assert len(draw(body).value["axes"]) in (0, 1)


def test_very_many_lines_and_axes_are_cut(draw):
    axes = draw("plt.plot(np.zeros((2, 300))); [plt.gcf().add_axes([0, 0, 1, 1]).plot(x) for _ in range(40)]").value[
        "axes"
    ]
    assert len(axes) == 16
    assert max(len(one["lines"]) for one in axes) == 100


def test_an_error_while_drawing_is_the_students(draw):
    answer = draw("plt.plot(x, [1])")
    assert (answer.type_name, answer.line) == ("builtins.ValueError", 6)


# --- what a reader of the picture sees ---------------------------------------------------------------------------------


def described(draw):
    """The description of axes on which `draw` has drawn."""
    figure = matplotlib.figure.Figure()
    axes = figure.add_subplot()
    draw(axes, figure)
    (description,) = describe(figure)["axes"]
    return description


@pytest.mark.parametrize(
    ("look", "seen"),
    [
        ({}, True),
        ({"linestyle": "--", "color": "yellow"}, True),
        ({"linestyle": "None", "marker": "o"}, True),
        ({"linestyle": "", "marker": "o", "markerfacecolor": "none"}, True),
        ({"color": "white", "marker": "o", "markerfacecolor": "red"}, True),
        ({"alpha": 0.5}, True),
        ({"linestyle": "None"}, False),
        ({"linewidth": 0}, False),
        ({"color": "white"}, False),
        ({"color": "#ffffffff", "marker": "o"}, False),
        ({"color": (0, 0, 0, 0.01)}, False),
        ({"color": "none"}, False),
        ({"alpha": 0}, False),
        ({"visible": False}, False),
        ({"linestyle": "None", "marker": "o", "markersize": 0}, False),
    ],
)
def test_a_line_is_seen_where_its_ink_differs_from_the_paper(look, seen):
    (line,) = described(lambda axes, figure: axes.plot([0, 1], [0, 1], **look))["lines"]
    assert line["seen"] is seen


def test_white_ink_is_seen_on_black_paper_and_nothing_on_axes_that_are_hidden():
    def black(axes, figure):
        axes.set_facecolor("black")
        axes.plot([0, 1], [0, 1], color="white")

    def hidden(axes, figure):
        axes.plot([0, 1], [0, 1])
        axes.set_visible(False)

    assert described(black)["lines"][0]["seen"]
    assert not described(hidden)["lines"][0]["seen"]


def test_each_entry_of_a_legend_names_the_line_that_looks_like_it():
    def swapped(axes, figure):
        first, second = axes.plot([0, 1], [0, 1], "--")[0], axes.plot([0, 1], [1, 0])[0]
        axes.legend([second, first], ["down", "up"])

    found = described(swapped)
    assert (found["legend"], found["legend_lines"]) == (["down", "up"], [1, 0])


def test_an_entry_for_no_line_of_the_picture_names_none():
    def stray(axes, figure):
        axes.plot([0, 1], [0, 1])
        axes.legend([matplotlib.lines.Line2D([], [], color="red", linestyle=":")], ["elsewhere"])

    assert described(stray)["legend_lines"] == [None]


def test_two_lines_of_one_look_are_named_in_their_order():
    def alike(axes, figure):
        axes.plot([0, 1], [0, 1], "k", label="a")
        axes.plot([0, 1], [1, 0], "k", label="b")
        axes.legend()

    assert described(alike)["legend_lines"] == [0, 1]


@pytest.mark.parametrize(
    ("legend", "texts"),
    [
        (lambda axes, figure: figure.legend(), ["a"]),
        (lambda axes, figure: axes.legend().set_visible(False), None),
        (lambda axes, figure: None, None),
    ],
)
def test_a_legend_counts_where_it_is_shown_on_the_axes_or_the_figure(legend, texts):
    def draw(axes, figure):
        axes.plot([0, 1], [0, 1], label="a")
        legend(axes, figure)

    assert described(draw)["legend"] == texts


@pytest.mark.parametrize(
    "head",
    [
        lambda axes, figure: axes.set_title("here"),
        lambda axes, figure: axes.set_title("here", loc="left"),
        lambda axes, figure: axes.set_title("here", loc="right"),
        lambda axes, figure: figure.suptitle("here"),
    ],
)
def test_a_title_may_stand_at_any_place(head):
    def draw(axes, figure):
        axes.plot([0, 1], [0, 1])
        head(axes, figure)

    assert described(draw)["title"] == "here"


def test_scales_are_told_and_labels_only_where_they_are_shown():
    def draw(axes, figure):
        axes.semilogy([1, 2], [1, 2])
        axes.set_xlabel("x")
        axes.axis("off")

    found = described(draw)
    assert (found["scales"], found["xlabel"]) == (("linear", "log"), "")
