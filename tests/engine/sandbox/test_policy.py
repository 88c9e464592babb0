"""What workers may do is asked of the kernel, and the folders they may read are few."""

import builtins
import os
import sys
from pathlib import Path

import pytest

from autograder.errors import AutograderError
from autograder.limits import Limits
from autograder.sandbox import Cell, policy
from autograder.sandbox.process import Unconfined
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker


@pytest.fixture
def ask_again():
    """`available` remembers its answer; here it is asked anew, and afterwards too."""
    policy.available.cache_clear()
    yield policy.available
    policy.available.cache_clear()


def without(monkeypatch, module):
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == module:
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)


def test_this_machine_can_confine(ask_again):
    here = ask_again()
    assert (here.missing, here.level) == ((), "full")


def test_a_machine_that_is_not_linux_confines_nothing(ask_again, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    here = ask_again()
    assert here.level == "none"
    assert "Linux" in here.missing[0]


@pytest.mark.parametrize("module", ["landlockpy", "pyseccomp"])
def test_a_missing_library_is_named_with_the_way_out(ask_again, monkeypatch, module):
    without(monkeypatch, module)
    here = ask_again()
    assert here.level == "partial"
    assert here.missing == (f"{module} (pip install 'dlfs-autograder[instructor]')",)


def test_a_kernel_without_landlock_is_told(ask_again, monkeypatch):
    import landlockpy

    monkeypatch.setattr(landlockpy, "abi_version", lambda: 0)
    assert ask_again().missing[0].startswith("Landlock (Linux 5.13")


def test_without_confinement_nothing_is_graded(monkeypatch):
    monkeypatch.setattr(policy, "available", lambda: policy.Confinement(0, True, ("Landlock",)))
    with pytest.raises(AutograderError, match=r"cannot confine student code: it lacks Landlock.*--allow-unconfined"):
        Server(None, Limits())


def test_the_folders_to_read_are_libraries_and_fonts_only():
    paths = policy.readable(["/usr/lib/python3.11", "/no/such/folder"], "x86_64-linux-gnu")
    assert Path("/no/such/folder") not in paths
    assert not {Path("/"), Path("/usr"), Path("/usr/lib"), Path("/lib"), Path("/usr/local/lib"), Path("/etc")} & set(
        paths
    )


def test_the_program_is_built_once():
    assert policy.seccomp_program() is policy.seccomp_program()
    assert len(policy.seccomp_program()) % 8 == 0


def attempt(server, source, *args):
    with Worker(server, (Cell("submission.py", source),)) as worker:
        return worker.call("f", *args)


def test_without_landlock_the_system_calls_still_protect_files_from_change(monkeypatch, tmp_path):
    """So they do where Landlock is too old to know O_TRUNC."""
    monkeypatch.setattr(policy, "available", lambda: policy.Confinement(0, True, ("Landlock",)))
    file = tmp_path / "file"
    file.write_text("content")
    source = b"import os\ndef f(path, flags): os.close(os.open(path, flags))\n"
    with Server(None, Limits(), unconfined=True) as server:
        assert server.confinement == "partial"
        assert attempt(server, source, str(file), 0).value is None  # reading is Landlock's to refuse
        for flags in ("O_WRONLY", "O_RDWR", "O_TRUNC", "O_CREAT", "O_APPEND"):
            answer = attempt(server, source, str(file), getattr(os, flags))
            assert answer.type_name == "builtins.PermissionError", flags
    assert file.read_text() == "content"


def test_a_worker_that_is_less_confined_than_promised_is_a_fault_of_ours(monkeypatch):
    with Server(None, Limits()) as server:
        monkeypatch.setattr(Server, "must_hold", [True, False])
        with pytest.raises(Unconfined, match="without its confinement"):
            Worker(server, ())
