"""Voices in which sentences are said in the tests, and names of one form."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from handlers.voice import Voice
from locales.texts import LANGUAGES, Catalogues
from storage.records import Names

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CATALOGUES = Catalogues.load()


def a_voice(language: str) -> Voice:
    return Voice(texts=CATALOGUES.texts(language), zone=ZoneInfo("Europe/Saratov"), now=NOW)


VOICES = {language: a_voice(language) for language in LANGUAGES}


def a_name(text: str = "Константин Константинопольский") -> Names:
    return Names(nom=text, gen=text, dat=text, acc=text, ins=text, abl=text)
