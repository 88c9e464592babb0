"""A pytest plugin: nbgrader's own tests run under the configuration that `autograder nbgrader init` writes.

`differences.toml` names the tests that come out otherwise, each with the reason. Those must fail, and every other must pass.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import nbgrader
import pytest

from autograder.course import folder
from autograder.nbgrader.layout import CONFIG, SETTINGS, lay_out

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
COURSE = HERE.parent / "engine" / "author" / "demo" / "course"  # any will do: nbgrader's notebooks are none of its


def pytest_configure(config: pytest.Config) -> None:
    """Put the configuration where Jupyter looks for one beneath that of a test's own folder."""
    base = Path(tempfile.mkdtemp(prefix="nbgrader-own-"))
    config.add_cleanup(lambda: shutil.rmtree(base, ignore_errors=True))
    shutil.copytree(COURSE, base / "course")
    lay_out(folder.read(base / "course"), base / "jupyter")
    assert (base / "jupyter" / CONFIG).read_text(encoding="utf-8").count(SETTINGS.split("{")[0]) == 1
    os.environ["JUPYTER_CONFIG_DIR"] = str(base / "jupyter")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    # Some tests look for files by their path in nbgrader's repository.
    guide = Path("docs", "source", "user_guide")
    shutil.copytree(Path(nbgrader.__file__).parent / guide, base / "repository" / "nbgrader" / guide)
    shutil.copy(base / "repository" / "nbgrader" / guide / "autotests.yml", base / "repository")
    os.chdir(base / "repository")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Expect the named tests to fail, and see to it that each is there."""
    found = {(item.path.stem, item.name): item for item in items}
    for module, differences in tomllib.loads((HERE / "differences.toml").read_text(encoding="utf-8")).items():
        is_whole = any(name == module for name, _ in found) and not config.option.keyword
        for name, reason in differences.items():
            if (module, name) in found:
                found[module, name].add_marker(pytest.mark.xfail(reason=reason, strict=True))
            elif is_whole:
                raise pytest.UsageError(f"differences.toml names {name}, and nbgrader's {module} has no such test")
