"""Settings for all tests of the workspace, and the demonstrations that many of them look at.

Property tests are bounded by examples, never by the clock.
"""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from fcntl import LOCK_EX, flock
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "akkoord", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("akkoord")


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """Leave the log as it was, whatever a command made of it: another test reads there."""
    logger = logging.getLogger("akkoord")
    before = (logger.handlers, logger.level, logger.propagate)
    yield
    logger.handlers, logger.level, logger.propagate = before


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Give a function that makes a folder with the demonstration of a client, filled at a moment.

    Each is filled once in a run, by whichever worker comes first; what is given is a copy of one's own.
    """
    fills = {point.name: point for point in entry_points(group="akkoord.demos")}
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(client: str, at: datetime, into: Path | None = None) -> Path:
        folder = shared / f"{client} {at:%Y-%m-%d %H.%M}"
        with (shared / "demonstrations.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            if not folder.exists():
                filling = folder.with_suffix(".filling")
                fills[client].load()(filling, lambda: at)
                filling.rename(folder)
        return shutil.copytree(folder, into or tmp_path_factory.mktemp("demonstration") / "workspace")

    return made
