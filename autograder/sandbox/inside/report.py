"""What a submission's namespace holds once it is loaded: names, lines, parameters and methods, never a value."""

import types

from .definitions import is_own
from .wire import NAME_LENGTH

NAMES, VALUES, METHODS, PARAMETERS = 1000, 200, 200, 20
SHELL_NAMES = frozenset(["In", "Out"])  # a notebook's cells find them there; no submission defines them

# Past whatever a metaclass would answer: that would be the submission's code.
_members = type.__dict__["__dict__"].__get__


def contents(namespace, files):
    """The part of a report that the namespace tells, every length of it bounded; "values" would be a frame's own key."""
    named = {name: value for name, value in namespace.items() if type(name) is str and not name.startswith("_")}
    own = {name: value for name, value in named.items() if is_own(value, files)}
    others = [name for name, value in named.items() if name not in own and callable(value)]
    # Room for the submission's own functions first: `from pylab import *` brings hundreds of others.
    listed = {*own, *others[: max(0, NAMES - len(own))]}
    names = [name for name in named if name in listed][:NAMES]
    functions = {name: own[name].__code__ for name in names if name in own}
    return {
        "names": [name[:NAME_LENGTH] for name in names],
        "functions": {name[:NAME_LENGTH]: _lines(code) for name, code in functions.items()},
        "parameters": {name[:NAME_LENGTH]: _parameters(code) for name, code in functions.items()},
        "value_names": [name[:NAME_LENGTH] for name, value in named.items() if _is_value(name, value)][:VALUES],
        "methods": _methods(named, files),
    }


def _parameters(code):
    count = min(code.co_argcount, PARAMETERS)
    return [name[:NAME_LENGTH] for name in code.co_varnames[:count]]


def _is_value(name, value):
    # By the type itself: `isinstance` would ask the value for its `__class__`, and it may answer anything.
    is_module = issubclass(type(value), types.ModuleType)
    return not callable(value) and not is_module and name not in SHELL_NAMES


def _methods(named, files):
    methods = {}
    for class_name, value in named.items():
        if issubclass(type(value), type):
            for name in _own_methods(value, files):
                methods.setdefault(name[:NAME_LENGTH], class_name[:NAME_LENGTH])
                if len(methods) == METHODS:
                    return methods
    return methods


def _own_methods(kind, files):
    for name, member in list(_members(kind).items()):
        function = member.__func__ if type(member) in (staticmethod, classmethod) else member
        if type(name) is str and not (name.startswith("__") and name.endswith("__")) and is_own(function, files):
            yield name


def _lines(code):
    """(first, last) line of a function with everything nested in it."""
    last = max((line for _, _, line in code.co_lines() if line), default=code.co_firstlineno)
    nested = [_lines(constant)[1] for constant in code.co_consts if type(constant) is types.CodeType]
    return [code.co_firstlineno, max([last, *nested])]
