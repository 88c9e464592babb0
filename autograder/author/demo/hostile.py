"""What a few students of the demo class try, or do by accident. Each is put below a chapter's right answers.

`{last}` is the chapter's last exercise, `{first}` its first. None of these may earn a point for what it breaks, cost a neighbour one, or
hold up the class for more than seconds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hostile:
    """One such file: its student, what it does, and the source below the right answers.

    `encoding` is how the file is saved; `alone` leaves the right answers out.
    """

    student: str
    source: str
    encoding: str = "utf-8"
    alone: bool = False


HOSTILE = (
    Hostile("kofi", "import os\nos._exit(0)\n"),
    Hostile("liam", "def {last}(*args):\n    while True:\n        pass\n"),
    Hostile("magnus", "import os\ndef {last}(*args):\n    os._exit(0)\n"),
    Hostile("mei", "def {last}(*args):\n    return [0] * 10**10\n"),
    Hostile("miguel", "def {last}(*args):\n    return open('/etc/passwd').read()\n"),
    Hostile("mira", "import socket\ndef {last}(*args):\n    return socket.create_connection(('127.0.0.1', 80))\n"),
    Hostile("nadia", "import os\ndef {last}(*args):\n    return os.fork()\n"),
    Hostile("ngozi", "for _ in range(3000):\n    print('x' * 1000)\n"),
    Hostile(
        "niels",
        "class Anything:\n    def __eq__(self, other):\n        return True\n    def __array__(self, *args, **kwargs):\n"
        "        raise SystemExit\n    def __float__(self):\n        return 1.0\ndef {last}(*args):\n    return Anything()\n",
    ),
    Hostile("noor", "import os\ndef {last}(*args):\n    os.write(3, b'\\x00\\x00\\x00\\x02{{}}')\n    return 1\n"),
    Hostile("olga", "def {last}(*args):\n    return {last}(*args)\n"),
    Hostile("oskar", "import os, signal\ndef {last}(*args):\n    os.kill(os.getppid(), signal.SIGKILL)\n"),
    Hostile("pablo", "# la raíz cuadrada, pequeño ejemplo\n", encoding="latin-1"),
    Hostile("priya", "# saved by an old editor\n", encoding="utf-16"),
    Hostile("quentin", "print 'python two'\n\ndef {last}(x:\n    return x\n"),
    Hostile("rosa", "", alone=True),
    Hostile("samir", "raise SystemExit('done')\n"),
    Hostile(
        "sofia", "import numpy as np\nnp.exp = np.dot = np.array = None\nnp.allclose = lambda *args, **kwargs: True\n"
    ),
)
