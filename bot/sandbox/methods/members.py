"""VK's methods for a chat's members: listing, restricting and removing them."""

from datetime import timedelta
from typing import Any

from bot.sandbox.conversations import FIRST_CHAT, Conversation, Member, PersonId
from bot.sandbox.errors import VkError
from bot.sandbox.methods.access import administered
from bot.sandbox.methods.people import FIELDS, read_fields, vk_user
from bot.sandbox.parameters import Flag, Number, Numbers, Takes, Words
from bot.sandbox.world import World

_FOREVER = timedelta(days=36_500)

_MEMBERS = Takes(
    kinds={
        "peer_id": Number(),
        "offset": Number(least=0),
        "count": Number(least=0, most=1000),
        "extended": Flag(),
        "fields": FIELDS,
    },
    required=frozenset({"peer_id"}),
)


def _members(world: World, params: dict[str, Any]) -> dict[str, Any]:
    chat = administered(world, params["peer_id"], refusal=917)
    everyone = list(chat.members.values())
    start = params.get("offset", 0)
    page = everyone[start : start + params.get("count", 20)]
    fields = read_fields(params)
    return {
        "count": len(everyone),
        "items": [_item(chat, member) for member in page],
        "profiles": [
            vk_user(world.people[member.id], fields) for member in page if member.id in world.people
        ],
        "groups": [
            {
                "id": world.group_id,
                "name": world.name,
                "screen_name": world.screen_name,
                "is_closed": 0,
                "type": "group",
            }
            for member in page
            if member.id == world.bot_id
        ],
        "chat_restrictions": {
            "admins_promote_users": False,
            "only_admins_edit_info": False,
            "only_admins_edit_pin": False,
            "only_admins_invite": False,
            "only_admins_kick": True,
        },
    }


def _item(chat: Conversation, member: Member) -> dict[str, Any]:
    item: dict[str, Any] = {
        "member_id": member.id,
        "invited_by": member.invited_by,
        "join_date": int(member.joined_at.timestamp()),
        "can_kick": not member.moderates,
    }
    if member.moderates:
        item["is_admin"] = True
    if member.is_owner:
        item["is_owner"] = True
    if member.restricted:
        item["is_restricted_to_write"] = True
    return item


_CONVERSATIONS = Takes(
    kinds={"peer_ids": Numbers(most=100), "extended": Flag(), "fields": Words()},
    required=frozenset({"peer_ids"}),
)


def _conversations(world: World, params: dict[str, Any]) -> dict[str, Any]:
    found = []
    for peer in params["peer_ids"]:
        conversation = world.conversations.get(peer)
        if conversation is not None and _is_open(world, conversation):
            found.append(_conversation(conversation))
    return {"count": len(found), "items": found}


def _is_open(world: World, conversation: Conversation) -> bool:
    if not conversation.is_chat:
        return True
    bot = conversation.members.get(world.bot_id)
    return bot is not None and bot.moderates


def _conversation(conversation: Conversation) -> dict[str, Any]:
    last = len(conversation.messages)
    shape: dict[str, Any] = {
        "peer": {
            "id": conversation.peer,
            "type": "chat" if conversation.is_chat else "user",
            "local_id": conversation.peer - (FIRST_CHAT if conversation.is_chat else 0),
        },
        "last_message_id": 0,
        "last_conversation_message_id": last,
        "version": 10_000_000 + last,
        "in_read": 0,
        "out_read": 0,
        "is_marked_unread": False,
        "important": False,
        "can_write": {"allowed": True},
    }
    if conversation.is_chat:
        members = conversation.members.values()
        shape["chat_settings"] = {
            "title": conversation.title,
            "members_count": len(conversation.members),
            "owner_id": next((member.id for member in members if member.is_owner), 0),
            "state": "in",
            "admin_ids": [member.id for member in members if member.is_admin],
            "active_ids": [member.id for member in members][:4],
            "acl": {
                "can_change_info": True,
                "can_change_invite_link": True,
                "can_change_pin": True,
                "can_invite": True,
                "can_promote_users": False,
                "can_see_invite_link": True,
                "can_moderate": True,
                "can_copy_chat": False,
                "can_call": False,
                "can_use_mass_mentions": True,
            },
            "permissions": {},
            "is_group_channel": False,
            "is_disappearing": False,
            "is_service": False,
        }
    return shape


_RESTRICT = Takes(
    kinds={
        "peer_id": Number(),
        "member_ids": Numbers(most=100),
        "action": Words(one_of=frozenset({"ro", "rw"})),
        "for": Number(least=1),
    },
    required=frozenset({"peer_id", "member_ids", "action"}),
)


def _restrict(world: World, params: dict[str, Any]) -> dict[str, Any]:
    if not world.capabilities.restrict_members:
        raise VkError(15)
    chat = administered(world, params["peer_id"], refusal=925)
    failed = []
    for number in params["member_ids"]:
        member = chat.members.get(number)
        if member is None or member.moderates:
            failed.append(number)
        elif params["action"] == "rw":
            world.unrestrict(chat.peer, number)
        else:
            seconds = params.get("for")
            term = _FOREVER if seconds is None else timedelta(seconds=seconds)
            world.restrict(chat.peer, number, world.clock.now() + term)
    return {"failed_member_ids": failed}


_WRITING = Takes(
    kinds={"chat_id": Number(least=1, most=100_000_000)},
    required=frozenset({"chat_id"}),
)


def _disable_writing(world: World, params: dict[str, Any]) -> int:
    return _write_in(world, params, closed=True)


def _enable_writing(world: World, params: dict[str, Any]) -> int:
    return _write_in(world, params, closed=False)


def _write_in(world: World, params: dict[str, Any], *, closed: bool) -> int:
    if not world.capabilities.restrict_members:
        raise VkError(15)
    chat = administered(world, FIRST_CHAT + params["chat_id"], refusal=925)
    world.close_writing(chat.peer, closed=closed)
    return 1


_REMOVE = Takes(
    kinds={
        "chat_id": Number(least=1, most=100_000_000),
        "user_id": Number(),
        "member_id": Number(),
    },
    required=frozenset({"chat_id"}),
)


def _remove(world: World, params: dict[str, Any]) -> int:
    chat = administered(world, FIRST_CHAT + params["chat_id"], refusal=925)
    if not {"member_id", "user_id"} & params.keys():
        raise VkError(100, "member_id is undefined")
    number = PersonId(params["member_id" if "member_id" in params else "user_id"])
    member = chat.members.get(number)
    if member is None:
        raise VkError(935)
    if member.moderates and number != world.bot_id:
        raise VkError(15)
    world.remove_member(chat.peer, number, by=world.bot_id)
    return 1


_LINK = Takes(
    kinds={"peer_id": Number(), "reset": Flag()},
    required=frozenset({"peer_id"}),
)


def _link(world: World, params: dict[str, Any]) -> dict[str, Any]:
    chat = administered(world, params["peer_id"], refusal=919)
    return {"link": world.invite_link(chat.peer, reset=params.get("reset", False))}


METHODS = {
    "messages.getConversationMembers": (_MEMBERS, _members),
    "messages.getConversationsById": (_CONVERSATIONS, _conversations),
    "messages.changeConversationMemberRestrictions": (_RESTRICT, _restrict),
    "messages.disableChatWriting": (_WRITING, _disable_writing),
    "messages.enableChatWriting": (_WRITING, _enable_writing),
    "messages.getInviteLink": (_LINK, _link),
    "messages.removeChatUser": (_REMOVE, _remove),
}
