"""Entry point: `EXE path/to/inside/__main__.py`. Finds its siblings, then takes the search path back to what the interpreter offers."""

import os
import sys

folder = os.path.dirname(os.path.abspath(__file__))
sys.path[0] = os.path.dirname(folder)
from inside import server  # noqa: E402 - the path above comes first

make_kernel = None
if sys.argv[1:] == ["kernel"]:
    from inside.kernel import Kernel as make_kernel

del sys.path[0]
for name in [name for name in sys.modules if name.split(".")[0] == "inside"]:
    del sys.modules[name]  # a submission that imports `wire` or `server` must not find ours
server.main(make_kernel, has_figures=sys.argv[1:] != ["figureless"])
