"""The emulator's answers and updates, read by vkbottle's models and checked by VK's own schema."""

from collections.abc import Mapping

import pytest
import pytest_asyncio
from pydantic import BaseModel
from vkbottle_types.codegen.responses import base, docs, groups, messages, photos, users, utils
from vkbottle_types.events import bot_events

from bot.sandbox.answering import METHODS
from tests.sandbox.play import CLOSING, TEACHER, UNPUBLISHED, Played, play
from tests.sandbox.reading import misread_by
from tests.sandbox.schema import vk_schema

Answers = tuple[type[BaseModel], ...]

MODELS: Mapping[str, Answers] = {
    "groups.addCallbackServer": (groups.GroupsAddCallbackServerResponse,),
    "groups.deleteCallbackServer": (base.BaseOkResponse,),
    "groups.editCallbackServer": (base.BaseOkResponse,),
    "groups.getCallbackConfirmationCode": (groups.GroupsGetCallbackConfirmationCodeResponse,),
    "groups.getCallbackServers": (groups.GroupsGetCallbackServersResponse,),
    "groups.getCallbackSettings": (groups.GroupsGetCallbackSettingsResponse,),
    "groups.setCallbackSettings": (base.BaseOkResponse,),
    "groups.getById": (groups.GroupsGetByIdObjectResponse,),
    "groups.getLongPollServer": (groups.GroupsGetLongPollServerResponse,),
    "groups.getLongPollSettings": (groups.GroupsGetLongPollSettingsResponse,),
    "groups.getTokenPermissions": (groups.GroupsGetTokenPermissionsResponse,),
    "groups.setLongPollSettings": (base.BaseOkResponse,),
    "docs.getMessagesUploadServer": (docs.DocsGetUploadServerResponse,),
    "docs.save": (docs.DocsSaveResponse,),
    "photos.getMessagesUploadServer": (photos.PhotosGetMessagesUploadServerResponse,),
    "photos.saveMessagesPhoto": (photos.PhotosSaveMessagesPhotoResponse,),
    "messages.delete": (messages.MessagesDeleteFullResponse,),
    "messages.edit": (base.BaseBoolResponse,),
    "messages.getById": (messages.MessagesGetByIdResponse,),
    "messages.getByConversationMessageId": (
        messages.MessagesGetByConversationMessageIdResponse,
        messages.MessagesGetByConversationMessageIdExtendedResponse,
    ),
    "messages.getHistory": (
        messages.MessagesGetHistoryResponse,
        messages.MessagesGetHistoryExtendedResponse,
    ),
    "messages.getConversationMembers": (messages.MessagesGetConversationMembersResponse,),
    "messages.getConversationsById": (
        messages.MessagesGetConversationsByIdResponse,
        messages.MessagesGetConversationsByIdExtendedResponse,
    ),
    "messages.getInviteLink": (messages.MessagesGetInviteLinkResponse,),
    "messages.removeChatUser": (base.BaseOkResponse,),
    "messages.send": (
        messages.MessagesSendDeprecatedResponse,
        messages.MessagesSendUserIdsResponse,
    ),
    "messages.sendMessageEventAnswer": (base.BaseOkResponse,),
    "users.get": (users.UsersGetResponse,),
    "utils.getServerTime": (utils.UtilsGetServerTimeResponse,),
    "utils.resolveScreenName": (utils.UtilsResolveScreenNameResponse,),
}
"""What vkbottle reads each answer as."""


EVENTS: Mapping[str, type[BaseModel]] = {
    "message_new": bot_events.MessageNew,
    "message_edit": bot_events.MessageEdit,
    "message_event": bot_events.MessageEvent,
    "message_allow": bot_events.MessageAllow,
    "message_deny": bot_events.MessageDeny,
}
"""What vkbottle reads each update as."""

UNREADABLE_EVENTS = {
    # VK.md, 2.2: VK's own client knows these two, the library does not
    f"message_new.object.message.action.type: '{way}' is read as 'NOT_SUPPORTED'"
    for way in ("chat_invite_user_by_call", "chat_invite_user_by_call_join_link")
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played() -> Played:
    return await play()


NOBODY: Mapping[str, list[str]] = {"response": []}
"""A screen name that nobody has: an empty list in place of an object (OpenVK/openvk#802).

Neither the library nor the schema knows of it.
"""

UNREADABLE = [
    [f"groups.{method}.response.events.message_event: the model has no such field"]
    for method in ("getLongPollSettings", "getCallbackSettings")
]
"""VK.md, 2.1: the lists of events leave out `message_event`; the library is made from them."""

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("method", MODELS)
async def test_vkbottle_reads_every_answer(played: Played, method: str) -> None:
    answers = played.answers(method)

    assert answers
    for answer in answers:
        if answer != NOBODY:
            misread = [misread_by(model, answer, method) for model in MODELS[method]]
            assert [] in misread or any(faults in misread for faults in UNREADABLE)


if vk_schema().methods:

    @pytest.mark.parametrize("method", MODELS)
    async def test_vks_schema_allows_every_answer(played: Played, method: str) -> None:
        for answer in played.answers(method):
            assert vk_schema().answer_faults(method, answer) == []


async def test_the_play_asks_for_all_that_the_emulator_offers(played: Played) -> None:
    well = {one.method for one in played.asked if "error" not in one.answer}

    assert well == set(METHODS) == {*MODELS, UNPUBLISHED, *CLOSING}


async def test_all_published_methods_are_checked_where_the_schema_is_at_hand() -> None:
    known = [method for method in MODELS if method in vk_schema().methods]

    assert len(known) == (len(MODELS) if vk_schema().methods else 0)


async def test_the_unpublished_method_answers_as_public_bots_know_it(played: Played) -> None:
    answers = played.answers(UNPUBLISHED)

    assert len(answers) == 2
    for answer in answers:
        assert vk_schema().answer_faults(UNPUBLISHED, answer) == []


async def test_a_restriction_names_those_whom_it_spares(played: Played) -> None:
    restricted, _ = played.answers(UNPUBLISHED)

    assert restricted["response"]["failed_member_ids"] == [TEACHER]


async def test_every_error_has_vks_envelope(played: Played) -> None:
    errors = [(one.method, one.answer) for one in played.asked if "error" in one.answer]

    assert {answer["error"]["error_code"] for _, answer in errors} == {3, 5, 100, 901, 917}
    for method, answer in errors:
        assert set(answer) == {"error"}
        assert answer["error"]["error_msg"]
        assert {"key": "method", "value": method} in answer["error"]["request_params"]


async def test_a_wrong_answer_would_be_noticed(played: Played) -> None:
    [answer, *_] = played.answers("users.get")
    wrong = {"response": [{**answer["response"][0], "id": "101", "nickname_": "m"}]}

    assert misread_by(MODELS["users.get"][0], wrong, "users.get") == [
        "users.get.response[0].id: '101' is read as 101",
        "users.get.response[0].nickname_: the model has no such field",
    ]
    if vk_schema().methods:
        assert vk_schema().answer_faults("users.get", wrong) == [
            "users.get.response[0].id: '101' is no integer",
            "users.get.response[0].nickname_: unknown",
        ]


@pytest.mark.parametrize("kind", EVENTS)
async def test_vkbottle_reads_every_event(played: Played, kind: str) -> None:
    events = [event for event in played.events if event["type"] == kind]

    assert events
    for event in events:
        # the version stands in the envelope of every event, only vkbottle has no use for it
        envelope = {key: value for key, value in event.items() if key != "v"}
        assert event["v"] == "5.199"
        assert not set(misread_by(EVENTS[kind], envelope, kind)) - UNREADABLE_EVENTS


if vk_schema().methods:

    @pytest.mark.parametrize("kind", EVENTS)
    async def test_vks_schema_allows_every_event(played: Played, kind: str) -> None:
        for event in played.events:
            if event["type"] == kind:
                assert vk_schema().event_faults(event) == []


async def test_every_way_to_come_and_go_is_told(played: Played) -> None:
    told = {
        event["object"]["message"]["action"]["type"]
        for event in played.events
        if event["type"] == "message_new" and "action" in event["object"]["message"]
    }

    assert told >= {
        "chat_invite_user",
        "chat_invite_user_by_link",
        "chat_invite_user_by_message_request",
        "chat_invite_user_by_call",
        "chat_invite_user_by_call_join_link",
        "chat_kick_user",
    }
