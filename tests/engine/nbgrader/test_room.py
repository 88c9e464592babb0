"""The folder that an instructor's own notebook sees."""

import os

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="grading needs Linux")
pytest.importorskip("landlockpy")

from autograder.nbgrader import room as rooms  # noqa: E402
from autograder.nbgrader.room import Folders, SubmissionRoom  # noqa: E402

BYTES = 1000


@pytest.fixture
def place(tmp_path):
    """nbgrader's folders, and `place(step, path, text)` to put a file below one of them."""

    def place(step, name, text):
        path = tmp_path / step / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    place.root = tmp_path
    for step in ("submitted", "autograded"):
        place(step, "ps1.ipynb", "{}")
    return place


@pytest.fixture
def enter(place):
    """Make the room; it is closed afterwards."""
    made = []

    def enter(*released):
        folders = Folders(place.root / "autograded", place.root / "submitted", frozenset(released))
        made.append(SubmissionRoom(folders))
        return made[-1], made[-1].room(BYTES, {}).writable[0]

    yield enter
    for room in made:
        room.close()
        assert not room._base.exists()


def names(folder):
    """The files below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def test_files_of_student_and_instructor_are_there_and_notebooks_are_not(place, enter):
    for step in ("submitted", "autograded"):
        place(step, "mine/notes.txt", "mine")
    place("submitted", "data.csv", "forged")
    place("autograded", "data.csv", "released")
    _, work = enter("data.csv")
    assert names(work) == ["data.csv", "mine/notes.txt"]
    assert (work / "data.csv").read_text(encoding="utf-8") == "released"
    assert (work / "mine" / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("kind", ["link", "link to a folder", "two names", "pipe", "gone"])
def test_what_is_no_plain_file_is_not_given_and_what_was_copied_through_it_is_removed(place, enter, kind):
    secret = place("secret", "key.txt", "secret")
    copied = place("autograded", "in/key.txt", "secret")
    path = place("submitted", "in/key.txt", "x")
    path.unlink()
    if kind == "link":
        path.symlink_to(secret)
    elif kind == "link to a folder":
        path.parent.rmdir()
        path.parent.symlink_to(secret.parent)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "two names":
        copied.unlink()
        os.link(secret, copied)
        os.link(secret, path)
    room, work = enter()
    assert room.refused == ["in/key.txt"]
    assert names(work) == []
    assert not copied.exists()


def test_a_file_swapped_after_nbgrader_copied_it_is_the_one_that_was_handed_in(place, enter):
    place("submitted", "notes.txt", "mine")
    copied = place("autograded", "notes.txt", "what a link led to")
    _, work = enter()
    assert (work / "notes.txt").read_text(encoding="utf-8") == copied.read_text(encoding="utf-8") == "mine"


def test_a_file_swapped_for_a_link_between_look_and_open_is_not_followed(place, enter, monkeypatch):
    secret = place("secret", "key.txt", "secret")
    path = place("submitted", "notes.txt", "mine")
    place("autograded", "notes.txt", "mine")
    is_plain = rooms._is_plain

    def swap(status):
        path.unlink(missing_ok=True)
        path.symlink_to(secret)
        return is_plain(status)

    monkeypatch.setattr(rooms, "_is_plain", swap)
    room, work = enter()
    assert (room.refused, names(work)) == (["notes.txt"], [])


def test_what_a_notebook_made_is_kept_and_what_was_there_stays(place, enter):
    place("autograded", "data.csv", "released")
    room, work = enter("data.csv")
    (work / "data.csv").unlink()
    (work / "data.csv").write_text("changed", encoding="utf-8")
    (work / "plots").mkdir()
    (work / "plots" / "a.txt").write_text("made", encoding="utf-8")
    assert room.keep(BYTES) == []
    assert names(place.root / "autograded") == ["data.csv", "plots/a.txt", "ps1.ipynb"]
    assert (place.root / "autograded" / "data.csv").read_text(encoding="utf-8") == "released"


def test_what_would_be_taken_for_nbgraders_own_or_is_too_much_is_not_kept(place, enter):
    room, work = enter()
    for name in ("ps1.ipynb", "other.ipynb", "timestamp.txt"):
        (work / name).write_text("{}", encoding="utf-8")
    (work / "z.bin").write_bytes(bytes(BYTES + 1))
    (work / "link").symlink_to(place("secret", "key.txt", "secret"))
    assert sorted(room.keep(BYTES)) == ["link", "other.ipynb", "ps1.ipynb", "timestamp.txt", "z.bin"]
    assert names(place.root / "autograded") == ["ps1.ipynb"]


def test_nothing_is_kept_through_a_link_that_stands_in_the_way(place, enter):
    place("outside", "kept.txt", "as it was")
    room, work = enter()
    (place.root / "autograded" / "out").symlink_to(place.root / "outside")
    (work / "out").mkdir()
    (work / "out" / "kept.txt").write_text("changed", encoding="utf-8")
    assert room.keep(BYTES) == ["out/kept.txt"]
    assert (place.root / "outside" / "kept.txt").read_text(encoding="utf-8") == "as it was"


def test_a_tree_deeper_than_paths_are_long_is_removed(enter):
    _, work = enter()
    here = os.open(work, os.O_RDONLY)
    for _ in range(3000):
        os.mkdir("deep", dir_fd=here)
        inner = os.open("deep", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
