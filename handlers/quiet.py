"""Quiet hours: the first late message of an evening gets a gentle reminder (п. 5.11.1)."""

from datetime import UTC, datetime

from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.words import quiet as words
from rules.permissions import may_moderate
from storage.records import Notice

LATE = "late"


async def remind(services: Services, told: Wrote) -> None:
    """Remind once an evening; moderators are exempt, because they know what is urgent.

    Messages read only after the quiet hours, when the bot was stopped, get no reminder.
    """
    async with open_scene(services, told.chat, event=told.event) as scene:
        quiet = scene.settings.quiet_hours
        if quiet is None or not quiet.hold_at(told.at, scene.voice.zone):
            return
        if scene.now >= quiet.end_after(told.at, scene.voice.zone):
            return
        evening = quiet.evening_of(told.at, scene.voice.zone)
        last = await scene.work.latest_notice(told.chat, LATE)
        if last is not None and last.at >= evening:
            services.watch.reminded[told.chat] = last.at
            return
        if may_moderate(await scene.actor(told.author)):
            return
        await scene.work.put_notice(
            Notice(peer=told.chat, ref=LATE, kind=LATE, at=_moment(told), data={})
        )
        scene.say(words.late(scene.voice, quiet=quiet), reply_to=told.message)
        if scene.settings.trial:
            await scene.tell_instead([scene.effects.pop()])
    services.watch.reminded[told.chat] = _moment(told)


def _moment(told: Wrote) -> datetime:
    return told.at.astimezone(UTC)
