"""Making the detectors that are on in a chat, each loaded when a first chat has it on."""

from collections.abc import Callable, Iterable
from datetime import tzinfo
from functools import cache
from importlib import import_module

from rules.detectors.inspection import Setup, Watcher
from rules.detectors.registry import ROWS, Detector
from rules.responses import Response
from rules.settings import ChatSettings


def watchers_for(
    settings: ChatSettings,
    *,
    permitted: Iterable[str],
    zone: tzinfo,
    listed: Iterable[tuple[str, int | None]] = (),
    repeated: bool = False,
) -> dict[Detector, Watcher]:
    """Return the detectors that are on by `settings`; one that cannot find anything is left out.

    `permitted` is what the policy allows, `zone` the chat's time zone, `listed` the chat's own
    list, each entry with the number of its rule, if any. `repeated`: they read what the bot
    repeats, so some are included even if off.
    """
    setup = Setup(
        permitted=tuple(permitted),
        zone=zone,
        quiet_hours=settings.quiet_hours,
        forbidden=settings.forbidden,
        listed=tuple(listed),
    )
    made = {
        detector: maker_of(detector)(setup)
        for detector, row in ROWS.items()
        if settings.response(detector) is not Response.OFF or (repeated and row.of_repeated)
    }
    return {detector: watcher for detector, watcher in made.items() if watcher is not None}


@cache
def maker_of(detector: Detector) -> Callable[[Setup], Watcher | None]:
    """Load a detector and return its `watcher`, which makes it for a chat.

    Loading is by name, as the lexicons of those that are never on would cost every start.
    """
    maker: Callable[[Setup], Watcher | None] = import_module(f"rules.detectors.{detector}").watcher
    return maker
