"""From what only IPython understands (`%magic`, `!command`, `name?`, prompts) to Python of as many lines."""

import ast
import re

# Where none of these stands, IPython would change nothing.
ESCAPED = re.compile(r"^[ \t]*(?:[%!?,;/]|>>>|In \[)|[?][ \t]*$|=[ \t]*[%!]|\A(?:[ \t]*\n)*[ \t]", re.MULTILINE)
CELL_MAGIC = re.compile(r"[ \t]*%%(\w+)[ \t]*(.*)")

# What a few patterns can do where IPython is missing, or stops at a cell's first error: lines that begin with a magic or command. Only
# unindented ones, because another may be the rest of an expression.
_LINE = re.compile(r"^((?:\w[\w.,\[\] \t]*=[ \t]*)?)(%{1,2}|!{1,2})[ \t]*([^\W\d]\w*)?(.*)$", re.MULTILINE)
_HELP = re.compile(r"^(?:\?{1,2}([\w.]+)|([\w.]+)\?{1,2})[ \t]*$", re.MULTILINE)


def transformer():
    """IPython's own transformation of a text where IPython is installed, else the part of it that a few patterns cover."""
    try:
        import IPython.display
        import IPython.lib.pretty  # noqa: F401 - what notebooks import or show with, ready before a worker needs it
        from IPython.core.inputtransformer2 import TransformerManager, leading_empty_lines
    except ImportError:
        return _by_patterns
    manager = TransformerManager()
    if leading_empty_lines in manager.cleanup_transforms:
        manager.cleanup_transforms.remove(leading_empty_lines)  # every line keeps its number
    manager.transform_cell("%time 1\n")
    return manager.transform_cell


def to_python(text, transform):
    """`text` as Python, line for line; untouched where it is Python already."""
    if not ESCAPED.search(text) or _is_python(text):
        return text
    # A first line that is indented keeps its indent: the transformation removes it from all.
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    try:
        python = text[:start] + transform(text[start:])
    except Exception:  # noqa: BLE001 - on a cell that is broken it may give up in any way
        python = text
    if text.count("\n") - python.count("\n") > text.count("\\\n"):
        python = text  # before Python 3.12, a `name?` below an open bracket swallows all from the bracket on; only a \ may join lines
    return python if _is_python(python) else _by_patterns(python)


def _is_python(text):
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _by_patterns(text):
    return _HELP.sub(_help, _LINE.sub(_call, text))


def _call(match):
    before, escape, name, rest = match.groups()
    if escape[0] == "!":
        return f"{before}get_ipython().getoutput({(name or '') + rest!r})"
    return f"{before}get_ipython().run_line_magic({name or ''!r}, {rest.strip()!r})"


def _help(match):
    return f"get_ipython().run_line_magic('pinfo', {match[1] or match[2]!r})"
