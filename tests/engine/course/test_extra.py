"""Packages of the [instructor] extra."""

import subprocess
import sys

import pytest

from autograder.course.extra import SLOW, instructor
from autograder.errors import AutograderError


def test_a_package_that_is_missing_is_asked_for_by_name():
    with pytest.raises(AutograderError, match=r"counting needs not_there: pip install 'dlfs-autograder\[instructor\]'"):
        instructor("not_there.inside", "counting")


def test_the_slow_grammar_is_not_compiled_and_can_be_imported_afterwards():
    code = (
        "import sys\nfrom autograder.course.extra import instructor\ninstructor('jupytext', 'reading')\n"
        f"assert {SLOW!r} not in sys.modules\nimport jsonschema\nassert 'nbformat' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
