"""`/напомнить`: п. 5.12.4."""

from handlers.chats import moderated
from handlers.commands import Command
from handlers.conversation.announcing import Change
from handlers.conversation.arguments import read_whom_and_rule
from handlers.conversation.buttons import UndoAct
from handlers.conversation.choosing import Chosen, answer_in_place
from handlers.conversation.keyboards import rules_keyboard, undo_keyboard
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.grounds import ask_rule
from handlers.replying import find_named
from handlers.words import reminders, replies
from rules.ids import MemberId, RuleNumber
from rules.permissions import may_moderate
from rules.reminders import heated_by
from rules.vocabulary.reminders import Remind, Reminded, ReminderWithdrawn


async def announce_reminder(
    scene: Scene, change: Change, fact: Reminded | ReminderWithdrawn
) -> None:
    """Send a reminder of the rules, or withdraw it."""
    ref = f"reminder:{fact.number}"
    if isinstance(fact, ReminderWithdrawn):
        scene.change(ref, reminders.withdrawn(scene.voice, by=await scene.named(fact.by)))
        return
    if fact.by is None:
        heated = reminders.heated(scene.voice, rules=heated_by(change.after, scene.now))
        scene.say(heated, keyboard=rules_keyboard(scene.voice.texts), ref=ref)
        return
    conduct = scene.policy.conduct
    one = None if fact.rule is None else conduct.rule(fact.rule)
    reminded = reminders.reminder(
        scene.voice,
        to=None if fact.member is None else await scene.named(fact.member),
        rules=conduct.rules if one is None else (one,),
        whole=one is None,
    )
    key = UndoAct(act="reminder", key=fact.number)
    scene.say_undoable(reminded, keyboard=undo_keyboard(scene.voice.texts, key), ref=ref)


async def remind(services: Services, wrote: Wrote, rest: str, chosen: Chosen | None = None) -> None:
    """Handle `/напомнить`, `/напомнить 2`, `/напомнить @name 2`, or in answer to a message.

    With other words the asker chooses a rule.
    """
    answers = wrote.answered is not None
    conduct = services.policy.conduct
    asked = read_whom_and_rule(rest, services.pages, conduct, answers=answers)
    rule = asked.rule if chosen is None else RuleNumber(int(chosen.value))
    to = None if wrote.answered is None or wrote.answered < 0 else MemberId(wrote.answered)
    if asked.whom is not None:
        to = await find_named(services, wrote, asked.whom, Command.REMIND)
        if to is None:
            return
    async with moderated(services, wrote) as scene:
        answer_in_place(scene, chosen)
        case = await scene.case(wrote.author if to is None else to)
        by = await scene.actor(wrote.author)
        known = rule is None or scene.policy.conduct.rule(rule) is not None
        guessed = wrote.guessed and asked.whom is None and chosen is None
        if may_moderate(by) and (guessed or not known or (rule is None and asked.note)):
            about = await scene.named(case.member) if guessed else None
            question = replies.rule_to_remind_of(scene.voice, unknown=rule, about=about)
            guesses = asked.guesses if rule is None else (rule, *asked.guesses)
            await ask_rule(scene, wrote, Command.REMIND, rest, question, guesses)
        else:
            await scene.ask(case, Remind(by=by, rule=rule, to=to), wrote)


ROWS = Rows(
    commands={Command.REMIND: remind},
    choices={Command.REMIND: remind},
    announcers={Reminded: announce_reminder, ReminderWithdrawn: announce_reminder},
)
