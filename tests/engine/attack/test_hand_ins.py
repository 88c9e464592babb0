"""What a student hands in as names, archives and layouts: no other student's row moves, nothing is written, nothing takes long.

Each is also read by a grader that believes what it is given, where it must come through: one that cannot would prove nothing.
"""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.grade.intake import read, read_class
from autograder.limits import Limits
from autograder.notebook import Unreadable

EXERCISES = {"ch09_tiny": ["double", "floor"]}
HONEST = b"def double(x): return x * 2\ndef floor(x, low): return x.clip(low)\n"
EVIL = b"def double(x): return None  # mallory was here\n"
MANY = 30_000  # members
LARGE = 64 * 1024**2


@dataclass(frozen=True)
class HandIn:
    """A student's files.

    Attributes:
        files: contents by path within the student's own folder; a link's target stands after "link:".
        within: that folder, in a class whose other student's files stand in `honest`.
    """

    name: str
    files: dict[str, bytes | str]
    within: str = "mallory"
    honest: str = "bob/ch09_tiny.py"


def zipped(*members: tuple[str, bytes], link: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o120777 if link else 0o100644) << 16
            archive.writestr(info, link or content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def tarred(name: str, content: bytes = b"", **about: object) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        for key, value in about.items():
            setattr(member, key, value)
        archive.addfile(member, io.BytesIO(content))
    return data.getvalue()


MOODLE, CANVAS = "Mallory M_102_assignsubmission_file_", "mallory_2_22_"
HAND_INS = [
    HandIn("a file under another's name", {"bob_ch09_tiny.py": EVIL}),
    HandIn("the same in Moodle's download", {"bob_ch09_tiny.py": EVIL}, MOODLE, "Bob B_101_assignsubmission_file_/ch09_tiny.py"),
    HandIn("another's folder in one's own", {"bob/ch09_tiny.py": EVIL}),
    HandIn("a folder like a download in one's own", {"submitted/bob/ch09_tiny/ch09_tiny.py": EVIL}),
    HandIn("an archive that leads upwards", {"work.zip": zipped(("../bob/ch09_tiny.py", EVIL))}),
    HandIn("a tar that leads upwards", {"work.tar.gz": tarred("../bob/ch09_tiny.py", EVIL)}),
    HandIn("another's folder in an archive", {"work.zip": zipped(("bob/ch09_tiny.py", EVIL))}),
    HandIn("an archive under another's name", {"bob_ch09_tiny.zip": zipped(("bob_ch09_tiny.py", EVIL))}),
    HandIn("a link to another's work", {"ch09_tiny.py": "link:../bob/ch09_tiny.py"}),
    HandIn("a link to another's folder", {"ch09_tiny": "link:../bob"}),
    HandIn("a tar's link to another's work", {"work.tar.gz": tarred("ch09_tiny.py", type=tarfile.SYMTYPE, linkname="../bob/ch09_tiny.py")}),
    HandIn("a zip's link to another's work", {"work.zip": zipped(("ch09_tiny.py", b""), link="../bob/ch09_tiny.py")}),
    HandIn("a file of very many zeros", {"work.zip": zipped(("ch09_tiny.py", bytes(LARGE)))}),
    HandIn("archives in archives", {"work.zip": zipped(("a.zip", zipped(("b.zip", zipped(("ch09_tiny.py", bytes(LARGE)))))))}),
    HandIn("very many members", {"work.zip": zipped(*((f"{number}.py", b"") for number in range(MANY)))}),
]  # fmt: skip


@pytest.fixture
def handed_in(tmp_path):
    """`handed_in(attack)`: a class with it, whose other student is honest."""

    def write(attack: HandIn) -> Path:
        root = tmp_path / "class"
        honest = root / attack.honest
        honest.parent.mkdir(parents=True)
        honest.write_bytes(HONEST)
        for name, content in attack.files.items():
            path = root / attack.within / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str):
                path.symlink_to(content.removeprefix("link:"))
            else:
                path.write_bytes(content)
        return root

    return write


def contents(submission) -> bytes:
    """What would be graded."""
    try:
        return read(submission.path, Limits())
    except Unreadable:
        return b""


def listing(root: Path) -> list[str]:
    return sorted(str(path) for path in root.parent.rglob("*"))


@pytest.mark.parametrize("attack", HAND_INS, ids=lambda attack: attack.name)
def test_it_comes_to_nothing(handed_in, attack):
    root = handed_in(attack)
    before = listing(root)
    found = read_class([root], EXERCISES)
    (victim,) = {submission.student for submission in found.found if contents(submission) == HONEST}
    assert "bob" in victim.lower()
    assert [contents(one) for one in found.found if one.student == victim] == [HONEST]
    assert all("bob" not in one.student.lower() for one in found.refused)
    assert len(found.found) < MANY
    assert sum(len(contents(one)) for one in found.found) < Limits().file_bytes
    assert listing(root) == before


@pytest.mark.parametrize("attack", HAND_INS, ids=lambda attack: attack.name)
def test_it_comes_through_where_what_is_handed_in_is_believed(handed_in, attack):
    root = handed_in(attack)
    _unpack_all(root)
    files = [Path(folder, name) for folder, _, names in os.walk(root, followlinks=True) for name in names]
    graded: dict[str, list[bytes]] = {}
    for path in files:
        folder = path.parent.parent if path.parent.name.startswith("ch09") else path.parent
        named = path.name.partition("_ch09")[0] if "_ch09" in path.name else folder.name.partition("_")[0]
        graded.setdefault(named.partition(" ")[0].lower(), []).append(path.read_bytes())
    size = sum(len(content) for contents in graded.values() for content in contents)
    is_stolen = any(HONEST in contents for student, contents in graded.items() if student != "bob")
    assert graded["bob"] != [HONEST] or is_stolen or size > Limits().file_bytes or len(files) > MANY


def _unpack_all(root: Path) -> None:
    """As a script of ten lines does."""
    while archives := [path for path in root.rglob("*") if path.name.endswith((".zip", ".tar.gz"))]:
        for path in archives:
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    for info in archive.infolist():
                        target = path.parent / info.filename
                        target.parent.mkdir(parents=True, exist_ok=True)
                        if info.external_attr >> 28 == 0o12:
                            target.symlink_to(archive.read(info).decode())
                        else:
                            target.write_bytes(archive.read(info))
            else:
                with tarfile.open(path) as archive:
                    for member in archive:
                        target = path.parent / member.name
                        if member.issym():
                            target.symlink_to(member.linkname)
                        else:
                            target.write_bytes(archive.extractfile(member).read())
            os.unlink(path)
