"""Chapter sources."""

import pytest

from autograder.course import Exercise, assignment_source
from autograder.course.assignment_source import Kind
from autograder.errors import AutograderError


def test_a_chapter_has_a_title_cells_and_exercises_with_points(tiny_course):
    read = assignment_source.read(tiny_course.root / tiny_course.chapter)
    assert read.name == "ch09_tiny"
    assert read.title == "Chapter 9: A tiny one"
    assert read.exercises == (Exercise("double", 2), Exercise("floor", 1))
    assert [cell.kind for cell in read.cells] == [Kind.MARKDOWN, Kind.CODE, Kind.MARKDOWN, Kind.CODE, Kind.CODE]


def test_prose_in_another_language_takes_the_place_of_the_first_and_code_stays(tiny_course):
    read = assignment_source.read(tiny_course.root / tiny_course.chapter, lang="zh")
    assert read.title == "第九章"
    assert [cell.kind for cell in read.cells] == [Kind.MARKDOWN, Kind.CODE, Kind.CODE, Kind.CODE]


def test_prose_of_no_particular_language_is_in_every_language(tiny_course):
    tiny_course.edit(tiny_course.chapter, '# %% [markdown] lang="en"\n# ## Twice', "# %% [markdown]\n# ## Twice")
    for lang in ("en", "zh"):
        read = assignment_source.read(tiny_course.root / tiny_course.chapter, lang)
        assert "Three becomes six." in read.cells[2].source


def test_hints_are_a_ladder_for_each_exercise_and_no_cell_of_the_chapter(tiny_course):
    read = assignment_source.read(tiny_course.root / tiny_course.chapter)
    assert read.hints == {"double": ("What is three and three?", "Add x to itself.")}
    assert not any("three?" in cell.source for cell in read.cells)
    assert assignment_source.read(tiny_course.root / tiny_course.chapter, lang="zh").hints == {}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('hints="double"', 'hints="dubble"', "hints='dubble' names no exercise of the chapter"),
        ("# 1. What", "# What", "hints='double' must be a [markdown] cell that holds a numbered list only"),
        ('[markdown] hints="double" lang="en"\n# 1. What', 'hints="double"\n# 1. What', "must be a [markdown] cell"),
        ("# 2. Add", '\n# %% [markdown] hints="double"\n# 1. Add', "two cells hold hints of `double`"),
        ('exercise="double" points=2', 'exercise="double"', "exercise `double` has no points; give it"),
        ("points=2", "points=0", "exercise `double` has points=0; give it a whole number"),
        ("points=2", "points=2.5", "exercise `double` has points=2.5; give it a whole number"),
        ("points=2", "points=true", "exercise `double` has points=True; give it a whole number"),
        ('exercise="double" points=2', "points=2", "a cell has points=2 but no exercise="),
        ('exercise="double"', 'exercise="dou-ble"', "exercise='dou-ble' is no function's name"),
        ('exercise="double"', "exercise=2", "exercise=2 is no function's name"),
        ('exercise="double"', 'excercise="double"', "unknown option `excercise` on a code cell, which takes exercise"),
        ("points=2", "points=2 uses=3", "exercise `double` has uses=3; write names, as in uses="),
        ("points=2", 'points=2 uses=["floor"]', "exercise `double` has uses=['floor']; write names, as in uses="),
        ("points=2", 'points=2 uses="double"', "exercise `double` uses itself"),
        ("points=2", 'points=2 uses="flor"', "exercise `double` uses `flor`, which is no exercise; did you mean `floor`?"),
        ("points=2", 'points=2 uses="np"', "exercise `double` uses `np`, which is no exercise; the exercises are double, floor"),
        ("points=2", 'points=2 show="pie"', """exercise `double` has show='pie'; the kinds of figure are show="curve", """),
        ('exercise="double" points=2', 'uses="floor"', "a cell has uses=floor but no exercise="),
        ('lang="en"', 'language="en"', "unknown option `language` on a markdown cell, which takes hints, lang"),
        ('# %% [markdown] lang="en"\n# ## Twice', '# %% [raw]\n# ## Twice', "a raw cell; a chapter holds"),
        ("def double(x)", "def twice(x)", "must define the function `double` exactly once"),
        ("def double(x)", "def double(x:", "the cell of exercise `double` is not valid Python"),
        ('exercise="floor"', 'exercise="double"', "the cell of exercise `double` must define"),
        ('exercise="double" points=2', "", 'a solution in a cell without exercise="…" points=…'),
    ],
)  # fmt: skip
def test_a_chapter_that_breaks_a_rule_is_refused_with_its_file_and_a_way_out(tiny_course, old, new, says):
    tiny_course.edit(tiny_course.chapter, old, new)
    path = tiny_course.root / tiny_course.chapter
    with pytest.raises(AutograderError) as error:
        assignment_source.read(path)
    assert str(error.value).startswith(f"{path}: ")
    assert says in str(error.value)


def test_an_exercise_may_use_others_wherever_they_stand(tiny_course):
    tiny_course.edit(tiny_course.chapter, "points=2", 'points=2 uses=" floor  floor "')
    assert tiny_course.read().assignments[0].exercises == (Exercise("double", 2, ("floor",)), Exercise("floor", 1))


def test_exercises_that_use_each_other_are_refused_with_their_circle(tiny_course):
    tiny_course.edit(tiny_course.chapter, "points=2", 'points=2 uses="floor"')
    tiny_course.edit(tiny_course.chapter, "points=1", 'points=1 uses="double"')
    with pytest.raises(
        AutograderError, match=r"in a circle: `(double|floor)` uses `(floor|double)` uses `(double|floor)`"
    ):
        tiny_course.read()


def test_the_title_is_the_first_heading_there_is(tiny_course):
    tiny_course.edit(tiny_course.chapter, "# # Chapter 9: A tiny one", "# Welcome.")
    assert assignment_source.read(tiny_course.root / tiny_course.chapter).title == "Twice"


def test_two_cells_of_one_exercise_are_refused(tiny_course):
    tiny_course.edit(tiny_course.chapter, 'exercise="floor"', 'exercise="double"')
    tiny_course.edit(tiny_course.chapter, "def floor(x, low)", "def double(x, low)")
    with pytest.raises(AutograderError, match="two cells are called exercise `double`; rename one"):
        tiny_course.read()


def test_an_answer_without_markers_is_refused_because_students_would_get_it(tiny_course):
    tiny_course.edit(tiny_course.chapter, "    ### BEGIN SOLUTION\n    result", "    result")
    tiny_course.edit(tiny_course.chapter, "    ### END SOLUTION\n", "")
    with pytest.raises(AutograderError, match="no `### BEGIN SOLUTION` inside `def double`, so students would get"):
        tiny_course.read()


def test_a_solution_below_the_function_instead_of_inside_it_is_refused(tiny_course):
    tiny_course.edit(tiny_course.chapter, "    ### BEGIN SOLUTION\n    result = x + x", "    result = x + x")
    tiny_course.edit(
        tiny_course.chapter, "    return result\n    ### END", "    return result\n\n### BEGIN SOLUTION\n### END"
    )
    with pytest.raises(AutograderError, match="inside `def double`"):
        tiny_course.read()


def test_a_cell_that_starts_inside_a_solution_is_refused_with_its_line(tiny_course):
    tiny_course.edit(tiny_course.chapter, "    return result\n", "    return result\n# %%\n")
    line = tiny_course.line(tiny_course.chapter, "return result") + 1
    with pytest.raises(AutograderError, match=rf"ch09_tiny\.py:{line}: a cell starts in a solution"):
        tiny_course.read()


def test_unbalanced_markers_are_refused_with_their_line_in_the_file(tiny_course):
    tiny_course.edit(tiny_course.chapter, "    ### END SOLUTION\n\n", "\n")
    second = tiny_course.line(tiny_course.chapter, "### BEGIN SOLUTION", 2)
    with pytest.raises(AutograderError, match=rf"ch09_tiny\.py:{second}: a second `### BEGIN SOLUTION`"):
        tiny_course.read()


def test_a_chapter_without_exercises_is_refused(tiny_course):
    path = tiny_course.write("solutions/ch08_empty.py", "# %% [markdown]\n# # Chapter 8\n")
    with pytest.raises(AutograderError, match="no exercise; start the cell of each"):
        assignment_source.read(path)


def test_a_chapter_without_a_heading_in_its_language_is_refused(tiny_course):
    with pytest.raises(AutograderError, match='no heading in a markdown cell with lang="fr"'):
        assignment_source.read(tiny_course.root / tiny_course.chapter, lang="fr")


def test_a_chapter_whose_file_name_is_no_name_is_refused(tiny_course):
    with pytest.raises(AutograderError, match="rename it to a letter"):
        assignment_source.read(tiny_course.root / "solutions" / "chapter 9.py")


def test_a_chapter_that_is_not_utf8_is_refused(tiny_course):
    path = tiny_course.root / tiny_course.chapter
    path.write_bytes(b"# caf\xe9\n")
    with pytest.raises(AutograderError, match=r"ch09_tiny\.py cannot be read: .*utf-8"):
        assignment_source.read(path)
