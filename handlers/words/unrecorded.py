"""A database that cannot be written: messages to people and to administrators."""

from typing import assert_never

from handlers.voice import Voice
from storage.faults import Trouble


def nothing_recorded(voice: Voice, *, trouble: Trouble) -> str:
    """Say that the request was not recorded and nothing was done."""
    _ = voice.texts.gettext
    if trouble is Trouble.BUSY:
        return _(
            "I could not record that just now: the database is busy. Nothing was done. Please"
            " try again in a minute."
        )
    return _(
        "I cannot record anything just now, so nothing was done. The administrator knows."
        " Please try again later."
    )


def database_troubled(voice: Voice, *, trouble: Trouble) -> str:
    """Tell the administrators that nothing is recorded until the trouble is repaired."""
    return voice.texts.gettext(
        "Poryadok cannot record anything: {why}. Until this is mended commands are refused;"
        " messages of blocked people are still removed."
    ).format(why=_why(trouble, voice))


def database_well(voice: Voice) -> str:
    """Tell the administrators that everything is recorded again."""
    return voice.texts.gettext(
        "Poryadok records again. What was asked meanwhile was refused and has to be asked"
        " once more."
    )


def _why(trouble: Trouble, voice: Voice) -> str:
    _ = voice.texts.gettext
    match trouble:
        case Trouble.FULL:
            return _("there is no room left on the disk; please make some")
        case Trouble.READ_ONLY:
            return _(
                "the database is not written; please look whether its file is in its place and"
                " may be written"
            )
        case Trouble.BUSY:
            return _("another program holds the database; please close it")
        case Trouble.DAMAGED:
            return _(
                "the database is damaged; please stop the bot, delete the -wal and -shm files"
                " beside it if there are any, put the last back-up in its place and start it"
            )
        case Trouble.AWAY:
            return _("the database cannot be reached; please look at its disk or server")
        case _:
            assert_never(trouble)
