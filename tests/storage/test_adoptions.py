"""Who adopted each chat, and whether the college knows it: what follows from the journal."""

from rules.ids import ChatId, MemberId
from rules.settings import Kind, Setting
from rules.vocabulary.chats import ChatAdopted, ChatConfirmed, ChatDisowned, SettingChanged
from storage.database import open_storage
from storage.verification import verify
from tests.databases import change, migrate_again
from tests.rules.people import CHAT
from tests.storage.recording import record

OTHER = ChatId(2_000_000_002)
TEACHER, HEAD = MemberId(101), MemberId(401)
ADOPTED = ChatAdopted(by=TEACHER, kind=Kind.GROUP, group="ИСП-21")


async def test_chats_adopted_before_the_upgrade_are_unconfirmed_and_verify(url: str) -> None:
    async with open_storage(url) as storage:
        await record(storage, ADOPTED)
        await record(storage, ChatAdopted(by=HEAD, kind=Kind.OTHER, group=""), chat=OTHER)
    await change(url, "DROP TABLE adoptions")
    await migrate_again(url, "0019_adoptions")
    async with open_storage(url) as storage, storage.reading() as reading:
        found = {(each.chat, each.by, each.confirmed) for each in await reading.unconfirmed()}
    assert found == {(CHAT, TEACHER, False), (OTHER, HEAD, False)}
    assert (await verify(url)).faults == ()


async def test_what_is_confirmed_is_waited_for_no_more(url: str) -> None:
    async with open_storage(url) as storage:
        await record(storage, ADOPTED, ChatConfirmed(by=HEAD))
        async with storage.reading() as reading:
            assert await reading.unconfirmed() == ()
    assert (await verify(url)).faults == ()


async def test_a_chat_that_is_disowned_is_as_if_it_had_never_been_adopted(url: str) -> None:
    changed = SettingChanged(by=TEACHER, setting=Setting.TRIAL, value="on", before="off")
    async with open_storage(url) as storage:
        await record(storage, ADOPTED, changed, ChatConfirmed(by=HEAD), ChatDisowned(by=HEAD))
        async with storage.reading() as reading:
            assert await reading.settings(CHAT) == {}
            assert await reading.adoption(CHAT) is None
        await record(storage, ADOPTED)
        async with storage.reading() as reading:
            assert [each.chat for each in await reading.unconfirmed()] == [CHAT]
    assert (await verify(url)).faults == ()
