"""What `autograder grade --list` shows, and the line about it that every run ends with."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .console import console, printable, table

if TYPE_CHECKING:
    from autograder.grade.intake import ClassFiles


def show_files(files: ClassFiles) -> None:
    """Who was found and by which rule, each file and its assignment, and every file that is passed over, with the reason."""
    screen = console()
    found = table("student", "assignment", "file", "handed in")
    for submission in sorted(
        files.found, key=lambda submission: (submission.student, submission.assignment, submission.file)
    ):
        time = (
            f"{submission.hand_in.time:%Y-%m-%d %H:%M} UTC ({submission.hand_in.source.value})"
            if submission.hand_in
            else ""
        )
        found.add_row(
            printable(submission.student),
            submission.assignment or "by what it defines",
            printable(submission.file),
            time,
        )
    screen.print(found)
    if files.refused:
        screen.print("\n[bold]Passed over[/bold]")
        for refused in files.refused:
            whose = f" ({printable(refused.student)})" if refused.student else ""
            screen.print(f"  {printable(refused.file)} {printable(refused.reason)}{whose}", markup=False)
    if files.absent:
        screen.print("\n[bold]On the roster, handed in nothing[/bold]")
        for person in files.absent:
            name = f" ({printable(person.name)})" if person.name and person.name != person.id else ""
            screen.print(f"  {printable(person.id)}{name}", markup=False)
    if files.unknown:
        screen.print("\n[bold]Not on the roster[/bold]")
        for student in files.unknown:
            screen.print(f"  {printable(student)}", markup=False)
    screen.print(f"\n{found_line(files)}", markup=False)  # last: the list above may be longer than the window


def found_line(files: ClassFiles, *, hint: str = "") -> str:
    """One sentence: how many students were found by which rule, and what was passed over."""
    by_rule: dict[str, int] = defaultdict(int)
    for rule in files.rules.values():
        by_rule[rule] += 1
    rules = "; ".join(f"{_count(count, 'student')} by {rule}" for rule, count in sorted(by_rule.items()))
    passed = f", {_count(len(files.refused), 'file')} passed over" if files.refused else ""
    absent = f", {len(files.absent)} on the roster handed in nothing" if files.absent else ""
    unknown = f", {len(files.unknown)} not on the roster" if files.unknown else ""
    return f"Found {rules or 'nobody'}{passed}{absent}{unknown}.{hint}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
