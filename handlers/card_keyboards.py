"""The buttons of a card."""

from typing import Literal

from handlers.buttons import CardAct
from handlers.keyboards import button
from handlers.wording.voice import Voice
from rules.cases.suspicions import Settlement, Suspicion
from rules.ids import ChatId
from storage.effects import Button, Colour, Keyboard


def card_buttons(voice: Voice, chat: ChatId, suspicion: Suspicion, *, countable: bool) -> Keyboard:
    """«Засчитать», «Удалить», «Не нарушение», each where it is still to be had.

    `countable`: something of it is not recorded yet.
    """
    _ = voice.texts.gettext

    def press(
        label: str, act: Literal["count", "remove", "clear", "reopen"], colour: Colour
    ) -> Button:
        return button(label, CardAct(chat=chat, card=suspicion.number, act=act), colour)

    if suspicion.settled is Settlement.CLEARED:
        return ((press(_("Undo"), "reopen", Colour.PLAIN),),)
    remains = len(suspicion.removed) < len(suspicion.messages)
    first = []
    if suspicion.settled is None and countable:
        first.append(press(_("Count it"), "count", Colour.BAD))
    if remains:
        first.append(press(_("Remove it"), "remove", Colour.MAIN))
    rows = [tuple(first)] if first else []
    if suspicion.settled is None or suspicion.counted_by is None:
        rows.append((press(_("No violation"), "clear", Colour.GOOD),))
    return tuple(rows)
