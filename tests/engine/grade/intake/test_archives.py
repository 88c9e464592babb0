"""Archives are read where they are: bounded, no name leads outside, nothing is unpacked."""

import io
import os
import stat
import tarfile
import tempfile
import time
import zipfile

import pytest

from autograder.errors import AutograderError
from autograder.grade.intake import archives, read
from autograder.limits import Limits
from autograder.notebook import Unreadable

from .conftest import CH2


def zipped(files, *, when=(2026, 10, 5, 14, 33, 20)):
    """A zip's bytes: {name or ZipInfo: contents}."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name, when)
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def tarred(files, kind="gz"):
    """A tar's bytes: {name or TarInfo: contents}."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=f"w:{kind}") as archive:
        for name, content in files.items():
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size, info.mtime = (len(content), info.mtime or 1_700_000_000) if info.isreg() else (0, 0)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def bytes_of(one):
    """What is graded of a submission."""
    return read(one.path, Limits())


CODE = CH2.encode()


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz", ""])
def test_tars_are_folders(tree, kind):
    suffix = f".tar.{kind}" if kind else ".tar"
    tree.write(
        {f"ada{suffix}": tarred({"ch02_perceptron.py": CODE}, kind), "bob.zip": zipped({"ch02_perceptron.py": CODE})}
    )
    files = tree.read()
    assert [(one.student, bytes_of(one)) for one in files.found] == [("ada", CODE), ("bob", CODE)]
    assert sorted(os.listdir(tree.root)) == sorted(["bob.zip", f"ada{suffix}"]), (
        "nothing is unpacked beside the class's files"
    )


def test_a_class_in_one_archive_with_archives_in_it(tree, monkeypatch):
    inner = zipped({"kit/ch02_perceptron.py": CODE, "kit/__MACOSX/x.py": b"", "kit/.git/y.py": b""})
    tree.write({"class.zip": zipped({"ada/work.zip": inner, "bob/ch02_perceptron.py": CODE, "cyd/": b""})})
    monkeypatch.setattr(tempfile, "mkdtemp", None)
    files = tree.read("class.zip")
    assert [(one.student, one.file) for one in files.found] == [
        ("ada", "class.zip/ada/work.zip/kit/ch02_perceptron.py"),
        ("bob", "class.zip/bob/ch02_perceptron.py"),
    ]
    assert [bytes_of(one) for one in files.found] == [CODE, CODE]


def test_the_time_is_the_archives(tree):
    tree.write({"ada.zip": zipped({"ch02_perceptron.py": CODE}), "bob.tgz": tarred({"ch02_perceptron.py": CODE})})
    ada, bob = tree.read().found
    assert ada.hand_in.time.timestamp() == time.mktime((2026, 10, 5, 14, 33, 20, 0, 0, -1))
    assert (bob.hand_in.time.timestamp(), bob.hand_in.source.value) == (1_700_000_000, "archive")


@pytest.mark.parametrize(
    "name", ["../../bob/ch02_perceptron.py", "/bob/ch02_perceptron.py", "..\\bob\\ch02_perceptron.py", "C:\\bob.py"]
)
def test_a_name_that_leads_outside_leads_nowhere(tree, name):
    tree.write({"s/ada.zip": zipped({name: CODE}), "s/bob.zip": zipped({"ch02_perceptron.py": CODE})})
    files = tree.read()
    assert {one.student for one in files.found} == {"bob"}
    (refused,) = files.refused
    assert (refused.student, refused.reason) == ("ada", "has a name in its archive that leads outside")


def test_links_are_no_files(tree):
    link = zipfile.ZipInfo("ch02_perceptron.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    to = tarfile.TarInfo("ch02_perceptron.py")
    to.type, to.linkname = tarfile.SYMTYPE, "/etc/passwd"
    hard = tarfile.TarInfo("ch03.py")
    hard.type, hard.linkname = tarfile.LNKTYPE, "ch02_perceptron.py"
    device = tarfile.TarInfo("ch01_numpy.py")
    device.type = tarfile.CHRTYPE
    tree.write({"ada.zip": zipped({link: "/etc/passwd"}), "bob.tgz": tarred({to: b"", hard: b"", device: b""})})
    files = tree.read()
    assert files.found == []
    assert sorted((one.student, one.reason) for one in files.refused) == [
        ("ada", "is a symbolic link, not a file"), ("bob", "is a link, not a file"), ("bob", "is a link, not a file"), ("bob", "is no plain file"),
    ]  # fmt: skip


def test_a_bomb_costs_its_own_and_little(tree):
    bomb = zipped({"ch02_perceptron.py": b"#" * 60_000_000})
    nested = zipped({"in.zip": zipped({"in.zip": zipped({"in.zip": zipped({"in.zip": zipped({"x.py": CODE})})})})})
    tree.write({"ada.zip": bomb, "bob.zip": nested, "cyd.zip": zipped({"ch02_perceptron.py": CODE})})
    start = time.process_time()
    files = tree.read()
    assert time.process_time() - start < 5
    assert [one.student for one in files.found] == ["cyd"]
    assert sorted(one.reason for one in files.refused) == [
        "is an archive in an archive, more than 3 deep",
        "is packed as no work of a student's is: it would unpack to far more than it is",
    ]


def test_what_lies_about_its_size_is_read_to_the_bound(tree):
    tree.write({"ada.zip": zipped({"ch02_perceptron.py": b"#" * 900_000 + os.urandom(200_000).hex().encode()})})
    (one,) = tree.read().found
    with pytest.raises(Unreadable, match="is larger than 1 MB"):
        bytes_of(one)


def test_members_are_counted(tree, monkeypatch):
    monkeypatch.setattr(archives, "MEMBERS", 3)
    archives.open_archive.cache_clear()
    tree.write({"ada.zip": zipped({f"{n}.py": b"" for n in range(4)}), "bob.zip": zipped({"ch02_perceptron.py": CODE})})
    assert [one.reason for one in tree.read().refused] == ["is an archive of more than 3 files"]


def test_encrypted_and_damaged_archives_are_named(tree):
    whole = bytearray(zipped({"ch02_perceptron.py": CODE}))
    broken = whole[:-40]
    at = whole.index(b"PK\x01\x02")
    whole[at + 8] |= 1
    tree.write(
        {
            "ada.zip": bytes(whole),
            "bob.zip": bytes(broken),
            "cyd.tar.gz": b"\x1f\x8b broken",
            "di.7z": b"",
            "eve.zip": zipped({"x.py": CODE}),
        }
    )
    found = {one.student: one.reason for one in tree.read().refused}
    assert found == {
        "ada": "is encrypted in its archive",
        "bob": "is a damaged archive: download or ask for it again",
        "cyd": "is a damaged archive: download or ask for it again",
        "di": "is an archive that cannot be read here: ask for a .zip, or unpack it",
    }
    with pytest.raises(AutograderError, match=r"bob.zip' is a damaged archive: download"):
        tree.read("bob.zip")


@pytest.mark.parametrize(
    ("names", "page"),
    [
        (["李雷", "韩梅梅"], "gbk"),
        (["山田", "花子さん"], "cp932"),
        (["Müller", "Zoé"], "cp437"),
        (["Ünal", "Şahin"], "utf-8"),
    ],
)
def test_names_in_any_encoding_are_read(tree, names, page):
    # As a program writes them that knows no UTF-8 flag: their bytes, which `zipfile` writes where they are ASCII of another length.
    data = zipped({f"{'x' * len(name.encode(page))}{n}/ch02_perceptron.py": CODE for n, name in enumerate(names)})
    for n, name in enumerate(names):
        data = data.replace(b"x" * len(name.encode(page)) + str(n).encode(), name.encode(page) + str(n).encode())
    tree.write({"class.zip": data})
    assert tree.students("class.zip") == {f"{name}{n}" for n, name in enumerate(names)}


def test_names_that_no_encoding_fits_stay_apart(tree):
    data = (
        zipped({"xxa/ch02_perceptron.py": CODE, "xxb/ch02_perceptron.py": CODE})
        .replace(b"xxa", b"\xff\xfea")
        .replace(b"xxb", b"\xfe\xffb")
    )
    tree.write({"class.zip": data})
    assert len(tree.students("class.zip")) == 2
