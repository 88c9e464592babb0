"""The whole of what an instructor names, as one tree of folders and files; an archive is a folder."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.errors import AutograderError
from autograder.notebook import Unreadable

from .archives import Archive, Damaged, Member, Packed, is_archive, is_other_archive, open_archive, stem
from .commits import commit_time
from .reading import NOTEBOOK, SCRIPT, content_of
from .submission import HandIn, TimeSource

LITTER = ("thumbs.db", "desktop.ini")
# A folder that holds one of these is no work of the student's: an environment, a kit's checks.
FOREIGN = ("pyvenv.cfg", "expected.json")
KIT, REPOSITORY = "kit.toml", ".git"
DEPTH = 3  # archives within archives
OTHER_ARCHIVE = "is an archive that cannot be read here: ask for a .zip, or unpack it"


@dataclass(frozen=True)
class File:
    """A file of the tree.

    Attributes:
        path: where its bytes are.
        parts: its folders' names and its own, as text, from the top of the tree.
        file: how people are told of it: its path below what the instructor named.
        trouble: why it is not read; "" if nothing speaks against it.
        hand_in: when it was handed in, as far as the file, its archive or its repository tells.
    """

    path: Path | Packed
    parts: tuple[str, ...]
    file: str
    trouble: str = ""
    hand_in: HandIn | None = None

    @property
    def is_answer(self) -> bool:
        """Whether it may be somebody's answers: a script or a notebook."""
        return self.path.suffix in (SCRIPT, NOTEBOOK)

    def read(self, most: int) -> bytes:
        """At most so many bytes; none where it cannot be read, which grading says in time."""
        try:
            return self.path.read(most) if isinstance(self.path, Packed) else content_of(self.path, most)
        except (OSError, Unreadable):
            return b""


@dataclass
class Folder:
    """A folder of the tree, or an archive. `is_repository`: it holds a clone."""

    parts: tuple[str, ...] = ()
    name: str = ""
    folders: dict[str, Folder] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    is_repository: bool = False

    def every_file(self) -> Iterator[File]:
        """All files in it, however deep."""
        waiting = [self]  # a list rather than recursion: folders may be nested deeper than Python's calls
        while waiting:
            folder = waiting.pop()
            yield from folder.files.values()
            waiting += reversed(folder.folders.values())

    def add(self, file: File) -> None:
        """Put a file into its folder."""
        folder = self.folder(file.parts[:-1])
        name, copies = file.parts[-1], 1
        while name in folder.files:  # an archive may hold a name twice
            copies, name = copies + 1, f"{file.parts[-1]} ({copies + 1})"
        folder.files[name] = file

    def folder(self, parts: tuple[str, ...]) -> Folder:
        """The folder at a path below this one, made if need be."""
        folder = self
        for part in parts:
            if part not in folder.folders:
                folder.folders[part] = Folder((*folder.parts, part), part)
            folder = folder.folders[part]
        return folder


@dataclass
class Tree:
    """Everything below what the instructor named.

    Attributes:
        top: its folders and files.
        above: the names of the folders that it lies in, outermost first: they may tell the assignment, and a lone student.
    """

    top: Folder
    above: tuple[str, ...]


def read_tree(roots: list[Path]) -> Tree:
    """The tree below `roots`, seen from the folder that all of them lie in.

    Raises:
        AutograderError: one of them does not exist or cannot be read.
    """
    for root in roots:
        if not os.path.lexists(root):
            raise AutograderError(f"no file or folder '{root}'")
    starts = [_absolute(root) for root in roots]
    inner = [
        start if root.is_dir() or is_archive(root.name) else start.parent
        for root, start in zip(roots, starts, strict=True)
    ]
    common = Path(os.path.commonpath(inner)) if inner else Path.cwd()
    above = tuple(_text(part) for part in common.parts[1:])
    tree = Tree(Folder(name="".join(above[-1:])), above)
    seen: set[Path] = set()
    for root, start in zip(roots, starts, strict=True):
        if start in seen:
            continue
        seen.add(start)
        _Reader(tree.top, root, start, common).read()
    return tree


def _absolute(path: Path) -> Path:
    """The path without links and dots in its folders; the last part stays, for it may be a link that is refused."""
    return (
        path.resolve()
        if (path.is_dir() and not path.is_symlink()) or path.name in ("", "..")
        else path.parent.resolve() / path.name
    )


class _Reader:
    """Reads one of the instructor's paths into the tree."""

    def __init__(self, top: Folder, root: Path, start: Path, common: Path) -> None:
        self._top, self._root, self._start = top, root, start
        self._above = tuple(_text(part) for part in start.relative_to(common).parts)
        self._commits: dict[tuple[str, ...], HandIn | None] = {}

    def read(self) -> None:
        if self._root.is_dir() and not (self._root.is_symlink() and self._root.suffix in (SCRIPT, NOTEBOOK)):
            self._folders()
        elif is_archive(self._root.name) and not self._root.is_symlink():
            self._archive(self._start, (), self._above, _text(self._root.name), 0, is_root=True)
        else:
            self._add(self._start, self._above, _text(self._root.name))

    def _folders(self) -> None:
        waiting: list[tuple[str, tuple[str, ...], str, HandIn | None]] = [(str(self._start), self._above, "", None)]
        while waiting:
            folder, parts, shown, commit = waiting.pop()
            try:
                with os.scandir(folder) as found:
                    entries = sorted(found, key=lambda entry: entry.name)
            except OSError as error:
                if folder == str(self._start):
                    raise AutograderError(f"the folder '{self._root}' cannot be read: {error.strerror}") from None
                self._top.add(File(Path(folder), parts, shown, f"cannot be read: {error.strerror}"))
                continue
            if REPOSITORY in {entry.name for entry in entries}:
                commit = commit_time(Path(folder))
                self._top.folder(parts).is_repository = True
            inside = []
            for entry in _work(entries, is_root=folder == str(self._start)):
                name = _text(entry.name)
                below = (*parts, name), f"{shown}/{name}" if shown else name
                if _is_folder(entry):
                    inside.append((entry.path, *below, commit))
                elif is_archive(entry.name) and entry.is_file(follow_symlinks=False):
                    self._archive(Path(entry.path), (), *below, 0)
                else:
                    self._add(Path(entry.path), *below, commit, _seconds(entry))
            waiting += reversed(inside)

    def _add(
        self, path: Path, parts: tuple[str, ...], shown: str, commit: HandIn | None = None, seconds: float | None = None
    ) -> None:
        if seconds is None:
            try:
                seconds = path.lstat().st_mtime
            except OSError:
                seconds = 0.0
        trouble = OTHER_ARCHIVE if is_other_archive(path.name) else ""
        self._top.add(File(path, parts, shown, trouble, commit or HandIn.at(seconds, TimeSource.FILE)))

    def _archive(
        self,
        path: Path,
        members: tuple[int, ...],
        parts: tuple[str, ...],
        shown: str,
        depth: int,
        *,
        is_root: bool = False,
    ) -> None:
        try:
            if depth > DEPTH:
                raise Damaged(f"is an archive in an archive, more than {DEPTH} deep")
            archive = open_archive(path, members)
        except Damaged as error:
            if is_root:
                raise AutograderError(f"'{self._root}' {error}") from None
            packed = Packed(path, members, parts[-1]) if members else path
            self._top.add(File(packed, parts, shown, str(error)))
            return
        prefix = f"{shown}/" if shown else ""
        for member in _packed_work(archive):
            below = (*parts, *member.parts)
            name = prefix + "/".join(member.parts)
            numbers = (*members, member.number)
            if is_archive(member.parts[-1]) and not member.trouble:
                self._archive(path, numbers, below, name, depth + 1)
                continue
            trouble = member.trouble or (OTHER_ARCHIVE if is_other_archive(member.parts[-1]) else "")
            time = HandIn.at(member.seconds, TimeSource.ARCHIVE) if member.seconds is not None else None
            self._top.add(File(Packed(path, numbers, member.parts[-1]), below, name, trouble, time))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """A folder named like a script stands for itself, so that it is refused by name."""
    return entry.is_dir(follow_symlinks=False) and not entry.name.endswith((SCRIPT, NOTEBOOK))


def _seconds(entry: os.DirEntry[str]) -> float | None:
    try:
        return entry.stat(follow_symlinks=False).st_mtime
    except OSError:
        return None


def _work(entries: list[os.DirEntry[str]], *, is_root: bool) -> Iterator[os.DirEntry[str]]:
    """What may be a student's work of all that is in a folder."""
    names = {entry.name for entry in entries}
    if not is_root and not names.isdisjoint(FOREIGN):
        return
    for entry in entries:
        # The rest of a kit comes back as it went out.
        if not is_litter(entry.name) and (
            KIT not in names or _is_folder(entry) or entry.name.endswith((SCRIPT, NOTEBOOK))
        ):
            yield entry


def is_litter(name: str) -> bool:
    """What starts like this is left behind by file systems and editors."""
    return name.startswith((".", "__")) or name.lower() in LITTER


def _packed_work(archive: Archive) -> Iterator[Member]:
    """The same for an archive's members."""
    folders: dict[tuple[str, ...], set[str]] = {}
    members = [_named(member) for member in archive.members]
    for member in members:
        folders.setdefault(member.parts[:-1], set()).add(member.parts[-1])
    foreign = {parts for parts, names in folders.items() if parts and not names.isdisjoint(FOREIGN)}
    kits = {parts for parts, names in folders.items() if KIT in names}
    for member in sorted(members, key=lambda member: member.parts):
        above = [member.parts[:n] for n in range(1, len(member.parts))]
        if any(map(is_litter, member.parts)) or not foreign.isdisjoint(above):
            continue
        if member.parts[:-1] not in kits or member.parts[-1].endswith((SCRIPT, NOTEBOOK)):
            yield member


def _named(member: Member) -> Member:
    """A member whose name is proper text and leads nowhere else."""
    parts, trouble = member.parts, member.trouble
    if parts[:1] == ("..",) or not parts:
        parts, trouble = parts[1:] or ("unnamed",), "has a name in its archive that leads outside"
    return replace(member, parts=tuple(_text(part) or "unnamed" for part in parts), trouble=trouble)


def _text(name: str) -> str:
    """A file name as proper text: composed accents. A byte that is not UTF-8 is spelt out, so that two names stay two."""
    encoded = name.encode("utf-8", "surrogateescape")
    return unicodedata.normalize("NFC", encoded.decode("utf-8", "backslashreplace"))


def archive_stem(part: str) -> str:
    """A folder's name as a student's or assignment's name: an archive's without its suffix."""
    return stem(part) if is_archive(part) else part
