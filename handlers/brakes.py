"""«Подтвердить»: a second person lets a moderator's many measures go on (п. 5.12.7)."""

from handlers.conversation.buttons import ReleaseBrake
from handlers.conversation.rows import Rows
from handlers.conversation.scene import brake_ref, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.words import brakes as words
from rules.brakes import RELEASE_BRAKE, RELEASED_FOR
from rules.ids import COLLEGE, ChatId, MemberId
from rules.permissions import against
from rules.times import is_over
from rules.vocabulary.brakes import NOT_BRAKED, BrakeReleased
from rules.vocabulary.people import OWN_CASE


async def release(services: Services, pressed: Pressed, press: ReleaseBrake) -> None:
    """Let a moderator go on for a while, if their measures wait."""
    member, chat = MemberId(press.member), ChatId(press.chat)
    async with open_scene(services, chat, event=pressed.event) as scene:
        refusal = against(RELEASE_BRAKE, await scene.actor(pressed.author))
        held = await scene.work.notice(COLLEGE, brake_ref(member))
        if refusal is None and pressed.author == member:
            refusal = OWN_CASE
        over = held is not None and is_over(held.at, services.policy.brakes.within, scene.now)
        if refusal is None and (held is None or over or "until" in held.data):
            refusal = NOT_BRAKED
        if refusal is not None or held is None:
            await scene.refuse(refusal or NOT_BRAKED, pressed)
            return
        fact = BrakeReleased(member=member, by=pressed.author)
        await scene.record([fact], chat=COLLEGE)
        until = (scene.now + RELEASED_FOR).timestamp()
        await scene.note(brake_ref(member), held.kind, {**held.data, "until": until}, peer=COLLEGE)
        person, by = await scene.all_named([member, pressed.author])
        said = words.released(scene.voice, member=person, by=by)
        for each in held.data["to"]:
            scene.change(brake_ref(member), said, to=each)
        scene.tell(member, words.may_go_on(scene.voice, by=by))
        scene.acknowledge(pressed)


ROWS = Rows(buttons={ReleaseBrake: release})
