"""nbgrader's tables: made whole or not at all, and looked at before anything is written into those that are there.

nbgrader runs the command `alembic` when it makes a database. Where that is not on the PATH it stops after the tables and before
the schema's version, and from then on takes what it left for a whole database that no upgrade ever touches.
"""

from __future__ import annotations

from alembic.script import ScriptDirectory
from nbgrader.api import Base
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import Connection, inspect

from autograder.errors import AutograderError

VERSION = "alembic_version"
HALF_MADE = "the gradebook had no schema version (nbgrader did not find 'alembic' when it made it); its tables are whole, so it got one"


def ensure(connection: Connection, name: str) -> str:
    """Make the tables in an empty database, or see that those of a full one are today's; a sentence if it had to be repaired.

    Args:
        name: how to call the database in an error.
    Raises:
        AutograderError: the tables are not those of the nbgrader that is installed; nothing has been changed.
    """
    tables = set(inspect(connection).get_table_names())
    models = Base.metadata
    version = _version(connection) if VERSION in tables else ""
    # Other tables may be there: a database on a server is not always nbgrader's alone.
    if not version and not tables & set(models.tables):
        models.create_all(connection)
        _stamp(connection, VERSION in tables)
        return ""
    known = _known_versions()
    if version and version != known[0]:
        raise AutograderError(_other_version(name, version in known))
    missing = _missing(connection, tables)
    if missing and version:
        raise AutograderError(f"the gradebook '{name}' is damaged, for it has no {missing}; put a backup in its place")
    if missing:
        raise AutograderError(
            f"the gradebook '{name}' is half-made: it has no schema version and no {missing}; if an old nbgrader made it, "
            "activate its environment and run 'nbgrader db upgrade', else move it away and run the same command again"
        )
    if not version:
        _stamp(connection, VERSION in tables)
        return HALF_MADE
    return ""


def _version(connection: Connection) -> str:
    return connection.exec_driver_sql(f"SELECT version_num FROM {VERSION}").scalar() or ""  # the table may be empty


def _stamp(connection: Connection, has_table: bool) -> None:
    if not has_table:
        connection.exec_driver_sql(f"CREATE TABLE {VERSION} (version_num VARCHAR(32) NOT NULL)")  # as alembic makes it
    connection.exec_driver_sql(f"INSERT INTO {VERSION} (version_num) VALUES ('{_known_versions()[0]}')")


def _known_versions() -> list[str]:
    """The schema's versions that the installed nbgrader knows, the newest first."""
    scripts = ScriptDirectory(ALEMBIC_DIR)
    return [script.revision for script in scripts.walk_revisions()]


def _missing(connection: Connection, tables: set[str]) -> str:
    """The first table or column of nbgrader's that is not there."""
    inspector = inspect(connection)
    for table in Base.metadata.sorted_tables:
        if table.name not in tables:
            return f"table '{table.name}'"
        there = {column["name"] for column in inspector.get_columns(table.name)}
        for column in table.columns:
            if column.name not in there:
                return f"column '{table.name}.{column.name}'"
    return ""


def _other_version(name: str, is_known: bool) -> str:
    if is_known:
        return (
            f"the gradebook '{name}' was made by an older nbgrader; activate the environment "
            "and run 'nbgrader db upgrade' in the course's folder, or name another with --gradebook"
        )
    return f"the gradebook '{name}' was made by a newer nbgrader than the one here: pip install -U nbgrader"
