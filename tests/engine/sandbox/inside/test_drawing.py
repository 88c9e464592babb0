"""A drawing is described by its data, however it was made and shown, and nothing is ever rendered."""

import pytest

pytest.importorskip("matplotlib")

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
