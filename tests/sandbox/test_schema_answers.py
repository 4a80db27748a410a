"""The emulator's answers, read by vkbottle's models and checked by VK's own schema."""

from collections.abc import Mapping

import pytest
import pytest_asyncio
from pydantic import BaseModel
from vkbottle_types.codegen.responses import base, docs, groups, messages, photos, users, utils

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
