"""What the administrators have to repair with the messenger or the database."""

from collections.abc import Mapping

from handlers.messenger import Trouble
from handlers.voice import Said, Voice, fixed
from storage.faults import DatabaseTrouble

database_well = fixed(
    "Poryadok records again. What was asked meanwhile was refused and has to be asked once more."
)


_WHY: Mapping[DatabaseTrouble, Said] = {
    DatabaseTrouble.FULL: fixed("there is no room left on the disk; please make some"),
    DatabaseTrouble.READ_ONLY: fixed(
        "the database is not written; please look whether its file is in its place and"
        " may be written"
    ),
    DatabaseTrouble.BUSY: fixed("another program holds the database; please close it"),
    DatabaseTrouble.DAMAGED: fixed(
        "the database is damaged; please stop the bot, delete the -wal and -shm files"
        " beside it if there are any, put the last back-up in its place and start it"
    ),
    DatabaseTrouble.AWAY: fixed(
        "the database cannot be reached; please look at its disk or server"
    ),
}


def to_mend(voice: Voice, *, trouble: Trouble, chat: str) -> str:
    """Say what is wrong with the messenger and how to repair it; `chat` is the chat's title."""
    return _sentence(voice, trouble).format(messenger=voice.messenger, chat=voice.chat(chat))


def _sentence(voice: Voice, trouble: Trouble) -> str:
    _ = voice.texts.gettext
    match trouble:
        case Trouble.CAPTCHA:
            return _(
                "{messenger} asks the bot for a captcha, which it cannot solve, and does not carry"
                " out some of its calls. The bot tries again by itself, more and more rarely. If"
                " this goes on, write to {messenger}'s support on behalf of the community."
            )
        case Trouble.BOTS_OFF:
            return _(
                "{messenger} says that the bot's features are off in the community, so it cannot"
                " write. Switch on Manage → Messages → Bot settings → Bot features."
            )
        case Trouble.SPAM:
            return _(
                "{messenger} has limited the community's messages as spam. Removals go on, messages"
                " wait and are tried again by themselves. If this goes on, write to {messenger}'s"
                " support on behalf of the community."
            )
        case Trouble.RIGHTS:
            return _(
                "{messenger} does not let the bot do something for which its access key lacks a"
                " right. Make a new key with the rights for messages, managing, photos and"
                " documents, and put it into the bot's settings; checking the bot shows what is"
                " missing."
            )
        case Trouble.MUTED:
            return _(
                "{messenger} does not let the bot write in the chat “{chat}”: somebody has"
                " restricted it. It goes on moderating there, but says nothing. Let it write again"
                " in the list of members."
            )
        case Trouble.STRANGER:
            return _(
                "{messenger} does not know a person in the chat “{chat}” to whom a measure applies,"
                " or does not let them in. Look at the list of members; if they are there, apply"
                " the measure by hand."
            )
        case Trouble.CLOCK:
            return _(
                "The clock of the bot's server and {messenger}'s differ by more than five minutes."
                " Until it is right, violations, blocks and everything else with a term are"
                " refused. Set the server's clock by network."
            )


def nothing_recorded(voice: Voice, *, trouble: DatabaseTrouble) -> str:
    """Say that the request was not recorded and nothing was done."""
    _ = voice.texts.gettext
    if trouble is DatabaseTrouble.BUSY:
        return _(
            "I could not record that just now: the database is busy. Nothing was done. Please"
            " try again in a minute."
        )
    return _(
        "I cannot record anything just now, so nothing was done. The administrator knows."
        " Please try again later."
    )


def database_troubled(voice: Voice, *, trouble: DatabaseTrouble) -> str:
    """Tell the administrators that nothing is recorded until the trouble is repaired."""
    return voice.texts.gettext(
        "Poryadok cannot record anything: {why}. Until this is mended commands are refused;"
        " messages of blocked people are still removed."
    ).format(why=_WHY[trouble](voice))
