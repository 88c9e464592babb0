"""What students are sent, and what is built for a package index: whole, the same each time, and without a secret."""

import ensurepip
import io
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.author.audit import secrecy
from autograder.author.build import write
from autograder.author.release import release, wheel
from autograder.author.release.kitzip import folder_name
from autograder.course.folder import find_course
from autograder.errors import AutograderError

PROJECT = Path(__file__).parents[4]


@pytest.fixture
def course(tiny_course):
    """A course whose kit is up to date."""
    write(tiny_course.read())
    return tiny_course.read()


@pytest.fixture
def light(monkeypatch):
    """A wheel with little in it, which is looked through for secrets in no time."""
    few = {name: content for name, content in wheel.members().items() if "/" not in name.partition("/")[2]}
    monkeypatch.setattr(wheel, "members", lambda: few)


def members(path):
    """(name, content) of every member, those of a wheel inside too."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            yield name, content
            if name.endswith(".whl"):
                yield from members(io.BytesIO(content))


def test_a_release_holds_the_kit_and_the_wheel_in_one_folder_and_nothing_else(light, course, tmp_path):
    release(course, tmp_path / "kit.zip")
    kit = {path.relative_to(course.kit).as_posix() for path in course.kit.rglob("*") if path.is_file()}
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        assert set(archive.namelist()) == {f"a-tiny-course/{name}" for name in {*kit, wheel.name()}}


def test_the_readmes_commands_name_the_wheel_that_lies_beside_it(light, course, tmp_path):
    release(course, tmp_path / "kit.zip")
    text = dict(members(tmp_path / "kit.zip"))["a-tiny-course/README.md"].decode()
    assert f"    python3 -m venv .venv && .venv/bin/pip install {wheel.name()}\n" in text
    assert f"    py -m venv .venv; .venv\\Scripts\\pip install {wheel.name()}\n" in text


@pytest.mark.parametrize(
    ("title", "folder"),
    [
        ("Deep Learning from Scratch, chapters 1–3", "deep-learning-from-scratch-chapters-1-3"),
        ("../C:\\work", "c-work"),
        ("深度学习入门", "深度学习入门"),
        ("—", "exercises"),
        ("x" * 300, "x" * 60),
    ],
)
def test_the_folder_in_a_release_is_named_after_the_course(title, folder):
    assert folder_name(title) == folder


def test_a_release_is_the_same_bytes_each_time(course, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        release(course, tmp_path / name / "kit.zip")
    assert (tmp_path / "one" / "kit.zip").read_bytes() == (tmp_path / "two" / "kit.zip").read_bytes()


def test_the_wheel_says_its_version_wherever_the_engine_is_installed_from(monkeypatch):
    """A checkout's egg-info has another file for it than an installed package."""
    found = wheel._installed()
    text = found.read_text("METADATA") or found.read_text("PKG-INFO")
    for name in ("METADATA", "PKG-INFO"):
        texts = {name: text, "entry_points.txt": "[console_scripts]"}
        monkeypatch.setattr(wheel, "_installed", lambda texts=texts: SimpleNamespace(read_text=texts.get))
        (metadata,) = (content for member, content in wheel.members().items() if member.endswith("/METADATA"))
        assert b"\nVersion: " in metadata
    monkeypatch.setattr(wheel, "_installed", lambda: SimpleNamespace(read_text=lambda name: None))
    with pytest.raises(AutograderError, match="lacks its METADATA"):
        wheel.members()


def test_what_lies_about_in_the_kit_is_not_sent(light, course, tmp_path):
    (course.kit / ".solutions.py").write_text("secret", encoding="utf-8")
    release(course, tmp_path / "kit.zip")
    assert not any("solutions" in name for name, _ in members(tmp_path / "kit.zip") if "autograder/" not in name)


def test_a_stale_kit_is_not_sent(course, tiny_course, tmp_path):
    tiny_course.edit(tiny_course.chapter, "Three becomes six.", "Four becomes eight.")
    with pytest.raises(AutograderError, match=r"exercises/ is out of date .*; run 'autograder build'"):
        release(tiny_course.read(), tmp_path / "kit.zip")
    assert not (tmp_path / "kit.zip").exists()


def test_a_kit_that_gives_something_away_is_not_sent(light, tiny_course, tmp_path):
    tiny_course.edit(tiny_course.chapter, "# Three becomes six.", "# Think of test_negative.")
    write(tiny_course.read())
    with pytest.raises(AutograderError, match="gives away the name of hidden check double/test_negative"):
        release(tiny_course.read(), tmp_path / "kit.zip")
    assert not (tmp_path / "kit.zip").exists()


def test_a_place_that_cannot_be_written_gets_one_sentence(light, course, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(AutograderError, match="cannot write"):
        release(course, tmp_path / "file" / "kit.zip")


def test_nothing_secret_of_the_real_course_is_in_its_release(tmp_path):
    course = find_course(PROJECT)
    release(course, tmp_path / "kit.zip")
    found = list(members(tmp_path / "kit.zip"))
    assert len(found) > 100
    assert secrecy.leaks_in(course, found) == []


def test_the_wheel_in_a_release_installs_and_its_command_starts(tmp_path):
    path = tmp_path / wheel.name()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in wheel.members().items():
            archive.writestr(name, content)
    # pip's own wheel runs as it is, which is quicker than to install it; a distribution may keep it elsewhere.
    bundled = next((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"), None)
    venv.create(tmp_path / "env", with_pip=bundled is None)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [scripts / "python", *([bundled / "pip"] if bundled else ["-m", "pip"])]
    pip += ["install", "-q", "--no-deps", "--no-index", "--no-compile", path]
    subprocess.run(pip, check=True, capture_output=True)
    code = "import autograder; print(autograder.__version__, autograder.__file__)"
    version, file = subprocess.run(
        [scripts / "python", "-I", "-c", code], check=True, capture_output=True, text=True
    ).stdout.split(maxsplit=1)
    assert version == wheel.name().split("-")[1]
    assert Path(file.strip()).is_relative_to(tmp_path)
    assert (scripts / "autograder").exists() or (scripts / "autograder.exe").exists()


@pytest.mark.skipif(not (PROJECT / ".git").exists(), reason="needs the project's own checkout")
@pytest.mark.parametrize("kind", ["sdist", "wheel"])
def test_nothing_secret_is_in_what_the_project_builds_for_an_index(kind, tmp_path):
    """With the project's own build backend, on a copy, so that no build folder is left behind."""
    pytest.importorskip("setuptools", minversion="77")
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listing, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    copy = tmp_path / "project"
    for name in filter(None, files.split("\0")):
        if (PROJECT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((PROJECT / name).read_bytes())
    code = f"from setuptools import build_meta; print(build_meta.build_{kind}({str(tmp_path)!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=copy, check=True, capture_output=True, text=True)
    built = tmp_path / done.stdout.split()[-1]
    found = list(members(built)) if kind == "wheel" else list(_sdist(built))
    paths = [name for name, _ in found if "autograder/" in name and name.endswith(wheel.SUFFIXES)]
    engine = {name.partition("autograder/")[2] for name in paths}
    engine = {name for name in engine if name.partition("/")[0] not in wheel.LEFT_OUT}
    assert engine == {name.removeprefix("autograder/") for name in wheel.members() if name.startswith("autograder/")}
    assert secrecy.leaks_in(find_course(PROJECT), found) == []


def _sdist(path):
    with tarfile.open(path) as archive:
        for member in archive:
            if member.isfile():
                yield member.name, archive.extractfile(member).read()
