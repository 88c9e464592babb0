"""From what names say to the students of a class: joined with the roster, groups to their members, namesakes kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .platforms import Student
from .roster import Person, Roster, fold


class Owners:
    """Who a name stands for.

    Args:
        roster: the class; empty where nobody gave one.
        students: all that platforms named, each with the download: two of one name in one download are kept apart, in all others too.
    """

    def __init__(self, roster: Roster, students: Iterable[tuple[object, Student]] = ()) -> None:
        self._roster, self._ids = roster, {person.id for person in roster}
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._groups: dict[str, list[str]] = defaultdict(list)
        for person in roster:
            for alias in person.aliases:
                self._by_key[fold(alias)].add(person.id)
            if person.group:
                self._groups[fold(person.group)].append(person.id)
        namesakes: dict[tuple[object, str], set[str]] = defaultdict(set)
        for download, student in students:
            namesakes[download, student.id].add(student.namesake)
        self._shared = {name for (_, name), several in namesakes.items() if len(several) > 1}

    @property
    def names(self) -> frozenset[str]:
        """Folded, every name that is somebody's or a group's."""
        return frozenset((*self._by_key, *self._groups))

    def ids(self, student: Student) -> tuple[str, ...]:
        """The ids of whom a platform named: one, or the members of a group."""
        for key in (*student.keys, student.id):
            known = self._known(key)
            if known:
                return known
        return (self._alone(student),)

    def ids_of_name(self, name: str) -> tuple[str, ...]:
        """The ids of whom a folder or file is called after."""
        return self._known(name) or (name,)

    def is_known(self, id: str) -> bool:
        """Whether the roster has this id."""
        return id in self._ids

    def absent(self, present: set[str]) -> list[Person]:
        """Everybody on the roster who is not `present`."""
        return [person for person in self._roster if person.id not in present]

    def _known(self, key: str) -> tuple[str, ...]:
        people = self._by_key.get(fold(key), set()) if fold(key) else set()
        if len(people) == 1:
            return tuple(people)
        return tuple(self._groups.get(fold(key), ())) if not people else ()

    def _alone(self, student: Student) -> str:
        """The id without a roster: with the platform's number where others of that name are about."""
        people = self._by_key.get(fold(student.id), set())
        is_shared = student.id in self._shared or len(people) > 1
        return f"{student.id}_{student.namesake}" if is_shared and student.namesake else student.id
