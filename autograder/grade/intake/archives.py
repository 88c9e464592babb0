"""Archives as students and platforms pack them, read where they are: nothing is unpacked, no name in one leads anywhere outside.

Members are read one by one, each up to a bound, whatever it says of itself. An archive within an archive is held in memory, or in a file
without a name that ends with the process.
"""

from __future__ import annotations

import functools
import io
import itertools
import stat
import struct
import tarfile
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from autograder.notebook import Unreadable

ZIP, TAR = (".zip",), (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
OTHER = (".rar", ".7z", ".gz", ".bz2", ".xz", ".lzh", ".cab", ".zst")
MEMBERS, NESTED_MEMBERS = 100_000, 5_000  # of a class's download; of what one student packed
INNER_BYTES = 100_000_000  # the largest archive within another
TAR_BYTES = 2_000_000_000  # what a compressed tar may come to
RATIO, SMALL_BYTES = 1_000, 1_000_000  # nothing that people write packs this well, unless it is small anyway
IN_MEMORY_BYTES = 16_000_000
BUFFER_BYTES = 1_000_000
# What old programs write names in, the likeliest first; ZIP's own default, code page 437, is what is left.
CODE_PAGES = ("utf-8", "gb2312", "cp932", "euc_kr", "gbk", "big5", "cp1251")


class Damaged(Exception):
    """An archive that cannot be read; words that follow "<file>: "."""


@dataclass(frozen=True)
class Packed:
    """A file in an archive: the archive's path, and the numbers of the members that lead to it, one for each archive on the way."""

    archive: Path
    members: tuple[int, ...]
    name: str

    @property
    def suffix(self) -> str:
        """The name's suffix, as of a path."""
        return PurePosixPath(self.name).suffix

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return PurePosixPath(self.name).stem

    def read(self, most: int) -> bytes:
        """At most so many bytes.

        Raises:
            Unreadable: the archive is damaged or not there.
        """
        try:
            return open_archive(self.archive, self.members[:-1]).read(self.members[-1], most)
        except Damaged as error:
            raise Unreadable(str(error)) from None


@dataclass(frozen=True)
class Member:
    """What an archive says of a file in it. `trouble` says why it is not read; `seconds` since 1970, by the packer's clock."""

    number: int
    parts: tuple[str, ...]
    size: int
    seconds: float | None
    trouble: str = ""


class Archive:
    """An open archive; it is closed when nobody uses it any more."""

    def __init__(self, members: list[Member], opened: Callable[[int], IO[bytes]], close: Callable[[], None]) -> None:
        self.members, self._opened, self._close = members, opened, close

    def __del__(self) -> None:
        self._close()

    def read(self, number: int, most: int) -> bytes:
        """At most so many bytes of a member.

        Raises:
            Damaged: they cannot be read.
        """
        try:
            with self._opened(number) as file:
                return file.read(most)
        except (zipfile.BadZipFile, tarfile.TarError, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
            raise Damaged("is damaged in its archive") from None

    def copy(self, number: int) -> IO[bytes]:
        """A member as a file of its own.

        Raises:
            Damaged: it cannot be read, or is larger than an archive within an archive may be.
        """
        content = self.read(number, INNER_BYTES + 1)
        if len(content) > INNER_BYTES:
            raise Damaged(f"is an archive of more than {INNER_BYTES / 1e6:g} MB within another")
        # In memory or without a name, so that no end of this process leaves anything behind.
        if len(content) <= IN_MEMORY_BYTES:
            return io.BytesIO(content)
        copy: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - stays open with the archive
        copy.write(content)
        copy.seek(0)
        return copy


def is_archive(name: str) -> bool:
    """Whether a name is that of an archive that can be read here."""
    return name.lower().endswith((*ZIP, *TAR))


def is_other_archive(name: str) -> bool:
    """Whether a name is that of an archive of another kind."""
    return not is_archive(name) and name.lower().endswith(OTHER)


def stem(name: str) -> str:
    """An archive's name without what makes it one."""
    suffix = max((suffix for suffix in (*ZIP, *TAR) if name.lower().endswith(suffix)), key=len, default="")
    return name[: len(name) - len(suffix)] or name


@functools.lru_cache(maxsize=6)
def open_archive(path: Path, members: tuple[int, ...] = ()) -> Archive:
    """An archive, or one within it. The last few stay open: a class's files are read one after another.

    Raises:
        Damaged: it cannot be read.
    """
    try:
        if not members:
            file: IO[bytes] = path.open("rb")
            return _archive(file, path.name, MEMBERS)
        outer = open_archive(path, members[:-1])
        name = next(member.parts[-1] for member in outer.members if member.number == members[-1])
        return _archive(outer.copy(members[-1]), name, NESTED_MEMBERS)
    except OSError as error:
        raise Damaged(f"cannot be read: {error.strerror or error}") from None


def _archive(file: IO[bytes], name: str, most: int) -> Archive:
    try:
        return (_zip if name.lower().endswith(ZIP) else _tar)(file, most)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, struct.error, ValueError, NotImplementedError):
        file.close()
        raise Damaged("is a damaged archive: download or ask for it again") from None
    except Damaged:
        file.close()
        raise


# --- zip --------------------------------------------------------------------------------------------------------------


def _zip(file: IO[bytes], most: int) -> Archive:
    archive = zipfile.ZipFile(file)
    infos = archive.infolist()
    if len(infos) > most:
        raise Damaged(f"is an archive of more than {most} files")
    decode = _decoder([_raw(info) for info in infos if not info.flag_bits & 0x800])
    members = [
        Member(number, _parts(_zip_name(info, decode)), info.file_size, _zip_time(info), _zip_trouble(info))
        for number, info in enumerate(infos)
        if not info.filename.endswith(("/", "\\"))
    ]

    def close() -> None:
        archive.close()
        file.close()

    return Archive(members, lambda number: archive.open(infos[number]), close)


def _zip_name(info: zipfile.ZipInfo, decode: Callable[[bytes], str]) -> str:
    unicode_path = dict(_extras(info.extra)).get(0x7075, b"")
    if unicode_path[:1] == b"\x01":
        return unicode_path[5:].decode("utf-8", "replace")
    return info.orig_filename if info.flag_bits & 0x800 else decode(_raw(info))


def _raw(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("cp437", "replace")


def _extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        yield kind, extra[4 : 4 + size]
        extra = extra[4 + size :]


def _zip_time(info: zipfile.ZipInfo) -> float | None:
    """By the extra field with UTC where the packer wrote one, else by its wall clock, which is taken for ours."""
    stamp = dict(_extras(info.extra)).get(0x5455, b"")
    if len(stamp) >= 5 and stamp[0] & 1:
        return float(struct.unpack("<i", stamp[1:5])[0])
    try:
        return time.mktime((*info.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return None


def _zip_trouble(info: zipfile.ZipInfo) -> str:
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "is a symbolic link, not a file"
    if info.flag_bits & 1:
        return "is encrypted in its archive"
    if info.file_size > SMALL_BYTES and info.file_size > RATIO * max(info.compress_size, 1):
        return "is packed as no work of a student's is: it would unpack to far more than it is"
    return ""


def _decoder(names: list[bytes]) -> Callable[[bytes], str]:
    """How to read names that do not say how they are written: all of one archive alike."""
    for page in CODE_PAGES:
        try:
            decoded = [name.decode(page) for name in names]
        except UnicodeDecodeError:
            continue
        letters = "".join(decoded)
        # A Western name is a letter or two among many; read as Chinese it would be made of pairs.
        is_likely = all(ord(letter) < 128 or letter.isalpha() for letter in letters) and not _is_western(names)
        if page == "utf-8" or is_likely:
            return functools.partial(str, encoding=page, errors="replace")
    return functools.partial(str, encoding="cp437", errors="replace")


def _is_western(names: list[bytes]) -> bool:
    """Whether every byte beyond ASCII is an accented letter of code page 437 that stands alone."""
    text = b"/".join(names).decode("cp437")
    high = [n for n, letter in enumerate(text) if ord(letter) > 127]
    return bool(high) and all(
        text[n].isalpha() and text[n] < "\u0370" and not any(ord(x) > 127 for x in text[n + 1 : n + 2]) for n in high
    )


# --- tar --------------------------------------------------------------------------------------------------------------


def _tar(file: IO[bytes], most: int) -> Archive:
    plain = _plain_tar(file)
    archive = tarfile.open(fileobj=plain, mode="r:", errors="surrogateescape")  # noqa: SIM115 - stays open with the archive
    infos = list(itertools.islice(archive, most + 1))
    if len(infos) > most:
        plain.close()
        raise Damaged(f"is an archive of more than {most} files")
    names = [info.name.encode("utf-8", "surrogateescape") for info in infos]
    decode = _decoder(names)
    members = [
        Member(number, _parts(decode(names[number])), info.size, float(info.mtime), _tar_trouble(info))
        for number, info in enumerate(infos)
        if not info.isdir()
    ]

    def opened(number: int) -> IO[bytes]:
        found = archive.extractfile(infos[number])  # never follows to a file of ours: links are refused above
        return found if found is not None else io.BytesIO()

    def close() -> None:
        archive.close()
        plain.close()

    return Archive(members, opened, close)


def _plain_tar(file: IO[bytes]) -> IO[bytes]:
    """A tar without its compression, so that its members can be read in any order."""
    import bz2
    import gzip
    import lzma

    start = file.read(6)
    file.seek(0)
    openers: dict[bytes, Any] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\x00": lzma.open}
    opener = next((opener for mark, opener in openers.items() if start.startswith(mark)), None)
    if opener is None:
        return file
    plain: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - stays open with the archive
    try:
        with file, opener(file) as unpacked:
            _copy(unpacked, plain)
    except (OSError, EOFError, lzma.LZMAError, zlib.error):
        plain.close()
        raise Damaged("is a damaged archive: download or ask for it again") from None
    except Damaged:
        plain.close()
        raise
    return plain


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    packed = 0
    while part := source.read(BUFFER_BYTES):
        packed += len(part)
        if packed > TAR_BYTES:
            raise Damaged(f"is an archive of more than {TAR_BYTES / 1e9:g} GB")
        target.write(part)
    target.seek(0)


def _tar_trouble(info: tarfile.TarInfo) -> str:
    if info.issym() or info.islnk():
        return "is a link, not a file"
    return "" if info.isreg() else "is no plain file"


def _parts(name: str) -> tuple[str, ...]:
    """The folders and the name; backslashes of old Windows programs part them too.

    A name that would lead outside keeps its last part only: it is found by it, and read from the archive like any other.
    """
    parts = [part for part in name.replace("\\", "/").replace("\0", "").split("/") if part not in ("", ".")]
    if ".." in parts or name.startswith(("/", "\\")) or (parts[:1] and parts[0].endswith(":")):
        return ("..", parts[-1] if parts else "")
    return tuple(parts)
