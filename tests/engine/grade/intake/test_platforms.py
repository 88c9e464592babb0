"""What each platform's download looks like, made from its documentation; and that no student's name for a file counts as another's."""

import subprocess

import pytest

from autograder.grade.intake import Roster

from .conftest import CH2, CH3, answers

METADATA = """\
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: '77'
    :email: ada@example.org
  :created_at: 2026-10-05 14:33:20.123456000 -07:00
  :score: 0.0
submission_12:
  :submitters:
  - :name: Bob Boole
    :sid:
    :email: bob@example.org
  - :name: Cyd Curie
    :sid: '79'
    :email: cyd@example.org
  :created_at: 2026-10-06 08:00:00.000000000 Z
"""
RECEIPT = "Name: {name} ({user})\nAssignment: Homework 2\nDate Submitted: Monday, October 5, 2026\nFiles:\n"

# {platform: (files, {student: {files}})}; every sample has two assignments' or two forms' worth of what that platform does to names.
SAMPLES = {
    "moodle": (
        {
            "Ada Lovelace_12_assignsubmission_file_/ch02_perceptron.py": CH2,
            "Ada Lovelace_12_assignsubmission_onlinetext_/onlinetext.html": "<p>hello</p>",
            "Bob Boole_13_assignsubmission_file/work/gates.py": CH2,
            "Cyd Curie_14_assignsubmission_file_ch02_perceptron.py": CH2,
        },
        {"Ada Lovelace": 1, "Bob Boole": 1, "Cyd Curie": 1},
    ),
    "moodle, blind": (
        {f"Participant_{n}_assignsubmission_file_/ch02_perceptron.py": CH2 for n in (12, 13)},
        {"Participant 12": 1, "Participant 13": 1},
    ),
    "canvas": (
        {
            "lovelaceada_12345_678_ch02_perceptron-1.py": CH2,
            "boole2bob_LATE_12346_679_hw.ipynb": CH2,
            "curiecyd_12347_text.html": "<p>hello</p>",
            "名前_12348_680_ch02_perceptron.py": CH2,
        },
        {"lovelaceada_12345": 1, "boole2bob_12346": 1, "名前_12348": 1},
    ),
    "canvas, short numbers": (
        {"ada_1_2_ch02_perceptron.py": CH2, "bob_2_3_ch02_perceptron.py": CH2, "bob_2_4_ch03.py": CH3},
        {"ada_1": 1, "bob_2": 2},
    ),
    "canvas, anonymous": (
        {"anon_aB3dE_678_hw2.py": CH2, "LATE_anon_xY3zQ_679_hw2.py": CH2},
        {"anon_aB3dE": 1, "anon_xY3zQ": 1},
    ),
    "blackboard": (
        {
            "Homework 2_ada_attempt_2026-10-05-14-33-20_hw2.py": CH2,
            "Homework 2_ada_attempt_2026-10-05-14-33-20.txt": RECEIPT.format(name="Ada Lovelace", user="ada"),
            "Homework 2_ada_attempt_2026-10-04-10-00-00_old.py": CH2,
            "Homework 2_b_boole_attempt_2026-10-05-10-00-00_hw2.py": CH2,
            "Homework 2_b_boole_attempt_2026-10-05-10-00-00.txt": RECEIPT.format(name="Bob Boole", user="b_boole"),
        },
        {"ada": 1, "b_boole": 1},
    ),
    "gradescope": (
        {
            "export/submission_metadata.yml": METADATA,
            "export/submission_11/ch02_perceptron.py": CH2,
            "export/submission_12/gates.py": CH2,
        },
        {"77": 1, "bob@example.org": 1, "79": 1},
    ),
    "nbgrader's submitted": (
        {
            "submitted/ada/ch02_perceptron/ch02_perceptron.ipynb": CH2,
            "submitted/ada/ch02_perceptron/timestamp.txt": "2026-10-05 14:33:20.123456 UTC",
            "submitted/bob/ch02_perceptron/ch02_perceptron.ipynb": CH2,
        },
        {"ada": 1, "bob": 1},
    ),
    "nbgrader's exchange": (
        {
            "inbound/ada+ch02_perceptron+2026-10-05 14:33:20.123456 UTC/work.ipynb": CH2,
            "inbound/ada+ch02_perceptron+2026-10-04 14:33:20.123456 UTC/work.ipynb": CH2,
            "inbound/b+b+ch02_perceptron+2026-10-05 14:33:20.123456 UTC+Zm9v/work.ipynb": CH2,
        },
        {"ada": 1, "b+b": 1},
    ),
    "brightspace": (
        {
            "1-9 - Ada Lovelace - Oct 5, 2026 233 PM/ch02_perceptron.py": CH2,
            "1-9 - Ada Lovelace - Oct 4, 2026 1133 AM/ch02_perceptron.py": CH2,
            "2-9 - Bob Boole - Oct 5, 2026 1233 PM - ch02_perceptron.py": CH2,
            "index.html": "",
        },
        {"Ada Lovelace": 1, "Bob Boole": 1},
    ),
}  # fmt: skip


@pytest.mark.parametrize("platform", SAMPLES)
def test_a_download_is_read_as_it_is(tree, platform):
    files, expected = SAMPLES[platform]
    found = tree.write(files).read()
    assert {student: len(one) for student, one in tree.whose().items()} == expected
    handed_in = {one.file for one in (*found.found, *found.refused)}
    own = {"export/submission_metadata.yml", "submitted/ada/ch02_perceptron/timestamp.txt", "index.html"}
    assert handed_in == {
        file for file in files if file not in own and not (platform == "blackboard" and file.endswith(".txt"))
    }


TIMES = {
    "blackboard": ("ada", None),
    "gradescope": ("77", "2026-10-05T21:33:20Z"),
    "nbgrader's submitted": ("ada", "2026-10-05T14:33:20Z"),
    "nbgrader's exchange": ("ada", "2026-10-05T14:33:20Z"),
    "brightspace": ("Ada Lovelace", None),
}


@pytest.mark.parametrize("platform", TIMES)
def test_the_platforms_time_is_kept_and_the_newest_attempt_counts(tree, platform):
    student, time = TIMES[platform]
    files = tree.write(SAMPLES[platform][0]).read()
    (one,) = (one for one in files.found if one.student == student)
    assert one.hand_in.source.value == "platform"
    assert one.hand_in.record["time"] == time or (
        time is None and f"{one.hand_in.time.astimezone():%d %H:%M}" == "05 14:33"
    )
    assert all(refused.reason == "is of an earlier attempt; the newest counts" for refused in files.refused)


ATTEMPTS = {
    "canvas": {"lovelaceada_12345": ("2", "name"), "boole2bob_12346": None, "名前_12348": None},
    "blackboard": {"ada": ("2", "download"), "b_boole": None},
    "nbgrader's exchange": {"ada": ("2", "download"), "b+b": None},
    "brightspace": {"Ada Lovelace": ("2", "download"), "Bob Boole": None},
    "moodle": {"Ada Lovelace": None, "Bob Boole": None, "Cyd Curie": None},
}


@pytest.mark.parametrize("platform", ATTEMPTS)
def test_the_attempt_is_kept_where_the_download_tells(tree, platform):
    files = tree.write(SAMPLES[platform][0]).read()
    told = {one.student: one.attempt and tuple(one.attempt.record.values()) for one in files.found}
    assert told == ATTEMPTS[platform]


@pytest.mark.parametrize(
    "name", ["hw-1.py", "ch02_perceptron-01.py", "ch02_perceptron-1-2.py", "my_ch02_perceptron-1.py"]
)
def test_a_number_of_the_students_own_is_no_attempt(tree, name):
    files = tree.write({f"lovelaceada_12345_678_{name}": CH2}).read()
    assert [one.attempt for one in files.found] == [None]


def test_feedback_can_find_its_way_back(tree):
    files = tree.write(SAMPLES["moodle"][0]).read()
    assert sorted(one.handle for one in files.found) == [
        "Ada Lovelace_12_assignsubmission_file_", "Bob Boole_13_assignsubmission_file", "Cyd Curie_14_assignsubmission_file_",
    ]  # fmt: skip


def clone(folder, text):
    """A repository with one commit, of 2023."""
    (folder).mkdir(parents=True)
    (folder / "gates.py").write_text(text, encoding="utf-8")
    when = "2023-11-14T22:13:20+00:00"
    who = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "HOME": str(folder), "PATH": "/usr/bin:/bin"}
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x"]
    for step in (["init", "-q"], ["add", "gates.py"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *step], cwd=folder, env=who, check=True)


@pytest.mark.parametrize("container", ["hw-2-submissions", "clones"])
def test_github_classrooms_clones_are_named_after_their_student_and_tell_the_commits_time(tree, container):
    for student in ("ada", "bob-b"):
        clone(tree.root / container / f"hw-2-{student}", CH2)
    # A setting that would have `git log` run a program, were it asked.
    (tree.root / container / "hw-2-ada" / ".git" / "config").write_text(
        "[core]\n\tfsmonitor = touch /tmp/pwned\n", encoding="utf-8"
    )
    files = tree.read()
    assert {one.student for one in files.found} == {"ada", "bob-b"}
    assert {(one.hand_in.record["time"], one.hand_in.source.value) for one in files.found} == {
        ("2023-11-14T22:13:20Z", "commit")
    }
    assert {one.file for one in files.found} == {f"{container}/hw-2-{s}/gates.py" for s in ("ada", "bob-b")}


def test_a_broken_clone_costs_only_its_time(tree):
    tree.write({"ada/.git/HEAD": "ref: nowhere", "ada/gates.py": CH2, "bob/.git/HEAD": b"\xff", "bob/gates.py": CH2})
    assert [one.hand_in.source.value for one in tree.read().found] == ["file", "file"]


# --- nobody's name for a file counts as another's ----------------------------------------------------------------------

ATTACKS = {
    "plain folders": ("ada/{}", "bob/{}"),
    "moodle folders": ("Ada A_1_assignsubmission_file_/{}", "Bob B_2_assignsubmission_file_/{}"),
    "moodle files": ("Ada A_1_assignsubmission_file_{}", "Bob B_2_assignsubmission_file_{}"),
    "canvas": ("aada_111_901_{}", "bbob_222_902_{}"),
    "blackboard": ("hw_ada_attempt_2026-10-05-14-33-20_{}", "hw_bob_attempt_2026-10-05-14-33-20_{}"),
    "gradescope": ("submission_11/{}", "submission_12/{}"),
    "nbgrader": ("submitted/ada/ch02_perceptron/{}", "submitted/bob/ch02_perceptron/{}"),
    "exchange": (
        "ada+ch02_perceptron+2026-10-05 14:33:20 UTC/{}", "bob+ch02_perceptron+2026-10-05 14:33:20 UTC/{}",
    ),
    "brightspace folders": ("1-9 - Ada A - Oct 5, 2026 233 PM/{}", "2-9 - Bob B - Oct 5, 2026 233 PM/{}"),
    "brightspace files": ("1-9 - Ada A - Oct 5, 2026 233 PM - {}", "2-9 - Bob B - Oct 5, 2026 233 PM - {}"),
    "zips": ("ada.zip", "bob.zip"),
}  # fmt: skip
NAMES = [
    "bob_ch02_perceptron.py", "bob.py", "ch02_perceptron/bob.py", "bob/ch02_perceptron.py", "Bob B_2_assignsubmission_file_/x.py",
    "Bob B_2_assignsubmission_file_x.py", "bbob_222_902_x.py", "hw_bob_attempt_2030-01-01-00-00-00_x.py", "submitted/bob/ch02_perceptron/x.py",
    "bob+ch02_perceptron+2030-01-01 00:00:00 UTC/x.py", "2-9 - Bob B - Oct 5, 2030 233 PM/x.py", "2-9 - Bob B - Oct 5, 2030 233 PM - x.py",
]  # fmt: skip


@pytest.mark.parametrize("platform", ATTACKS)
def test_no_name_of_a_students_own_moves_another_students_row(tree, platform):
    from .test_archives import zipped

    mine, theirs = ATTACKS[platform]
    files = {"submission_metadata.yml": METADATA} if platform == "gradescope" else {}
    flat = "/" not in mine
    own = [name.replace("/", "_") for name in NAMES] if flat and platform not in ("zips", "exchange") else NAMES
    if platform == "zips":
        files |= {mine: zipped({name: CH2 for name in own}), theirs: zipped({"ch02_perceptron.py": CH2})}
    else:
        files |= {mine.format(name): CH2 for name in own} | {theirs.format("ch02_perceptron.py"): CH2}
    found = tree.write(files).read().found
    alone = {
        one.file for one in found if "bob" in one.student.casefold() or one.student in ("12", "bob@example.org", "79")
    }
    assert alone <= {
        theirs.format("ch02_perceptron.py"),
        f"{theirs}/ch02_perceptron.py",
    }
    assert alone, "the other student is still there"
    assert len({one.file for one in found}) == len(set(own)) + 1


# --- rosters and groups ------------------------------------------------------------------------------------------------


def roster(tmp_path, text):
    """A roster of a CSV's text."""
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    return Roster.read(path)


def test_a_roster_joins_the_names_of_platforms_to_ids_over_homeworks(tree, tmp_path):
    tree.write(
        {
            "w1/Ada Lovelace_12_assignsubmission_file_/ch02_perceptron.py": CH2,
            "w2/lovelaceada_12345_678_ch03.py": CH3,
            "w3/ada_9_assignsubmission_file_/ch01.py": answers("ch01_numpy"),
            "w3/zoe_8_assignsubmission_file_/ch01.py": answers("ch01_numpy"),
        }
    )
    people = roster(
        tmp_path, "login,name,canvas\n".replace("canvas", "ID") + "ada,Ada Lovelace,12345\nbob,Bob Boole,12346\n"
    )
    files = tree.read(roster=people)
    assert tree.whose(roster=people).keys() == {"12345", "zoe"}
    assert {one.assignment for one in files.found if one.student == "12345"} == {
        "ch01_numpy",
        "ch02_perceptron",
        "ch03_neural_network",
    }
    assert [person.id for person in files.absent] == ["12346"]
    assert files.unknown == ("zoe",)


def test_namesakes_stay_two_where_only_their_name_is_known(tree, tmp_path):
    tree.write({f"w{n}/Li Na_{n}2_assignsubmission_file_/ch0{n}.py": c for n, c in ((2, CH2), (3, CH3))})
    people = roster(tmp_path, "id,name\n1,Li Na\n2,Li Na\n")
    assert tree.students() == {"Li Na"}, "without a roster nobody knows that there are two"
    assert tree.students(roster=people) == {"Li Na_22", "Li Na_32"}


def test_moodles_worksheet_tells_namesakes_by_their_number(tree, tmp_path):
    tree.write({f"Li Na_{n}_assignsubmission_file_/ch02.py": CH2 for n in (12, 13)})
    people = roster(
        tmp_path, "Identifier,Full name,Email address\nParticipant 12,Li Na,l1@x.org\nParticipant 13,Li Na,l2@x.org\n"
    )
    assert tree.students(roster=people) == {"l1@x.org", "l2@x.org"}


def test_a_groups_file_is_every_members(tree, tmp_path):
    tree.write({"Red/ch02_perceptron.py": CH2, "Blue/ch02_perceptron.py": CH2, "cyd/ch02_perceptron.py": CH2})
    people = roster(tmp_path, "id,group\nada,Red\nbob,Red\ncyd,\ndi,Blue\n")
    assert {student: {file for _, file in found} for student, found in tree.whose(roster=people).items()} == {
        "ada": {"Red/ch02_perceptron.py"}, "bob": {"Red/ch02_perceptron.py"}, "cyd": {"cyd/ch02_perceptron.py"}, "di": {"Blue/ch02_perceptron.py"},
    }  # fmt: skip
