"""Family 2: a worker can read nothing of ours, and feedback carries no hidden input."""

import os
from pathlib import Path

import pytest

import autograder
from autograder.sandbox import Cell, Raised, Value
from autograder.sandbox.worker import Worker

TRY = '''
import os
def attempt(action):
    """What came of it: an exception's name, or the value."""
    try:
        return action()
    except (OSError, ValueError) as error:
        return type(error).__name__
'''


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "solutions.py"
    path.write_text("SECRET = 42\n", encoding="utf-8")
    return path


# --- files ------------------------------------------------------------------------------------------------------------

READS = {
    "open": "open(path).read()",
    "os.open": "os.open(path, os.O_RDONLY)",
    "numpy": "__import__('numpy').fromfile(path)",
    "mmap": "__import__('mmap').mmap(os.open(path, os.O_RDONLY), 0)",
    "runpy": "__import__('runpy').run_path(path)",
    "linecache": "__import__('io').open_code(path)",
    "write": "open(path, 'a')",
    "truncate": "os.open(path, os.O_RDONLY | os.O_TRUNC)",
    "os.truncate": "os.truncate(path, 0)",
    "remove": "os.remove(path)",
    "rename": "os.rename(path, path + 'x')",
    "link": "os.link(path, path + 'x')",
    "symlink": "os.symlink(path, path + 'x')",
    "chmod": "os.chmod(path, 0o777)",
    "chown": "os.chown(path, 0, 0)",
    "utime": "os.utime(path)",
    "list": "os.listdir(os.path.dirname(path))",
    "scandir": "list(os.scandir(os.path.dirname(path)))",
    "chdir": "os.chdir(os.path.dirname(path))",
    "chroot": "os.chroot(os.path.dirname(path))",
    "mkdir": "os.mkdir(path + 'x')",
    "mkfifo": "os.mkfifo(path + 'x')",
    "mknod": "os.mknod(path + 'x')",
    "new file": "open(path + 'x', 'x')",
    "unnamed file": "os.open(os.path.dirname(path), os.O_TMPFILE | os.O_RDWR)",
    "by folder descriptor": "os.open('solutions.py', os.O_RDONLY, dir_fd=os.open(os.path.dirname(path), os.O_PATH))",
    "by O_PATH and /proc": "open(f'/proc/self/fd/{os.open(path, os.O_PATH)}').read()",
    "by O_PATH and read": "os.read(os.open(path, os.O_PATH), 6)",
    "by ..": "open(os.path.dirname(os.__file__) + '/../' * 20 + path).read()",
    "sendfile": "os.sendfile(1, os.open(path, os.O_PATH), 0, 6)",
    "xattr": "os.setxattr(path, 'user.x', b'1')",
    "inotify": "os.strerror(libc.inotify_init() + 1) if False else refused('inotify_init1', 0)",
    "fanotify": "refused('fanotify_init', 0, 0)",
}


@pytest.mark.parametrize("how", READS)
def test_a_file_of_ours_is_out_of_reach(attack, secret, how):
    source = TRY + (
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        "def refused(name, *args):\n    if getattr(libc, name)(*args) == -1: raise OSError(ctypes.get_errno(), name)\n"
        f"def f(path): return attempt(lambda: {READS[how]})\n"
    )
    answer = attack(source, str(secret))
    assert answer.value in ("PermissionError", "OSError") or answer.value.startswith("FileNotFound"), answer
    assert answer.value != "OSError" or how == "by O_PATH and read"  # EBADF: such a descriptor only names the file
    assert secret.read_text(encoding="utf-8") == "SECRET = 42\n"
    assert os.listdir(secret.parent) == ["solutions.py"]


@pytest.mark.parametrize(
    "path",
    [
        "/", "/etc/passwd", "/etc/shadow", "/root", "/home", "/tmp", "/dev/null", "/dev/shm", "/dev/tty", "/dev/mem", "/sys", "/usr/bin",
        "/usr/share", "/usr/local/share/nbgrader/exchange", "/var", "/proc", "/proc/self", "/proc/self/maps", "/proc/self/mem",
        "/proc/self/environ", "/proc/self/fd", "/proc/1/cmdline", "/proc/kallsyms", "/proc/net/unix",
        "/proc/{parent}/mem", "/proc/{parent}/maps", "/proc/{parent}/environ", "/proc/{parent}/cmdline", "/proc/{parent}/fd/3",
        "/proc/{parent}/task", "/proc/{grader}/environ", "/proc/{grader}/mem", "/proc/{grader}/fd", "{engine}/sandbox/worker.py", "{course}",
        "{home}", "{cwd}",
    ],
)  # fmt: skip
def test_a_path_outside_the_libraries_cannot_be_opened(attack, server, path):
    engine, here = Path(autograder.__file__).parent, Path(__file__).resolve()
    path = path.format(parent=server.pid, grader=os.getpid(), engine=engine, course=here.parents[4] / "course.toml",
                       home=Path.home(), cwd=Path.cwd())  # fmt: skip
    if not os.path.exists(path):
        pytest.skip("not on this machine")
    if any(folder in [Path(path), *Path(path).parents] for folder in server.readable):
        pytest.skip("the engine is installed among the libraries: it holds no secret")
    source = (
        TRY
        + "def f(path): return attempt(lambda: os.listdir(path) if os.path.isdir(path) else os.open(path, os.O_RDONLY))\n"
    )
    assert attack(source, path).value == "PermissionError"


@pytest.mark.parametrize("link", ["exe", "cwd", "root", "fd/0", "fd/3"])
def test_links_of_the_parent_cannot_be_followed(attack, server, link):
    source = TRY + "def f(path): return attempt(lambda: os.readlink(path))\n"
    assert attack(source, f"/proc/{server.pid}/{link}").value == "PermissionError"


def test_no_folder_that_may_be_read_holds_anything_of_ours(server):
    course = Path(__file__).resolve().parents[4] / "course.toml"
    for folder in server.readable:
        assert folder not in (Path("/"), Path("/usr"), Path("/usr/share"), Path("/usr/local/share"))
        assert folder not in course.parents


def test_libraries_can_still_be_imported_late(attack):
    assert attack("def f():\n    import wave, numpy.polynomial\n    return 1\n") == Value(1)


# --- memory -----------------------------------------------------------------------------------------------------------


def test_a_worker_has_four_descriptors_and_no_more(attack):
    source = "import os\ndef f():\n    found = []\n    for fd in range(4096):\n        try:\n            os.fstat(fd)\n            found.append(fd)\n        except OSError: pass\n    return found\n"
    assert attack(source) == Value([0, 1, 2, 3])


def test_no_module_of_the_grader_is_loaded_in_a_worker(attack):
    source = "import sys\ndef f(): return [name for name in sys.modules if name.split('.')[0] in ('inside', 'pytest', '_pytest', 'rich', 'typer', 'landlockpy')]\n"
    assert attack(source) == Value([])


def test_what_a_worker_calls_autograder_is_an_empty_module_in_place_of_the_students_kit(attack):
    source = "import sys, autograder\ndef f(): return [name for name in sys.modules if name.startswith('autograder')], [name for name in vars(autograder) if not name.startswith('__')]\n"
    assert attack(source) == Value((["autograder"], ["check", "hint", "show"]))


def test_a_workers_memory_holds_nothing_of_a_suite(tiny_course, server):
    """Every string and every bytes object that the garbage collector, frames and modules lead to is searched."""
    source = b"""
import gc, sys
def f(words):
    seen, found, stack = set(), [], [*gc.get_objects(), sys.modules, sys._getframe()]
    frame = sys._getframe()
    while frame:
        stack += [frame.f_locals, frame.f_globals]
        frame = frame.f_back
    stack = [one for one in stack if one is not words]
    while stack:
        one = stack.pop()
        if id(one) in seen or one is words or len(seen) > 2_000_000:
            continue
        seen.add(id(one))
        if type(one) is str and len(one) < 100_000:
            found += [word for word in words if word in one and not any(one is each for each in words)]
        elif type(one) in (bytes, bytearray):
            found += [word for word in words if word.encode() in one]
        elif type(one) in (list, tuple, dict, set):
            stack += gc.get_referents(one)
    return found
"""
    hidden = [
        "keeps the sign of negative numbers",
        "The sign is part of the number",
        "works on both sides",
        "raised + 0.0",
    ]
    with Worker(server, (Cell("submission.py", source),)) as worker:
        assert worker.call("f", hidden) == Value([])


def test_the_environment_holds_what_the_server_was_given_and_no_more(attack, monkeypatch):
    monkeypatch.setenv("NBGRADER_TOKEN", "secret")
    answer = attack("import os, sys\ndef f(): return [sorted(os.environ), sys.argv[1:], os.getcwd()]\n")
    names, arguments, folder = answer.value
    assert {"NBGRADER_TOKEN", "PATH", "HOME", "USER"}.isdisjoint(names)
    assert (arguments, folder) == ([], "/")


@pytest.mark.parametrize("module", ["autograder.grade", "autograder.suite", "inside.wire", "conftest", "solutions"])
def test_importing_the_grader_gives_no_secret(attack, module, server):
    answer = attack(f"def f():\n    import {module} as m\n    return m.__name__\n")
    installed = isinstance(answer, Value)  # from a wheel among the libraries, the engine is as public as NumPy
    assert installed or answer.type_name in ("builtins.ModuleNotFoundError", "builtins.PermissionError")
    assert not installed or module.startswith("autograder")


@pytest.mark.parametrize("module", ["wire", "server", "worker", "loader", "confinement"])
def test_a_module_of_the_students_that_is_named_like_ours_is_not_ours(attack, module):
    assert attack(f"def f():\n    import {module}\n").type_name == "builtins.ModuleNotFoundError"


# --- feedback ---------------------------------------------------------------------------------------------------------

REMEMBER = (
    "seen = []\ndef double(x):\n    seen.append(x.tolist())\n    {tell}\n    return x * 0\ndef floor(x, low): {floor}\n"
)
HIDDEN = ("-1", "-0.5", "0.5")  # the inputs of the tiny course's hidden check of `double`

SMUGGLE = {
    "printing": ("print(seen)", "print(seen)"),
    "an exception's text": ("raise ValueError(str(seen))", "raise ValueError(str(seen))"),
    "an exception's type": (
        "raise type('E' + str(seen), (Exception,), {})",
        "raise type('E' + str(seen), (Exception,), {})",
    ),
    "a class's name": ("return type('C' + str(seen), (), {})()", "return type('C' + str(seen), (), {})()"),
    "a value": ("return str(seen)", "return str(seen)"),
    "a dict's key": ("return {str(seen): 1}", "return {str(seen): 1}"),
    "a module's name": (
        "return type('C', (), {'__module__': str(seen)})()",
        "return type('C', (), {'__module__': str(seen)})()",
    ),
    "a returned shape": ("return __import__('numpy').zeros([int(10 * abs(n)) + 777 for n in seen[-1]])",) * 2,
    "a dtype": ("return __import__('numpy').array([str(seen)])", "return __import__('numpy').array([str(seen)])"),
    "a name at load time": ("globals()['f' + str(seen)] = print", "raise NameError"),
    "a line number": ("exec(compile(chr(10) * 777 + '1/0', 'submission.py', 'exec'))",) * 2,
    "an exit code": ("__import__('os')._exit(177)", "__import__('os')._exit(177)"),
    "SystemExit": ("raise SystemExit(str(seen))", "raise SystemExit(str(seen))"),
    "a crash and a new start": ("__import__('os')._exit(1) if len(seen) > 2 else None", "raise ValueError(str(seen))"),
}


@pytest.mark.parametrize("how", SMUGGLE)
def test_no_hidden_input_reaches_feedback_through(grade_tiny, how):
    tell, floor = SMUGGLE[how]
    result = grade_tiny(REMEMBER.format(tell=tell, floor=floor)).result
    for exercise in result.exercises:
        for check in exercise.checks:
            said = " ".join([check.message, check.hint, *result.warnings]).replace(check.title, "")
            assert not any(word in said for word in HIDDEN), said
            assert check.visible or "777" not in said
            assert check.visible or "177" not in said
            assert check.visible or "seen" not in said


def test_no_visible_check_runs_where_a_hidden_input_has_been(grade_tiny):
    """A visible check's message quotes what the student's code says: it must not know a hidden input of any exercise yet."""
    source = "seen = []\ndef double(x):\n    seen.append(x.tolist())\n    return x * 2\ndef floor(x, low): raise ValueError(f'met {seen}')\n"
    double, floor = grade_tiny(source).result.exercises
    assert double.score == 2.0
    message = floor.checks[0].message
    assert "met [[1.0, 2.0, 3.0]" in message  # what visible checks have shown it
    assert "-0.5" not in message
    assert [check.message for check in floor.checks if not check.visible] == ["`floor` stopped with ValueError."]


def test_what_the_instructor_sees_has_the_whole_story(grade_tiny):
    double, _ = grade_tiny(REMEMBER.format(tell="raise ValueError(str(seen[-1]))", floor="pass")).result.exercises
    hidden = next(check for check in double.checks if not check.visible)
    assert "-0.5" in hidden.detail["call"]
    assert "-0.5" in hidden.detail["got"]


def test_an_exceptions_text_in_a_visible_check_is_cut(attack):
    answer = attack("def f(): raise ValueError('x' * 10_000_000)\n")
    assert isinstance(answer, Raised)
    assert len(answer.text) == 500
