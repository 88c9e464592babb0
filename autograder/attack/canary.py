"""What shows that an attack came through, seen from outside: files, a process, listening sockets, and words that nobody may know."""

from __future__ import annotations

import os
import resource
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

# A process like any other of this user's, with something in its memory, for as long as the one that watches it.
_VICTIM = "import sys; word = bytearray(sys.argv[1].encode()) * 50; print(id(word), flush=True); sys.stdin.read()"


@dataclass(frozen=True)
class Target:
    """Where an attack may look and strike.

    Attributes:
        file: holds the secret word; `folder` is where it lies.
        pid, address: of a process, and of something in its memory.
        tcp, udp: ports that listen on this machine; `unix` and `abstract` are sockets.
        mark: a number of this run's own, for keys and names.
        done: what an attack returns that has done what it must not.
    """

    file: str
    folder: str
    pid: int
    tcp: int
    udp: int
    unix: str
    abstract: str
    mark: int
    done: str

    @property
    def fields(self) -> dict[str, object]:
        """The same as an attack gets it."""
        return asdict(self)


class Canaries:
    """A target, and what has become of it. Use it as a context manager.

    Args:
        folder: an empty one, where the files of the target are put.
    """

    def __init__(self, folder: Path) -> None:
        self._secret = f"secret-{secrets.token_hex(8)}"
        self._folder = folder / "others"
        self._open = ExitStack()
        self._victim: subprocess.Popen[bytes] | None = None
        self._sockets: list[socket.socket] = []

    def __enter__(self) -> Canaries:
        self._folder.mkdir()
        sockets = [socket.socket(socket.AF_INET), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)]
        sockets += [socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)]
        self._sockets = [self._open.enter_context(opened) for opened in sockets]
        mark = secrets.randbelow(2**30)
        tcp, udp, by_path, abstract = self._sockets
        # A null byte makes a name abstract on Linux.
        unix, name = str(self._folder.parent / "socket"), f"\0autograder-{mark}"
        for listening, address in ((tcp, ("127.0.0.1", 0)), (udp, ("127.0.0.1", 0)), (by_path, unix), (abstract, name)):
            listening.bind(address)
            listening.setblocking(False)  # whoever asks what it heard must not wait for it
            if listening is not udp:
                listening.listen()
        file = self._folder / "solutions.py"
        self.target = Target(
            file=str(file),
            folder=str(self._folder),
            pid=0,
            tcp=tcp.getsockname()[1],
            udp=udp.getsockname()[1],
            unix=unix,
            abstract=name,
            mark=mark,
            done=f"done-{secrets.token_hex(8)}",
        )
        self.reset()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_victim()
        self._open.close()

    @property
    def secret(self) -> str:
        """The word that only the target's file and process have."""
        return self._secret

    def reset(self) -> None:
        """Put everything back as it was before the first attack."""
        shutil.rmtree(self._folder)  # an attack that imports from it where nothing protects leaves a folder there, too
        self._folder.mkdir()
        Path(self.target.file).write_text(f"WORD = {self._secret!r}\n", encoding="utf-8")
        os.utime(self.target.file, (1_700_000_000, 1_700_000_000))  # long ago: any change would give it another time
        if self._victim is None or self._victim_changes():
            self._end_victim()
            self._start_victim()
        self._heard()

    def breaches(self, said: str) -> list[str]:
        """What an attack came through to; nothing where all held.

        Args:
            said: everything that came back of it, values and output.
        """
        found = [
            what
            for word, what in ((self._secret, "a secret was read"), (self.target.done, "it was done"))
            if word in said
        ]
        return found + self._file_changes() + self._victim_changes() + self._heard() + self._left_behind()

    # --- files ------------------------------------------------------------------------------------------------------

    def _file_changes(self) -> list[str]:
        path = Path(self.target.file)
        names = sorted(os.listdir(self._folder))
        if names != [path.name]:
            return [f"the folder holds {', '.join(names) or 'nothing'}"]
        status = path.stat()
        same = path.read_text(encoding="utf-8") == f"WORD = {self._secret!r}\n" and status.st_mtime == 1_700_000_000
        return [] if same and status.st_mode & 0o111 == 0 else ["a file was changed"]

    # --- a process --------------------------------------------------------------------------------------------------

    def _start_victim(self) -> None:
        self._victim = subprocess.Popen(
            # Nothing of this user's settings: it starts at once.
            [sys.executable, "-I", "-S", "-c", _VICTIM, self._secret],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"WORD": self._secret},  # for the attack that reads it, and nothing of ours besides
            start_new_session=True,  # so that a group of processes can be ended that is not ours
        )
        assert self._victim.stdout is not None
        self._victim.stdout.readline()  # by now the word is in its memory
        self.target = Target(**{**asdict(self.target), "pid": self._victim.pid})

    def _end_victim(self) -> None:
        if self._victim is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._victim.pid, signal.SIGKILL)
            self._victim.communicate()  # reaped, or it would stay as a zombie
            self._victim = None

    def _victim_changes(self) -> list[str]:
        assert self._victim is not None
        if self._victim.poll() is not None:
            return ["a process of others was ended"]
        pid = self._victim.pid
        # A program's name stands in parentheses before it, and may hold any letter.
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        own = resource.getrlimit(resource.RLIMIT_NOFILE), os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0)
        theirs = (
            resource.prlimit(pid, resource.RLIMIT_NOFILE),
            os.getpriority(os.PRIO_PROCESS, pid),
            os.sched_getscheduler(pid),
        )
        return (["a process of others was stopped"] if state in "Tt" else []) + (  # by a signal, or by a tracer
            ["a process of others got other limits"] if own != theirs else []
        )

    # --- the network, and what stays --------------------------------------------------------------------------------

    def _heard(self) -> list[str]:
        heard = []
        for listening in self._sockets:
            with suppress(BlockingIOError):
                if listening.type == socket.SOCK_DGRAM:
                    listening.recv(100)
                else:
                    listening.accept()[0].close()
                heard.append(f"something came through a socket ({listening.family.name}, {listening.type.name})")
        return heard

    def _left_behind(self) -> list[str]:
        """Processes and shared memory that have this run's mark."""
        mark = str(self.target.mark).encode()
        found = []
        for entry in os.scandir("/proc"):
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                with suppress(OSError):
                    if b"mark=" + mark in Path(entry.path, "environ").read_bytes():
                        found.append("a process stayed behind")
                        with suppress(OSError):
                            os.kill(int(entry.name), signal.SIGKILL)
        with suppress(OSError):
            for entry in os.scandir("/dev/shm"):
                if str(self.target.mark) in entry.name:
                    found.append("shared memory stayed behind")
                    os.unlink(entry.path)
        return found


def settle(seconds: float = 0.05) -> None:
    """Give a signal or a datagram the time to arrive."""
    time.sleep(seconds)
