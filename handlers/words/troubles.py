"""What the administrators have to repair with the messenger."""

from typing import assert_never

from handlers.messenger import Trouble
from handlers.quoting import quote
from handlers.voice import LONGEST_NAME, Voice


def to_mend(voice: Voice, *, trouble: Trouble, chat: str) -> str:
    """Say what is wrong with the messenger and how to repair it; `chat` is the chat's title."""
    _, title = voice.texts.gettext, quote(chat, LONGEST_NAME)
    match trouble:
        case Trouble.CAPTCHA:
            return _(
                "VK asks the bot for a captcha, which it cannot solve, and does not carry out some"
                " of its calls. The bot tries again by itself, more and more rarely. If this goes"
                " on, write to VK's support on behalf of the community."
            )
        case Trouble.BOTS_OFF:
            return _(
                "VK says that the bot's features are off in the community, so it cannot write."
                " Switch on Manage → Messages → Bot settings → Bot features."
            )
        case Trouble.SPAM:
            return _(
                "VK has limited the community's messages as spam. Removals go on, messages wait and"
                " are tried again by themselves. If this goes on, write to VK's support on behalf"
                " of the community."
            )
        case Trouble.RIGHTS:
            return _(
                "VK does not let the bot do something for which its access key lacks a right. Make"
                " a new key with the rights for messages, managing, photos and documents, and put"
                " it into the bot's settings; checking the bot shows what is missing."
            )
        case Trouble.MUTED:
            return _(
                "VK does not let the bot write in the chat “{chat}”: somebody has restricted it. It"
                " goes on moderating there, but says nothing. Let it write again in the list of"
                " members."
            ).format(chat=title)
        case Trouble.STRANGER:
            return _(
                "VK does not know, or does not let into the chat “{chat}”, a person on whom a"
                " measure was to be carried out there. Look at the list of members, and carry it"
                " out by hand if they are in it."
            ).format(chat=title)
        case Trouble.CLOCK:
            return _(
                "The clock of the bot's server and VK's differ by more than five minutes. Until it"
                " is right, violations, blocks and everything else with a term are refused. Set"
                " the server's clock by network."
            )
        case _:
            assert_never(trouble)
