"""`/проверь текст`: what the detectors find in a text, and why (п. 5.12.2)."""

from dataclasses import replace

from handlers.chats import freshen
from handlers.college import authority_of
from handlers.commands import Command
from handlers.conversation.inspecting import inspection_in
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.saying import new_chat
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.words import checking as words
from handlers.words import refusals
from rules.assembly import watchers_for
from rules.case import Case
from rules.detectors.detection import Answer
from rules.detectors.inspection import PASSING, Inspection
from rules.detectors.message import NOBODYS, Message
from rules.ids import COLLEGE, ChatId
from rules.permissions import against
from rules.responses import Response
from rules.rights import Deed
from rules.settings import OF_DETECTOR, ChatSettings, settings_from
from rules.suspicions import response_to
from rules.vocabulary.people import Standing
from rules.vocabulary.rights import NOT_MODERATOR

LONGEST = 4000
"""Characters that are checked: the longest message."""


async def check_in_chat(services: Services, told: Wrote, rest: str) -> None:
    """Check a text with the chat's settings; answer in private."""
    await freshen(services, told.chat, moderator=told.author)
    async with open_scene(services, told.chat, event=told.event) as scene:
        if refusal := against(Deed.CHECK_TEXT, await scene.actor(told.author)):
            await scene.refuse(refusal, told)
        elif not await answers_privately(scene, told, Command.CHECK):
            return
        elif not rest.strip():
            scene.tell(told.author, words.text_missing(scene.voice))
        else:
            await _judge(scene, scene, told, rest)


async def check_privately(services: Services, told: Wrote, rest: str) -> None:
    """Check a text in private, with the settings of the asker's chat if they have exactly one."""
    async with services.storage.reading() as reading:
        authority = await authority_of(reading, services, told.author)
    if not authority.may:
        async with open_scene(services, told.chat, event=told.event) as scene:
            scene.tell(told.author, refusals.refused(scene.voice, NOT_MODERATOR))
        return
    async with open_scene(services, told.chat, event=told.event) as scene:
        if not rest.strip():
            scene.tell(told.author, words.text_missing(scene.voice))
        elif len(authority.moderates) == 1:
            (chat,) = authority.moderates
            await _judge_elsewhere(scene, chat, told, rest)
        else:
            await _judge(scene, None, told, rest)


async def _judge_elsewhere(scene: Scene, chat: ChatId, told: Wrote, text: str) -> None:
    services, work = scene.services, scene.work
    record = await work.chat(chat) or new_chat(chat)
    there = Scene(services, work, record, scene.now, await work.settings(chat))
    await _judge(scene, there, told, text)


async def _judge(scene: Scene, chat: Scene | None, told: Wrote, text: str) -> None:
    said = Message(text=text.strip()[:LONGEST], author=NOBODYS, at=int(told.at.timestamp()))
    policy = scene.services.policy if chat is None else chat.policy
    settings = _everything() if chat is None else chat.settings
    if chat is None:
        inspection = Inspection(
            chat=COLLEGE,
            watchers=watchers_for(settings, permitted=policy.permitted, zone=scene.voice.zone),
        )
    else:
        inspection = await inspection_in(scene.services, scene.work, chat.chat)
    answers = {
        detector: answer
        for detector, answer in inspection.explain(said).items()
        if detector not in PASSING or answer.detections
    }
    asker = scene if chat is None else chat
    case = replace(await asker.case(told.author), standing=Standing.MEMBER, policy=policy)
    scene.tell(
        told.author,
        words.judged(
            scene.voice,
            chat="" if chat is None else chat.chat.title,
            text=said.text,
            answers=answers,
            rules={each: policy.conduct.watched_by(each) for each in answers},
            responses={each: _response(case, answer) for each, answer in answers.items()},
        ),
    )


def _response(case: Case, answer: Answer) -> Response:
    responses = (response_to(case, detection) for detection in answer.detections)
    return max(responses, key=lambda each: each.weight, default=Response.OFF)


def _everything() -> ChatSettings:
    """Return settings with every text detector on."""
    return settings_from(dict.fromkeys(OF_DETECTOR.values(), Response.HINT.value))


ROWS = Rows(
    commands={
        Command.CHECK: check_in_chat,
    },
    private={
        Command.CHECK: check_privately,
    },
)
