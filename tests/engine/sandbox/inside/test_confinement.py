"""The confinement holds for root and for an ordinary user alike."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox import Value
from tests.engine.ordinary import ordinary_user

REPOSITORY = Path(__file__).resolve().parents[4]
# What depends on who started the workers: files, signals, limits, network.
FILES = ["test_2_secrets.py", "test_3_tampering.py", "test_5_network.py", "test_6_next_submission.py"]
WITHOUT = "feedback or smuggl or hidden or neighbour or record or instructor or bending or visible or suite"


def test_who_a_worker_is_matters_to_no_limit(attack):
    source = (
        "import os, resource\ndef f():\n    names = ['AS', 'CPU', 'NOFILE', 'FSIZE', 'NPROC', 'CORE', 'MEMLOCK']\n"
        "    return [resource.getrlimit(getattr(resource, 'RLIMIT_' + name)) for name in names] + [os.getuid()]\n"
    )
    *limits, user = attack(source).value
    assert user == os.getuid()
    assert all(soft == hard >= 0 for soft, hard in limits)
    assert [soft for soft, _ in limits[2:]] == [64, 0, 0, 1, 0]


def test_a_worker_leads_a_session_of_its_own(attack):
    assert attack("import os\ndef f(): return os.getppid() > 1 and os.getpid() != os.getppid()\n") == Value(True)


@pytest.mark.skipif(os.getuid() != 0, reason="these tests run as an ordinary user anyway")
def test_the_attacks_fail_for_workers_of_an_ordinary_user_too(tmp_path):
    way = ordinary_user()
    folder = Path(__file__).parents[1] / "threats"
    tmp_path.chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o777)
    command = [
        *way,
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        f"--basetemp={home / 'tests'}",
    ]
    command += ["-k", f"not ({WITHOUT})", *(str(folder / name) for name in FILES)]
    environment = {**os.environ, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
