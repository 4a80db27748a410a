"""What is fuzzed: each target takes what a fuzzer made up, and raises for what must not happen."""

import contextlib
import itertools
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rules.policy_file import PolicyFileError, read_policy
from tests.fuzz.house import OF_SERVICE, OWN, Lived
from tests.fuzz.making import Made
from tests.rights.campus import BLOCKED, MEMBER, MODERATOR, RUDE, STRANGER
from tests.rights.trial import message, pressing

_numbers = itertools.count()

LONGEST = 100_000
"""Characters of a text that is tried; VK's own limit is far below."""


class Targets:
    """The targets over one house."""

    def __init__(self, lived: Lived) -> None:
        self._lived = lived
        self._main = lived.house.campus.main

    def update(self, thing: Any) -> None:
        """Take any JSON as an update; what asks for nothing that its author may records nothing."""
        self._harmless(thing)

    def event(self, kind: str, thing: Any) -> None:
        """Take any JSON as the object of an update of that kind."""
        envelope = {"type": kind, "event_id": f"fuzz{next(_numbers)}", "object": thing}
        self._harmless(envelope)

    def command(self, text: str) -> None:
        """Take any text as a member's command, in the chat, in private, and a moderator's."""
        at = int(self._lived.house.bot.clock.now().timestamp())
        about = (self._lived.house.campus.messages[RUDE], int(RUDE))
        words = text[:LONGEST]
        for who, peer in ((MEMBER, self._main), (BLOCKED, BLOCKED), (STRANGER, STRANGER)):
            self._harmless(message(peer, who, words, answers=about, at=at))
        self._lived.hear(message(self._main, MODERATOR, f"/{words}", answers=about, at=at))
        self._lived.hear(message(MODERATOR, MODERATOR, f"/{words}", at=at))

    def payload(self, payload: Any) -> None:
        """Take any payload as a button, pressed by a member in the chat and a stranger."""
        for who, peer in ((MEMBER, self._main), (STRANGER, STRANGER)):
            update = pressing(peer, who, {}, 1)
            update["object"]["payload"] = payload
            self._harmless(update)

    def policy(self, text: str) -> None:
        """Take any text as a policy file: read, or refused in a sentence."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "policy.toml"
            file.write_bytes(text.encode("utf-8", "surrogatepass"))
            with contextlib.suppress(PolicyFileError):
                read_policy(file)

    def _harmless(self, update: Any) -> None:
        house = self._lived.house
        before = house.entries()
        self._lived.hear(update)
        recorded = house.entries() - before
        if recorded:
            may = (*OWN, *OF_SERVICE) if _is_of_service(update) else OWN
            foreign = [fact for fact in house.facts(recorded) if not isinstance(fact, may)]
            assert not foreign, f"{foreign} by {update!r}"


def _is_of_service(update: Any) -> bool:
    match update:
        case {"type": "message_new", "object": {"message": {"action": action}}}:
            return bool(action)
        case _:
            return False


Target = Callable[[Targets, Made], None]


TARGETS: Mapping[str, Target] = {
    "updates": lambda targets, made: (
        targets.event(kind, made.json()) if (kind := made.kind()) else targets.update(made.json())
    ),
    "commands": lambda targets, made: targets.command(made.text()),
    "payloads": lambda targets, made: targets.payload(made.json()),
    "policy": lambda targets, made: targets.policy(made.text()),
}
