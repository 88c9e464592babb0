"""The command's very first moments, before its own handlers are there."""

import subprocess
import sys

import pytest

INTERRUPTED_WHILE_IMPORTING = """
import sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "autograder.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Finder())
from autograder.__main__ import main
main()
"""


@pytest.mark.parametrize("command", ["check", "--help"])
def test_ctrl_c_while_everything_is_imported_is_130_and_one_line(command):
    run = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_WHILE_IMPORTING, command], capture_output=True, text=True, timeout=120
    )
    assert (run.returncode, run.stdout, run.stderr) == (130, "", "autograder: stopped\n")
