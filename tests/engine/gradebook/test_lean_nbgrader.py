"""nbgrader's tables come without its Jupyter extensions, and the package is whole for whoever looks for the rest."""

import subprocess
import sys


def run(code):
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_gradebook_imports_no_extension():
    loaded = run("import autograder.gradebook, sys; print(*[name for name in sys.modules if 'extension' in name])")
    assert "nbgrader" not in loaded


LINES = """
import autograder.gradebook, nbgrader
assert not hasattr(nbgrader, "nothing")
assert len(nbgrader._jupyter_server_extension_points()) == 1 and nbgrader.__version__
from nbgrader import load_formgrader, preprocessors, coursedir
import nbgrader.apps
print(nbgrader.apps.__name__)
"""


def test_what_the_package_has_is_there():
    assert run(LINES) == "nbgrader.apps"


def test_a_package_that_is_loaded_already_stays_as_it_is():
    assert (
        run("import nbgrader, sys; one = nbgrader; import autograder.gradebook; print(sys.modules['nbgrader'] is one)")
        == "True"
    )
