"""What holds for all tests."""

import gc
import os
import sys

from hypothesis import settings

# compiled once and not by each of the processes that the tests begin: this one begins the workers
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# these machines are noisy: how long an example takes says nothing
settings.register_profile("everyday", deadline=None, max_examples=25)
settings.register_profile("thorough", deadline=None, max_examples=100)
settings.load_profile("everyday")


def pytest_collection_finish() -> None:
    """Keep the garbage collector from going through all that was imported, again and again."""
    gc.collect()
    gc.freeze()
