"""Family 3: a submission damages its own worker only, and that dies with it."""

import os
import resource
import signal
import time

import pytest

from autograder.limits import Limits
from autograder.sandbox import Cell, Crashed, Value
from autograder.sandbox.inside.wire import pack
from autograder.sandbox.policy import ALLOWED
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker

pyseccomp = pytest.importorskip("pyseccomp")

# A submission's own way into the kernel: numbers in full width, which ctypes would cut to 32 bits.
SYSCALL = '''
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def syscall(number, *args):
    """The errno, 0 where the call went through."""
    ctypes.set_errno(0)
    return ctypes.get_errno() if libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, args)) == -1 else 0
'''
EPERM = 1

# What a worker is refused, by the reason that somebody could want it. The numbers are this machine's.
REFUSED = """
    kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open pidfd_send_signal pidfd_getfd
    ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp get_robust_list
    fork vfork clone clone3 execve execveat unshare setns
    socket socketpair connect bind listen accept accept4 sendto sendmsg sendmmsg recvfrom recvmsg recvmmsg shutdown
    memfd_create memfd_secret pipe pipe2 eventfd eventfd2 signalfd4 timerfd_create epoll_create epoll_create1 userfaultfd
    io_uring_setup io_uring_enter io_uring_register io_setup io_submit bpf perf_event_open inotify_init inotify_init1 fanotify_init
    shmget shmat msgget msgsnd semget semop semtimedop mq_open mq_timedsend add_key request_key keyctl
    truncate ftruncate fallocate unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat mkdir mkdirat rmdir mknod mknodat
    creat chmod fchmod fchmodat fchmodat2 chown fchown fchownat lchown utime utimes utimensat setxattr removexattr openat2
    open_by_handle_at name_to_handle_at mount umount2 pivot_root chroot chdir fchdir move_mount open_tree fsopen mount_setattr
    setrlimit setpriority sched_setaffinity sched_setscheduler sched_setattr ioprio_set setitimer alarm timer_create
    mlock mlock2 mlockall mbind migrate_pages move_pages set_mempolicy remap_file_pages personality
    setuid setgid setreuid setresuid setgroups setfsuid capset prctl arch_prctl seccomp landlock_create_ruleset landlock_restrict_self
    clock_settime clock_adjtime settimeofday adjtimex sethostname setdomainname reboot kexec_load init_module finit_module delete_module
    syslog swapon acct quotactl iopl ioperm modify_ldt vhangup sync flock splice tee vmsplice sendfile copy_file_range
    setsid setpgid pkey_alloc rseq_none umask pause
""".split()


def number_of(name):
    try:
        return pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    except ValueError:
        return -1


@pytest.fixture(scope="module")
def errnos(server):
    """What each refused system call answers in a live worker, with arguments that would do nothing."""
    numbers = [number for name in REFUSED if (number := number_of(name)) >= 0]
    source = SYSCALL + "def f(numbers): return [syscall(number, 0, 0, 0, 0, 0, 0) for number in numbers]\n"
    with Worker(server, (Cell("submission.py", source.encode()),)) as worker:
        return dict(zip(numbers, worker.call("f", numbers).value, strict=True))


@pytest.mark.parametrize("name", REFUSED)
def test_the_system_call_is_refused(errnos, name):
    if number_of(name) < 0:
        pytest.skip("not on this architecture")
    assert errnos[number_of(name)] == EPERM


def test_every_number_that_is_not_on_the_list_is_refused(attack):
    listed = {number_of(name) for name in [*ALLOWED, "open", "openat", "ioctl", "fcntl", "prlimit64"]}
    probes = {335, 336}  # uretprobe and uprobe: kernels from 6.14 on let no filter see them, and end whoever calls them
    others = [number for number in range(600) if number not in listed | probes]
    source = SYSCALL + "def f(numbers): return [n for n in numbers if syscall(n, 0, 0, 0, 0, 0, 0) != 1]\n"
    assert attack(source, others) == Value([])


# --- system calls that are allowed for some arguments -----------------------------------------------------------------

ARGUMENTS = {
    "prlimit64 on the parent": ("prlimit64", "{parent}, 7, 0, 0"),
    "prlimit64 on itself by its number": ("prlimit64", "os.getpid(), 7, 0, 0"),
    "prlimit64 with the pid in high bits": ("prlimit64", "(1 << 32), 7, 0, 0"),
    "fcntl SETOWN": ("fcntl", "3, 8, {parent}"),
    "fcntl SETSIG": ("fcntl", "3, 10, 9"),
    "fcntl SETOWN_EX": ("fcntl", "3, 15, 0"),
    "fcntl SETLEASE": ("fcntl", "0, 1024, 0"),
    "fcntl NOTIFY": ("fcntl", "0, 1026, 1"),
    "fcntl SETPIPE_SZ": ("fcntl", "1, 1031, 1 << 20"),
    "fcntl ADD_SEALS": ("fcntl", "1, 1033, 0"),
    "fcntl SETLK": ("fcntl", "1, 6, 0"),
    "fcntl SETFL with O_ASYNC": ("fcntl", "3, 4, 0o20000"),
    "fcntl SETFL with O_ASYNC and more": ("fcntl", "3, 4, 0o24000"),
    "fcntl SETOWN with high bits": ("fcntl", "3, (1 << 32) | 8, {parent}"),
    "ioctl FIOSETOWN": ("ioctl", "3, 0x8901, 0"),
    "ioctl SIOCSPGRP": ("ioctl", "3, 0x8902, 0"),
    "ioctl FIOASYNC": ("ioctl", "3, 0x5452, 0"),
    "ioctl TIOCSTI": ("ioctl", "1, 0x5412, 0"),
    "ioctl TIOCSTI with high bits": ("ioctl", "1, (1 << 32) | 0x5412, 0"),
    "ioctl FIONREAD": ("ioctl", "3, 0x541B, 0"),
    "open for writing": ("openat", "-100, ctypes.addressof(path), 1, 0"),
    "open for both": ("openat", "-100, ctypes.addressof(path), 2, 0"),
    "open in the fourth mode": ("openat", "-100, ctypes.addressof(path), 3, 0"),
    "open to cut": ("openat", "-100, ctypes.addressof(path), 0o1000, 0"),
    "open to make": ("openat", "-100, ctypes.addressof(path), 0o100, 0"),
    "open to append": ("openat", "-100, ctypes.addressof(path), 0o2000, 0"),
    "open to cut, by the old call": ("open", "ctypes.addressof(path), 0o1000, 0"),
}  # fmt: skip


@pytest.mark.parametrize("name", ARGUMENTS)
def test_the_arguments_are_refused(attack, server, name):
    call, arguments = ARGUMENTS[name]
    if number_of(call) < 0:
        pytest.skip("not on this architecture")
    source = SYSCALL + (
        "path = ctypes.create_string_buffer(os.__file__.encode())\n"
        f"def f(): return syscall({number_of(call)}, {arguments.format(parent=server.pid)})\n"
    )
    assert attack(source) == Value(EPERM)


def test_what_libraries_need_of_them_works(attack):
    source = (
        "import fcntl, os, resource\ndef f():\n    resource.getrlimit(resource.RLIMIT_AS)\n    fd = fcntl.fcntl(1, fcntl.F_DUPFD_CLOEXEC, 0)\n"
        "    fcntl.fcntl(fd, fcntl.F_SETFL, fcntl.fcntl(fd, fcntl.F_GETFL) | os.O_NONBLOCK)\n    return os.isatty(1)\n"
    )
    assert attack(source) == Value(False)


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="machine code of x86-64")
@pytest.mark.parametrize(
    "code",
    [
        "b8 14 00 00 00 cd 80 c3",  # getpid by the 32-bit door, whose numbers mean other calls
        "b8 27 00 00 40 0f 05 c3",  # getpid by the x32 door
        "b8 39 00 00 40 0f 05 c3",  # fork by the x32 door
    ],
    ids=["int 0x80", "x32", "x32 fork"],
)
def test_no_other_door_leads_into_the_kernel(attack, code):
    source = f"import ctypes, mmap\ndef f():\n    m = mmap.mmap(-1, 4096, prot=7)\n    m.write(bytes.fromhex('{code}'))\n    return ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(m)))()\n"
    answer = attack(source)
    # Ended on the spot, or told that there is no such call (38) or no right to it.
    assert type(answer) is Crashed or answer.value in (-1, -38)


# --- the server, and the worker itself ----------------------------------------------------------------------------------

SIGNALS = {
    "kill": "os.kill(os.getppid(), {signal})",
    "kill the group": "os.killpg(os.getpgid(os.getppid()), {signal})",
    "kill everybody": "os.kill(-1, {signal})",
    "kill process 0": "os.kill(0, {signal})",
    "raise": "signal.raise_signal({signal})",
    "pthread_kill": "signal.pthread_kill(threading.get_ident(), {signal})",
    "pidfd": "signal.pidfd_send_signal(os.pidfd_open(os.getppid()), {signal})",
}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, 0], ids=str)
@pytest.mark.parametrize("how", SIGNALS)
def test_no_signal_can_be_sent(attack, server, how, number):
    source = f"import ctypes, os, signal, threading\ndef f(): {SIGNALS[how].format(signal=int(number))}\n"
    assert attack(source).type_name == "builtins.PermissionError"
    os.kill(server.pid, 0)


def test_the_servers_limits_and_priority_stay(attack, server):
    before = resource.prlimit(server.pid, resource.RLIMIT_NOFILE), os.getpriority(os.PRIO_PROCESS, server.pid)
    source = (
        "import os, resource\ndef f():\n    for action in (\n"
        "        lambda: resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (3, 3)),\n"
        "        lambda: os.setpriority(os.PRIO_PROCESS, os.getppid(), 19),\n"
        "        lambda: os.sched_setaffinity(os.getppid(), {0}),\n"
        "        lambda: os.sched_setscheduler(os.getppid(), os.SCHED_IDLE, os.sched_param(0)),\n    ):\n"
        "        try: action()\n        except PermissionError: continue\n        return False\n    return True\n"
    )
    assert attack(source) == Value(True)
    assert before == (resource.prlimit(server.pid, resource.RLIMIT_NOFILE), os.getpriority(os.PRIO_PROCESS, server.pid))


@pytest.mark.parametrize("name", ["AS", "CPU", "NOFILE", "FSIZE", "NPROC", "CORE", "MEMLOCK", "MSGQUEUE"])
def test_a_workers_own_limits_cannot_be_raised(attack, name):
    source = f"import resource\ndef f():\n    r = resource.RLIMIT_{name} if '{name}' != 'MSGQUEUE' else 12\n    resource.setrlimit(r, (resource.RLIM_INFINITY,) * 2)\n"
    assert attack(source).type_name in ("builtins.ValueError", "builtins.PermissionError")


def test_a_crash_starts_no_crash_reporter(attack):
    # 1, not 0: only 1 keeps a kernel whose core_pattern is a pipe from starting the program at its end.
    assert attack("import resource\ndef f(): return resource.getrlimit(resource.RLIMIT_CORE)\n") == Value((1, 1))


def test_a_worker_started_by_root_has_none_of_roots_powers(worker):
    one = worker("def f(): return 1\n")
    with open(f"/proc/{one._process.pid}/status", encoding="ascii") as file:
        sets = dict(line.split(":\t") for line in file.read().splitlines() if line.startswith("Cap"))
    assert {int(sets[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")} == {0}


# --- Python itself ------------------------------------------------------------------------------------------------------

BENDS = {
    "builtins": "import builtins\nfor name in ('len', 'type', 'isinstance', 'getattr', 'open', 'print', 'dict', 'list'): setattr(builtins, name, None)",
    "json": "import json\njson.dumps = json.loads = json.JSONEncoder = None",
    "os.write and os.read": "import os\nos.write = os.read = lambda *args: 0",
    "struct": "import struct\nstruct.pack = struct.unpack = struct.Struct = None",
    "numpy": "import numpy as np\nnp.ndarray = np.asarray = np.dtype = np.frombuffer = None",
    "numpy's errors": "import numpy as np\nnp.seterr(all='raise')",
    "an import hook": "import sys\nsys.meta_path.insert(0, type('F', (), {'find_spec': lambda *a: exec('raise SystemExit')})())",
    "sys.modules": "import sys\nsys.modules.clear()",
    "a trace hook": "import sys\nsys.settrace(lambda *args: exec('raise SystemExit'))",
    "a profile hook": "import sys\nsys.setprofile(lambda *args: exec('raise SystemExit'))",
    "an audit hook": "import sys\nsys.addaudithook(lambda *args: exec('raise SystemExit'))",
    "an exception hook": "import sys\nsys.excepthook = sys.unraisablehook = None",
    "streams": "import sys\nsys.stdout.close()\nsys.stderr = sys.stdin = None",
    "descriptors 0 to 2": "import os\nfor fd in range(3): os.close(fd)",
    "every descriptor": "import os\nfor fd in range(64):\n    try: os.close(fd)\n    except OSError: pass",
    "the channel": "import os\nos.dup2(1, 3)",
    "the garbage collector": "import gc\ngc.set_threshold(1)\ngc.callbacks.append(lambda *args: exec('raise SystemExit'))",
    "ours, found by the garbage collector": (
        "import gc\nfor one in gc.get_objects():\n    if type(one) is dict and str(one.get('__name__')).startswith('inside.'): one.clear()"
    ),
    "frames": (
        "import sys\nframe = sys._getframe()\nwhile frame:\n    for name in list(frame.f_globals):\n"
        "        if frame.f_globals is not globals(): frame.f_globals.pop(name, None)\n    frame = frame.f_back"
    ),
    "an object's memory": "import ctypes\nctypes.memset(id(int), 0, 64)",
    "the small integers": "import ctypes\nfor n in range(3): ctypes.memset(id(n) + 24, 255, 4)",
    "null pointer": "import ctypes\nctypes.string_at(0)",
    "NumPy past the end of an array": "import numpy as np\nfrom numpy.lib.stride_tricks import as_strided\nas_strided(np.zeros(1), (10**9,), (4096,)).sum()",
    "the limits": "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))\nresource.setrlimit(resource.RLIMIT_AS, (1, 1))",
    "ignored signals": "import signal\nfor n in set(range(1, 65)) - {9, 19, 32, 33}: signal.signal(n, signal.SIG_IGN)",
    "a new __main__": "import sys\nsys.modules['__main__'] = None",
    "locale and recursion": "import sys\nsys.setrecursionlimit(10)",
    "site files": (
        "import site, sysconfig, os\nfor name in ('evil.pth', 'sitecustomize.py', '__pycache__/os.pyc'):\n"
        "    try: open(os.path.join(sysconfig.get_paths()['purelib'], name), 'w').write('import os; os._exit(1)')\n    except OSError: pass"
    ),
}  # fmt: skip


@pytest.mark.parametrize("moment", ["loading", "a call"])
@pytest.mark.parametrize("name", BENDS)
def test_bending_it_costs_the_bender_only(worker, idle, name, moment):
    body = BENDS[name].replace("\n", "\n    ")
    source = f"{BENDS[name]}\ndef f(): return 1\n" if moment == "loading" else f"def f():\n    {body}\n    return 1\n"
    answer = worker(source, server=idle).call("f")
    assert type(answer).__name__ in ("Value", "Raised", "Crashed", "TimedOut", "Missing")
    assert worker("import numpy as np\ndef f(x): return np.exp(x * 0) + 1\n").call("f", 0.0) == Value(2.0)


def test_nothing_is_left_in_the_library_folders(server):
    left = [
        path
        for folder in server.interpreter.libraries
        for path in ("evil.pth", "sitecustomize.py")
        if os.path.exists(os.path.join(folder, path))
    ]
    assert "evil.pth" not in left


def test_a_worker_is_gone_when_its_submission_is_done(worker, server):
    one = worker("import os\ndef f(): return [os.getpid(), os.getppid()]\n")
    pid, parent = one.call("f").value
    assert parent == server.pid
    os.kill(pid, 0)
    one.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_worker_dies_with_its_server_whatever_it_does():
    """Not by noticing that its channel is closed: this one is asleep, and ignores what can be ignored."""
    own = Server(None, Limits())
    source = b"import os, signal, time\ndef f():\n    signal.signal(15, signal.SIG_IGN)\n    time.sleep(60)\n"
    one = Worker(own, (Cell("submission.py", source),))
    process = one._process
    process.channel.send(pack({"op": "call", "id": 1, "name": "f"}), remaining=lambda: 5.0)
    os.kill(own.pid, signal.SIGKILL)
    try:
        for _ in range(500):
            try:
                os.kill(process.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.02)
        pytest.fail("the worker outlived its server")
    finally:
        process.channel.close()
        own.close()
