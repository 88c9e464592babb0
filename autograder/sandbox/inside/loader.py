"""Runs a submission's statements one by one in a fresh `__main__`, and says of each that failed where and why."""

import __future__

import ast
import sys
import types

from .definitions import Redefinitions, defined_names, is_own, is_stub, unreadable_names
from .modules import Modules
from .report import contents
from .shell import Shell
from .source import UnreadablePart, decode, statements
from .substitute import Substitutes
from .wire import NAME_LENGTH, type_name

ERRORS, SKIPPED, TEXT_LENGTH = 50, 50, 500
FUTURE_FLAGS = {name: getattr(__future__, name).compiler_flag for name in __future__.all_feature_names}


class Loader:
    """Executes cells in one namespace.

    Args:
        cells: (file name, bytes of a script or str of a notebook's cell) each.
        skip: indices of statements that an earlier worker did not survive.
        announce: called with (index, line) before each statement runs.
        substitutes: bound anew after each statement, if there are any.
        shell: what a notebook's cells find in place of IPython.
        modules: (path, bytes, role) of each other script of the student's (`Modules`).
    Attributes:
        redefinitions: the functions that later statements replaced.
    """

    def __init__(self, cells, skip, announce, substitutes=None, shell=None, modules=()):
        self.cells, self.skip, self.announce = cells, frozenset(skip), announce
        self.shell = (shell or Shell()) if any(type(source) is str for _, source in cells) else None
        self.module = types.ModuleType("__main__")
        self.substitutes = substitutes or Substitutes()
        self.files = frozenset(name for name, _ in cells) | frozenset(path for path, _, _ in modules)
        start = 1 + sum(map(_lines, cells))
        self.modules = Modules(modules, self.module, start, self._run_module) if modules else None
        self.stubs = set()
        self.redefinitions = Redefinitions(self.module.__dict__, self.files)
        self.errors, self.warnings, self.flags = [], [], 0
        self.skipped = []
        self.firsts = set()

    def load(self):
        """Run everything; returns the report, of which `answers.LoadReport` has the fields."""
        sys.modules["__main__"] = (
            self.module
        )  # `if __name__ == "__main__"` runs, and `import __main__` finds the submission
        self.module.__file__ = self.cells[0][0] if self.cells else ""
        self.substitutes.bind(self.module.__dict__)
        if self.shell:
            self.shell.start(self.module.__dict__)
        if self.modules:
            self.modules.install()
        index, start = 0, 1
        for name, source in self.cells:
            if type(source) is bytes:
                text, warning = decode(source)
                self.warnings += [warning] * bool(warning)
                index = self._each(statements(text, name), index)
            else:
                # The lines of a notebook are numbered through: two cells may each have a line 2.
                self.firsts.add(len(self.errors))
                with self.shell:
                    parts = statements(self.shell.python(name, source), name, start)
                    index = self._each(parts, index, () if source.rstrip().endswith(";") else parts[-1:])
                start += source.count("\n") + source.count("\r") + 1
        if self.modules:
            self._join()
        return self._report()

    def _run_module(self, module, namespace, index):
        """Run one of the student's other scripts, which a statement imports."""
        text, warning = decode(module.source)
        self.warnings += [warning] * bool(warning)
        flags, self.flags = self.flags, 0
        for part in statements(text, module.path, module.start):
            if type(part) is UnreadablePart:
                self.errors.append(self._error(part.error, part.line, unreadable_names(part.text)))
            elif index not in self.skip:
                if not _is_harmless(part.node):
                    self.announce(index, part.line)
                self._run(part, False, namespace)
                self._note_stub(part.node, namespace)
            elif len(self.skipped) < SKIPPED:
                self.skipped.append({"line": part.line, "defines": _cut(defined_names(part.node))})
            index += 1
        self.flags = flags
        self.substitutes.bind_defined(namespace, self.files)

    def _join(self):
        """Take the answers of other scripts where the submission has none, or no more than the stub."""
        namespace = self.module.__dict__
        try:
            found = list(self.modules.answers(self.files))
        except BaseException as error:  # noqa: BLE001 - whatever a submission raises, the grader hears of it
            self.errors.append(self._error(error, 0, ()))
            return
        for name, value in sorted(
            found, key=lambda pair: pair[1] in self.stubs
        ):  # what is answered first, the newest first
            current = namespace.get(name)
            if not is_own(current, self.files) or (current in self.stubs and value not in self.stubs):
                namespace[name] = value
        self.substitutes.bind(namespace)

    def _note_stub(self, node, namespace):
        """Remember which functions are still as they were handed out."""
        if isinstance(node, ast.FunctionDef):
            value = namespace.get(node.name)
            (self.stubs.add if is_stub(node) else self.stubs.discard)(value)

    def function(self, name, version=None):
        """What a call of `name` calls: the last definition, or the earlier one of that number; None where there is none."""
        if version is None:
            return self.module.__dict__.get(name)
        # A submission that loads otherwise each time may have fewer than the grader was told.
        return dict(enumerate(self.redefinitions.functions.get(name, ()))).get(version)

    def _each(self, parts, index, shown=()):
        """Run statements one by one, and show the value of the one in `shown`; returns the index of the next."""
        for part in parts:
            if type(part) is UnreadablePart:
                self.errors.append(self._error(part.error, part.line, unreadable_names(part.text)))
                continue
            if index not in self.skip:
                if not _is_harmless(part.node):
                    self.announce(index, part.line)
                at_stake = self.redefinitions.at_stake(part.node)
                self._run(part, part in shown)
                if self.modules:
                    self._note_stub(part.node, self.module.__dict__)
                self.redefinitions.note(at_stake)
                self.substitutes.bind(self.module.__dict__)
            elif len(self.skipped) < SKIPPED:
                self.skipped.append({"line": part.line, "defines": _cut(defined_names(part.node))})
            index += 1  # of skipped ones too: every process must count alike
        return index

    def _run(self, statement, is_shown, namespace=None):
        node = statement.node
        try:
            if isinstance(node, ast.ImportFrom) and node.module == "__future__":
                self.flags |= sum(FUTURE_FLAGS.get(alias.name, 0) for alias in node.names)
            if is_shown and isinstance(node, ast.Expr):
                self.shell.show(self._value(ast.Expression(node.value), statement.cell, "eval"))
            else:
                self._value(ast.Module([node], []), statement.cell, "exec", namespace)
        except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt too: the rest of the file still loads
            self.errors.append(self._error(error, statement.line, defined_names(node)))

    def _value(self, tree, cell, mode, namespace=None):
        in_shell = self.shell and namespace is None
        flags = self.flags | (ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if in_shell else 0)
        code = compile(tree, cell, mode, flags, dont_inherit=True)  # our own future statements are not the submission's
        return (
            self.shell.run(code) if in_shell else exec(code, self.module.__dict__ if namespace is None else namespace)
        )

    def _error(self, error, line, names):
        return {**describe(error, self.files), "line": line, "defines": _cut(names)}

    def _report(self):
        replaced = self.redefinitions.functions.items()
        return {
            "errors": self._first_errors(),
            "skipped": self.skipped,
            "warnings": [*self.warnings, *(self.shell.warnings if self.shell else [])][:ERRORS],
            "earlier": {name: [version.__code__.co_firstlineno for version in versions] for name, versions in replaced},
            **contents(self.module.__dict__, self.files),
        }

    def _first_errors(self):
        """The first errors, and without words the first of every cell: one of which none is told would look as if it had run well."""
        later = sorted(index for index in self.firsts if ERRORS <= index < len(self.errors))
        # A notebook may have thousands of cells, and a report that is larger than a frame is none.
        return self.errors[:ERRORS] + [{**self.errors[index], "text": "", "defines": []} for index in later]


def _lines(cell):
    """How many lines a cell has, at most (`cells.Cell.lines`)."""
    source = cell[1] if type(cell[1]) is bytes else cell[1].encode("utf-8", "surrogatepass")
    return source.count(b"\n") + source.count(b"\r") + 1


def _cut(names):
    return [name[:NAME_LENGTH] for name in names]


def _is_harmless(node):
    """Whether a statement cannot hang or end the process: most are a plain `def`, and naming each before it runs costs time."""
    if isinstance(node, ast.FunctionDef):
        args = node.args
        evaluated = [*node.decorator_list, *args.defaults, *args.kw_defaults, node.returns]
        every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
        return not any(evaluated) and not any(arg.annotation for arg in every if arg)
    return isinstance(node, ast.Import) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def describe(error, files):
    """What crosses of an exception: its type's name, its text cut short, and the last line of the submission that it passed."""
    try:
        # The parser's own "(file, line 3)" would say the place twice, and for a notebook wrongly.
        text = str(error.msg if isinstance(error, SyntaxError) else error)[:TEXT_LENGTH]
    except BaseException:  # noqa: BLE001 - whatever a submission raises, the grader hears of it
        text = ""
    # By hand: `traceback` would look for source files, which no worker may open.
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in files:
            line = trace.tb_lineno
        trace = trace.tb_next
    return {"type": type_name(type(error)), "text": str(text), "line": line or 0}
