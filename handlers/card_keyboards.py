"""The buttons of a card."""

from typing import Literal

from handlers.conversation.buttons import CardAct
from handlers.conversation.keyboards import button
from handlers.voice import Voice
from rules.ids import ChatId
from rules.vocabulary.suspicions import Settlement, Suspicion
from rules.vocabulary.violations import Violation
from storage.effects import Button, Colour, Keyboard


def card_buttons(
    voice: Voice,
    chat: ChatId,
    suspicion: Suspicion,
    *,
    settled: Settlement | None,
    countable: bool,
    correctable: Violation | None,
) -> Keyboard:
    """The buttons for what may still be done.

    `settled` is how the card is settled at present; `countable`: something of it may be recorded;
    `correctable` is the record of it that may get another rule.
    """
    _ = voice.texts.gettext

    def press(
        label: str,
        act: Literal["count", "remove", "clear", "reopen", "leave"],
        colour: Colour = Colour.PLAIN,
    ) -> Button:
        return button(label, CardAct(chat=chat, card=suspicion.number, act=act), colour)

    if settled is Settlement.CLEARED:
        return ((press(_("Undo"), "reopen"),),)
    first = []
    if settled is None and countable:
        first.append(press(_("Count it"), "count", Colour.BAD))
    if len(suspicion.removed) < len(suspicion.messages):
        first.append(press(_("Remove it"), "remove", Colour.MAIN))
    rows = [tuple(first)] if first else []
    if settled is None and not countable:
        if correctable is not None:
            rules = CardAct(
                chat=chat, card=suspicion.number, act="rules", violation=correctable.number
            )
            rows.append((button(_("Another rule"), rules),))
        rows.append((press(_("Leave it as it is"), "leave", Colour.GOOD),))
    elif settled is None or (settled is Settlement.COUNTED and suspicion.counted_by is None):
        rows.append((press(_("No violation"), "clear", Colour.GOOD),))
    return tuple(rows)
