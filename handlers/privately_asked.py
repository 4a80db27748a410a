"""Commands about chats that are typed in private: the chats are asked for where there are several.

`/чат` shows them all; «настройки как в ИСП-21» takes settings over.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from handlers import across, my_chats, reports
from handlers.chat_board import Board, InMyChats, listed
from handlers.commands import Command
from handlers.confirming import list_unconfirmed
from handlers.conversation.arguments import read_whom_and_rule
from handlers.conversation.rows import ChatCommand, Rows
from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.conversation.terms import read_term
from handlers.events import Wrote
from handlers.invitations import for_one
from handlers.overseeing import LookedAfter, looked_after, overview_of
from handlers.replying import complain
from handlers.setting_words import read_setting
from handlers.silence import asks_to_end
from handlers.voice import Voice
from handlers.words import my_chats as words
from handlers.words import replies
from handlers.words import settings as setting_words
from handlers.words.chats import overview
from rules.vocabulary.people import NOT_MODERATOR

Mistake = Callable[[Voice], str]
"""The answer to words that are understood as nothing."""

_Read = Callable[[Services, str, Sequence[LookedAfter]], InMyChats | Mistake]

_MOST_LISTED = 40
"""Chats of the list: more are shown by pages."""

_MOST = 60
"""Characters of a value: what is longer is no value of any setting."""


def _asked(read: _Read) -> ChatCommand:
    """Return the handler of a command that `read` turns into an act on chats."""

    async def answer(services: Services, wrote: Wrote, rest: str) -> None:
        async with open_scene(services, wrote.chat) as scene:
            known = await looked_after(scene, wrote.author)
        if not known and wrote.author not in services.administrators:
            async with open_scene(services, wrote.chat, event=wrote.event) as scene:
                await scene.refuse(NOT_MODERATOR, wrote)
            return
        asked = read(services, rest.strip(), known)
        if isinstance(asked, InMyChats):
            await _begin(services, wrote, asked, known)
        else:
            await complain(services, wrote, asked)

    return answer


async def _begin(
    services: Services, wrote: Wrote, asked: InMyChats, known: Sequence[LookedAfter]
) -> None:
    """Do what is asked for in the only chat, or ask for the chats."""
    board = Board(ref=f"mine:{wrote.event}")
    served = [each for each in known if each.served]
    # in the others nothing can be done, but «Мои беседы» tells what is wrong with them
    if len(served) == 1 and (len(known) == 1 or asked.act != "page"):
        chosen = replace(board, chats=(served[0].chat.chat,))
        await my_chats.go(services, wrote, chosen, asked)
        return
    if asked.act != "page":
        board = replace(board, act=asked.act, value=asked.value, source=asked.chat)
    await my_chats.show_list(services, wrote, board, InMyChats(act="list"))


async def show_chats(services: Services, wrote: Wrote, rest: str) -> None:
    """`/чат` in private: every chat that the asker moderates, with what is wrong in each.

    Words after it change a setting, as in a chat.
    """
    if rest:
        await _asked(_settings)(services, wrote, rest)
        return
    async with open_scene(services, wrote.chat) as scene:
        known = await looked_after(scene, wrote.author)
    sole = known[0] if len(known) == 1 and known[0].served else None
    if sole is None:
        async with open_scene(services, wrote.chat) as scene:
            said = listed(scene, known, known[:_MOST_LISTED])
    else:
        async with open_scene(services, sole.chat.chat) as scene:
            said = overview(scene.voice, of=await overview_of(scene, briefly=True))
    # without buttons, so that the menu comes with it
    served = any(each.served for each in known)
    async with open_scene(services, wrote.chat, event=None if served else wrote.event) as scene:
        scene.tell(wrote.author, said)
    if served:
        await _begin(services, wrote, InMyChats(act="page"), known)
    if wrote.author in services.administrators:
        async with open_scene(services, wrote.chat) as scene:
            await list_unconfirmed(scene, wrote.author)


_LIKE = re.compile(
    r"(?:такие же,?\s+)?(?:как|like|as)\s+(?:(?:в|у|in)\s+)?[«\"]?(.+?)[»\"]?", re.IGNORECASE
)


def _settings(services: Services, rest: str, known: Sequence[LookedAfter]) -> InMyChats | Mistake:
    if not rest:
        return InMyChats(act="settings")
    if match := _LIKE.fullmatch(rest):
        return InMyChats(act="like", chat=_named(match[1], known))
    setting, value = read_setting(rest)
    if setting is None:
        return partial(setting_words.unknown, name=rest)
    if not value:
        return InMyChats(act="settings", value=setting.value)
    return InMyChats(act="set", value=f"{setting.value}={value[:_MOST]}")


def _named(name: str, known: Sequence[LookedAfter]) -> int:
    """Return the chat with that name in its title; 0 if there is none, or several."""
    called = [each for each in known if name.casefold() == each.chat.title.casefold()]
    found = called or [each for each in known if name.casefold() in each.chat.title.casefold()]
    return found[0].chat.chat if len(found) == 1 else 0


def _members(services: Services, rest: str, known: Sequence[LookedAfter]) -> InMyChats | Mistake:
    if rest:
        return partial(replies.expected, command=Command.MEMBERS)
    return InMyChats(act="members")


def _invite(services: Services, rest: str, known: Sequence[LookedAfter]) -> InMyChats | Mistake:
    single = for_one(rest)
    if single is None:
        return partial(words.needs_the_chat, command=Command.INVITATION)
    return InMyChats(act="invite", value=my_chats.ONE if single else "")


def _remind(services: Services, rest: str, known: Sequence[LookedAfter]) -> InMyChats | Mistake:
    asked = read_whom_and_rule(rest, services.pages, services.policy.conduct, answers=False)
    if asked.whom is not None:
        return partial(words.needs_the_chat, command=Command.REMIND)
    rule = None if asked.rule is None else services.policy.conduct.rule(asked.rule)
    return InMyChats(act="remind", value="" if rule is None else str(rule.number))


def _silence(services: Services, rest: str, known: Sequence[LookedAfter]) -> InMyChats | Mistake:
    if asks_to_end(rest):
        return InMyChats(act="silence", value=across.STOP)
    if rest and (len(rest) > _MOST or read_term(rest, services.now(), services.zone) is None):
        return partial(replies.expected, command=Command.SILENCE)
    return InMyChats(act="silence", value=rest)


async def _report(services: Services, wrote: Wrote, rest: str) -> None:
    """`/отчёт [период]` in private: for administrators of all chats, for others of theirs."""
    if wrote.author in services.administrators:
        await reports.report_privately(services, wrote, rest)
        return

    def read(services: Services, rest: str, known: Sequence[LookedAfter]) -> InMyChats | Mistake:
        read = reports.period_or_mistake(services, rest, services.zone)
        return read if callable(read) else InMyChats(act="report", value=rest[:_MOST])

    await _asked(read)(services, wrote, rest)


ROWS = Rows(
    private={
        Command.CHAT: show_chats,
        Command.SETTINGS: _asked(_settings),
        Command.MEMBERS: _asked(_members),
        Command.INVITATION: _asked(_invite),
        Command.REMIND: _asked(_remind),
        Command.SILENCE: _asked(_silence),
        Command.REPORT: _report,
    },
    buttons={InMyChats: my_chats.press},
)
