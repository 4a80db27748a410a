"""Who adopted each chat, and whether the college knows it: what follows from the journal."""

from collections.abc import Sequence
from datetime import UTC, datetime

from rules.ids import ChatId, MemberId
from rules.settings import Kind, Setting
from rules.vocabulary.chats import ChatAdopted, ChatConfirmed, ChatDisowned, SettingChanged
from rules.vocabulary.unions import Fact
from storage.database import Storage, open_storage
from storage.verification import verify
from tests.databases import change, migrate_again

CHAT, OTHER = ChatId(2_000_000_001), ChatId(2_000_000_002)
TEACHER, HEAD = MemberId(101), MemberId(401)
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)

ADOPTED = ChatAdopted(by=TEACHER, kind=Kind.GROUP, group="ИСП-21")


async def recorded(storage: Storage, chat: ChatId, facts: Sequence[Fact]) -> None:
    async with storage.work() as work:
        await work.record(chat, facts, now=NOW, policy_version="1")


async def test_chats_adopted_before_the_upgrade_are_unconfirmed_and_verify(url: str) -> None:
    async with open_storage(url) as storage:
        await recorded(storage, CHAT, [ADOPTED])
        await recorded(storage, OTHER, [ChatAdopted(by=HEAD, kind=Kind.OTHER, group="")])
    await change(url, "DROP TABLE adoptions")
    await migrate_again(url, "0019_adoptions")
    async with open_storage(url) as storage, storage.reading() as reading:
        found = {(each.chat, each.by, each.confirmed) for each in await reading.unconfirmed()}
    assert found == {(CHAT, TEACHER, False), (OTHER, HEAD, False)}
    assert (await verify(url)).faults == ()


async def test_what_is_confirmed_is_waited_for_no_more(url: str) -> None:
    async with open_storage(url) as storage:
        await recorded(storage, CHAT, [ADOPTED, ChatConfirmed(by=HEAD)])
        async with storage.reading() as reading:
            assert await reading.unconfirmed() == ()
    assert (await verify(url)).faults == ()


async def test_a_chat_that_is_disowned_is_as_if_it_had_never_been_adopted(url: str) -> None:
    changed = SettingChanged(by=TEACHER, setting=Setting.TRIAL, value="on", before="off")
    async with open_storage(url) as storage:
        facts: list[Fact] = [ADOPTED, changed, ChatConfirmed(by=HEAD), ChatDisowned(by=HEAD)]
        await recorded(storage, CHAT, facts)
        async with storage.reading() as reading:
            assert await reading.settings(CHAT) == {}
            assert await reading.adoption(CHAT) is None
        await recorded(storage, CHAT, [ADOPTED])
        async with storage.reading() as reading:
            assert [each.chat for each in await reading.unconfirmed()] == [CHAT]
    assert (await verify(url)).faults == ()
