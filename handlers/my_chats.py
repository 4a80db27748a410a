"""«Мои беседы»: in private all that works in a chat, for one of them, for several, or for all.

Where a person looks after one chat, it is not asked about. Rights are asked in each chat.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from handlers import across, reports
from handlers.across import Asked, Outcome
from handlers.chat_board import (
    DETECTORS,
    Board,
    InMyChats,
    back,
    board_under,
    common,
    done_keyboard,
    here,
    list_screen,
    options_keyboard,
    page_keyboard,
    put,
    sources_keyboard,
    titles,
    to_the_list,
)
from handlers.chats import freshen, look
from handlers.conversation.keyboards import button
from handlers.conversation.scene import Scene, open_scene, pop_up
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.overseeing import LookedAfter, looked_after, overview_of
from handlers.periods import Period, read_period
from handlers.settings import settings_keyboard, staff_chats, values_keyboard
from handlers.silence import STOP, terms_offered
from handlers.voice import Voice
from handlers.words import chats as chat_words
from handlers.words import my_chats as words
from handlers.words import replies
from handlers.words import settings as setting_words
from rules.figures import REPORT
from rules.ids import ChatId, MemberId
from rules.permissions import against
from rules.settings import Setting
from rules.vocabulary.bases import Refusal
from storage.effects import Colour, Keyboard

_Step = Callable[[Services, Asked, Board, InMyChats], Awaitable[None]]


async def press(services: Services, pressed: Pressed, press: InMyChats) -> None:
    """Handle a button of «Мои беседы», under its message alone."""
    board = None
    if pressed.private:
        async with open_scene(services, pressed.chat) as scene:
            board = await board_under(scene, pressed)
    if board is None:
        await pop_up(services, pressed, replies.outdated)
    else:
        await go(services, pressed, board, press)


async def go(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    """Show or do what a press asks for with the chats that are chosen on the board."""
    await _STEPS[press.act](services, asked, board, press)


async def show_list(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    """Show a page of the chats, to choose from."""
    if not board.picking:
        board = replace(board, chats=(), undo=())
    async with open_scene(services, asked.chat, event=asked.event) as scene:
        known = await looked_after(scene, asked.author)
        text, keyboard = list_screen(scene, board, known, press.page)
        if isinstance(asked, Wrote) and not board.act:
            # the list stands above
            text = words.choose(scene.voice)
        await put(scene, asked, board, text, keyboard)


async def _pick(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    picked = ChatId(press.chat)
    async with open_scene(services, asked.chat) as scene:
        known = await looked_after(scene, asked.author)
        of = next((each for each in known if each.chat.chat == picked), None)
        if of is None or not of.served:
            said = (
                replies.outdated(scene.voice)
                if of is None
                else words.unserved(scene.voice, chat=of.chat.title, state=of.chat.state)
            )
            if of is not None and not board.picking:
                await put(scene, asked, board, said, to_the_list(scene, known))
            elif isinstance(asked, Pressed):
                scene.pop_up(asked, said)
            return
    if board.picking:
        chats = tuple(each for each in board.chats if each != picked)
        toggled = chats if picked in board.chats else (*board.chats, picked)
        await show_list(services, asked, replace(board, chats=toggled), press)
    else:
        await _chosen(services, asked, replace(board, chats=(picked,)), press)


async def _several(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    await show_list(services, asked, replace(board, picking=True), press)


async def _all(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    async with open_scene(services, asked.chat) as scene:
        known = await looked_after(scene, asked.author)
    served = tuple(each.chat.chat for each in known if each.served)
    await _chosen(services, asked, replace(board, chats=served), press)


async def _chosen(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    if not board.chats:
        if isinstance(asked, Pressed):
            await pop_up(services, asked, words.nothing_picked)
        return
    decided = replace(board, picking=False, act="", value="", source=0)
    await go(services, asked, decided, board.waiting)


async def _known(
    services: Services, asked: Asked, board: Board
) -> tuple[Board, tuple[LookedAfter, ...]]:
    """Return the board with those of its chats that the asker still moderates, and all of theirs.

    The messenger is asked where the last answer is not of this minute; an administrator's right
    does not depend on it.
    """
    for chat in () if asked.author in services.administrators else board.chats:
        await freshen(services, chat, moderator=asked.author)
    async with open_scene(services, asked.chat) as scene:
        known = await looked_after(scene, asked.author)
    served = {each.chat.chat for each in known if each.served}
    return replace(board, chats=tuple(chat for chat in board.chats if chat in served)), known


async def _page(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    """Show what can be done in the chosen chats."""
    board, known = await _known(services, asked, replace(board, undo=()))
    if not board.chats:
        await show_list(services, asked, board, InMyChats(act="list"))
        return
    text = ""
    # what is above it need not be said again
    alone = len(board.chats) == 1 and isinstance(asked, Pressed)
    if alone:
        async with open_scene(services, board.chats[0]) as scene:
            text = chat_words.overview(scene.voice, of=await overview_of(scene, briefly=True))
    async with open_scene(services, asked.chat, event=asked.event) as scene:
        if alone:
            (of,) = (each for each in known if each.chat.chat in board.chats)
            wrong = (words.what_is_wrong(scene.voice, trouble=each) for each in of.troubles)
            text = "\n".join((text, *wrong))
        else:
            text = words.several_chosen(scene.voice, titles=titles(board.chats, known))
        await put(scene, asked, board, text, page_keyboard(scene, board, known))


async def _settings(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    """Show the settings of the chosen chats, to change one in all of them."""
    board, known = await _known(services, asked, replace(board, undo=()))
    if not board.chats:
        await show_list(services, asked, board, InMyChats(act="list"))
        return
    async with open_scene(services, asked.chat, event=asked.event) as scene:
        if press.value in tuple(Setting):
            text, keyboard = await _one_setting(
                scene, asked.author, board, known, Setting(press.value)
            )
        else:
            alone = len(board.chats) == 1
            text = await _settings_text(scene, board, known)
            shown = settings_keyboard(
                scene.voice,
                scene.services.policy.locked,
                scene.able,
                values=await _values(scene, board.chats[0]) if alone else None,
                detectors=press.value == DETECTORS,
                more=press.page,
            )
            keyboard = _with_back(scene, here(shown), alone=alone)
        await put(scene, asked, board, text, keyboard)


def _with_back(scene: Scene, keyboard: Keyboard, *, alone: bool) -> Keyboard:
    """Add «← К беседе» in the last row: there may be no room for another."""
    *rows, last = keyboard
    _ = scene.voice.texts.gettext
    label = _("← To the chat") if alone else _("← Back")
    return (*rows, (*last, button(label, InMyChats(act="page"))))


async def _settings_text(scene: Scene, board: Board, known: Sequence[LookedAfter]) -> str:
    named = titles(board.chats, known)
    if len(board.chats) > 1:
        return words.settings_of_several(scene.voice, titles=named)
    values = await _values(scene, board.chats[0])
    shown = setting_words.shown(scene.voice, values=values, locked=scene.services.policy.locked)
    return f"{words.titled(named[0], scene.voice)}\n{shown}"


async def _one_setting(
    scene: Scene, member: MemberId, board: Board, known: Sequence[LookedAfter], setting: Setting
) -> tuple[str, Keyboard]:
    unset = scene.voice.texts.language if setting is Setting.LANGUAGE else ""
    values = {chat: (await _values(scene, chat)).get(setting, unset) for chat in board.chats}
    held = common(values)
    if len(board.chats) > 1:
        whose = {
            value: titles([chat for chat in board.chats if values[chat] == value], known)
            for value in dict.fromkeys(values.values())
        }
        text = words.one_in_several(scene.voice, setting=setting, held=whose)
    else:
        text = setting_words.one_shown(scene.voice, setting=setting, value=held or "")
    keyboard = values_keyboard(
        scene.voice, setting, held or "", scene.able, staff=await staff_chats(scene, member)
    )
    return text, here(keyboard)


async def _values(scene: Scene, chat: ChatId) -> Mapping[Setting, str]:
    return scene.services.policy.values(await scene.work.settings(chat))


async def _set(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    """Set a value in the chosen chats."""
    name, _, value = press.value.partition("=")
    if name not in tuple(Setting):
        return
    setting = Setting(name)
    outcome = await across.in_each(services, asked, board.chats, across.setting(setting, value))
    set_to = next((each["now"] for each in outcome.undo), value)
    said = partial(words.set_in, setting=setting, value=set_to)
    await _finish(services, asked, board, outcome, said)


async def _finish(
    services: Services, asked: Asked, board: Board, outcome: Outcome, what: Callable[[Voice], str]
) -> None:
    """Say in which chats something was done, with «Отменить»."""
    board = replace(board, undo=tuple(outcome.undo))
    async with open_scene(services, asked.chat, event=asked.event) as scene:
        said = words.outcome(
            scene.voice,
            what=what(scene.voice),
            done=outcome.done,
            same=outcome.same,
            refused=outcome.refused,
            lines=outcome.lines,
        )
        await put(scene, asked, board, said, done_keyboard(scene, board))


async def _like(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    """Ask whose settings to take over, or show what would change in each chosen chat."""
    board, known = await _known(services, asked, replace(board, undo=()))
    source = next((each for each in known if each.chat.chat == press.chat and each.served), None)
    if source is None:
        sole = board.chats[0] if len(board.chats) == 1 else None
        others = [each for each in known if each.served and each.chat.chat != sole]
        async with open_scene(services, asked.chat, event=asked.event) as scene:
            named = titles(board.chats, known)
            text = words.whose_settings(scene.voice, titles=named)
            await put(scene, asked, board, text, sources_keyboard(scene, others, press.page))
        return
    async with open_scene(services, asked.chat) as scene:
        of = await _values(scene, source.chat.chat)
    targets = [chat for chat in board.chats if chat != source.chat.chat]
    seen = await across.in_each(services, asked, targets, across.previewing(of))
    async with open_scene(services, asked.chat, event=asked.event) as scene:
        _ = scene.voice.texts.gettext
        text = words.preview(
            scene.voice,
            of=source.chat.title,
            lines=seen.lines,
            same=seen.same,
            refused=seen.refused,
        )
        apply = button(_("Apply"), InMyChats(act="apply", chat=press.chat), Colour.GOOD)
        (row,) = back(scene, InMyChats(act="like") if len(known) > 1 else None)
        await put(scene, asked, board, text, ((apply, *row),) if seen.lines else (row,))


async def _apply(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    """Take over the settings of a chat that the asker moderates in the chosen ones."""
    source = ChatId(press.chat)
    mine, _ = await _known(services, asked, Board(ref=board.ref, chats=(source,)))
    if not mine.chats:
        if isinstance(asked, Pressed):
            await pop_up(services, asked, replies.outdated)
        return
    async with open_scene(services, asked.chat) as scene:
        of = await _values(scene, source)
        chat = await scene.work.chat(source)
    targets = [each for each in board.chats if each != source]
    outcome = await across.in_each(services, asked, targets, across.like(of))
    said = partial(words.taken_over_in, of="" if chat is None else chat.title)
    await _finish(services, asked, board, outcome, said)


async def _members(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    """Show who has not acknowledged the rules, by lists that are read now."""
    for chat in board.chats:
        await look(services, chat)
    act = across.counting_members(alone=len(board.chats) == 1)
    outcome = await across.in_each(services, asked, board.chats, act)
    await _finish(services, asked, board, outcome, lambda _: "")


async def _journal(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    outcome = await across.in_each(services, asked, board.chats[:1], across.journal_for(asked))
    await _finish(services, asked, board, outcome, words.sent_below)


_Options = Callable[[Scene], Sequence[tuple[str, str]]]
"""Gives the choices of an act, as (label, value)."""


async def _ask_value(
    services: Services,
    asked: Asked,
    board: Board,
    press: InMyChats,
    question: Callable[..., str],
    options: _Options,
) -> None:
    """Ask for the choice of an act in the chosen chats, whose titles the `question` takes."""
    async with open_scene(services, asked.chat, event=asked.event) as scene:
        known = await looked_after(scene, asked.author)
        text = question(scene.voice, titles=titles(board.chats, known))
        keyboard = options_keyboard(scene, press.act, options(scene), press.page)
        await put(scene, asked, board, text, keyboard)


def _periods(scene: Scene) -> Sequence[tuple[str, str]]:
    _ = scene.voice.texts.gettext
    return (
        (_("7 days"), "week"),
        (_("This month"), "month"),
        (_("Last month"), "last month"),
        (_("Semester"), "semester"),
        (_("Academic year"), "year"),
    )


async def _report(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    """Ask for the period of a report, or send it."""
    period = read_period(press.value, services.now(), services.zone, services.policy.academic_year)
    if not press.value or not isinstance(period, Period):
        await _ask_value(services, asked, board, press, words.which_period, _periods)
        return
    allowed: list[ChatId] = []

    async def act(scene: Scene, by: MemberId, outcome: Outcome) -> Refusal | None:
        refusal = against(REPORT, await scene.actor(by))
        if refusal is None:
            allowed.append(scene.chat.chat)
        return refusal

    outcome = await across.in_each(services, asked, board.chats, act)
    async with open_scene(services, asked.chat) as scene:
        report = await reports.on_chats(
            scene, tuple(allowed), period, title=words.several_named(scene.voice)
        )
    await _finish(services, asked, board, outcome, words.sent_below)
    if allowed:
        await reports.send(services, asked.author, report, scene.voice.texts.language)


async def _invite(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    alone = len(board.chats) == 1
    act = across.inviting(single=press.value == ONE, alone=alone)
    outcome = await across.in_each(services, asked, board.chats, act)
    said = words.sent_below if alone else words.invited_in
    await _finish(services, asked, board, outcome, said)


ONE = "one"
"""The value of an invitation for one person."""


def _rules(scene: Scene) -> Sequence[tuple[str, str]]:
    voice, rules = scene.voice, scene.services.policy.conduct.rules
    every = (voice.texts.gettext("All rules"), across.ALL_RULES)
    return (every, *((voice.short_rule(rule), str(rule.number)) for rule in rules))


async def _remind(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    """Ask of which rules to remind, or remind."""
    if not (press.value.isdecimal() or press.value == across.ALL_RULES):
        await _ask_value(services, asked, board, press, words.what_to_remind_of, _rules)
        return
    outcome = await across.in_each(services, asked, board.chats, across.reminding(press.value))
    await _finish(services, asked, board, outcome, words.reminded_in)


def _terms(scene: Scene) -> Sequence[tuple[str, str]]:
    return terms_offered(scene.voice)


async def _silence(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    """Ask for how long only moderators are to write, or begin and end that."""
    if not press.value:
        await _ask_value(services, asked, board, press, words.how_long_silent, _terms)
        return
    outcome = await across.in_each(services, asked, board.chats, across.silencing(press.value))
    said = partial(words.silent_in, ends=press.value == STOP)
    await _finish(services, asked, board, outcome, said)


async def _undo(services: Services, asked: Asked, board: Board, press: InMyChats) -> None:
    """Take back what the last act did in each chat."""
    if not board.undo:
        if isinstance(asked, Pressed):
            await pop_up(services, asked, replies.outdated)
        return
    outcome = await across.undo(services, asked, board.undo)
    await _finish(services, asked, board, outcome, words.undone_in)


_STEPS: Mapping[str, _Step] = {
    "list": show_list,
    "pick": _pick,
    "several": _several,
    "all": _all,
    "chosen": _chosen,
    "page": _page,
    "settings": _settings,
    "set": _set,
    "like": _like,
    "apply": _apply,
    "members": _members,
    "journal": _journal,
    "report": _report,
    "invite": _invite,
    "remind": _remind,
    "silence": _silence,
    "undo": _undo,
}
"""What each act of `InMyChats` shows or does."""
