"""jsonschema without the grammar that takes most of a second."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module",
    ["course.assignment_source", "author.build", "render.cells", "gradebook", "nbgrader.layout", "nbgrader.sanitizer"],
)
def test_whatever_imports_it_first_compiles_no_grammar(module):
    code = (
        f"import sys\nimport autograder.{module}\nfrom autograder.quick_jsonschema import GRAMMAR\n"
        "assert 'jsonschema' in sys.modules and 'nbformat' in sys.modules\nassert GRAMMAR not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_is_there_already_stays():
    code = (
        "import sys, types\nthere = sys.modules['rfc3987_syntax'] = types.ModuleType('rfc3987_syntax')\n"
        "from autograder import quick_jsonschema\nassert sys.modules[quick_jsonschema.GRAMMAR] is there\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
