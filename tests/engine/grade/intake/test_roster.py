"""The class list, as platforms and spreadsheets write it."""

import pytest

from autograder.errors import AutograderError
from autograder.grade.intake import Roster


@pytest.fixture
def roster(tmp_path):
    """A roster read from text or bytes."""

    def read(content):
        path = tmp_path / "class.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return Roster.read(path)

    return read


EXPORTS = {
    "canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,ch01\n    Points Possible,,,,,20\n"
        '"Lovelace, Ada",12345,a1,ada,Monday,\n"Student, Test",9,,x,Monday,\n',
        ("12345", "Lovelace, Ada", "", "Monday"),
        {"Ada Lovelace", "ada", "a1"},
    ),
    "moodle": (
        "First name,Last name,ID number,Institution,Department,Email address\nAda,Lovelace,,,,ada@example.org\n",
        ("ada@example.org", "Ada Lovelace", "ada@example.org", ""),
        {"Lovelace Ada", "ada"},
    ),
    "moodle worksheet": (
        "Identifier,Full name,Email address,Status,Grade\nParticipant 12,Ada Lovelace,ada@example.org,Submitted,\n",
        ("ada@example.org", "Ada Lovelace", "ada@example.org", ""),
        {"Participant 12"},
    ),
    "moodle, blind": ("Identifier,Status\nParticipant 12,Submitted\n", ("Participant 12", "", "", ""), set()),
    "gradescope": (
        "First Name,Last Name,SID,Email,Sections\nAda,Lovelace,77,ada@example.org,A\n",
        ("77", "Ada Lovelace", "ada@example.org", "A"),
        {"ada"},
    ),
    "blackboard": (
        "Last Name\tFirst Name\tUsername\tStudent ID\tLast Access\nLovelace\tAda\tada1\t77\t\n",
        ("77", "Ada Lovelace", "", ""),
        {"ada1"},
    ),
    "brightspace": (
        "OrgDefinedId,Username,Last Name,First Name,Email\n#77,ada1,Lovelace,Ada,a@x.org\n",
        ("ada1", "Ada Lovelace", "a@x.org", ""),
        {"#77"},
    ),
    "names alone": ("name;group\nAda Lovelace;Red\n", ("Ada Lovelace", "Ada Lovelace", "", ""), set()),
    "chinese": ("学号,姓名\n2023001,李雷\n".encode("utf-8-sig"), ("2023001", "李雷", "", ""), set()),
    "utf-16": ("id\tname\n1\tÉmile\n".encode("utf-16"), ("1", "Émile", "", ""), set()),
}


@pytest.mark.parametrize("platform", EXPORTS)
def test_the_columns_of_each_platform_are_recognised(roster, platform):
    content, expected, aliases = EXPORTS[platform]
    (person,) = roster(content)
    assert (person.id, person.name, person.email, person.section) == expected
    assert aliases <= set(person.aliases)


def test_group_and_language_are_kept_and_so_is_the_row_as_it_stands(roster):
    (person,) = roster("id,name,e-mail,group,language,Tutor\n7,Ada,ada@x.org,Red,zh,Bo\n")
    assert (person.group, person.language, person.email) == ("Red", "zh", "ada@x.org")
    assert person.columns["Tutor"] == "Bo"


def test_namesakes_are_two_people_and_an_id_twice_is_refused(roster):
    assert [person.id for person in roster("id,name\n1,Li Na\n2,Li Na\n")] == ["1", "2"]
    with pytest.raises(AutograderError, match="has 'Li Na' twice: each student needs an id of their own"):
        roster("name\nLi Na\nLi Na\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty: it needs a row of headings"),
        ("colour,size\nred,3\n", r"has no column that identifies every student .* it has: colour, size"),
        (b"PK\x03\x04spreadsheet", "is no CSV file: save it as CSV"),
        ("name,x\n,1\n", "has neither an id nor a name for its student no. 1"),
    ],
)
def test_a_file_that_is_no_roster_is_named_with_the_way_out(roster, content, message):
    with pytest.raises(AutograderError, match=message):
        roster(content)


def test_a_roster_that_is_not_there_is_the_operators_to_mend(tmp_path):
    with pytest.raises(AutograderError, match="cannot be read: No such file or directory"):
        Roster.read(tmp_path / "gone.csv")
