"""An author's file that does not run is named with its line, and nothing is proved or graded with half of it."""

import pytest

from autograder.errors import AutograderError
from autograder.suite.source import run


def test_what_a_file_defines(tmp_path):
    (tmp_path / "one.py").write_text("x = 1\n", encoding="utf-8")
    assert run(tmp_path / "one.py")["x"] == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1\ny = (\n", r"one\.py:2: "),
        ("x = 1\n\ny = z\n", r"one\.py:3: NameError: name 'z' is not defined"),
        ("import autograder.testing\nautograder.testing.misconception()\n", r"one\.py:2: TypeError: "),
    ],
)
def test_one_that_does_not_run_is_named_with_its_line(tmp_path, text, words):
    (tmp_path / "one.py").write_text(text, encoding="utf-8")
    with pytest.raises(AutograderError, match=words):
        run(tmp_path / "one.py")
