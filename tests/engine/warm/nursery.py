"""What warm sandbox servers are forked from in tests: it has imported what each of them would, and nothing more.

It stands where the server's own entry point would, in the same bare environment, its orders on descriptor 3. An order is the arguments of
a server, its control socket, its standard error, and where to write its process id: processes of one session order side by side.
"""

import contextlib
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import sys

CONTROL = 3
# Not pylab: it copies pyplot's names, and is to find the server's own.
IMPORTED = "numpy matplotlib.pyplot matplotlib.figure IPython.core.inputtransformer2".split()
if sys.argv[1:] == ["figureless"]:  # its servers say that they have no Matplotlib
    IMPORTED = ["numpy"]


def main():
    """Fork a server for each order, until whoever gives them is gone."""
    orders = socket.socket(fileno=CONTROL)
    for name in IMPORTED:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a server that ended is nobody's to reap
    gc.freeze()
    while True:
        order, descriptors, _, _ = socket.recv_fds(orders, 10_000, 3)
        if not order:
            os._exit(0)
        pid = os.fork()
        if pid == 0:
            orders.detach()
            become_server(json.loads(order), *descriptors[:2])
        os.write(descriptors[2], str(pid).encode())
        for descriptor in descriptors:
            os.close(descriptor)


def become_server(arguments, control, errors):
    """Arrange descriptors and arguments as a started server finds them, and run it."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    high = os.dup2(errors, 100)
    os.dup2(control, CONTROL)
    os.dup2(high, 2)
    os.closerange(CONTROL + 1, 1 << 10)
    sys.argv[:] = arguments
    sys.path.insert(0, os.path.dirname(arguments[0]))
    runpy.run_path(arguments[0], run_name="__main__")
    os._exit(0)


del sys.path[0]  # a server is not to find the tests
main()
