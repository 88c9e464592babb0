"""A student's other scripts while their file runs: it may import them, and takes the answers of some where it has none."""

import importlib
import importlib.machinery
import sys

from .definitions import is_own

INDICES = 10_000  # statements of one module; each has a range of its own, so that a process that imports otherwise counts alike


class Module:
    """A script: its path as it is imported, its bytes, its role (`cells.Role`), and the number of its first line."""

    def __init__(self, path, source, role, start):
        self.path, self.source, self.role, self.start = path, source, role, start
        self.lines = source.count(b"\n") + source.count(b"\r") + 1
        # A name with a dot in it would be taken for a folder's.
        self.name = path.removesuffix(".py").replace(".", "_").replace("/", ".")


class Modules:
    """Finds the scripts for `import`.

    Args:
        parts: (path, bytes, role) of each.
        main: the module that the submission itself runs in.
        start: the number of the first line that is theirs.
        run: called with (module, namespace, index of its first statement) to run one.
    """

    def __init__(self, parts, main, start, run):
        self._run, self._main, self._modules = run, main, []
        for path, source, role in parts:
            self._modules.append(Module(path, source, role, start))
            start += self._modules[-1].lines
        self._by_name = {module.name: module for module in reversed(self._modules)}
        self._folders = {name.rpartition(".")[0] for name in self._by_name} - {""}
        self._folders |= {folder.rpartition(".")[0] for folder in self._folders} - {""}

    def install(self):
        """Have `import` find them: before other libraries, as beside a script, but never in place of Python's own."""
        sys.meta_path.insert(0, self)
        for module in self._modules:
            if module.role == "itself" and module.name not in sys.stdlib_module_names:
                sys.modules.setdefault(module.name, self._main)

    def find_spec(self, name, path=None, target=None):
        """What the import system asks for a module of that name."""
        if name.partition(".")[0] in sys.stdlib_module_names:
            return None
        if name not in self._by_name and name not in self._folders:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=name in self._folders)

    def create_module(self, spec):
        """An ordinary module."""

    def exec_module(self, module):
        """Run a script in its module, statement by statement like the submission itself."""
        found = self._by_name.get(module.__name__)
        if found is not None:
            module.__file__ = found.path
            self._run(found, module.__dict__, INDICES * (1 + self._modules.index(found)))

    def answers(self, files):
        """(name, function) of what the joined scripts define, the newest script first."""
        for module in self._modules:
            if module.role == "joined":
                loaded = importlib.import_module(module.name)
                for name, value in list(loaded.__dict__.items()):
                    if type(name) is str and not name.startswith("_") and is_own(value, files):
                        yield name, value
