"""The class list: who is in the class, under which names the platforms know them."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import AutograderError

# What platforms, registrars and people call a column, without case, spaces and signs. The first that a file has counts; of those that
# may be the id, the first that has a value of its own for every student: Moodle's "ID number" is often empty.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": (
        "id", "studentid", "idnumber", "username", "sisloginid", "loginid", "sid", "userid", "sisuserid", "login", "githubusername",
        "orgdefinedid", "学号", "学籍番号", "email", "emailaddress", "mail", "identifier",
    ),
    "name": ("name", "fullname", "student", "studentname", "displayname", "姓名", "氏名"),
    "first_name": ("firstname", "givenname", "first", "forename"),
    "last_name": ("lastname", "surname", "familyname", "last"),
    "email": ("email", "emailaddress", "mail"),
    "group": ("group", "groups", "groupname", "team"),
    "language": ("language", "lang", "locale"),
    "section": ("section", "sections", "class", "course", "tutorial"),
}  # fmt: skip
PLAIN = ("first_name", "last_name", "email", "group", "language", "section")  # read as they stand
LARGEST_BYTES = 20_000_000


@dataclass(frozen=True)
class Person:
    """One student of the class.

    Attributes:
        id: what tells students apart; their row in `grades.csv`.
        aliases: every value of the row that may stand in a file's name: ids of platforms, name, e-mail.
        columns: the row as the file has it, by the file's own headings: what an export joins by.
    """

    id: str
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    group: str = ""
    language: str = ""
    section: str = ""
    aliases: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Roster:
    """Everybody in the class, in the file's order."""

    people: tuple[Person, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Roster:
        """The class list in a CSV file: one heading row, then one row for each student.

        Raises:
            AutograderError: it cannot be read, or no column or not every row has an id; one sentence with the way out.
        """
        rows = _rows(path)
        if not rows:
            raise AutograderError(
                f"the roster '{path}' is empty: it needs a row of headings and a row for each student"
            )
        headings = [cell.strip() for cell in rows[0]]
        people = tuple(_Reader(path, headings, rows[1:]).people())
        doubled = [id for id, count in Counter(person.id for person in people).items() if count > 1]
        if doubled:
            raise AutograderError(
                f"the roster '{path}' has '{doubled[0]}' twice: each student needs an id of their own"
            )
        return cls(people)

    @classmethod
    def of(cls, ids: Iterable[str]) -> Roster:
        """A class of which only the ids are known."""
        return cls(tuple(Person(id, aliases=(id,)) for id in ids))

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people)

    def __bool__(self) -> bool:
        return bool(self.people)

    def person(self, id: str) -> Person | None:
        """The student of that id."""
        return next((person for person in self.people if person.id == id), None)


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise AutograderError(f"the roster '{path}' cannot be read: {error.strerror}") from None
    if len(content) > LARGEST_BYTES or content[:4] == b"PK\x03\x04":
        raise AutograderError(f"the roster '{path}' is no CSV file: save it as CSV from your spreadsheet")
    text = _text(content)
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), _dialect(text)) if any(map(str.strip, row))]
    except csv.Error as error:
        raise AutograderError(f"the roster '{path}' is no CSV file: {error}") from None


def _text(content: bytes) -> str:
    """As spreadsheets save it: UTF-8, UTF-16 with a mark, or a Western code page where it is neither."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _dialect(text: str) -> type[csv.Dialect]:
    """With commas, semicolons or tabs, whichever the row of headings has most of."""
    first = text.split("\n", 1)[0]

    class Dialect(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Dialect


class _Reader:
    """The rows of one file, each as a person."""

    def __init__(self, path: Path, headings: list[str], rows: list[list[str]]) -> None:
        self._path, self._headings = path, headings
        self._plain = [fold(heading) for heading in headings]
        self._rows = [self._cells(row) for row in rows if not _is_no_student(row)]
        self._id = self._id_column()
        if self._id is None and not {"name", "fullname", "student", "lastname", "surname"} & set(self._plain):
            raise AutograderError(
                f"the roster '{path}' has no column that identifies every student (such as id, username, SIS Login ID, "
                f"ID number, email or name); it has: {', '.join(headings)}"
            )

    def people(self) -> Iterator[Person]:
        for number, cells in enumerate(self._rows, 1):
            full = " ".join(filter(None, (self._value(cells, "first_name"), self._value(cells, "last_name"))))
            name = self._value(cells, "name") or full
            id = cells[self._id] if self._id is not None else name
            if not id:
                raise AutograderError(
                    f"the roster '{self._path}' has neither an id nor a name for its student no. {number}"
                )
            known = {column: self._value(cells, column) for column in PLAIN}
            columns = dict(zip(self._headings, cells, strict=False))
            yield Person(id, name, aliases=self._aliases(cells, id, name), columns=columns, **known)

    def _cells(self, row: list[str]) -> list[str]:
        cells = [unicodedata.normalize("NFC", cell.strip()) for cell in row]
        return cells + [""] * (len(self._headings) - len(cells))

    def _id_column(self) -> int | None:
        for index in (self._plain.index(name) for name in COLUMNS["id"] if name in self._plain):
            values = [cells[index] for cells in self._rows]
            if all(values) and len(set(values)) == len(values):
                return index
        return None

    def _value(self, cells: list[str], column: str) -> str:
        return next((cells[self._plain.index(name)] for name in COLUMNS[column] if name in self._plain), "")

    def _aliases(self, cells: list[str], id: str, name: str) -> tuple[str, ...]:
        """What may stand for the student in the name of a file or folder."""
        first, last = self._value(cells, "first_name"), self._value(cells, "last_name")
        if "," in name and not last:  # "Lovelace, Ada"
            last, first = (part.strip() for part in name.split(",", 1))
        mail = self._value(cells, "email")
        ids = [cell for heading, cell in zip(self._plain, cells, strict=False) if heading in COLUMNS["id"]]
        every = (id, *ids, name, f"{first} {last}".strip(), f"{last} {first}".strip(), mail, mail.partition("@")[0])
        return tuple(dict.fromkeys(filter(None, every)))


def _is_no_student(row: list[str]) -> bool:
    """Rows that Canvas's gradebook has beside those of students."""
    return not row or fold(row[0]) in ("pointspossible", "studenttest")


def fold(text: str) -> str:
    """A name for comparison: without case, accents' forms, spaces and signs."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
