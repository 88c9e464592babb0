"""Made-up classes laid out in every way that platforms and people do, with the truth beside them."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from .conftest import EXERCISES, answers

FIRST = "Ada Bob Zoé Ürsula Łukasz 雷 さくら 민준 Олег Νίκη Nguyễn Ali Min 'Pat O’Brien' Anne-Marie José Siân".replace(
    "'", ""
).split()
LAST = "Lovelace Boole Çelik Müller 李 山田 김 Иванов Παππάς Trần Khan van_der_Berg Smith, d’Arc Ng Li Wu".split()
LOGINS = "ada bob cyd dee eli fay gus hal ivy joe kim leo mia noa ola pia".split()
WRAPPERS = ["", "", "submissions/", "Homework Download/", "class 7b/", "export 2026/Montag/"]
INNER = ["", "", "src/", "code/python/", "my-project/", "deep/learning/from/scratch/"]
STRAY = [
    "timestamp",
    "grades.csv",
    "metadata.yml",
    "export.yaml",
    "submissions.json",
    "data/mnist.npz",
    "tests/test_and.py",
    "README.md",
    "run.log",
]
OWN_FILES = ["notes.txt", "figure.png", "report.pdf", "data.csv"]


OWN_WAYS = "folder_each folder_of_each_assignment weeks flat sections a_zip_each".split()


@dataclass
class Layout:
    """A class on disk: files, whose each of them is, and which are nobody's."""

    shape: str
    files: dict[str, bytes] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    strays: set[str] = field(default_factory=set)
    platform_files: set[str] = field(default_factory=set)

    def write(self, root: Path, *, packed: bool) -> Path:
        """Put it into a folder, or into one zip in it; what to grade."""
        if packed:
            path = root / "class.zip"
            path.write_bytes(zipped(self.files))
            return path
        for name, content in self.files.items():
            path = root / "class" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return root / "class"


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of them."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 5, 14, 33, 20)), content)
    return data.getvalue()


class Maker:
    """Lays out a class of `count` with one `shape`."""

    def __init__(self, chance: random.Random, shape: str, count: int) -> None:
        self.chance, self.layout = chance, Layout(shape)
        self.people = self._people(count)
        self.assignments = chance.sample(list(EXERCISES), chance.randint(1, 3))

    def _people(self, count: int) -> list[tuple[str, str, int]]:
        """(login, full name, number) of each; logins and numbers are their own, names need not be."""
        named = [f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}".replace("_", " ") for _ in range(count)]
        logins = [f"{self.chance.choice(LOGINS)}{n}" for n in range(count)]
        if (
            self.layout.shape in OWN_WAYS and self.chance.random() < 0.5
        ):  # folders called by full names, in any alphabet
            logins = [f"{name} {n}" for n, name in enumerate(named)]
        return [(login, name, 1000 + n) for n, (login, name) in enumerate(zip(logins, named, strict=True))]

    def make(self) -> Layout:
        """The layout."""
        getattr(self, f"_{self.layout.shape}")()
        return self.layout

    # --- what a student hands in ---------------------------------------------------------------------------------------

    def _work(self, assignments, *, flat: bool = False) -> dict[str, bytes]:
        """A student's files for these assignments, by name: named as students name them."""
        files: dict[str, bytes] = {}
        for assignment in assignments:
            form = self.chance.randrange(5)
            short, suffix = assignment.split("_")[0], self.chance.choice([".py", ".py", ".ipynb"])
            if form == 0:
                files[f"{assignment}{suffix}"] = answers(assignment).encode()
            elif form == 1:
                files[f"{assignment}{self.chance.choice(['_v2', '-final', ' (1)', '_copy'])}{suffix}"] = answers(
                    assignment
                ).encode()
            elif form == 2:
                files[f"{short}{suffix}"] = answers(assignment).encode()
            elif form == 3 and not flat:
                for name in EXERCISES[assignment]:
                    files[f"{name}.py"] = answers(assignment, name).encode()
            else:
                friend = self.chance.choice(self.people)[0]
                files[f"{self.chance.choice([friend, 'homework', f'{friend}_{short}'])}_{short}.py"] = answers(
                    assignment
                ).encode()
        if self.chance.random() < 0.2:
            files[self.chance.choice(OWN_FILES)] = b"?"
        return files

    def _some(self) -> list[str]:
        return self.chance.sample(self.assignments, self.chance.randint(1, len(self.assignments)))

    def _put(self, path: str, content: bytes, owner: str) -> None:
        if path not in self.layout.files:
            self.layout.files[path], self.layout.owners[path] = content, owner

    def _strays(self, place: str) -> None:
        for name in self.chance.sample(STRAY, self.chance.randint(0, 3)):
            self.layout.files[place + name] = b"?"
            self.layout.strays.add(place + name)

    # --- people's own ways --------------------------------------------------------------------------------------------

    def _folder_each(self) -> None:
        wrapper = self.chance.choice(WRAPPERS)
        for login, _, _ in self.people:
            inner = self.chance.choice(INNER)
            for name, content in self._work(self._some()).items():
                self._put(f"{wrapper}{login}/{inner}{name}", content, login)
        self._strays(wrapper)

    def _folder_of_each_assignment(self) -> None:
        wrapper = self.chance.choice(WRAPPERS)
        for login, _, _ in self.people:
            for assignment in self._some():
                self._put(f"{wrapper}{assignment}/{login}.py", answers(assignment).encode(), login)
        self._strays(wrapper)

    def _weeks(self) -> None:
        weeks = {assignment: f"week{n}" for n, assignment in enumerate(self.assignments, 1)}
        for login, _, _ in self.people:
            for assignment in self._some():
                self._put(f"{weeks[assignment]}/{login}/homework.py", answers(assignment).encode(), login)

    def _flat(self) -> None:
        for login, _, _ in self.people:
            for assignment in self._some():
                name = self.chance.choice(
                    [f"{login}_{assignment}", f"{assignment}-{login}", f"{login}_hw_{assignment} (1)"]
                )
                self._put(f"{name}.py", answers(assignment).encode(), login)
        self._strays("")

    def _sections(self) -> None:
        names = self.chance.sample(["Red", "Blue", "Green", "Monday 9 h"], 3)
        for login, _, _ in self.people:
            section = self.chance.choice(names)
            for name, content in self._work(self._some()).items():
                self._put(f"{section}/{login}/{name}", content, login)

    def _namesakes_in_sections(self) -> None:
        assignment = self.assignments[0]
        for login, _, _ in self.people:
            for section in self.chance.sample(["Red", "Blue"], self.chance.choice([1, 1, 1, 2])):
                self._put(f"{section}/{login}/{assignment}.py", answers(assignment).encode(), f"{section} {login}")

    def _a_zip_each(self) -> None:
        for login, _, _ in self.people:
            files = self._work(self._some())
            path = f"{login}.zip"
            self.layout.files[path] = zipped({f"work/{name}": content for name, content in files.items()})
            for name in files:
                self.layout.owners[f"{path}/work/{name}"] = login
        self._strays("")

    # --- platforms ----------------------------------------------------------------------------------------------------

    def _moodle(self) -> None:
        downloads = (
            {assignment: f"w{n}/" for n, assignment in enumerate(self.assignments, 1)}
            if len(self.assignments) > 1
            else {}
        )
        form = self.chance.choice(["_assignsubmission_file_/", "_assignsubmission_file/", "_assignsubmission_file_"])
        # Moodle's numbers are others for each assignment, and two of one name are told apart by nothing else: names of their own here.
        for n, assignment in enumerate(self.assignments):
            for login, name, number in self.people:
                person = f"{name} {number}"
                for file, content in self._work([assignment], flat=not form.endswith("/")).items():
                    place = downloads.get(assignment, "")
                    self._put(f"{place}{person}_{number + n * 5000}{form}{file}", content, login)

    def _moodle_namesakes(self) -> None:
        for login, name, number in self.people:
            for file, content in self._work(self.assignments[:1]).items():
                self._put(f"{name}_{number}_assignsubmission_file_/{file}", content, login)

    def _canvas(self) -> None:
        for login, name, number in self.people:
            plain = "".join(letter for letter in name.casefold() if letter.isalnum())
            for n, (file, content) in enumerate(self._work(self._some(), flat=True).items()):
                late = self.chance.choice(["", "_LATE"])
                self._put(f"{plain}{late}_{number}_{number + n + 7000}_{file}", content, login)

    def _blackboard(self) -> None:
        for login, name, _ in self.people:
            handle = f"Home_work 2_{login}_attempt_2026-10-05-14-33-20"
            for file, content in self._work(self.assignments[:1], flat=True).items():
                self._put(f"{handle}_{file}", content, login)
            self.layout.files[f"{handle}.txt"] = f"Name: {name} ({login})\n".encode()
            self.layout.platform_files.add(f"{handle}.txt")

    def _gradescope(self) -> None:
        lines = []
        for login, name, number in self.people:
            lines += [
                f"submission_{number}:",
                "  :submitters:",
                f"  - :name: {name!r}",
                f"    :email: {login}@example.org",
            ]
            for file, content in self._work(self.assignments[:1]).items():
                self._put(f"submission_{number}/{file}", content, login)
        self.layout.files["submission_metadata.yml"] = "\n".join(lines).encode()
        self.layout.platform_files.add("submission_metadata.yml")

    def _submitted(self) -> None:
        for login, _, _ in self.people:
            for assignment in self._some():
                place = f"submitted/{login}/{assignment}"
                self._put(
                    f"{place}/{self.chance.choice([assignment, login, 'Untitled'])}.ipynb",
                    answers(assignment).encode(),
                    login,
                )
                self.layout.files[f"{place}/timestamp.txt"] = b"2026-10-05 14:33:20.123456 UTC"
                self.layout.platform_files.add(f"{place}/timestamp.txt")

    def _exchange(self) -> None:
        for login, _, _ in self.people:
            for assignment in self._some():
                place = f"inbound/{login}+{assignment}+2026-10-05 14:33:20.123456 UTC"
                self._put(f"{place}/{assignment}.ipynb", answers(assignment).encode(), login)

    def _brightspace(self) -> None:
        for login, name, number in self.people:
            for file, content in self._work(self.assignments[:1]).items():
                self._put(f"{number}-77 - {name} - Oct 5, 2026 233 PM/{file}", content, login)
        self.layout.files["index.html"] = b"?"
        self.layout.platform_files.add("index.html")


SHAPES = sorted(
    name[1:]
    for name in vars(Maker)
    if name.startswith("_")
    and name not in ("_people", "_work", "_some", "_put", "_strays")
    and not name.startswith("__")
)
