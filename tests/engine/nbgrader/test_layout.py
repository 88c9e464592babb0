"""`autograder nbgrader init`."""

import json
import os
import sys
from pathlib import Path

import pytest

from autograder.errors import AutograderError

pytest.importorskip("nbgrader")
from autograder.nbgrader.layout import CONFIG, lay_out

SOURCE = Path("source", "ch09_tiny", "ch09_tiny.ipynb")
VISIBLE = ("expected.json", "test_double.py", "test_floor.py")


def test_a_course_is_laid_out_with_its_absolute_path(tiny_course, tmp_path):
    folder = tmp_path / "class"
    changes = lay_out(tiny_course.read(), folder)
    beside = ["hints.json", "kit.toml", *(f"tests/ch09_tiny/{name}" for name in VISIBLE)]
    assert set(changes.written) == {Path(CONFIG), SOURCE, *(SOURCE.parent / name for name in beside)}
    assert json.dumps(str(tiny_course.root.resolve())) in (folder / CONFIG).read_text(encoding="utf-8")


def test_a_second_time_changes_nothing(tiny_course, tmp_path):
    lay_out(tiny_course.read(), tmp_path / "class")
    assert lay_out(tiny_course.read(), tmp_path / "class").written == ()


def test_the_source_has_the_answers_between_their_markers_and_no_hidden_check(tiny_course, tmp_path):
    lay_out(tiny_course.read(), tmp_path)
    assert "### BEGIN SOLUTION" in (tmp_path / SOURCE).read_text(encoding="utf-8")
    for path in (tmp_path / "source").rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        assert "test_negative" not in text
        assert "keeps the sign" not in text


def test_what_was_made_before_follows_the_course(tiny_course, tmp_path):
    lay_out(tiny_course.read(), tmp_path)
    tiny_course.edit(tiny_course.chapter, "points=2", "points=3")
    assert lay_out(tiny_course.read(), tmp_path).written == (SOURCE, SOURCE.parent / "kit.toml")


def test_a_notebook_that_its_user_changed_is_left_alone_like_everything_else(tiny_course, tmp_path):
    lay_out(tiny_course.read(), tmp_path)
    mine = (tmp_path / SOURCE).read_text(encoding="utf-8").replace("Two small", "My two small")
    (tmp_path / SOURCE).write_text(mine, encoding="utf-8")
    tiny_course.edit(tiny_course.chapter, "Three becomes six.", "Four becomes eight.")
    (tmp_path / CONFIG).unlink()
    with pytest.raises(AutograderError, match=r"ch09_tiny\.ipynb' was not made by"):
        lay_out(tiny_course.read(), tmp_path)
    assert (tmp_path / SOURCE).read_text(encoding="utf-8") == mine
    assert not (tmp_path / CONFIG).exists()


def test_a_configuration_of_the_users_own_is_left_alone_and_the_lines_to_add_are_named(tiny_course, tmp_path):
    (tmp_path / CONFIG).write_text("c = get_config()\n", encoding="utf-8")
    with pytest.raises(AutograderError, match=r"(?s)is yours.*c\.Autograder\.course = "):
        lay_out(tiny_course.read(), tmp_path)
    assert not (tmp_path / SOURCE).exists()


def test_a_configuration_with_our_lines_and_others_is_kept(tiny_course, tmp_path):
    lay_out(tiny_course.read(), tmp_path)
    mine = (tmp_path / CONFIG).read_text(encoding="utf-8") + 'c.CourseDirectory.course_id = "mine"\n'
    (tmp_path / CONFIG).write_text(mine, encoding="utf-8")
    changes = lay_out(tiny_course.read(), tmp_path)
    assert changes.config_kept
    assert changes.written == ()
    assert (tmp_path / CONFIG).read_text(encoding="utf-8") == mine


def test_the_configuration_puts_the_environments_commands_on_the_path(tiny_course, tmp_path, monkeypatch):
    lay_out(tiny_course.read(), tmp_path)
    monkeypatch.setenv("PATH", "/usr/bin")
    from traitlets.config.loader import PyFileConfigLoader

    PyFileConfigLoader(CONFIG, path=str(tmp_path)).load_config()
    assert os.environ["PATH"].split(os.pathsep)[0] == os.path.dirname(sys.executable)
