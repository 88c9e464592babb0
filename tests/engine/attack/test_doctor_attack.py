"""`autograder doctor --attack` shows what came of each attack, and says no where one came through."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import attack
from autograder.attack import arena as arenas
from autograder.sandbox import policy
from autograder.sandbox.server import Server
from tests.engine.ordinary import ordinary_user

REPOSITORY = Path(__file__).parents[3]

FEW = tuple(
    one
    for one in attack.ATTACKS
    if one.name in ("open", "TCP", "kill", "a new file", "ending in a call", "a file that stays")
)


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(attack, "ATTACKS", FEW)


def test_where_all_hold_it_says_so(few, autograder_here, tiny_course):
    code, out, errors = autograder_here("doctor", "--attack", folder=tiny_course.root, COLUMNS="300")
    assert (code, errors) == (0, "")
    assert f"{len(FEW)} attacks came to nothing" in out
    assert out.count("yes") >= len(FEW)


def test_where_one_comes_through_it_says_which(few, autograder_here, tiny_course, monkeypatch):
    """The arena's workers are not confined here, and nobody has noticed."""
    real = Server.__init__

    def unconfined(self, executable, limits, *, unconfined, **more):
        real(self, executable, limits, unconfined=unconfined, **more)
        if limits.call_cpu_seconds == arenas.LIMITS["call_cpu_seconds"]:
            self.close()
            monkeypatch.setattr(policy, "available", lambda: policy.Confinement(0, False, ("everything",)))
            real(self, executable, limits, unconfined=True, **more)

    monkeypatch.setattr(Server, "__init__", unconfined)
    code, out, errors = autograder_here("doctor", "--attack", folder=tiny_course.root, COLUMNS="300")
    assert code == 2
    assert "NO: a secret was read" in out
    assert "NO: something came through a socket" in out
    assert "attacks came through" in errors
    assert errors.startswith(f"autograder: {len(FEW) - 1} of {len(FEW)}")  # the verdict is reached elsewhere, as ever


def no_namespaces() -> list[str]:
    """The start of a command for which the kernel makes no user namespace; skips the test where that cannot be arranged."""
    way = [
        "unshare",
        "--user",
        "--map-root-user",
        "sh",
        "-c",
        'echo 0 >/proc/sys/user/max_user_namespaces && exec "$@"',
        "-",
    ]
    if shutil.which("unshare") is None or subprocess.run([*way, "true"], capture_output=True).returncode:
        pytest.skip("no namespace can be made in which others are refused")
    return way


@pytest.mark.slow
@pytest.mark.parametrize("who", [ordinary_user, no_namespaces], ids=["an ordinary user", "without namespaces"])
def test_all_hold_whoever_grades(tiny_course, tmp_path, who):
    tmp_path.chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o777)
    command = [*who(), sys.executable, "-m", "autograder", "doctor", "--attack", "--course", str(tiny_course.root)]
    environment = {**os.environ, "HOME": str(home), "COLUMNS": "200"}
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=1800)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert f"{len(attack.ATTACKS)} attacks came to nothing" in done.stdout
