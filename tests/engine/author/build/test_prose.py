"""Formulas, figures and experiments of a chapter, as notebooks and Python files show them."""

import base64
import json
from pathlib import Path

import pytest

from autograder.author.build import build, stale, write
from autograder.errors import AutograderError

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>2</text></svg>\n'
FORMULA = """\
# ```math
# y = \\frac{x}{2}
# ```
# ```text
#      x
# y = ───
#      2
# ```
"""
FIGURE = "# ![two arrows meet](figures/twice.svg)\n"
EXPERIMENT = "# %% experiment=true\nthree = 3\nthree + three\n\n"


@pytest.fixture
def course(tiny_course):
    """The tiny course with one of each in its chapter."""
    figures = tiny_course.root / "solutions" / "figures"
    figures.mkdir()
    (figures / "twice.svg").write_text(SVG, encoding="utf-8")
    tiny_course.edit(tiny_course.chapter, "# Three becomes six.\n", f"{FORMULA}#\n{FIGURE}\n{EXPERIMENT}")
    return tiny_course


def _sources(course, kind):
    book = json.loads(build(course.read())[Path("ch09_tiny.ipynb")])
    return ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == kind]


def _script(course):
    return build(course.read())[Path("ch09_tiny.py")].decode("utf-8")


def test_a_formula_is_latex_in_the_notebook_and_text_in_the_python_file(course):
    [prose] = [text for text in _sources(course, "markdown") if "frac" in text]
    assert "$$\ny = \\frac{x}{2}\n$$" in prose
    assert "───" not in prose
    assert "# y = ───\n" in _script(course)
    assert "frac" not in _script(course)


def test_a_figure_is_inside_the_notebook_and_a_file_beside_the_python_file(course):
    [prose] = [text for text in _sources(course, "markdown") if "![" in text]
    head, data = prose.split("base64,")
    assert head.endswith("![two arrows meet](data:image/svg+xml;")
    assert base64.b64decode(data.split(")")[0]).decode("utf-8") == SVG
    assert "# [figures/twice.svg: two arrows meet]\n" in _script(course)
    assert build(course.read())[Path("figures/twice.svg")].decode("utf-8") == SVG


def test_a_text_right_below_a_figure_stands_for_it_in_the_python_file_alone(course):
    course.edit(course.chapter, FIGURE, f"{FIGURE}# ```text\n# ->-<-\n# ```\n#\n# ```text\n# both\n# ```\n")
    script, [prose] = _script(course), [text for text in _sources(course, "markdown") if "![" in text]
    assert ("->-<-" in script, "two arrows" in script, "both" in script) == (True, False, True)
    assert ("->-<-" in prose, "two arrows" in prose, "both" in prose) == (False, True, True)


def test_a_figure_that_the_prose_no_longer_shows_leaves_the_kit(course):
    write(course.read())
    course.edit(course.chapter, FIGURE, "")
    write(course.read())
    assert not (course.root / "exercises" / "figures").exists()
    assert stale(course.read()) == []


def test_an_experiment_is_a_cell_of_the_notebook_and_a_comment_of_the_python_file(course):
    assert "three = 3\nthree + three" in _sources(course, "code")
    script = _script(course)
    assert "# three + three\n" in script
    assert "\nthree" not in script


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("figures/twice.svg", "figures/thrice.svg", "its figure cannot be read"),
        ("# ![two arrows meet]", "# See ![two arrows meet]", "on a line of its own"),
        ("![two arrows meet]", "![]", "write ![what it shows](figures/NAME.svg)"),
        ("# ```text\n", "# ```\n", "a ```math block needs a ```text block below it"),
        ("three = 3\n", "x = 3\n", "an experiment sets `x`, which is an exercise or an argument of one"),
        ("three = 3\n", "for double in (1, 2): pass\n", "an experiment sets `double`"),
        ("three = 3\n", "three = = 3\n", "an experiment is not valid Python"),
    ],
)
def test_what_is_written_in_another_way_is_named(course, old, new, says):
    course.edit(course.chapter, old, new)
    with pytest.raises(AutograderError) as error:
        build(course.read())
    assert says in str(error.value)
