"""Attachments of people's messages, in VK's shapes."""

from typing import Any

import pytest

from bot.sandbox.conversations import NotPossibleError
from tests.sandbox.vk import OTHER, STUDENT, TEACHER, Vk, a_chat


async def told_attachments(vk: Vk, text: str, *attachments: Any) -> list[dict[str, Any]]:
    peer = a_chat(vk)
    since = vk.world.stream.ts
    vk.world.write(peer, STUDENT, text, attachments=attachments)
    ((_, told),) = await vk.told(since)
    assert told["message"]["text"] == text
    found: list[dict[str, Any]] = told["message"]["attachments"]
    assert all(set(each) == {"type", each["type"]} for each in found)
    return found


async def test_a_sticker(vk: Vk) -> None:
    (found,) = await told_attachments(vk, "", vk.world.sticker(3))
    assert found["sticker"]["sticker_id"] == 3
    assert found["sticker"]["images"][0].keys() == {"url", "width", "height"}


async def test_a_voice_message(vk: Vk) -> None:
    (found,) = await told_attachments(vk, "", vk.world.voice(STUDENT, 7))
    voice = found["audio_message"]
    assert (voice["owner_id"], voice["duration"]) == (STUDENT, 7)
    assert voice["link_ogg"].endswith(".ogg")
    assert all(0 <= loud <= 31 for loud in voice["waveform"])


@pytest.mark.parametrize(
    ("name", "extension", "type_"),
    [("Отчёт.pdf", "pdf", 1), ("игра.exe", "exe", 8), ("фото.JPG", "JPG", 4), ("README", "", 8)],
)
async def test_a_file(vk: Vk, name: str, extension: str, type_: int) -> None:
    (found,) = await told_attachments(vk, "вот", vk.world.file(STUDENT, name))
    doc = found["doc"]
    assert (doc["title"], doc["ext"], doc["type"], doc["owner_id"]) == (
        name,
        extension,
        type_,
        STUDENT,
    )


async def test_a_photo_is_a_picture(vk: Vk) -> None:
    (found,) = await told_attachments(vk, "", vk.world.photo(STUDENT))
    async with vk.http.get(found["photo"]["sizes"][0]["url"]) as answer:
        assert answer.content_type == "image/png"
        assert (await answer.read()).startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("см. https://a.example/x?y=1, и https://b.example", "https://a.example/x?y=1"),
        ("(HTTP://A.EXAMPLE)", "HTTP://A.EXAMPLE"),
        ("https://a.example.", "https://a.example"),
        ("a.example и ftp://a.example", None),
        ("https:// ничего", None),
    ],
)
async def test_vk_adds_the_first_address_of_a_text(vk: Vk, text: str, address: str | None) -> None:
    found = await told_attachments(vk, text, vk.world.photo(STUDENT))
    assert [each["link"]["url"] for each in found if each["type"] == "link"] == (
        [] if address is None else [address]
    )
    assert found[0]["type"] == "photo"


async def test_a_forwarded_message_keeps_its_author_and_what_it_said_then(
    vk: Vk, peer: int
) -> None:
    source = vk.world.create_chat("Без бота", owner=TEACHER, members=[STUDENT])
    file = vk.world.file(TEACHER, "Приказ.docx")
    number = vk.world.write(source, TEACHER, "приказ", attachments=[file])
    since = vk.world.stream.ts
    vk.world.write(peer, STUDENT, "", forwards=[(source, number)])
    vk.world.rewrite(source, TEACHER, number, "другое")
    ((_, told),) = await vk.told(since)
    (forwarded,) = told["message"]["fwd_messages"]
    assert (forwarded["from_id"], forwarded["text"]) == (TEACHER, "приказ")
    assert forwarded["attachments"][0]["doc"]["title"] == "Приказ.docx"
    assert "peer_id" not in forwarded, "the bot is not in that chat: it has no id for the bot"
    ((item),) = await vk.read(peer, vk.world.messages(peer)[-1].conversation_message_id)
    assert item["fwd_messages"] == [forwarded]


async def test_forwards_can_be_forwarded_and_come_from_private_words(vk: Vk, peer: int) -> None:
    private = vk.world.write(STUDENT, STUDENT, "лично")
    first = vk.world.write(peer, STUDENT, "раз", forwards=[(STUDENT, private)])
    since = vk.world.stream.ts
    vk.world.write(peer, OTHER, "два", forwards=[(peer, first)])
    ((_, told),) = await vk.told(since)
    (outer,) = told["message"]["fwd_messages"]
    assert (outer["text"], outer["conversation_message_id"]) == ("раз", first)
    assert "peer_id" not in outer
    assert [inner["text"] for inner in outer["fwd_messages"]] == ["лично"]


async def test_nobody_forwards_what_they_do_not_see(vk: Vk, peer: int) -> None:
    private = vk.world.write(STUDENT, STUDENT, "лично")
    elsewhere = vk.world.create_chat("Чужая", owner=TEACHER, members=[])
    foreign = vk.world.write(elsewhere, TEACHER, "не для всех")
    created = vk.world.messages(peer)[0].conversation_message_id
    for source, number in ((STUDENT, private), (elsewhere, foreign), (peer, created), (peer, 999)):
        with pytest.raises(NotPossibleError, match="пересылаете"):
            vk.world.write(peer, OTHER, "", forwards=[(source, number)])


async def test_messages_that_vks_client_would_not_send(vk: Vk, peer: int) -> None:
    sticker, voice, photo = vk.world.sticker(), vk.world.voice(STUDENT), vk.world.photo(STUDENT)
    number = vk.world.write(peer, STUDENT, "раз")
    wrong: list[tuple[str, list[Any], int]] = [
        ("", [], 0),
        (" \n", [], 0),
        ("слова", [sticker], 0),
        ("слова", [voice], 0),
        ("", [sticker, sticker], 0),
        ("", [voice, photo], 0),
        ("", [sticker], 1),
        ("", [photo] * 11, 0),
        ("", [], 101),
        ("я" * 4097, [], 0),
    ]
    before = len(vk.world.messages(peer))
    for text, attachments, forwards in wrong:
        with pytest.raises(NotPossibleError, match=r"\.$"):
            vk.world.write(
                peer,
                STUDENT,
                text,
                attachments=attachments,
                forwards=[(peer, number)] * forwards,
            )
    assert len(vk.world.messages(peer)) == before
    vk.world.write(peer, STUDENT, "я" * 4096, attachments=[photo] * 10)
    for name in ("", " ", "a/b.txt", "я" * 129):
        with pytest.raises(NotPossibleError, match="имя"):
            vk.world.file(STUDENT, name)
    for seconds in (0, 3601):
        with pytest.raises(NotPossibleError, match="длится"):
            vk.world.voice(STUDENT, seconds)


async def test_attaching_and_forwarding_over_the_control(vk: Vk, peer: int) -> None:
    source = vk.world.write(STUDENT, STUDENT, "лично")
    given: list[dict[str, Any]] = [
        {"text": "", "attachments": [{"kind": "sticker", "number": 2}]},
        {"text": "", "attachments": [{"kind": "voice", "seconds": 9}]},
        {
            "text": "https://a.example",
            "attachments": [{"kind": "file", "name": "a.zip"}, {"kind": "photo"}],
            "forwards": [{"peer": STUDENT, "conversation_message_id": source}],
        },
    ]
    for each in given:
        status, _ = await vk.control("messages", {"as": STUDENT, "peer": peer, **each})
        assert status == 200
    _, shown = await vk.control(f"messages?as={OTHER}&peer={peer}")
    sticker, voice, things = shown["messages"][-3:]
    assert sticker["attachments"] == [{"kind": "sticker", "number": 2}]
    assert (voice["attachments"][0]["kind"], voice["attachments"][0]["seconds"]) == ("voice", 9)
    assert [each["kind"] for each in things["attachments"]] == ["doc", "photo", "link"]
    assert [each["text"] for each in things["forwarded"]] == ["лично"]


@pytest.mark.parametrize(
    ("attachment", "status"),
    [
        ({"kind": "poll"}, 403),
        ({"kind": "sticker", "number": 0}, 403),
        ({"kind": "file", "name": ""}, 403),
        ({"kind": "file"}, 400),
        ({}, 400),
        ("photo", 400),
    ],
)
async def test_what_cannot_be_attached(vk: Vk, peer: int, attachment: object, status: int) -> None:
    asked = {"as": STUDENT, "peer": peer, "text": "", "attachments": [attachment]}
    assert (await vk.control("messages", asked))[0] == status
