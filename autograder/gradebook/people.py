"""The names of students in the gradebook, as a class list has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from nbgrader import api
from sqlalchemy import Connection

from .structure import Rows

AT_ONCE = 500  # databases bound how many values a statement may hold


@dataclass(frozen=True)
class Name:
    """A student's name; what is not known is ""."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""


def enter_names(connection: Connection, names: Iterable[Name]) -> None:
    """Put names to students who are there and have none: one that is there may be a person's own entry, and stays."""
    by_id = {name.id: name for name in names}
    rows = Rows(connection, api.Student)
    ids = sorted(by_id)
    for start in range(0, len(ids), AT_ONCE):
        found = rows.among("id", ids[start : start + AT_ONCE])
        nameless = [row for row in found if not (row.first_name or row.last_name)]
        rows.change([{**asdict(by_id[row.id]), "email": row.email or by_id[row.id].email} for row in nameless])
