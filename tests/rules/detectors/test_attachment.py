"""What a chat forbids to attach, and what nobody has to fear."""

import pytest

from rules.detectors.attachment import Attachments
from rules.detectors.message import Attachment, AttachmentKind, Message
from rules.detectors.registry import Label
from rules.ids import MemberId
from rules.responses import Forbidden

EVERYTHING = frozenset(Forbidden)
ME, OTHER, COMMUNITY = MemberId(1), MemberId(2), MemberId(-4)


def a_file(name: str) -> Message:
    return with_attached(Attachment(kind=AttachmentKind.FILE, name=name))


def with_attached(*attachments: Attachment) -> Message:
    return Message(text="", author=ME, attachments=attachments)


def labels(message: Message, forbidden: frozenset[Forbidden] = EVERYTHING) -> list[Label]:
    return [found.label for found in Attachments(forbidden=forbidden).detect(message)]


@pytest.mark.parametrize(
    "name",
    [
        "игра.exe",
        "ИГРА.EXE",
        "фото.jpg.exe",
        "реферат.pdf                    .scr",
        "реферат.docm",
        "оценки.xlsm",
        "мод.apk",
        "скрипт.ps1",
        "ярлык.lnk",
        "диск.iso",
        "пробел.exe ",
        "точка.bat.",
        "невидимо.e\u200bxe",
        "фото\u202egpj.exe",
        "отчёт\u202efdp.txt",
    ],
)
def test_a_file_that_may_run_is_dangerous(name: str) -> None:
    assert labels(a_file(name)) == [Label.DANGEROUS_FILE]


@pytest.mark.parametrize(
    "name",
    [
        "реферат.docx",
        "оценки.xlsx",
        "фото.jpg",
        "exe",
        "про exe файлы.pdf",
        "архив.zip",
        "книга.exe.pdf",
        "без окончания",
        "",
        "точка.",
    ],
)
def test_a_document_is_not_dangerous(name: str) -> None:
    assert labels(a_file(name)) == []


@pytest.mark.parametrize(
    ("kind", "label"),
    [(AttachmentKind.VOICE, Label.VOICE), (AttachmentKind.STICKER, Label.STICKER)],
)
def test_voices_and_stickers_are_found_once_a_message(kind: AttachmentKind, label: Label) -> None:
    attachment = Attachment(kind=kind)

    assert labels(with_attached(attachment, attachment)) == [label]


@pytest.mark.parametrize(
    "kind", [AttachmentKind.PHOTO, AttachmentKind.VIDEO, AttachmentKind.LINK, AttachmentKind.OTHER]
)
def test_what_nobody_forbids_is_let_pass(kind: AttachmentKind) -> None:
    assert labels(with_attached(Attachment(kind=kind, name="a.exe"))) == []


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ((ME,), []),
        ((OTHER,), [Label.FORWARD]),
        ((COMMUNITY,), [Label.FORWARD]),
        ((ME, OTHER, OTHER), [Label.FORWARD]),
    ],
)
def test_anothers_words_are_found_once_a_message(
    authors: tuple[MemberId, ...], expected: list[Label]
) -> None:
    assert labels(Message(text="", author=ME, forwarded=authors)) == expected


@pytest.mark.parametrize(
    ("allowed", "message"),
    [
        (Forbidden.VOICE, with_attached(Attachment(kind=AttachmentKind.VOICE))),
        (Forbidden.STICKERS, with_attached(Attachment(kind=AttachmentKind.STICKER))),
        (Forbidden.FILES, a_file("игра.exe")),
        (Forbidden.FORWARDS, Message(text="", author=ME, forwarded=(OTHER,))),
    ],
    ids=str,
)
def test_what_a_chat_does_not_forbid_is_let_pass(allowed: Forbidden, message: Message) -> None:
    assert labels(message, EVERYTHING - {allowed}) == []


def test_what_is_found_is_certain_and_names_the_file() -> None:
    (found,) = Attachments(forbidden=EVERYTHING).detect(a_file("игра.exe"))

    assert (found.certainty, found.found) == (1.0, "игра.exe")
