"""What a worker may still do: built once per server with landlockpy and pyseccomp, applied in each worker by `inside.confinement`."""

from __future__ import annotations

import errno
import functools
import os
import sys
import tempfile
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
# Is this a terminal, may it block, does it outlive exec: Python itself asks these of streams.
TCGETS, FIONBIO, FIONCLEX, FIOCLEX = 0x5401, 0x5421, 0x5450, 0x5451
F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC = 0, 1, 2, 3, 4, 1030
# Landlock below ABI 3 does not refuse O_TRUNC, with which a file opened for reading loses its content.
CHANGES_FILES = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC | os.O_APPEND
LANDLOCK_RESTRICT_SELF = 446  # the same on every architecture


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
    """Ask the kernel and the libraries; a machine that is not Linux offers nothing."""
    if sys.platform != "linux":
        return Confinement(0, False, ("Linux (Landlock and seccomp are parts of its kernel)",))
    missing, abi, seccomp = [], 0, False
    try:
        import landlockpy

        abi = landlockpy.abi_version()
        if not abi:
            missing.append("Landlock (Linux 5.13 or newer, with `landlock` among the kernel's security modules)")
    except ImportError:
        missing.append("landlockpy (pip install 'dlfs-autograder[instructor]')")
    try:
        import pyseccomp

        pyseccomp.system_arch()
        seccomp = True
    except ImportError:
        missing.append("pyseccomp (pip install 'dlfs-autograder[instructor]')")
    except (RuntimeError, OSError):
        missing.append("libseccomp (apt install libseccomp2)")
    return Confinement(abi, seccomp, tuple(missing))


def readable(libraries: list[str], multiarch: str) -> list[Path]:
    """The only folders and files that a worker may read: the interpreter's libraries, the system's shared ones, fonts."""
    # Without a name for the architecture, the folder would be all of /lib.
    shared = [Path(base, multiarch) for base in SHARED_LIBRARIES if multiarch] + [Path("/lib64"), Path("/usr/lib64")]
    wanted = [*map(Path, libraries), *shared, *map(Path, FONTS), Path(LOADER_CACHE)]
    # Landlock goes by the folder itself, whatever link leads there.
    return sorted({path.resolve() for path in wanted if path.exists()})


def ruleset(paths: list[Path]) -> Any:
    """A Landlock ruleset (with `.fileno()` and `.close()`) that handles every right this kernel knows and grants reading below `paths`."""
    from landlockpy import AccessFS, Ruleset, Scope

    rules = Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL)
    for path in paths:
        rights = AccessFS.READ_FILE | AccessFS.READ_DIR if path.is_dir() else AccessFS.READ_FILE
        rules.allow_path(path, rights)
    return rules


@functools.cache
def seccomp_program() -> bytes:
    """The BPF program of the allow-list with its argument filters."""
    import pyseccomp
    from pyseccomp import EQ, ERRNO, MASKED_EQ, Arg

    program = pyseccomp.SyscallFilter(ERRNO(errno.EPERM))
    for name in ALLOWED:
        _allow(program, name)
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
    with tempfile.TemporaryFile() as file:
        program.export_bpf(file)
        file.seek(0)
        return file.read()


def _allow(program: Any, name: str, *conditions: Any) -> None:
    import pyseccomp

    try:
        number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    except ValueError:
        return  # this architecture, or this libseccomp, has no such call
    if number >= 0:
        program.add_rule(pyseccomp.ALLOW, number, *conditions)


def seccomp_syscall() -> int:
    """The number of seccomp(2) here."""
    import pyseccomp

    return int(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, "seccomp"))
