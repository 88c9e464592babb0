"""What a worker gives up before it sees a student's line of code. The reasons for each part stand in the threat table of the tests.

The grader builds the Landlock ruleset and the seccomp program (`autograder.sandbox.policy`); here they are only applied, by three system
calls through ctypes, so that any supported interpreter can run a worker without further packages.
"""

import ctypes
import errno
import os
import resource
import signal

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, SECCOMP_SET_MODE_FILTER = 1, 38, 1
CAPABILITY_VERSION_3 = 0x20080522
OPEN_FILES = 64

_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def die_with_parent(parent):
    """Have the kernel kill this process when the server ends, also when that has just happened."""
    _checked(_libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0))
    if os.getppid() != parent:
        os._exit(1)


def limit(memory_bytes, cpu_seconds, file_bytes=0, is_threaded=False):
    """Set the resource limits; those of the parent in the grader are lower and come first. What the machine allows less of stays so."""
    for name, value in {
        "RLIMIT_AS": memory_bytes,
        "RLIMIT_CPU": cpu_seconds,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_FSIZE": file_bytes,
        # Threads count here, those of the whole user: their stacks are bounded by the address space.
        **({} if is_threaded else {"RLIMIT_NPROC": 0}),
        "RLIMIT_CORE": 1,  # with 0, a kernel that pipes dumps to a crash reporter would still start it
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_SIGPENDING": 64,
    }.items():
        kind = getattr(resource, name, 11)  # 11: SIGPENDING, which `resource` lacks
        most = resource.getrlimit(kind)[1]
        lowest = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(kind, (lowest, lowest))


def give_up_capabilities():
    """Root's own powers go too, so that a worker started by root is no stronger than another."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    _checked(_libc.capset(header, (ctypes.c_uint32 * 6)()))


def confine(policy):
    """Apply Landlock and seccomp where the grader sent them; from here on nothing can be undone.

    Args:
        policy: "landlock_fd" (or None), "landlock_syscall", "seccomp" (BPF bytes, may be empty), "seccomp_syscall".
    Raises:
        OSError: the kernel refused.
    """
    if policy["landlock_fd"] is None and not policy["seccomp"]:
        return
    _checked(
        _libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    )  # the kernel asks for this before it lets anyone but root confine
    if policy["landlock_fd"] is not None:
        _checked(_libc.syscall(policy["landlock_syscall"], policy["landlock_fd"], 0))
        os.close(policy["landlock_fd"])
    if policy["seccomp"]:  # last: it refuses the calls above
        program = _Program(len(policy["seccomp"]) // 8, policy["seccomp"])
        _checked(_libc.syscall(policy["seccomp_syscall"], SECCOMP_SET_MODE_FILTER, 0, ctypes.byref(program)))


def in_force():
    """(files, syscalls): whether an open and a system call that must fail do fail here, tried now."""
    return _refused(lambda: os.close(os.open("/", os.O_RDONLY))), _refused(lambda: os.kill(os.getpid(), 0))


def _refused(attempt):
    try:
        attempt()
    except PermissionError:
        return True
    except OSError:
        pass
    return False


def _checked(status):
    if status == -1:
        code = ctypes.get_errno() or errno.EINVAL
        raise OSError(code, os.strerror(code))
