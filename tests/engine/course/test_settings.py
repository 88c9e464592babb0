"""`course.toml`."""

import pytest

from autograder.course import Limits, NotebookLimits, settings
from autograder.course.late import LatePolicy
from autograder.errors import AutograderError


@pytest.fixture
def read(tmp_path):
    """Settings read from a text."""

    def read_text(text):
        path = tmp_path / "course.toml"
        path.write_text(text, encoding="utf-8")
        return settings.read(path)

    return read_text


def test_a_title_is_enough_and_limits_have_defaults(read):
    assert read('title = "Tiny"') == ("Tiny", Limits(), NotebookLimits(), LatePolicy())


def test_limits_are_read_and_whole_numbers_count_as_seconds(read):
    _, limits, _, _ = read('title = "Tiny"\n[limits]\ncall_wall_seconds = 3\nmemory_bytes = 1_000\n')
    assert limits == Limits(call_wall_seconds=3.0, memory_bytes=1000)
    assert isinstance(limits.call_wall_seconds, float)


def test_an_instructors_other_notebooks_have_limits_of_their_own(read):
    assert read('title = "Tiny"\n[notebooks]\ncpu_seconds = 60')[2] == NotebookLimits(cpu_seconds=60.0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "`title` must be the name of the course"),
        ("title = 3", "`title` must be the name of the course"),
        ('title = " "', "`title` must be the name of the course"),
        ('title = "T"\ntilte = "U"', "unknown key `tilte`; the keys are title, limits, notebooks, late"),
        ('title = "T"\n[notebooks]\ncpu = 1', "unknown key `notebooks.cpu`; the keys are cpu_seconds, "),
        ('title = "T"\n[notebooks]\nscratch_bytes = 0', "`notebooks.scratch_bytes` must be more than 0"),
        ('title = "T"\nlimits = 3', "`limits` must be a table"),
        ('title = "T"\n[limits]\ncpu = 1', "unknown key `limits.cpu`; the keys are call_cpu_seconds, "),
        ('title = "T"\n[limits]\ncall_cpu_seconds = "1"', "`limits.call_cpu_seconds` must be a number, not '1'"),
        ('title = "T"\n[limits]\ncall_cpu_seconds = true', "`limits.call_cpu_seconds` must be a number, not True"),
        ('title = "T"\n[limits]\nmemory_bytes = 1.5', "`limits.memory_bytes` must be a whole number, not 1.5"),
        ('title = "T"\n[limits]\nfile_bytes = -1', "`limits.file_bytes` must be more than 0 and finite, not -1"),
        ('title = "T"\n[limits]\noutput_bytes = 0', "`limits.output_bytes` must be more than 0 and finite, not 0"),
        ('title = "T"\n[limits]\ncall_wall_seconds = inf', "`limits.call_wall_seconds` must be more than 0 and finite"),
        ('title = "T"\n[limits]\ncall_wall_seconds = nan', "`limits.call_wall_seconds` must be more than 0 and finite"),
        ('title = "T', "cannot be read"),
    ],
)
def test_a_mistake_is_refused_and_its_key_named(read, text, says):
    with pytest.raises(AutograderError) as error:
        read(text)
    assert "course.toml" in str(error.value)
    assert says in str(error.value)
