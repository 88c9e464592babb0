"""Which Python some environments of tox.ini are made of, and which ones one of them compares. `base_python` cannot list them: tox-uv tries the first of a list only."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tox.config.loader.memory import MemoryLoader
from tox.config.sets import EnvConfigSet
from tox.config.types import Command
from tox.plugin import impl
from tox.session.state import State

NEWEST_FIRST = ["python3.14", "python3.13", "python3.12", "python3.11", "python3.10"]
OLDEST_FIRST = ["python3.10", "python3.11", "python3.12"]  # NumPy 1.26 has no wheels for a newer one
CHOICES = {
    "newest": NEWEST_FIRST,
    "slow": NEWEST_FIRST,
    "numpy126": OLDEST_FIRST,
    "numpy126-full": OLDEST_FIRST,
}


def _starts(python: str) -> bool:
    """Whether it is on the PATH and runs: a shim of pyenv may name one that is not there."""
    found = shutil.which(python)
    return found is not None and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0


@impl
def tox_add_env_config(env_conf: EnvConfigSet, state: State) -> None:
    """Choose the first that starts; where none does, tox names the one it looked for and skips the environment.

    `interpreters` grades the demo class under the Pythons of those test environments that are there.
    """
    choices = CHOICES.get(env_conf.name or "", [])
    if choices:
        found = next(filter(_starts, choices), choices[0])
        env_conf.loaders.insert(0, MemoryLoader(base_python=[found]))
    if env_conf.name == "interpreters":
        pythons = sorted(Path(state.conf.core["work_dir"]).glob("py3*/bin/python"))
        options = [part for python in pythons for part in ("--python", str(python))]
        env_conf.loaders.insert(0, MemoryLoader(commands=[Command(["autograder", "demo", *options])]))
