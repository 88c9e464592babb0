"""Ways in which root's tests run a command as an ordinary user."""

from __future__ import annotations

import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

# The interpreter starts itself once more, as the grader starts a server: where setpriv still could, its command may not.
PROBE = """
import os, subprocess, sys
if os.getuid() == 0:
    sys.exit("still root")
subprocess.run([sys.executable, "-c", "import numpy, autograder.sandbox.server"], check=True)
"""


def _ways() -> Iterator[list[str]]:
    """Starts of commands that run the rest as an ordinary user, the plainest first."""
    nobody = next((entry for entry in pwd.getpwall() if entry.pw_name == "nobody"), None)
    if shutil.which("setpriv") and nobody is not None:
        yield ["setpriv", "--reuid", str(nobody.pw_uid), "--regid", str(nobody.pw_gid), "--clear-groups"]
    if shutil.which("unshare"):
        # Where nobody else may enter the interpreter's folder: root without any of root's powers, under another number.
        yield ["unshare", "--user", "--map-user=65534"]


def ordinary_user() -> list[str]:
    """The start of a command that runs the rest so; skips the test, saying what was tried, where none leads to this interpreter."""
    tried = []
    for way in _ways():
        done = subprocess.run([*way, sys.executable, "-c", PROBE], cwd="/", capture_output=True, text=True, timeout=60)
        if done.returncode == 0:
            return way
        tried.append(f"{way[0]}: {done.stderr.strip().rpartition(chr(10))[2] or done.returncode}")
    pytest.skip(f"no ordinary user can run this interpreter here: {'; '.join(tried) or 'neither setpriv nor unshare'}")
