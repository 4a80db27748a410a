"""What ids people have in tests that tell stories: few digits, or as many as VK gives now.

`PEOPLE_FROM=200000000000 uv run pytest tests/scenarios` tells them all of people whom VK registered
lately.
"""

import os

from bot.sandbox.world import PersonId

FIRST = int(os.environ.get("PEOPLE_FROM", "0"))


def person(number: int) -> PersonId:
    """Give the id of the person whom a story knows by that number."""
    return PersonId(FIRST + number)
