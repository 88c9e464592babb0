"""What travels to a node."""

import os
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

from autograder.author import build
from autograder.course.folder import find_course, read
from autograder.grade.cluster.bundle import Bundle
from autograder.suite.checks import suite_sha256


def test_settings_solutions_and_suites_travel_and_nothing_else(tiny_course):
    build.write(tiny_course.read())
    tiny_course.write("tests/exercises/ch09_tiny/__pycache__/test_double.pyc", "")
    tiny_course.write("submissions/ada.py", "")
    with zipfile.ZipFile(BytesIO(Bundle.of(tiny_course.read()).content)) as archive:
        assert sorted(archive.namelist()) == [
            "course.toml",
            "solutions/ch09_tiny.py",
            "tests/exercises/ch09_tiny/misconceptions.py",
            "tests/exercises/ch09_tiny/test_double.py",
            "tests/exercises/ch09_tiny/test_floor.py",
        ]


def test_a_copy_is_the_same_bundle_and_a_changed_suite_another(tiny_course, tmp_path):
    bundle = Bundle.of(tiny_course.read())
    shutil.copytree(tiny_course.root, tmp_path / "copy")
    for path in (tmp_path / "copy").rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert Bundle.of(read(tmp_path / "copy")) == bundle
    tiny_course.edit(tiny_course.suite, "doubles three numbers", "doubles numbers")
    assert Bundle.of(tiny_course.read()).sha256 != bundle.sha256


def test_the_course_of_this_project_is_whole_where_it_is_unpacked(tmp_path):
    course = find_course(Path(__file__).parents[4])
    Bundle.of(course).unpack(tmp_path / "node")
    assert [one.name for one in read(tmp_path / "node").assignments] == [one.name for one in course.assignments]


def test_what_is_unpacked_is_the_course(tiny_course, tmp_path):
    course = tiny_course.read()
    Bundle.of(course).unpack(tmp_path / "node")
    there = read(tmp_path / "node")
    assert [suite_sha256(there, one) for one in there.assignments] == [
        suite_sha256(course, one) for one in course.assignments
    ]
