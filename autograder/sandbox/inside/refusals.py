"""What the confinement refused to a notebook's code: seen as it is asked for, so that whoever lost points by it can be told."""

import errno
import os
import sys

REFUSED_COMMAND = (
    "`{command}` did not run: this notebook is graded in confinement, where no other program can be started"
)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
OPENED, TOLD, SUBJECT_LENGTH, FRAMES = 200, 20, 200, 200

# By Python's own audit events. What stands here always fails in a confined worker, so to ask for it is to be refused.
PROGRAMS = frozenset("subprocess.Popen os.system os.posix_spawn os.exec os.startfile pty.spawn".split())
PROCESSES = frozenset("os.fork os.forkpty os.kill os.killpg".split())
NETWORK = frozenset("socket.connect socket.getaddrinfo socket.gethostbyname socket.bind".split())
READS = frozenset("os.listdir os.scandir".split())
CHANGES = frozenset("os.mkdir os.remove os.rmdir os.rename os.truncate sqlite3.connect".split())
LINKS = frozenset("os.link os.symlink".split())
CELL_MAGICS = ("bash", "sh", "script", "perl", "ruby", "system", "sx", "pypy", "python2", "python3", "python")


class Refusals:
    """Notes (kind, subject) pairs while a cell runs.

    The worker's own word, like all that it says: whoever forges it gets a person to look, or does without one.
    """

    def __init__(self, shell):
        self._shell, self._rooms, self._paths, self._found = shell, [], {}, []
        self._is_active = False

    def watch(self, rooms):
        """From now on; `rooms` are the folders that may be written."""
        self._rooms = [os.path.realpath(room) for room in rooms]
        for name in CELL_MAGICS:
            self._shell.register_magic_function(_refuse_program, "cell", name)
        for name in ("system", "sx"):
            self._shell.register_magic_function(self._line_output, "line", name)
        sys.addaudithook(self._event)
        self._is_active = True

    def of_cell(self, error):
        """What was refused since the last cell, with what its error tells."""
        self._is_active, was_active = False, self._is_active
        found = self._found + [
            pair for path, flags in self._paths.items() if (pair := _refused_path(path, flags, self._rooms))
        ]
        if was_active and not found:
            found = _told_by(error)
        self._paths, self._found = {}, []
        self._is_active = was_active
        return [[kind, str(subject)[:SUBJECT_LENGTH]] for kind, subject in dict.fromkeys(found)][:TOLD]

    def _line_output(self, line):
        return self._shell.getoutput(line)

    def _event(self, event, args):
        if not self._is_active or (event not in EVENTS and event != "socket.__new__"):
            return
        if event == "open" and type(args[0]) is int:
            return
        if not _is_asked_by(self._shell.user_global_ns, sys._getframe(1)):
            return
        if event == "open" and len(self._paths) < OPENED:
            self._paths.setdefault(_path(args[0]), args[2] if type(args[2]) is int else 0)
        elif event in READS or event in CHANGES:
            for path in map(_path, args[: 2 if event == "os.rename" else 1] or ["."]):
                # A database that is there may be one to read.
                is_change = event in CHANGES and not (event == "sqlite3.connect" and os.path.exists(path))
                self._paths.setdefault(path, os.O_WRONLY if is_change else 0)
        elif len(self._found) < TOLD:
            self._note(event, args)

    def _note(self, event, args):
        if event in PROGRAMS:
            self._found.append(("program", _first_word(args[0] if args else "")))
        elif event in LINKS:
            self._found.append(("denied", event))
        elif event in PROCESSES:
            self._found.append(("process", ""))
        elif event in NETWORK:
            self._found.append(("network", _host(event, args)))
        elif event == "socket.__new__" and len(args) > 1 and args[1] in (2, 10):  # AF_INET, AF_INET6
            self._found.append(("network", ""))


EVENTS = PROGRAMS | PROCESSES | NETWORK | READS | CHANGES | LINKS | {"open"}


def _is_asked_by(namespace, frame):
    """Whether a cell's own code asked, itself or through a library, and not an import: libraries look at much of what they can do without."""
    for _ in range(FRAMES):
        if frame is None:
            return False
        name = frame.f_code.co_filename
        if "importlib._bootstrap" in name:
            return False
        if frame.f_globals is namespace:
            return True
        frame = frame.f_back
    return False


def _refused_path(path, flags, rooms):
    """("write" or "read", path) if the confinement, and not the machine itself, refuses that; else None."""
    if not os.path.isabs(path) and not _is_below(os.path.abspath(path), rooms):
        # Around nbgrader's own folder there is a course; around this one there is nothing, and so perhaps no error to be seen.
        return ("write" if flags & WRITES else "read"), path
    if flags & WRITES:
        return None if _is_writable(path, os.path.realpath(path), rooms) else ("write", path)
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
    except PermissionError:
        # An ordinary user's own rights are the machine's affair.
        return ("read", path) if os.getuid() == 0 or os.access(path, os.R_OK) else None
    except (OSError, ValueError):
        pass
    return None


def _is_writable(path, real_path, rooms):
    if path in ("", ":memory:", os.devnull) or not os.path.isdir(os.path.dirname(real_path)):
        return True  # nothing was refused: it would have failed anywhere
    return _is_below(real_path, rooms)


def _is_below(path, rooms):
    return any(path == room or path.startswith(room + os.sep) for room in rooms)


def _told_by(error):
    """What an uncaught error says, itself or by the errors before it."""
    found = []
    for _ in range(10):
        if error is None:
            break
        if isinstance(error, MemoryError):
            found.append(("memory", ""))
        elif isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM):
            found.append(("denied", error.filename if isinstance(error.filename, str) else error.strerror))
        elif isinstance(error, OSError) and error.errno == errno.EFBIG:
            found.append(("size", ""))
        elif isinstance(error, RuntimeError) and "start new thread" in str(error):
            found.append(("threads", ""))
        elif isinstance(error, PermissionError) and error.errno is None:
            found.append(("program", str(error).split("`")[1] if "`" in str(error) else ""))
        error = error.__cause__ or error.__context__
    return found


def _refuse_program(line, cell):
    raise PermissionError(REFUSED_COMMAND.format(command=(line or cell).strip().split("\n")[0][:60]))


def _path(value):
    try:
        return os.fsdecode(value)
    except TypeError:
        return ""


def _first_word(value):
    value = os.fsdecode(value) if isinstance(value, (bytes, str, os.PathLike)) else ""
    return (value.split() or [""])[0]


def _host(event, args):
    place = args[1] if event in ("socket.connect", "socket.bind") and len(args) > 1 else args[0] if args else ""
    place = place[0] if isinstance(place, tuple) and place else place
    return place if isinstance(place, str) else ""
