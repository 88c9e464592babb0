"""jsonschema, imported without a grammar that it would compile for most of a second: for addresses, of which notebooks hold none.

nbformat imports jsonschema, and jupytext and nbgrader import nbformat: whatever imports one of them imports this module first.
"""

import sys
from contextlib import suppress

GRAMMAR = "rfc3987_syntax"

if GRAMMAR not in sys.modules:
    sys.modules[GRAMMAR] = None  # type: ignore[assignment]  # how the import system itself says that there is none
    with suppress(ModuleNotFoundError):  # whoever needs it says so
        import jsonschema  # noqa: F401
    del sys.modules[GRAMMAR]
