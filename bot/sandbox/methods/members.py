"""VK's methods for a chat's members: listing, restricting and removing them."""

from datetime import timedelta
from typing import Annotated, Any

from bot.sandbox.conversations import FIRST_CHAT, Conversation, Member, PersonId
from bot.sandbox.methods import administered
from bot.sandbox.methods.people import Fields, vk_group, vk_user
from bot.sandbox.parameters import VkError, number, numbers, words
from bot.sandbox.world import World

_FOREVER = timedelta(days=36_500)

_ChatNumber = Annotated[int, number(1, 100_000_000)]


def _members(
    world: World,
    peer_id: int,
    offset: Annotated[int, number(0)] = 0,
    count: Annotated[int, number(0, 1000)] = 20,
    extended: bool = False,
    fields: Fields = frozenset(),
) -> dict[str, Any]:
    chat = administered(world, peer_id, refusal=917)
    everyone = list(chat.members.values())
    page = everyone[offset : offset + count]
    return {
        "count": len(everyone),
        "items": [_item(chat, member) for member in page],
        "profiles": [
            vk_user(world.people[member.id], fields) for member in page if member.id in world.people
        ],
        "groups": [vk_group(world) for member in page if member.id == world.bot_id],
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


def _conversations(
    world: World,
    peer_ids: Annotated[list[int], numbers(100)],
    extended: bool = False,
    fields: str = "",
) -> dict[str, Any]:
    known = (world.conversations.get(peer) for peer in peer_ids)
    found = [_conversation(each) for each in known if each is not None and _is_open(world, each)]
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


def _restrict(
    world: World,
    peer_id: int,
    member_ids: Annotated[list[int], numbers(100)],
    action: Annotated[str, words(one_of=frozenset({"ro", "rw"}))],
    for_: Annotated[int, number(1)] | None = None,
) -> dict[str, Any]:
    if not world.capabilities.restrict_members:
        raise VkError(15)
    chat = administered(world, peer_id, refusal=925)
    term = _FOREVER if for_ is None else timedelta(seconds=for_)
    until = None if action == "rw" else world.clock.now() + term
    failed = []
    for who in member_ids:
        member = chat.members.get(who)
        if member is None or member.moderates:
            failed.append(who)
        else:
            world.restrict(chat.peer, who, until)
    return {"failed_member_ids": failed}


def _disable_writing(world: World, chat_id: _ChatNumber) -> int:
    return _write_in(world, chat_id, closed=True)


def _enable_writing(world: World, chat_id: _ChatNumber) -> int:
    return _write_in(world, chat_id, closed=False)


def _write_in(world: World, chat_id: int, *, closed: bool) -> int:
    if not world.capabilities.restrict_members:
        raise VkError(15)
    chat = administered(world, FIRST_CHAT + chat_id, refusal=925)
    world.close_writing(chat.peer, closed=closed)
    return 1


def _remove(
    world: World, chat_id: _ChatNumber, user_id: int | None = None, member_id: int | None = None
) -> int:
    chat = administered(world, FIRST_CHAT + chat_id, refusal=925)
    who = user_id if member_id is None else member_id
    if who is None:
        raise VkError(100, "member_id is undefined")
    member = chat.members.get(who)
    if member is None:
        raise VkError(935)
    if member.moderates and who != world.bot_id:
        raise VkError(15)
    world.remove_member(chat.peer, PersonId(who), by=world.bot_id)
    return 1


def _link(world: World, peer_id: int, reset: bool = False) -> dict[str, Any]:
    chat = administered(world, peer_id, refusal=919)
    return {"link": world.invite_link(chat.peer, reset=reset)}


METHODS = {
    "messages.getConversationMembers": _members,
    "messages.getConversationsById": _conversations,
    "messages.changeConversationMemberRestrictions": _restrict,
    "messages.disableChatWriting": _disable_writing,
    "messages.enableChatWriting": _enable_writing,
    "messages.getInviteLink": _link,
    "messages.removeChatUser": _remove,
}
