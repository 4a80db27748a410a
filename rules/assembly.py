"""Making the detectors that are on in a chat."""

from collections.abc import Callable, Iterable, Mapping
from datetime import tzinfo
from functools import cache, lru_cache

from rules.detectors.attachment import Attachments
from rules.detectors.detection import Detector
from rules.detectors.flood import FloodDetector
from rules.detectors.inspection import Watcher
from rules.detectors.insult import InsultDetector
from rules.detectors.late import LateHours
from rules.detectors.link import LinkConfig, Links
from rules.detectors.obscenity_watcher import ObscenityWatcher
from rules.detectors.personal_data import PersonalData, PersonalDataConfig
from rules.detectors.wordlist import WordList
from rules.responses import Response
from rules.settings import ChatSettings

OVER_THE_BOT = frozenset(
    {Detector.OBSCENITY, Detector.INSULT, Detector.LINK, Detector.PERSONAL_DATA}
)
"""The detectors for texts that the bot itself repeats, whatever the chat's settings (п. 5.12.6)."""


def watchers_for(
    settings: ChatSettings,
    *,
    permitted: Iterable[str],
    zone: tzinfo,
    listed: Iterable[tuple[str, int | None]] = (),
    always: frozenset[Detector] = frozenset(),
) -> dict[Detector, Watcher]:
    """Return the detectors that are on by `settings`; one that cannot find anything is left out.

    `permitted` is what the policy allows, `zone` the chat's time zone, `listed` the chat's own
    list, each entry with the number of its rule, if any. Those in `always` are included even if
    off.
    """
    addresses, entries = tuple(permitted), tuple(listed)
    makers: Mapping[Detector, Callable[[], Watcher | None]] = {
        Detector.OBSCENITY: ObscenityWatcher,
        Detector.INSULT: _insults,
        Detector.FLOOD: FloodDetector,
        Detector.LINK: lambda: _links(addresses),
        Detector.PERSONAL_DATA: lambda: _personal_data(addresses),
        Detector.LATE: lambda: _late(settings, zone),
        Detector.ATTACHMENT: lambda: _attachments(settings),
        Detector.WORDLIST: lambda: WordList.of(entries) if entries else None,
    }
    made = {
        detector: make()
        for detector, make in makers.items()
        if detector in always or settings.response(detector) is not Response.OFF
    }
    return {detector: watcher for detector, watcher in made.items() if watcher is not None}


@cache
def _insults() -> InsultDetector:
    """Return one detector for all chats, since its cache of words is the same everywhere."""
    return InsultDetector()


@lru_cache(maxsize=8)
def _links(permitted: tuple[str, ...]) -> Links:
    return Links(LinkConfig(permitted=permitted))


@lru_cache(maxsize=8)
def _personal_data(permitted: tuple[str, ...]) -> PersonalData:
    return PersonalData(PersonalDataConfig(permitted=permitted))


def _late(settings: ChatSettings, zone: tzinfo) -> Watcher | None:
    hours = settings.quiet_hours
    return None if hours is None else LateHours(hours=hours, zone=zone)


def _attachments(settings: ChatSettings) -> Watcher | None:
    return Attachments(forbidden=settings.forbidden) if settings.forbidden else None
