"""A verdict is a function of the answers alone: not of the order of sets and dicts in the grader, nor of who was graded before."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("verdicts.py")


def verdicts(step, order, seed):
    """What a fresh interpreter with that hash seed says."""
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    command = [sys.executable, str(SCRIPT), str(step), order]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("step", [24, pytest.param(1, marks=pytest.mark.slow)])
def test_the_same_is_said_under_another_hash_seed_and_whoever_came_before(step):
    alone = verdicts(step, "none", 1)
    assert len(alone) > 200 // step
    assert verdicts(step, "forward", 2) == alone
    assert verdicts(step, "backward", 3) == alone
