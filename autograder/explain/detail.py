"""The whole story of a failed check, for the instructor alone: it quotes inputs and expected values, hidden ones too."""

from __future__ import annotations

from autograder.sandbox import Crashed, LoadReport, Missing, Raised, TimedOut, Value
from autograder.testing import Mistake

from .call import Call, NoAnswer
from .no_answer import is_stub, short_name
from .wrong_values import shown


def detail(error: BaseException, calls: tuple[Call, ...], report: LoadReport) -> dict[str, str] | None:
    """The call, what was expected, and what came back; None where there was nothing to call."""
    call = error.call if isinstance(error, NoAnswer) else calls[-1] if calls else None
    if call is None:
        return {"call": "", "expected": "", "got": ""}
    if isinstance(call.answer, Missing) or is_stub(call, report):
        return None
    expected, got = "", _answer(call, report)
    if isinstance(error, Mistake) and error.whole is not None:
        if error.whole.expected is not None:
            expected = shown(error.whole.expected)
        if error.whole.got is not None:
            got = shown(error.whole.got)
    if isinstance(error, Mistake):
        expected = expected or error.sentence
    return {"call": call.as_python, "expected": expected, "got": got}


def _answer(call: Call, report: LoadReport) -> str:
    answer = call.answer
    if isinstance(answer, Value):
        return "a drawing" if call.draws else shown(answer.value)
    if isinstance(answer, Raised):
        return f"raised {short_name(answer.type_name)}: {answer.text} ({report.place(answer.line)})"
    if isinstance(answer, (TimedOut, Crashed)):
        return answer.reason
    return "not defined"
