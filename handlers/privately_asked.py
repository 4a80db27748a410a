"""Commands about chats that are typed in private: the chats are asked for where there are several.

`/чат` shows them all; «настройки как в ИСП-21» takes settings over. What works in one chat alone,
like a record, goes on in the chosen chat as if it had been typed there (`for_chat`).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from handlers import my_chats, reports
from handlers.chat_board import Board, InMyChats, listed
from handlers.chats import ask_rights
from handlers.commands import ROWS as COMMANDS
from handlers.commands import Command
from handlers.confirming import list_unconfirmed
from handlers.conversation import choosing
from handlers.conversation.arguments import read_number, read_whom_and_rule
from handlers.conversation.choosing import Option, Target
from handlers.conversation.people import Within, find_within
from handlers.conversation.rows import ChatCommand, Rows
from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.conversation.terms import read_term
from handlers.events import Wrote
from handlers.invitations import for_one, invite
from handlers.overseeing import LookedAfter, looked_after, overview_of
from handlers.reminders import remind
from handlers.replying import complain
from handlers.setting_words import read_setting
from handlers.silence import STOP, asks_to_end
from handlers.voice import Voice
from handlers.words import my_chats as words
from handlers.words import replies
from handlers.words import settings as setting_words
from handlers.words.chats import overview
from rules.ids import ViolationNumber
from rules.vocabulary.people import NOT_MODERATOR

Mistake = Callable[[Voice], str]
"""The answer to words that are understood as nothing."""

_Read = Callable[[Services, str, Sequence[LookedAfter]], InMyChats | Mistake | Command]
"""Reads the words after a command; a `Command` is to be carried out in one chat alone."""

_IN_ONE_CHAT: Mapping[Command, ChatCommand] = {
    Command.INVITATION: invite,
    Command.REMIND: remind,
}

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
        elif isinstance(asked, Command):
            given = await for_chat(services, wrote, asked, rest)
            if given is not None:
                await ask_rights(services, (given.chat,), wrote.author, COMMANDS[asked].deeds)
                await _IN_ONE_CHAT[asked](services, given, rest)
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


async def for_chat(services: Services, wrote: Wrote, command: Command, rest: str) -> Wrote | None:
    """Return a command given in private as given about one of the asker's chats.

    With several that fit what was typed, ask for the chat, and return None.
    """
    async with open_scene(services, wrote.chat) as scene:
        served = [each for each in await looked_after(scene, wrote.author) if each.served]
    fitting = await _fitting(services, served, command, rest)
    if command is Command.DELETE or len(fitting) != 1:
        async with open_scene(services, wrote.chat, event=wrote.event) as scene:
            if not served:
                await scene.refuse(NOT_MODERATOR, wrote)
            elif command is Command.DELETE:
                await scene.answer(wrote, words.forward_it(scene.voice))
            else:
                await choosing.ask(
                    scene,
                    wrote,
                    command,
                    rest,
                    question=words.which_chat(scene.voice),
                    options=[
                        Option(
                            label=each.chat.title or f"№ {each.chat.chat}",
                            value=str(each.chat.chat),
                            target=Target(chat=each.chat.chat),
                        )
                        for each in fitting or served
                    ],
                )
        return None
    return choosing.privately(wrote, fitting[0].chat.chat)


async def _fitting(
    services: Services, known: Sequence[LookedAfter], command: Command, rest: str
) -> Sequence[LookedAfter]:
    """Return the chats that have the record, or the person, that a command names."""
    number = read_number(rest)[0] if command is Command.ANNUL else None
    if command is Command.WORDS or len(known) == 1:
        return known
    fits = []
    for each in known:
        chat = each.chat.chat
        if number is not None:
            async with services.storage.reading() as reading:
                if await reading.violation_owner(chat, ViolationNumber(number)) is not None:
                    fits.append(each)
        elif rest and isinstance(await find_within(services, chat, rest), Within):
            fits.append(each)
    return fits or known


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


def _invite(
    services: Services, rest: str, known: Sequence[LookedAfter]
) -> InMyChats | Mistake | Command:
    single = for_one(rest)
    if single is None:
        return Command.INVITATION
    return InMyChats(act="invite", value=my_chats.ONE if single else "")


def _remind(
    services: Services, rest: str, known: Sequence[LookedAfter]
) -> InMyChats | Mistake | Command:
    asked = read_whom_and_rule(rest, services.pages, services.policy.conduct, answers=False)
    if asked.whom is not None:
        return Command.REMIND
    rule = None if asked.rule is None else services.policy.conduct.rule(asked.rule)
    return InMyChats(act="remind", value="" if rule is None else str(rule.number))


def _silence(services: Services, rest: str, known: Sequence[LookedAfter]) -> InMyChats | Mistake:
    if asks_to_end(rest):
        return InMyChats(act="silence", value=STOP)
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
