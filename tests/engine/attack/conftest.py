"""One arena for all attacks, and one set of canaries for those that run unprotected."""

from collections.abc import Iterator

import pytest

from autograder.attack import Canaries
from autograder.attack.arena import Arena


@pytest.fixture(scope="session")
def arena() -> Iterator[Arena]:
    """Confined, graded as ever."""
    with Arena() as one:
        yield one


@pytest.fixture(scope="session")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canaries]:
    """For attacks that come through."""
    with Canaries(tmp_path_factory.mktemp("canaries")) as ones:
        yield ones
