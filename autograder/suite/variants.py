"""Submissions made from what a course already holds: the solutions with one answer replaced by a known wrong one."""

from __future__ import annotations

import ast

from autograder.course import Assignment
from autograder.testing import Misconception


def with_misconceptions(assignment: Assignment, wrong: list[Misconception]) -> str:
    """The chapter's solutions in which each of `wrong` stands in for its exercise's answer, as a student would have written it."""
    text = (assignment.suite / "misconceptions.py").read_text(encoding="utf-8")
    tree = ast.parse(text)
    imports = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom)) and not _is_ours(node)]
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    parts = [assignment.source.read_text(encoding="utf-8").rstrip("\n")]
    parts += [ast.get_source_segment(text, node) or "" for node in imports]
    for misconception in wrong:
        # A segment starts at `def`: the decorator, which needs the engine, stays behind. It is the text as it was
        # written, comments included, as students write it.
        source = ast.get_source_segment(text, functions[misconception.name]) or ""
        # Appended: of two definitions the last one counts.
        parts.append(source.replace(f"def {misconception.name}(", f"def {misconception.exercise}(", 1))
    return "\n\n".join(parts) + "\n"


def with_answers(assignment: Assignment, stub: str, exercises: list[str]) -> str:
    """The chapter's stub in which only `exercises` are answered, as our solutions answer them."""
    text = assignment.source.read_text(encoding="utf-8")
    functions = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    answers = [ast.get_source_segment(text, functions[name]) or "" for name in exercises]
    return "\n\n".join([stub.rstrip("\n"), *answers]) + "\n"


def _is_ours(node: ast.Import | ast.ImportFrom) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").startswith("autograder")
