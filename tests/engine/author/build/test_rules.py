"""What a suite file must keep to."""

import pytest

from autograder.author.build import rules
from autograder.course import suitefile
from autograder.errors import AutograderError

STUDENT = "def test_random(student, reference, rng):"


@pytest.fixture
def refusal(tiny_course):
    """The words with which a suite is refused after an edit, without the path of its folder."""

    def refuse(old, new):
        tiny_course.edit(tiny_course.suite, old, new)
        with pytest.raises(AutograderError) as error:
            rules.check(suitefile.read(tiny_course.root / tiny_course.suite))
        return str(error.value).removeprefix(f"{tiny_course.root / tiny_course.suite}:")

    return refuse


def test_a_suite_that_keeps_to_the_rules_passes(tiny_course):
    rules.check(suitefile.read(tiny_course.root / tiny_course.suite))


@pytest.mark.parametrize("value", ["3", "-1.5", '"text"', "(1, (2, 3))", "2 * np.pi", "None"])
def test_constants_may_stand_at_module_level(tiny_course, value):
    tiny_course.edit(tiny_course.suite, "import assert_close\n", f"import assert_close\n\nVALUE = {value}\n")
    rules.check(suitefile.read(tiny_course.root / tiny_course.suite))


@pytest.mark.parametrize(
    "value", ["[]", "[1, 2]", "{}", "{1}", "np.zeros(3)", "([1],)", "[i for i in (1, 2)]", "lambda: 3"]
)
def test_state_at_module_level_is_refused(refusal, value):
    said = refusal("import assert_close\n", f"import assert_close\n\nVALUE = {value}\n")
    assert said == "8: all checks would share this value; only numbers, strings and tuples stand here: move it"


def test_annotated_state_is_refused_too(refusal):
    assert "all checks would share" in refusal("import assert_close\n", "import assert_close\n\nSEEN: list = []\n")


@pytest.mark.parametrize("statement", ["for i in (1, 2): pass", "class TestIt: pass", "np.random.seed(3)", "del np"])
def test_other_statements_at_module_level_are_refused(refusal, statement):
    said = refusal("import assert_close\n", f"import assert_close\n\n{statement}\n")
    assert said.startswith("8: only imports, constants and functions stand at module level")


@pytest.mark.parametrize(
    "line",
    [
        "@pytest.mark.xfail",
        '@pytest.mark.skip(reason="slow")',
        '@pytest.mark.skipif(True, reason="slow")',
        '@pytest.mark.parametrize("n", [1, 2])',
    ],
)
def test_marks_that_hide_or_multiply_an_outcome_are_refused(refusal, line):
    said = refusal(STUDENT, f"{line}\n{STUDENT}")
    assert said.startswith("15: `") and "hides a check's outcome or multiplies it" in said


@pytest.mark.parametrize("call", ['pytest.skip("slow")', 'pytest.xfail("hard")', 'pytest.importorskip("numpy")'])
def test_calls_that_hide_an_outcome_are_refused_in_the_hidden_half_too(refusal, call):
    said = refusal("    expected = np.array", f"    {call}\n    expected = np.array")
    assert said.startswith("27: `") and "hides a check's outcome" in said


def test_a_mark_for_the_whole_module_is_refused(refusal):
    assert "hides a check's outcome" in refusal(
        "import assert_close\n", "import assert_close\n\npytestmark = pytest.mark.skip\n"
    )


def test_names_out_of_pytest_are_refused_because_they_would_hide_a_skip(refusal):
    assert "names from pytest are easy to miss" in refusal(
        "import pytest\n", "import pytest\nfrom pytest import skip\n"
    )


def test_an_unknown_decorator_is_refused(refusal):
    said = refusal(STUDENT, f"@pytest.fixture\n{STUDENT}")
    assert (
        said == "15: `@pytest.fixture` is unknown here; a check takes @pytest.mark.weight(…) and @pytest.mark.hint(…)"
    )


@pytest.mark.parametrize(
    "line", ["import scipy", "import os.path", "from autograder.sandbox import Server", "from . import x"]
)
def test_an_import_that_students_may_not_have_is_refused_wherever_it_stands(refusal, line):
    said = refusal("    expected = np.array", f"    {line}\n    expected = np.array")
    assert said.startswith("27: imports `") and "suites may import numpy, pytest, math, autograder.testing" in said


def test_a_module_that_only_begins_like_an_allowed_one_is_refused(refusal):
    assert "imports `numpy_extra`" in refusal("import numpy as np", "import numpy as np\nimport numpy_extra")


def test_parts_of_allowed_packages_are_allowed(tiny_course):
    tiny_course.edit(
        tiny_course.suite, "import numpy as np\n", "import math\n\nimport numpy.linalg\nimport numpy as np\n"
    )
    rules.check(suitefile.read(tiny_course.root / tiny_course.suite))


@pytest.mark.parametrize("docstring", ["", '    """ """\n', '    """one line\n\n    and more\n    """\n'])
def test_a_check_without_a_title_of_one_line_is_refused(refusal, docstring):
    said = refusal('    """doubles random numbers"""\n', docstring)
    assert said.startswith("15: `test_random` needs a title: a docstring of one line")


def test_a_second_check_of_the_same_name_is_refused(refusal):
    said = refusal("def test_negative(", "def test_example(")
    assert said.startswith("24: a second check named `test_example`, which would replace the first")


def test_a_check_that_asks_for_an_unknown_fixture_is_refused(refusal):
    said = refusal(STUDENT, "def test_random(student, tmp_path, reference, rng):")
    assert said == "15: `test_random` asks for `tmp_path`; checks may ask for student, reference, rng"


def test_a_check_that_says_nothing_about_the_student_is_refused(refusal):
    said = refusal(STUDENT, "def test_random(reference, rng):")
    assert said.startswith("15: `test_random` does not take `student`")


def test_a_default_that_calls_would_share_is_refused(refusal):
    said = refusal("### BEGIN HIDDEN", "def helper(seen=[]):\n    return seen\n\n\n### BEGIN HIDDEN")
    assert said.startswith("21: checks would share this default")


@pytest.mark.parametrize("word", ["global", "nonlocal"])
def test_state_that_outlives_a_call_is_refused(refusal, word):
    helper = f"def helper():\n    n = 0\n    def inner():\n        {word} n\n\n\n### BEGIN HIDDEN"
    assert f"`{word} n` lets one check change what another sees" in refusal("### BEGIN HIDDEN", helper)


def test_a_region_that_starts_inside_a_check_is_refused(tiny_course):
    tiny_course.edit(tiny_course.suite, "### BEGIN HIDDEN TESTS\n", "")
    tiny_course.edit(tiny_course.suite, "    x = np.array", "    ### BEGIN HIDDEN TESTS\n    x = np.array")
    with pytest.raises(AutograderError, match=r"test_double\.py:23: the hidden region starts inside this"):
        rules.check(suitefile.read(tiny_course.root / tiny_course.suite))


def test_a_suite_without_a_visible_check_is_refused(tiny_course):
    text = (tiny_course.root / tiny_course.suite).read_text()
    head, hidden = text[: text.index("@pytest")], text[text.index("### BEGIN") :]
    path = tiny_course.write(tiny_course.suite, head + hidden)
    with pytest.raises(AutograderError, match=r"test_double\.py:9: no check above this line; write at least one"):
        rules.check(suitefile.read(path))


def test_a_suite_without_a_hidden_check_is_for_audit_to_judge(tiny_course):
    text = (tiny_course.root / tiny_course.suite).read_text()
    for end in ("", "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS\n"):
        rules.check(suitefile.read(tiny_course.write(tiny_course.suite, text[: text.index("### BEGIN")] + end)))
