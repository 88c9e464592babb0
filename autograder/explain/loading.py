"""What is said of lines that failed while a file was loading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.feedback import LoadWarning, Statement
from autograder.sandbox import LoadError, LoadReport

from .error_matching import own_text, public_name
from .python_errors import ErrorContext, explain_error

SYNTAX_ERRORS = frozenset({"builtins.SyntaxError", "builtins.IndentationError", "builtins.TabError"})
NAME_ERROR = "builtins.NameError"


def warnings(report: LoadReport) -> tuple[LoadWarning, ...]:
    """One for each line that failed by itself; those that only lack what it would have defined are counted with it."""
    # Of the whole file: no line.
    noticed = [LoadWarning(0, Statement("plain", {"text": text})) for text in report.warnings]
    failed = [LoadWarning(error.line, warning(error, report, len(others))) for error, others in _roots(report.errors)]
    return (*noticed, *failed)


def warning(error: LoadError, report: LoadReport, others: int = 0) -> Statement:
    """A line that failed, and how many others failed because of it."""
    if not error.line:
        return Statement("file_did_not_load", {"error": meaning(error, report)})
    fields: dict[str, str | Statement] = {"place": report.place(error.line), "error": meaning(error, report)}
    if others < 2:
        return Statement("line_failed_with_another" if others else "line_failed", fields)
    return Statement("line_failed_with_others", {**fields, "count": str(others)})


def _roots(errors: Sequence[LoadError]) -> Iterator[tuple[LoadError, list[LoadError]]]:
    """Each error that has no other for its cause, with those of which it is the cause, directly or through others."""
    followers: dict[int, list[LoadError]] = {}
    root_of: list[int] = []
    for index, error in enumerate(errors):
        # Only earlier lines: a cause comes before what it causes.
        cause = next((n for n, other in enumerate(errors[:index]) if _is_caused_by(error, other)), index)
        root = root_of[cause] if cause != index else index
        root_of.append(root)
        followers.setdefault(root, []).append(error)
    for root, group in followers.items():
        yield errors[root], group[1:]


def _is_caused_by(error: LoadError, earlier: LoadError) -> bool:
    """Whether a line lacks a name that an earlier one would have defined, or lacked as well.

    What `from module import *` would have defined, nobody knows: it is never called the cause.
    """
    name = _missing_name(error)
    return bool(name) and (name in earlier.defines or name == _missing_name(earlier))


def _missing_name(error: LoadError) -> str:
    """The name that a NameError is about; "" for another error. Python writes it between the first quotes."""
    # Only read to group lines; nothing that is said rests on it alone.
    parts = error.text.split("'") if error.type_name == NAME_ERROR else []
    return parts[1] if len(parts) > 1 else ""


def meaning(error: LoadError, report: LoadReport) -> Statement:
    """The type of what failed, and what it means where that is known."""
    if error.type_name == "crash":  # the worker's own words, as those of a time-out
        return Statement("program_ended", {"reason": error.text})
    if error.type_name == "timeout":
        return Statement("plain", {"text": error.text})
    # While a file loads it knows no hidden input: any name may be said.
    name = public_name(error.type_name) or error.type_name.rpartition(".")[2]
    context = ErrorContext(functions=tuple(report.functions), values=report.values, line=report.source(error.line))
    said: Statement | str | None = explain_error(error.type_name, error.text, context) or own_text(error.text)
    return (
        Statement("error_meaning", {"type": name, "meaning": said}) if said else Statement("error_type", {"type": name})
    )
