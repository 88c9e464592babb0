"""A call that gave no value: the function is not there, not started, raised, ran out of time, or ended the program."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.feedback import Cause, SourceLine, Statement
from autograder.sandbox import LoadError, LoadReport, Missing, Raised, TimedOut

from .call import Call
from .context import Context
from .error_matching import own_text, public_name
from .loading import SYNTAX_ERRORS, warning
from .python_errors import ErrorContext, explain_error, redacted

ARGUMENTS = "arguments"  # the redacted statement about a call with another number of arguments
OTHER_TYPE = "an exception of a type of its own"


@dataclass(frozen=True)
class NoValue:
    """What is known of a call without a value."""

    cause: Cause
    fact: Statement
    explanation: tuple[Statement, ...] = ()
    line: SourceLine | None = None


def explain_no_answer(call: Call, context: Context, *, visible: bool) -> NoValue:
    """Why a call gave no value; of a hidden check in words from a closed list."""
    answer = call.answer
    if isinstance(answer, Missing):
        return _missing(call.name, context)
    if isinstance(answer, TimedOut):
        fact = Statement("timed_out", {"name": call.name, "reason": answer.reason})
        return NoValue(Cause.TIMED_OUT, fact, (Statement("endless_loop"),))
    if not isinstance(answer, Raised):
        reason = getattr(answer, "reason", "gave nothing")
        return NoValue(Cause.CRASHED, Statement("crashed", {"name": call.name, "reason": reason}))
    if is_stub(call, context.report):
        return NoValue(Cause.NOT_STARTED, Statement("not_started", {"name": call.name}))
    return _raised(call, answer, context) if visible else _raised_hidden(call, answer, context.report)


def is_inside(line: int, name: str, report: LoadReport) -> bool:
    """Whether a line stands in a function of the submission."""
    first, last = report.functions.get(name, (1, 0))  # no line is between the two
    return first <= line <= last


def is_stub(call: Call, report: LoadReport) -> bool:
    """Whether the call met the stub's own line."""
    answer = call.answer
    is_unimplemented = isinstance(answer, Raised) and answer.type_name == "builtins.NotImplementedError"
    # By its line as well: a right answer may call a function that is still a stub.
    return isinstance(answer, Raised) and is_unimplemented and is_inside(answer.line, call.name, report)


def source_line(line: int, report: LoadReport) -> SourceLine | None:
    """A line of the submission; None for no line."""
    return SourceLine(line, report.place(line), report.source(line)) if line else None


# --- not there --------------------------------------------------------------------------------------------------------


def _missing(name: str, context: Context) -> NoValue:
    report = context.report
    fact = _known_reason(name, context)
    if fact is not None:
        return NoValue(Cause.NOT_DEFINED, fact)
    error = _reason(name, report)
    if error is None:
        key = "not_defined_file_empty" if report.is_empty else "not_defined"
        return NoValue(Cause.NOT_DEFINED, Statement(key, {"name": name}))
    line = source_line(error.line, report)
    if error.type_name in SYNTAX_ERRORS:
        said = explain_error(error.type_name, error.text, ErrorContext(line=report.source(error.line)))
        why = said or _plain(own_text(error.text))
        fields: dict[str, str | Statement] = {"name": name, "place": report.place(error.line), "error": why}
        return NoValue(Cause.UNREADABLE, Statement("not_defined_unreadable", fields), line=line)
    fact = Statement("not_defined_failed", {"name": name, "warning": warning(error, report)})
    return NoValue(Cause.NOT_DEFINED, fact, line=line)


def _known_reason(name: str, context: Context) -> Statement | None:
    """What the file has in place of the function."""
    report = context.report
    if name in report.values:
        return Statement("not_defined_but_value", {"name": name})
    if name in context.similar:
        return Statement("not_defined_but_similar", {"name": name, "similar": context.similar[name]})
    if name in report.methods:
        return Statement("not_defined_but_method", {"name": name, "owner": report.methods[name]})
    return None


def _reason(name: str, report: LoadReport) -> LoadError | None:
    """The first failure that kept the name from being defined: a line that would have, or one at which loading ended."""
    defining = (error for error in report.errors if name in error.defines or (report.is_cut and not error.defines))
    return next(defining, None)


# --- raised -----------------------------------------------------------------------------------------------------------


def _raised(call: Call, answer: Raised, context: Context) -> NoValue:
    report = context.report
    name = public_name(answer.type_name) or short_name(answer.type_name)
    fields = {"call": call.in_a_sentence, "type": name}
    owner = _owner(answer.line, report)
    key = "stopped"
    if answer.line:
        fields["place"] = report.place(answer.line)
        key = "stopped_in_line"
        if owner and not is_inside(answer.line, call.name, report):
            fields["function"] = owner
            key = "stopped_in_function"
    said = explain_error(answer.type_name, answer.text, _error_context(call, answer, context))
    if said is None and own_text(answer.text):
        said = Statement("says", {"text": own_text(answer.text)})
    why = [said, _not_loaded(answer, report), _definition(call, answer, report)]
    return NoValue(Cause.RAISED, Statement(key, fields), _known(why), source_line(answer.line, report))


def _raised_hidden(call: Call, answer: Raised, report: LoadReport) -> NoValue:
    """The same in words from a closed list, and without a line: a function can be as long as there are numbers to tell."""
    fields = {"call": call.name, "type": public_name(answer.type_name) or OTHER_TYPE}
    why = [redacted(answer.type_name, answer.text), _definition(call, answer, report)]
    return NoValue(Cause.RAISED, Statement("stopped", fields), _known(why))


def _owner(line: int, report: LoadReport) -> str:
    """The function of the submission in which a line stands; "" for none."""
    return next((name for name in report.functions if is_inside(line, name, report)), "")


def _error_context(call: Call, answer: Raised, context: Context) -> ErrorContext:
    report = context.report
    return ErrorContext(
        functions=tuple(report.functions),
        keys=tuple(key for arg in call.args if isinstance(arg, dict) for key in arg if isinstance(key, str)),
        known=tuple(context.exercises),
        values=report.values,
        line=report.source(answer.line),
        body=tuple(line.strip() for line in report.lines(_owner(answer.line, report) or call.name)),
    )


def _not_loaded(answer: Raised, report: LoadReport) -> Statement | None:
    """The line that failed while the file was loading and would have defined the name that is missing now."""
    if answer.type_name != "builtins.NameError":
        return None
    names = answer.text.split("'")[1:2]  # Python quotes the name; other words have no such part
    error = next((error for error in report.errors if error.line and set(names) & set(error.defines)), None)
    return Statement("load_error_left_it_out", {"place": report.place(error.line)}) if error else None


def _definition(call: Call, answer: Raised, report: LoadReport) -> Statement | None:
    """Where the function stands that was called with arguments that do not fit: a name that is defined twice means the last."""
    said = redacted(answer.type_name, answer.text)
    first, _ = report.functions.get(call.name, (0, 0))
    is_redefined = call.name in report.earlier and not is_inside(answer.line, call.name, report)
    if said is None or said.key != ARGUMENTS or not first or not is_redefined:
        return None
    return Statement("last_definition_counts", {"place": report.place(first)})


def _known(statements: list[Statement | None]) -> tuple[Statement, ...]:
    return tuple(statement for statement in statements if statement is not None)


def _plain(text: str) -> Statement:
    return Statement("plain", {"text": text})


def short_name(type_name: str) -> str:
    """An exception type's name without its module."""
    return type_name.rpartition(".")[2]
