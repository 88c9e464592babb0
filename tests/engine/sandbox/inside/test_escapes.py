"""What only IPython understands becomes Python of as many lines; Python stays as it is."""

import pytest

from autograder.sandbox.inside import escapes


@pytest.fixture(params=["IPython", "no IPython"])
def to_python(request, monkeypatch):
    """The transformation with IPython installed, and without."""
    if request.param == "no IPython":
        monkeypatch.setitem(__import__("sys").modules, "IPython.core.inputtransformer2", None)
    transform = escapes.transformer()
    assert (transform is escapes._by_patterns) == (request.param == "no IPython")
    return lambda text: escapes.to_python(text, transform).rstrip("\n")


@pytest.mark.parametrize(
    "text",
    [
        "x = 5 % 3\ny = x != 2",
        "print('''\n%matplotlib inline\n!ls\n''')",
        "text = ('%d'\n% 5)",
        "def f(x):\n    return (x\n            % 2)",
        "a = [\n!1\n]"[:4],
        "# really?\n",
        "",
    ],
)
def test_python_is_left_alone(to_python, text):
    assert to_python(text) == text.rstrip("\n")


@pytest.mark.parametrize(
    ("text", "python"),
    [
        ("%matplotlib inline", "get_ipython().run_line_magic('matplotlib', 'inline')"),
        ("x = 1\n%time y = x\nz = 2", "x = 1\nget_ipython().run_line_magic('time', 'y = x')\nz = 2"),
        ("x = %time f(2)", "x = get_ipython().run_line_magic('time', 'f(2)')"),
        ("files = !ls *.py", "files = get_ipython().getoutput('ls *.py')"),
        ("softmax?", "get_ipython().run_line_magic('pinfo', 'softmax')"),
        ("?np.exp", "get_ipython().run_line_magic('pinfo', 'np.exp')"),
        ("\n\n%precision 3\nx = 1", "\n\nget_ipython().run_line_magic('precision', '3')\nx = 1"),
    ],
)
def test_an_escape_becomes_a_call_on_the_same_line(to_python, text, python):
    assert to_python(text) == python


def test_a_command_becomes_a_call(to_python):
    assert to_python("!pip install numpy") in (
        "get_ipython().system('pip install numpy')",
        "get_ipython().getoutput('pip install numpy')",
    )


def test_an_escape_below_an_error_is_still_one(to_python):
    text = to_python("def broken(:\n    pass\n%matplotlib inline\nx = 1\nsoftmax?")
    assert text.split("\n") == [
        "def broken(:",
        "    pass",
        "get_ipython().run_line_magic('matplotlib', 'inline')",
        "x = 1",
        "get_ipython().run_line_magic('pinfo', 'softmax')",
    ]


def test_help_below_an_open_bracket_leaves_the_rest_of_the_cell(to_python):
    cell = "x = 1\ny = f(\n    2,\n\nz = 3\n"
    assert to_python(cell + "softmax?") == cell + "get_ipython().run_line_magic('pinfo', 'softmax')"


def test_ipython_alone_knows_prompts_indents_continued_magics_and_magics_in_a_block():
    def python(text):
        return escapes.to_python(text, escapes.transformer()).rstrip("\n")

    assert python("\n    x = 1\n    y = 2") == "\nx = 1\ny = 2"
    assert python(">>> x = 1\n>>> if x:\n...     y = 2") == "x = 1\nif x:\n    y = 2"
    assert python("%time x = f(2, \\\n3)\ny = 1") == "get_ipython().run_line_magic('time', 'x = f(2,  3)')\ny = 1"
    assert python("for i in x:\n    %time i") == "for i in x:\n    get_ipython().run_line_magic('time', 'i')"


def test_a_transformation_that_fails_in_any_way_leaves_the_patterns():
    def transform(text):
        raise RecursionError

    assert escapes.to_python("%pwd\nx = 1", transform) == "get_ipython().run_line_magic('pwd', '')\nx = 1"
