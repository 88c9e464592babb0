"""The connection to a gradebook: one transaction at a time, and errors that an operator can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import URL, Connection, Engine, exc

from autograder.errors import AutograderError

BUSY_SECONDS = 30
POSTGRESQL = "postgresql+psycopg"  # what a bare postgresql:// means here, whatever SQLAlchemy's version takes it for


class Database:
    """A database by its SQLAlchemy URL, or an SQLite file by its path.

    Raises:
        AutograderError: the URL is none, its driver is missing, the folder of its file cannot be made.
    """

    def __init__(self, url: str | Path, busy_seconds: float = BUSY_SECONDS) -> None:
        self._url = _parsed(url)
        self._busy_seconds = busy_seconds
        file = self._url.database if _is_file(self._url) else None
        self.name = file or self._url.render_as_string(hide_password=True)
        self._engine = self._connected()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing; on SQLite nobody else writes meanwhile."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except exc.IntegrityError as error:  # a server lets two write at once; SQLite's lock makes the second one wait
            raise AutograderError(
                f"another program wrote to the gradebook '{self.name}' at the same time ({self._words(error)}); "
                "it is as it was before, run the same command again"
            ) from None
        except exc.DBAPIError as error:
            raise AutograderError(self._sentence(error)) from None

    def close(self) -> None:
        """Leave the file or the server alone."""
        self._engine.dispose()

    def _connected(self) -> Engine:
        if not _is_file(self._url):
            try:
                return sqlalchemy.create_engine(self._url)
            except ModuleNotFoundError as error:
                raise AutograderError(_lacking(self._url.drivername, error.name or "")) from None
        path = Path(self._url.database or "")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise AutograderError(f"cannot make the folder '{path.parent}': {error.strerror}") from None
        # sqlite3's own waiting for a lock: five seconds unless it is told otherwise.
        engine = sqlalchemy.create_engine(self._url, connect_args={"timeout": self._busy_seconds})
        sqlalchemy.event.listen(engine, "connect", _leave_transactions_to_us)
        sqlalchemy.event.listen(engine, "begin", _begin)
        return engine

    def _sentence(self, error: Any) -> str:
        words = self._words(error)
        if "locked" in words:  # SQLite's driver has no type of its own for it
            return (
                f"the gradebook '{self.name}' was in use by another program (formgrader, nbgrader) for {self._busy_seconds:g} s; "
                "the results are kept, run the same command again"
            )
        if "not a database" in words:
            return f"'{self.name}' is no gradebook but some other file; name another with --gradebook"
        return f"the gradebook '{self.name}' cannot be used: {words}"

    def _words(self, error: Any) -> str:
        """The database's own first line, in which no password stands."""
        words = next((line.strip() for line in str(error.orig).splitlines() if line.strip()), type(error.orig).__name__)
        # A driver may quote what it was given to connect with.
        return words.replace(str(self._url.password), "***") if self._url.password else words


def is_there(url: str | Path) -> bool:
    """Whether there is a database to look into: a server is asked, a file may not be made yet.

    Raises:
        AutograderError: the URL is none.
    """
    parsed = _parsed(url)
    # Looked at without connecting, which would make the file.
    return not _is_file(parsed) or Path(parsed.database or "").is_file()


def _parsed(url: str | Path) -> URL:
    if isinstance(url, Path):
        return URL.create("sqlite", database=str(url))
    try:
        parsed = sqlalchemy.make_url(url)
        parsed.get_dialect()
    except ModuleNotFoundError as error:
        raise AutograderError(_lacking(url.partition(":")[0], error.name or "")) from None
    except exc.ArgumentError:
        raise AutograderError(
            "--gradebook takes a database's URL, such as sqlite:///graded/gradebook.db or postgresql://user@host/name"
        ) from None
    if parsed.drivername == "postgresql":
        return parsed.set(drivername=POSTGRESQL)
    if parsed.get_backend_name() == "sqlite" and not _is_file(parsed):
        raise AutograderError(f"'{url}' names no file, so nothing would be kept; write sqlite:///gradebook.db, say")
    return parsed


def _is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")


def _lacking(driver: str, module: str) -> str:
    kind = driver.partition("+")[0]
    if module == "psycopg":
        return f"the gradebook in {kind} needs {module}: pip install 'dlfs-autograder[postgresql]'"
    return f"the gradebook in {kind} needs {module}; install the package that brings it with pip"


def _leave_transactions_to_us(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # sqlite3 would begin late, after our reads, and commit before CREATE TABLE


def _begin(connection: Connection) -> None:
    # The lock for writing at once: taken only with the first write, it fails without waiting where another has
    # written since our reads.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
