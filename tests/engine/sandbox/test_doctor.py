"""`autograder doctor` proves what this machine confines, and says so where it does not."""

from autograder.limits import Limits
from autograder.sandbox import policy
from autograder.sandbox.doctor import examine


def test_everything_holds_in_a_confined_worker():
    report = examine(Limits())
    assert [probe for probe in report.probes if not probe.held] == []
    assert report.is_safe


def test_a_machine_without_seccomp_is_not_safe_and_shows_what_went_through(monkeypatch):
    here = policy.available()
    weaker = policy.Confinement(here.landlock_abi, False, ("seccomp",))
    monkeypatch.setattr(policy, "available", lambda: weaker)
    report = examine(Limits())
    lost = {probe.name for probe in report.probes if not probe.held}
    assert not report.is_safe
    assert "send by UDP" in lost
    assert "read a solution" not in lost


def test_a_machine_without_landlock_is_not_safe_and_shows_that_files_were_read(monkeypatch):
    monkeypatch.setattr(policy, "available", lambda: policy.Confinement(0, True, ("Landlock",)))
    report = examine(Limits())
    assert "read a solution" in {probe.name for probe in report.probes if not probe.held}


def test_nothing_hostile_runs_where_nothing_would_stop_it(monkeypatch):
    monkeypatch.setattr(policy, "available", lambda: policy.Confinement(0, False, ("Landlock", "seccomp")))
    report = examine(Limits())
    assert report.probes == ()
    assert not report.is_safe
