"""nbgrader's tables, imported without its Jupyter extensions: the package itself imports those, and with them most of Jupyter, in a second.

The package is there all the same: what it defines is loaded when somebody looks for it.
"""

import importlib.util
import sys
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

PRIVATE = ("__wrapped__", "__file__", "__all__")  # asked of every module, by `inspect` say: no reason to load it


def _bare(spec: ModuleSpec) -> ModuleType:
    """The package as far as its modules need it."""
    package = importlib.util.module_from_spec(spec)

    def load(name: str) -> Any:
        # The import system asks a package for its modules, and for names of its own, before it does without.
        if name in PRIVATE or PathFinder.find_spec(f"nbgrader.{name}", package.__path__):
            raise AttributeError(name)
        # Taken away first: what is loaded may ask the package for a name itself.
        if vars(package).pop("__getattr__", None) is not None and spec.loader is not None:
            spec.loader.exec_module(package)
        return vars(package)[name] if name in vars(package) else _missing(name)

    vars(package)["__getattr__"] = load
    return package


def _missing(name: str) -> Any:
    raise AttributeError(f"module 'nbgrader' has no attribute '{name}'")


if "nbgrader" not in sys.modules:
    found = importlib.util.find_spec("nbgrader")
    if found is not None:  # whoever needs it says so
        sys.modules["nbgrader"] = _bare(found)
        import nbgrader.api
        import nbgrader.dbutil
        import nbgrader.utils  # noqa: F401
