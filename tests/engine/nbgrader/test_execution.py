"""What `c.Execute` says holds as under nbgrader alone."""

import pytest
from traitlets.config import Config
from traitlets.config.configurable import Configurable

from autograder.nbgrader.execution import Execution


@pytest.mark.parametrize(("set_to", "seconds"), [(30, 30.0), (1, 1.0), (0, None), (-1, None), (None, None)])
def test_a_cell_without_a_limit_is_what_nbclient_takes_for_one(set_to, seconds):
    execution = Execution(Configurable(config=Config({"Execute": {"timeout": set_to}})))
    assert execution.seconds({}) == seconds
