"""Finding a scheduler: by address, by the file that it writes, or started on this machine for trying out."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from distributed import Client, LocalCluster

from autograder.errors import AutograderError

CONNECT_SECONDS = 10.0
LOCAL = re.compile(r"local:([1-9][0-9]*)")


@contextlib.contextmanager
def scheduler_at(address: str) -> Iterator[dict[str, Any]]:
    """How `Client` finds it, for the block: `tcp://host:8786` or `tls://…`, a scheduler file, or `local:4` for four workers here.

    Raises:
        AutograderError: it is none of these.
    """
    local = LOCAL.fullmatch(address)
    if local:
        count = int(local[1])
        with LocalCluster(
            n_workers=count, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL
        ) as cluster:
            yield {"address": cluster.scheduler_address}
    elif "://" in address:
        yield {"address": address}
    elif Path(address).is_file():
        yield {"scheduler_file": address}
    else:
        raise AutograderError(
            f"'{address}' names no cluster: give a scheduler's address such as tcp://host:8786, "
            "the file that it wrote (--scheduler-file), or local:4 for four workers on this machine"
        )


def connect(where: dict[str, Any]) -> Client:
    """A client of that scheduler; TLS is as Dask's own configuration says.

    Raises:
        AutograderError: nothing answers there.
    """
    try:
        return Client(**where, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError, TypeError) as error:
        named = next(iter(where.values()))
        raise AutograderError(f"no Dask scheduler answers at {named}: {str(error).splitlines()[0]}") from None
