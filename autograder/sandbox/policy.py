"""What a worker may still do: built once per server with landlockpy and pyseccomp, applied in each worker by `inside.confinement`."""

from __future__ import annotations

import errno
import functools
import os
import sys
import sysconfig
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/etc/fonts")
SHARED_LIBRARIES = ("/lib", "/usr/lib", "/usr/local/lib")
LOADER_CACHE = "/etc/ld.so.cache"

# System calls that NumPy, its linear algebra, Matplotlib and lazy imports need; everything else answers EPERM.
ALLOWED = """
    read write readv writev pread64 lseek close dup dup2 dup3 poll ppoll select pselect6
    stat lstat fstat newfstatat statx access faccessat faccessat2 readlink readlinkat getcwd getdents64
    mmap munmap mprotect mremap madvise brk
    rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall
    futex set_robust_list rseq sched_yield sched_getaffinity
    clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time getrandom
    getpid getppid gettid getuid geteuid getgid getegid getrusage getrlimit uname sysinfo times
    exit exit_group
""".split()
# What a whole notebook of an instructor's own may use besides: Landlock says which files, and what a limit bounds is bounded.
FOR_NOTEBOOKS = """
    mkdir mkdirat unlink unlinkat rmdir rename renameat renameat2 ftruncate fsync fdatasync pwrite64 pwritev umask chdir fchdir
    alarm setitimer getitimer pipe pipe2 eventfd2 epoll_create1 epoll_ctl epoll_wait epoll_pwait recvfrom getsockname getsockopt
""".split()
UNCHANGED = "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes utimensat futimesat".split()
F_GETLK, F_SETLK, F_SETLKW = 5, 6, 7
CLONE_THREAD = 0x10000
AF_UNIX, SOCKET_TYPE, SOCK_STREAM = 1, 0xF, 1
# Is this a terminal, may it block, does it outlive exec: Python itself asks these of streams.
TCGETS, FIONBIO, FIONCLEX, FIOCLEX = 0x5401, 0x5421, 0x5450, 0x5451
F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC = 0, 1, 2, 3, 4, 1030
# Landlock below ABI 3 does not refuse O_TRUNC, with which a file opened for reading loses its content.
CHANGES_FILES = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC | os.O_APPEND
LANDLOCK_RESTRICT_SELF = 446  # the same on every architecture
FILES, SYSTEM_CALLS = 0, 1  # of what `inside.confinement.in_force` tells


@dataclass(frozen=True)
class Confinement:
    """What this machine offers: Landlock's ABI (0: none), whether seccomp programs can be built, and what is missing, in words."""

    landlock_abi: int
    seccomp: bool
    missing: tuple[str, ...]

    @property
    def level(self) -> str:
        """ "full", "partial" or "none", as results record it."""
        if not self.missing:
            return "full"
        return "partial" if self.landlock_abi or self.seccomp else "none"


@functools.cache
def available() -> Confinement:
    """What takes hold here, each part tried in a thread that gives its rights up; a machine that is not Linux offers nothing."""
    if sys.platform != "linux":
        return Confinement(0, False, ("Linux (Landlock and seccomp are parts of its kernel)",))
    abi, no_landlock = _landlock()
    no_seccomp = _seccomp()
    return Confinement(abi, not no_seccomp, tuple(filter(None, (no_landlock, no_seccomp))))


def _landlock() -> tuple[int, str]:
    """(Landlock's ABI, what is missing): one of them is nothing."""
    try:
        import landlockpy
    except ImportError:
        return 0, "landlockpy (pip install 'dlfs-autograder[instructor]')"
    try:
        abi = landlockpy.abi_version()
        if not abi:
            return 0, "Landlock (Linux 5.13 or newer, with `landlock` among the kernel's security modules)"
        with ruleset([Path(os.__file__).parent]) as rules:
            descriptor = os.dup(rules.fileno())
            # The descriptor is closed by whoever applies it.
            _take_hold({"landlock_fd": descriptor, "landlock_syscall": LANDLOCK_RESTRICT_SELF, "seccomp": b""}, FILES)
    except OSError as error:
        return 0, _refused("Landlock", "landlock_create_ruleset, landlock_add_rule and landlock_restrict_self", error)
    return abi, ""


def _seccomp() -> str:
    """What is missing for a seccomp program to take hold; "" for nothing."""
    try:
        import pyseccomp
    except ImportError:
        return "pyseccomp (pip install 'dlfs-autograder[instructor]')"
    except (RuntimeError, OSError):
        return "libseccomp (apt install libseccomp2)"
    try:
        pyseccomp.system_arch()
        program = seccomp_program()
    except (RuntimeError, OSError):
        return "libseccomp (apt install libseccomp2)"
    try:
        _take_hold({"landlock_fd": None, "seccomp": program, "seccomp_syscall": seccomp_syscall()}, SYSTEM_CALLS)
    except OSError as error:
        return _refused("seccomp", "seccomp and prctl", error)
    return ""


def _refused(part: str, calls: str, error: OSError) -> str:
    return f"{part} (refused: {error.strerror}; in a container, its profile must allow {calls})"


def _take_hold(policy: dict[str, Any], part: int) -> None:
    """Apply a policy to a thread that does nothing else, as a worker applies it to itself; both calls are a thread's own.

    Raises:
        OSError: it was refused, or nothing is refused to the thread afterwards.
    """
    from .inside import confinement

    def attempt() -> None:
        confinement.confine(policy)
        if not confinement.in_force()[part]:
            raise OSError(errno.ENOTSUP, "it was accepted without any effect")

    error = _raised_in_a_thread(attempt)
    if error is not None:
        raise error


def _raised_in_a_thread(attempt: Callable[[], None]) -> OSError | None:
    raised: list[OSError] = []

    def run() -> None:
        try:
            attempt()
        except OSError as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return raised[0] if raised else None


def readable(libraries: list[str], multiarch: str) -> list[Path]:
    """The only folders and files that a worker may read: the interpreter's libraries, the system's shared ones, fonts."""
    # Without a name for the architecture, the folder would be all of /lib.
    shared = [Path(base, multiarch) for base in SHARED_LIBRARIES if multiarch] + [Path("/lib64"), Path("/usr/lib64")]
    wanted = [*map(Path, libraries), *shared, *map(Path, FONTS), Path(LOADER_CACHE)]
    # Landlock goes by the folder itself, whatever link leads there.
    return sorted({path.resolve() for path in wanted if path.exists()})


def readable_here() -> list[Path]:
    """The same for workers under this very interpreter."""
    paths = sysconfig.get_paths()
    libraries = [paths[key] for key in ("stdlib", "platstdlib", "purelib", "platlib")]
    return readable(libraries, sysconfig.get_config_var("MULTIARCH") or "")


def ruleset(paths: list[Path], writable: Sequence[Path] = ()) -> Any:
    """A Landlock ruleset (with `.fileno()` and `.close()`) that handles every right this kernel knows.

    Args:
        paths: the folders and files below which it grants reading.
        writable: the folders below which files and folders may be made, changed and removed, too; nothing else can be made there.
    """
    from landlockpy import AccessFS, Ruleset, Scope

    rules = Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL)
    if writable:
        rules.allow_path("/dev/null", AccessFS.READ_FILE | AccessFS.WRITE_FILE | AccessFS.TRUNCATE & rules.handled_fs)
        rules.allow_path("/dev/urandom", AccessFS.READ_FILE)
    for path in writable:
        rights = AccessFS.READ_FILE | AccessFS.READ_DIR | AccessFS.WRITE_FILE | AccessFS.MAKE_REG | AccessFS.MAKE_DIR
        later = (AccessFS.REFER | AccessFS.TRUNCATE) & rules.handled_fs  # which older kernels do not know
        rules.allow_path(path, rights | AccessFS.REMOVE_FILE | AccessFS.REMOVE_DIR | later)
    for path in paths:
        rights = AccessFS.READ_FILE | AccessFS.READ_DIR if path.is_dir() else AccessFS.READ_FILE
        rules.allow_path(path, rights)
    return rules


@functools.cache
def seccomp_program(*, notebooks: bool = False) -> bytes:
    """The BPF program of the allow-list with its argument filters; `notebooks`: that of workers with a folder of their own."""
    import pyseccomp
    from pyseccomp import EQ, ERRNO, MASKED_EQ, Arg

    program = pyseccomp.SyscallFilter(ERRNO(errno.EPERM))
    for name in ALLOWED:
        _allow(program, name)
    if notebooks:
        _allow_for_notebooks(program)
    _allow(program, "open", Arg(1, MASKED_EQ, CHANGES_FILES, 0))
    _allow(program, "openat", Arg(2, MASKED_EQ, CHANGES_FILES, 0))
    for request in (TCGETS, FIONBIO, FIONCLEX, FIOCLEX):
        _allow(program, "ioctl", Arg(1, EQ, request))
    for command in (F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL):
        _allow(program, "fcntl", Arg(1, EQ, command))
    # With O_ASYNC, a descriptor signals its owner, which may be any process.
    _allow(program, "fcntl", Arg(1, EQ, F_SETFL), Arg(2, MASKED_EQ, os.O_ASYNC, 0))
    # By name alone prlimit64 would reach the server: only the caller itself, which is pid 0.
    _allow(program, "prlimit64", Arg(0, EQ, 0))
    with os.fdopen(os.memfd_create("seccomp"), "w+b") as file:  # no folder has to be writable for it
        program.export_bpf(file)
        file.seek(0)
        return file.read()


def _allow_for_notebooks(program: Any) -> None:
    """What IPython's cells may do beside: files in their own folder, threads, an event loop that speaks to itself."""
    from pyseccomp import EQ, ERRNO, MASKED_EQ, Arg

    for name in FOR_NOTEBOOKS:
        _allow(program, name)
    for access in (
        os.O_WRONLY,
        os.O_RDWR,
    ):  # Landlock asks for the right to write; for O_RDONLY | O_TRUNC below ABI 3 it does not
        _allow(program, "open", Arg(1, MASKED_EQ, os.O_ACCMODE, access))
        _allow(program, "openat", Arg(2, MASKED_EQ, os.O_ACCMODE, access))
    for command in (F_GETLK, F_SETLK, F_SETLKW):  # SQLite's
        _allow(program, "fcntl", Arg(1, EQ, command))
    _allow(program, "clone", Arg(0, MASKED_EQ, CLONE_THREAD, CLONE_THREAD))
    # Its flags stand in memory, where no filter sees them: libraries then take `clone`.
    _answer(program, ERRNO(errno.ENOSYS), "clone3")
    # Landlock knows no right for these: modes, owners and times stay as they are, and `shutil.copy` need not fail for it.
    for name in UNCHANGED:
        _answer(program, ERRNO(0), name)
    # A pair of connected streams, as an event loop wakes itself by; a datagram could be sent elsewhere.
    _allow(program, "socketpair", Arg(0, EQ, AF_UNIX), Arg(1, MASKED_EQ, SOCKET_TYPE, SOCK_STREAM))
    _allow(program, "sendto", Arg(4, EQ, 0))


def _allow(program: Any, name: str, *conditions: Any) -> None:
    import pyseccomp

    _answer(program, pyseccomp.ALLOW, name, *conditions)


def _answer(program: Any, answer: Any, name: str, *conditions: Any) -> None:
    import pyseccomp

    try:
        number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    except ValueError:
        return  # this architecture, or this libseccomp, has no such call
    if number >= 0:
        program.add_rule(answer, number, *conditions)


def seccomp_syscall() -> int:
    """The number of seccomp(2) here."""
    import pyseccomp

    return int(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, "seccomp"))
