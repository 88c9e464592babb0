"""Attacks on files, processes, the machine, the network and the next submission (families 2 to 6)."""

from .model import Attack, Family

# Numbers of system calls: x86-64's, then ARM's; those from 424 on are the same on both.
SECRETS = {
    "open": "return open(t['file']).read()",
    "os.open": "return os.read(os.open(t['file'], os.O_RDONLY), 100)",
    "a system call": "return os.read(syscall(number(257, 56), -100, ctypes.c_char_p(t['file'].encode()), 0), 100)",
    "openat2": "how = struct.pack('QQQ', 0, 0, 0)\nreturn os.read(syscall(437, -100, ctypes.c_char_p(t['file'].encode()), how, 24), 100)",
    "mmap": "return mmap.mmap(os.open(t['file'], os.O_RDONLY), 0, prot=mmap.PROT_READ)[:]",
    "an import": "sys.path.insert(0, t['folder'])\nimport solutions\nreturn solutions.WORD",
    "runpy": "import runpy\nreturn runpy.run_path(t['file'])['WORD']",
    "NumPy": "import numpy\nreturn numpy.fromfile(t['file'], numpy.uint8).tobytes()",
    "linecache": "import linecache\nreturn linecache.getline(t['file'], 1)",
    "a loader": "import importlib.machinery\nreturn importlib.machinery.SourceFileLoader('s', t['file']).get_data(t['file'])",
    "O_PATH and /proc": "return open('/proc/self/fd/%d' % os.open(t['file'], os.O_PATH)).read()",
    "a descriptor of the folder": "return os.read(os.open('solutions.py', os.O_RDONLY, dir_fd=os.open(t['folder'], os.O_RDONLY)), 100)",
    "a way over ..": "return open(os.path.dirname(os.__file__) + '/..' * 20 + t['file']).read()",
    "a link from where reading is allowed": "path = t['folder'] + '/link'\nos.symlink(t['file'], path)\nreturn open(path).read()",
    "listing the folder": "return t['done'] if os.listdir(t['folder']) else None",
    "another process's environment": "return open('/proc/%d/environ' % t['pid'], 'rb').read()",
    "another process's command line": "return open('/proc/%d/cmdline' % t['pid'], 'rb').read()",
    "another process's memory": (
        "maps = open('/proc/%d/maps' % t['pid']).read().splitlines()\nmemory = open('/proc/%d/mem' % t['pid'], 'rb', buffering=0)\n"
        "start, end = [int(x, 16) for x in [line for line in maps if '[heap]' in line][0].split()[0].split('-')]\n"
        "memory.seek(start)\ndata = memory.read(end - start)\nat = data.find(b'secret-')\nreturn data[at:at + 40]"
    ),
    "process_vm_readv": (
        "maps = open('/proc/%d/maps' % t['pid']).read().splitlines()\n"
        "start, end = [int(x, 16) for x in [line for line in maps if '[heap]' in line][0].split()[0].split('-')]\n"
        "size = end - start\nbuffer = ctypes.create_string_buffer(size)\n"
        "ours, theirs = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), size), (ctypes.c_size_t * 2)(start, size)\n"
        "syscall(number(310, 270), t['pid'], ours, 1, theirs, 1, 0)\nat = buffer.raw.find(b'secret-')\nreturn buffer.raw[at:at + 40]"
    ),
    "running a program": "return subprocess.run(['/bin/cat', t['file']], capture_output=True).stdout",
    "a shell": "return os.popen('cat ' + t['file']).read()",
    "becoming a program": "os.execv('/bin/cat', ['cat', t['file']])",
    "another's descriptor": "syscall(438, syscall(434, t['pid'], 0), 1, 0)\nreturn t['done']",
}  # fmt: skip

TAMPERING = {
    "write": "open(t['file'], 'a').write('x')",
    "truncate while reading": "os.open(t['file'], os.O_RDONLY | os.O_TRUNC)",
    "truncate by name": "os.truncate(t['file'], 0)",
    "remove": "os.remove(t['file'])",
    "rename": "os.rename(t['file'], t['file'] + '2')",
    "replace": "open(t['folder'] + '/new', 'w').close()\nos.replace(t['folder'] + '/new', t['file'])",
    "a new file": "open(t['folder'] + '/results.json', 'w').write('{}')",
    "a link": "os.link(t['file'], t['folder'] + '/link')",
    "a symbolic link": "os.symlink('/', t['folder'] + '/link')",
    "a pipe": "os.mkfifo(t['folder'] + '/pipe')",
    "its mode": "os.chmod(t['file'], 0o777)",
    "its time": "os.utime(t['file'])",
    "kill": "os.kill(t['pid'], signal.SIGTERM)",
    "stop": "os.kill(t['pid'], signal.SIGSTOP)",
    "tgkill": "syscall(number(234, 131), t['pid'], t['pid'], 15)",
    "a queued signal": "syscall(number(129, 138), t['pid'], 15, ctypes.create_string_buffer(b'\\x0f' + bytes(3) + bytes(4) + b'\\xff' * 4, 128))",
    "a signal by pidfd": "signal.pidfd_send_signal(os.pidfd_open(t['pid']), signal.SIGTERM)",
    "a signal by a descriptor's owner": (
        "try:\n    ours, theirs = socket.socketpair()\n    descriptor = ours.fileno()\nexcept OSError:\n    descriptor, theirs = 3, None\n"
        "fcntl.fcntl(descriptor, fcntl.F_SETOWN, t['pid'])\n"
        "fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) | os.O_ASYNC)\nif theirs: theirs.send(b'x')"
    ),
    "the limits of a process": "resource.prlimit(t['pid'], resource.RLIMIT_NOFILE, (9, 9))",
    "the priority of a process": "os.setpriority(os.PRIO_PROCESS, t['pid'], 19)",
    "the scheduling of a process": "os.sched_setscheduler(t['pid'], os.SCHED_IDLE, os.sched_param(0))",
    "tracing a process": "if libc.ptrace(16, t['pid'], 0, 0) == -1: raise OSError\ntime.sleep(0.1)\nlibc.ptrace(8, t['pid'], 0, 0)",
    "ending the grader's other children": "os.killpg(os.getpgid(t['pid']), signal.SIGTERM)",
}  # fmt: skip

# With each, whether it may end its process, or never end.
RESOURCES = {
    "a loop": ("while True: pass", True),
    "a loop in C": ("return sum(range(10 ** 13))", True),
    "a very large power": ("return len(str(7 ** 7 ** 8))", True),
    "a regular expression": ("import re\nreturn re.match(r'(a+)+$', 'a' * 60 + 'b')", True),
    "a sleep": ("time.sleep(1000)", True),
    "waiting for itself": ("lock = threading.Lock()\nlock.acquire()\nlock.acquire()", True),
    "stopping itself": ("os.kill(os.getpid(), signal.SIGSTOP)\nreturn t['done']", True),
    "2 GiB at once": ("kept = mmap.mmap(-1, 2 ** 31)\nreturn t['done']", False),
    "2 GiB in an array": ("import numpy\nkept = numpy.zeros(2 ** 31, numpy.uint8)\nreturn t['done']", False),
    "memory outside the limit": ("os.write(os.memfd_create('x'), bytes(2 ** 20))\nreturn t['done']", False),
    "memory in pipes": ("os.write(os.pipe()[1], bytes(2 ** 14))\nreturn t['done']", False),
    "a child": ("if os.fork() == 0: os._exit(0)\nos.wait()\nreturn t['done']", True),
    "a daemon": ("environment = {'mark': str(t['mark'])}\nsubprocess.Popen(['/bin/sleep', '5'], env=environment, start_new_session=True, stdout=-3, stderr=-3)", False),
    "a thread": ("threading.Thread(target=int).start()\nreturn t['done']", False),
    "a process pool": ("import multiprocessing\nif multiprocessing.get_context('fork').Pool(1).map(abs, [1]): return t['done']", True),
    "many descriptors": ("kept = [os.dup(1) for _ in range(300)]\nreturn t['done']", False),
    "a file that grows": ("open(t['folder'] + '/x', 'wb').write(bytes(2 ** 20))", False),
    "more of what limits it": ("resource.setrlimit(resource.RLIMIT_CPU, (10 ** 6,) * 2)\nresource.setrlimit(resource.RLIMIT_NOFILE, (500,) * 2)\nreturn t['done']", False),
    "a crash": ("ctypes.string_at(0)", True),
    "abort": ("os.abort()", True),
    "the exit": ("os._exit(0)", True),
    "recursion without end": ("sys.setrecursionlimit(10 ** 9)\ndef f(): return [f() for _ in '1']\nf()", True),
    "every descriptor closed": ("os.closerange(0, 100)\nos.write(1, b'x')", True),
}  # fmt: skip

NETWORK = {
    "TCP": "socket.create_connection(('127.0.0.1', t['tcp']), 2)",
    "UDP": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', t['udp']))",
    "a UNIX socket": "socket.socket(socket.AF_UNIX).connect(t['unix'])",
    "an abstract socket": "socket.socket(socket.AF_UNIX).connect(t['abstract'])",
    "a datagram by UNIX socket": "socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).bind('')\nreturn t['done']",
    "a fetch": "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:%d/' % t['tcp'], timeout=0.2)",
    "an event loop": "import asyncio\nasyncio.run(asyncio.open_connection('127.0.0.1', t['tcp']))",
    "listening": "server = socket.create_server(('127.0.0.1', 0))\nreturn t['done']",
    "netlink": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)\nreturn t['done']",
    "io_uring": "syscall(425, 4, ctypes.create_string_buffer(200))\nreturn t['done']",
}  # fmt: skip

# What one submission leaves, and how the next would find it.
NEXT = {
    "a file": ("open('/tmp/autograder-%d' % t['mark'], 'w').close()", "path = '/tmp/autograder-%d' % t['mark']\nif os.path.exists(path):\n    os.unlink(path)\n    return t['done']"),
    "a file in memory": ("open('/dev/shm/autograder-%d' % t['mark'], 'w').close()", "if os.path.exists('/dev/shm/autograder-%d' % t['mark']): return t['done']"),
    "shared memory": ("syscall(number(29, 194), t['mark'], 4096, 0o1666)", "one = syscall(number(29, 194), t['mark'], 0, 0)\nsyscall(number(31, 195), one, 0, None)\nreturn t['done']"),
    "a message queue": ("syscall(number(68, 186), t['mark'], 0o1666)", "one = syscall(number(68, 186), t['mark'], 0)\nsyscall(number(71, 187), one, 0, None)\nreturn t['done']"),
    "a semaphore": ("syscall(number(64, 190), t['mark'], 1, 0o1666)", "one = syscall(number(64, 190), t['mark'], 0, 0)\nsyscall(number(66, 191), one, 0, 0)\nreturn t['done']"),
    "a named semaphore": ("import multiprocessing.synchronize as s\nopen('/dev/shm/sem.autograder-%d' % t['mark'], 'w').close()", "if os.path.exists('/dev/shm/sem.autograder-%d' % t['mark']): return t['done']"),
    "a kernel key": (
        "syscall(number(248, 217), b'user', b'autograder-%d' % t['mark'], b'x', 1, -4)",
        "key = syscall(number(250, 219), 10, -4, b'user', b'autograder-%d' % t['mark'], 0)\nsyscall(number(250, 219), 9, key, -4)\nreturn t['done']",
    ),
    "an abstract socket": ("sys.kept = socket.socket(socket.AF_UNIX)\nsys.kept.bind('\\0left-%d' % t['mark'])", "try:\n    socket.socket(socket.AF_UNIX).bind('\\0left-%d' % t['mark'])\nexcept OSError as error:\n    if error.errno == errno.EADDRINUSE: return t['done']"),
    "an attribute of a library": ("json.mark = t['mark']", "if hasattr(json, 'mark'): return t['done']"),
    "a patched built-in": ("import builtins\nbuiltins.mark = t['mark']", "import builtins\nif hasattr(builtins, 'mark'): return t['done']"),
    "the environment": ("os.environ['MARK'] = str(t['mark'])", "if 'MARK' in os.environ: return t['done']"),
    "a module": ("sys.modules['mark'] = sys", "if 'mark' in sys.modules: return t['done']"),
    "the random state": ("import random\nrandom.seed(t['mark'])\nsys.first = random.random()", "import random\nrandom.seed(t['mark'])\nfirst = random.random()\nif getattr(sys, 'first', None) == first: return t['done']"),
    "a handler of signals": ("signal.signal(signal.SIGTERM, signal.SIG_IGN)", "if signal.getsignal(signal.SIGTERM) == signal.SIG_IGN: return t['done']"),
    "the file mask": ("os.umask(0o777)", "if os.umask(0o022) == 0o777: return t['done']"),
    "the folder it is in": ("os.chdir(t['folder'])", "if os.getcwd() == t['folder']:\n    os.chdir('/')\n    return t['done']"),
}  # fmt: skip

ATTACKS = (
    # The new program takes the place of the one that would have answered.
    *(Attack(name, Family.SECRETS, body, ends=name == "becoming a program") for name, body in SECRETS.items()),
    *(Attack(name, Family.TAMPERING, body) for name, body in TAMPERING.items()),
    *(Attack(name, Family.RESOURCES, body, ends=ends) for name, (body, ends) in RESOURCES.items()),
    *(Attack(name, Family.NETWORK, body) for name, body in NETWORK.items()),
    *(Attack(f"{name} that stays", Family.NEXT, body, find) for name, (body, find) in NEXT.items()),
)
