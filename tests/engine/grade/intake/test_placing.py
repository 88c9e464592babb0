"""From paths to submissions: whose file it is, for which assignment, and one clear reason for each that cannot be read."""

import errno
import os
import socket
from pathlib import Path

import pytest

from autograder.errors import AutograderError
from autograder.grade import intake
from autograder.grade.intake import Submission
from autograder.limits import Limits
from autograder.notebook import Unreadable

LIMITS = Limits(file_bytes=1000)
ASSIGNMENTS = ("ch01_numpy", "ch02_perceptron", "ch03_neural_network")


@pytest.fixture
def class_of(tmp_path):
    """Make files with one line each; {file: (student, assignment)} of what is found, and {file: (student, reason)} of the refused."""

    def make(*names, root="", as_root=None):
        for name in names:
            path = tmp_path / "class" / root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x = 1\n", encoding="utf-8")
        found, refused = intake.find([as_root or tmp_path / "class" / root], ASSIGNMENTS)
        return (
            {one.file: (one.student, one.assignment) for one in found},
            {one.file: (one.student, one.reason) for one in refused},
        )

    return make


# --- who and what -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "student", "assignment"),
    [
        ("ch02_perceptron/ada.py", "ada", "ch02_perceptron"),
        ("ada/ch02_perceptron.py", "ada", "ch02_perceptron"),
        ("ada_ch02_perceptron.py", "ada", "ch02_perceptron"),
        ("ch02_perceptron-ada.py", "ada", "ch02_perceptron"),
        ("ada/ch02_perceptron (1).py", "ada", "ch02_perceptron"),
        ("ada/CH02_Perceptron - Copy.py", "ada", "ch02_perceptron"),
        ("ada/ch02.py", "ada", "ch02_perceptron"),
        ("ch02_perceptron/ada/solution.py", "ada", "ch02_perceptron"),
        ("ch02/ada.py", "ada", "ch02_perceptron"),
        ("ada.py", "ada", ""),
        ("ada/homework.py", "ada", ""),
        ("O'Brien, Pat/ch01_numpy.py", "O'Brien, Pat", "ch01_numpy"),
        ("ch01_numpy/山田 花子.py", "山田 花子", "ch01_numpy"),
        ("ch01_numpy/new\nline.py", "new\nline", "ch01_numpy"),
        ("w1/Moodle/Zoe Z_12_assignsubmission_file_/ch01_numpy.py", "Zoe Z", "ch01_numpy"),
        ("Zoe Z_12_assignsubmission_file_/homework.py", "Zoe Z", ""),
        ("ch01/李 雷_12_assignsubmission_file_a.py", "李 雷", "ch01_numpy"),
        ("lovelaceada_12345_678_ch01_numpy-1.py", "lovelaceada_12345", "ch01_numpy"),
        ("lovelaceada_LATE_12345_678_a.ipynb", "lovelaceada_12345", ""),
        ("ada_2_ch01_numpy.py", "ada_2", "ch01_numpy"),
    ],
)
def test_student_and_assignment_come_from_where_a_file_stands(class_of, file, student, assignment):
    found, refused = class_of(file)
    assert found == {file: (student, assignment)}
    assert refused == {}


def test_a_folder_with_a_file_named_after_an_assignment_is_the_students(class_of):
    found, refused = class_of("s/ada/ch01_numpy.py", "s/ada/third.py", "s/ada/notes.txt")
    assert {student for student, _ in found.values()} == {"ada"}
    assert refused == {"s/ada/notes.txt": ("ada", "is neither a .py nor an .ipynb file")}


def test_a_student_whose_folder_holds_no_script_is_named_by_the_folder(class_of):
    _, refused = class_of("s/Yan Yu/essay.docx", "ch01_numpy/ada.py")
    assert refused == {"s/Yan Yu/essay.docx": ("Yan Yu", "is neither a .py nor an .ipynb file")}


def test_two_students_of_one_name_in_a_download_of_moodles_keep_their_numbers(class_of):
    found, _ = class_of(
        "w1/Li Na_12_assignsubmission_file_/a.py",
        "w1/Li Na_13_assignsubmission_file_/a.py",
        "w1/Ada_14_assignsubmission_file_/a.py",
        "w2/Ada_24_assignsubmission_file_/a.py",
    )
    assert [student for student, _ in found.values()] == ["Ada", "Li Na_12", "Li Na_13", "Ada"]


def test_of_a_kit_handed_in_whole_only_the_students_files_count(class_of):
    found, refused = class_of(
        "ada/kit/ch01_numpy.py",
        "ada/kit/kit.toml",
        "ada/kit/README.md",
        "ada/kit/tests/ch01_numpy/expected.json",
        "ada/kit/tests/ch01_numpy/test_pick.py",
    )
    assert (list(found), refused) == (["ada/kit/ch01_numpy.py"], {})


def test_a_students_environment_is_passed_over(class_of):
    found, refused = class_of("ada/ch01_numpy.py", "ada/venv/pyvenv.cfg", "ada/venv/lib/site.py")
    assert (list(found), refused) == (["ada/ch01_numpy.py"], {})


def test_an_archive_that_cannot_be_read_is_named_with_the_way_out(class_of):
    _, refused = class_of("ada/ch01_numpy.zip", "bob/ch01_numpy.rar")
    assert refused == {
        "ada/ch01_numpy.zip": ("ada", "is a damaged archive: download or ask for it again"),
        "bob/ch01_numpy.rar": ("bob", "is an archive that cannot be read here: ask for a .zip, or unpack it"),
    }


def test_several_scripts_of_no_assignment_are_a_student_each(class_of):
    found, _ = class_of("week1/ada.py", "week1/bob.py")
    assert set(found.values()) == {("ada", ""), ("bob", "")}


def test_names_in_another_unicode_form_are_one_student(class_of):
    found, _ = class_of("ch01_numpy/\u00e9mile.py", "ch01_numpy/e\u0301mile.py")
    assert set(found.values()) == {("\u00e9mile", "ch01_numpy")}


def test_names_that_are_not_utf8_stay_apart(class_of):
    names = [os.fsdecode(name.encode("gbk")) for name in ("李雷", "韩梅")]
    found, _ = class_of(*(f"ch01_numpy/{name}.py" for name in names))
    assert len({student for student, _ in found.values()}) == 2
    assert all(student.encode("utf-8") for student, _ in found.values())


def test_names_that_differ_in_case_only_are_two_students(class_of):
    found, _ = class_of("ch01_numpy/Ada.py", "ch01_numpy/ada.py")
    assert {student for student, _ in found.values()} == {"Ada", "ada"}


def test_what_file_systems_and_editors_leave_behind_is_passed_over(class_of):
    found, refused = class_of(
        "ada/ch01_numpy.py", "ada/.ch01_numpy.py.swp", "ada/Thumbs.db", "__MACOSX/ada/ch01_numpy.py", ".git/x.py"
    )
    assert (list(found), refused) == (["ada/ch01_numpy.py"], {})


def test_a_file_may_be_named_itself(class_of, tmp_path):
    found, _ = class_of("ada/ch01_numpy.py", as_root=tmp_path / "class" / "ada" / "ch01_numpy.py")
    assert found == {"ch01_numpy.py": ("ada", "ch01_numpy")}


@pytest.fixture
def nest(tmp_path):
    """A folder with folders nested deeper than Python's calls may be; removed from the inside out, since `rmtree` calls itself."""
    here = os.getcwd()
    os.chdir(tmp_path)
    for _ in range(1200):
        os.mkdir("d")
        os.chdir("d")
    yield tmp_path
    for _ in range(1200):
        os.chdir("..")
        os.rmdir("d")
    os.chdir(here)


def test_folders_may_be_nested_deeper_than_python_calls(nest):
    assert intake.find([nest], ASSIGNMENTS) == ([], [])


def test_a_path_that_is_not_there_is_the_operators_to_mend(tmp_path):
    with pytest.raises(AutograderError, match=r"no file or folder '.*nowhere'"):
        intake.find([tmp_path / "nowhere"], ASSIGNMENTS)


def test_an_unreadable_folder_is_listed_and_the_rest_is_found(class_of, tmp_path, monkeypatch):
    real = os.scandir

    def refuses(path):
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuses)
    found, refused = class_of("ch01_numpy/ada.py", "closed/ch01_numpy.py")
    assert list(found) == ["ch01_numpy/ada.py"]
    assert refused["closed"][1] == "cannot be read: Permission denied"
    with pytest.raises(AutograderError, match=r"the folder '.*closed' cannot be read: Permission denied"):
        intake.find([tmp_path / "class" / "closed"], ASSIGNMENTS)


# --- reading ----------------------------------------------------------------------------------------------------------


def reason(path):
    """Why a file cannot be graded."""
    with pytest.raises(Unreadable) as caught:
        intake.read(path, LIMITS)
    return str(caught.value)


def make(path, kind):
    """Something that is not a plain file, by name."""
    if kind == "symbolic link":
        path.symlink_to(__file__)
    elif kind == "folder":
        path.mkdir()
    elif kind == "named pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as sock:
            sock.bind(os.path.relpath(path))


@pytest.mark.parametrize("kind", ["symbolic link", "folder", "named pipe", "socket"])
def test_what_is_no_file_is_found_by_name_and_refused_by_kind(tmp_path, monkeypatch, kind):
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    make(Path("ada.py").absolute(), kind)
    ((one,), refused) = intake.find([Path()], ASSIGNMENTS)
    assert (one.student, refused) == ("ada", [])
    assert reason(one.path) == f"is a {kind}, not a file"


def test_a_device_and_a_dangling_link_are_refused(tmp_path):
    (tmp_path / "link.py").symlink_to("/nowhere")
    assert reason(tmp_path / "link.py") == "is a symbolic link, not a file"
    assert reason(Path("/dev/zero")) == "is a device, not a file"


def test_a_file_that_breaks_while_it_is_read_is_refused():
    assert reason(Path("/proc/self/mem")) == "cannot be read: Input/output error"


def test_a_file_that_may_not_be_read_or_is_gone_is_refused(tmp_path, monkeypatch):
    assert reason(tmp_path / "gone.py") == "cannot be read: No such file or directory"

    def refuses(path, flags):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    (tmp_path / "ada.py").write_bytes(b"x = 1\n")
    monkeypatch.setattr(os, "open", refuses)
    assert reason(tmp_path / "ada.py") == "cannot be read: Permission denied"


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path):
    path = tmp_path / "ada.py"
    path.write_bytes(b"#" * 1000)
    assert intake.read(path, LIMITS) == b"#" * 1000
    path.write_bytes(b"#" * 1001)
    assert reason(path) == "is larger than 0.001 MB"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_any_text_is_taken_as_its_bytes(tmp_path, encoding):
    content = "# é\r\nx = 1\r\n".encode(encoding)
    (tmp_path / "ada.py").write_bytes(content)
    assert intake.read(tmp_path / "ada.py", LIMITS) == content


@pytest.mark.parametrize(
    "content", [b"x = 1\0", "x = 1".encode("utf-16-le"), "x".encode("utf-32"), "\0".encode("utf-16")]
)
def test_null_bytes_are_no_text(tmp_path, content):
    (tmp_path / "ada.py").write_bytes(content)
    assert reason(tmp_path / "ada.py") == "holds null bytes: it is not a text file"


# --- several files ----------------------------------------------------------------------------------------------------


def test_the_newest_of_several_files_counts_and_says_so(tmp_path):
    made = []
    for seconds, name in ((100, "ch01_numpy.py"), (300, "ch01_numpy (1).py"), (200, "ch01_numpy - Copy.py")):
        path = tmp_path / name
        path.write_text("", encoding="utf-8")
        os.utime(path, (seconds, seconds))
        made.append(Submission("ada", "ch01_numpy", path, name))
    other = Submission("bob", "ch01_numpy", made[0].path, "b.py")
    newest, untouched = intake.newest([*made, other])
    assert newest.file == "ch01_numpy (1).py"
    assert newest.note == (
        "more than one file was handed in; ch01_numpy (1).py is the newest and counts, not ch01_numpy - Copy.py, ch01_numpy.py"
    )
    assert untouched == other


def test_of_two_equally_new_files_the_same_one_counts_whatever_the_order(tmp_path):
    pair = []
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("", encoding="utf-8")
        os.utime(tmp_path / name, (100, 100))
        pair.append(Submission("ada", "ch01_numpy", tmp_path / name, name))
    assert intake.newest(pair)[0].file == intake.newest(pair[::-1])[0].file == "b.py"


def test_a_file_as_it_was_released_does_not_count_beside_one_that_was_worked_on(tmp_path):
    stub, work = tmp_path / "a.ipynb", tmp_path / "a.py"
    stub.write_bytes(b"stub")
    work.write_bytes(b"work")
    os.utime(work, (1, 1))
    both = [Submission("ada", "a", path, path.name) for path in (stub, work)]
    assert intake.newest(both, [b"stub"]) == [both[1]]
    assert intake.newest(both[:1], [b"stub"]) == both[:1]
    assert [one.path for one in intake.newest(both)] == [stub]
