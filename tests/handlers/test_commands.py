"""How commands can be written, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.commands import (
    ROWS,
    Command,
    Typed,
    Unknown,
    read_command,
    read_plainly,
    without_address,
)

NAMES = frozenset({"club1", "public1", "poryadok"})


@pytest.mark.parametrize("command", Command)
@pytest.mark.parametrize("mark", ["/", "!"])
def test_every_command_in_both_languages_and_any_case(command: Command, mark: str) -> None:
    for name in (command.value, ROWS[command].russian):
        for written in (name, name.upper(), name.capitalize()):
            typed = read_command(f"{mark}{written} остальное", NAMES)
            assert typed == Typed(command=command, rest="остальное")


@pytest.mark.parametrize(
    "address",
    ["[club1|@poryadok] ", "[club1|Порядок], ", "[public1|x]", "@club1 ", "@poryadok, ", "*club1 "],
)
def test_with_the_communitys_mention_in_front(address: str) -> None:
    assert read_command(f"{address}/статус", NAMES) == Typed(command=Command.STATUS, rest="")
    assert without_address(f"{address}привет", NAMES) == "привет"


def test_another_communitys_mention_is_not_ours() -> None:
    assert read_command("[club2|@other] /статус", NAMES) is None
    assert read_command("[id1|Иван] /статус", NAMES) is None


def test_what_follows_keeps_its_lines() -> None:
    typed = read_command("/извинения Простите.\nЯ больше не буду.", NAMES)
    assert typed == Typed(command=Command.APOLOGY, rest="Простите.\nЯ больше не буду.")


@pytest.mark.parametrize(
    ("written", "perhaps"),
    [
        ("/нарушене", [Command.VIOLATION]),
        ("/статуc", [Command.STATUS]),
        ("!Простите", []),
        ("!бан", []),
        ("/violatoin", [Command.VIOLATION]),
        ("/абракадабра", []),
        # the keyboard was switched to Latin
        ("/yfheitybt", [Command.VIOLATION]),
        ("/,kjr", [Command.BLOCK]),
        # what no command does
        ("/кик", [Command.VIOLATION, Command.BLOCK, Command.LEAVER]),
        ("/исключить", [Command.VIOLATION, Command.BLOCK, Command.LEAVER]),
    ],
)
def test_what_may_be_meant_is_offered_with_its_words(written: str, perhaps: list[Command]) -> None:
    unknown = read_command(f"{written} 3", NAMES)
    assert isinstance(unknown, Unknown)
    assert (list(unknown.perhaps), unknown.rest) == (perhaps, "3")


@pytest.mark.parametrize(
    ("written", "command"),
    [
        ("/н", Command.VIOLATION),
        ("/хелп", Command.HELP),
        ("/Забанить", Command.BLOCK),
        ("/мут", Command.BLOCK),
        ("/warn", Command.VIOLATION),
        ("/предупреждение", Command.VIOLATION),
        ("/Нарушения", Command.STATUS),
        ("/удали", Command.DELETE),
        ("/меню", Command.HELP),
        ("/команды", Command.HELP),
        ("@poryadok помощь", Command.HELP),
        ("[club1|Порядок] статус", Command.STATUS),
        ("бот, помоги", Command.HELP),
        ("Бот, удали", Command.DELETE),
        ("порядок, помощь", Command.HELP),
        ("Порядок! журнал", Command.JOURNAL),
        ("@бот помощь", Command.HELP),
        ("бот, дай предупреждение", Command.VIOLATION),
        ("/поставь варн", Command.VIOLATION),
        ("/ссылка", Command.INVITATION),
        # slips of the keyboard
        (".н", Command.VIOLATION),
        ("/y", Command.VIOLATION),
    ],
)
def test_the_same_act_in_other_words(written: str, command: Command) -> None:
    assert read_command(f"{written} 3", NAMES) == Typed(command=command, rest="3")


@pytest.mark.parametrize("written", ["/н3", "/нарушение3", "!н3", ".н3"])
def test_a_number_may_be_glued_to_the_name(written: str) -> None:
    assert read_command(written, NAMES) == Typed(command=Command.VIOLATION, rest="3")


@pytest.mark.parametrize("written", ["...", ".", "..н 3", ".привет всем", "\\o/", ".мут 3"])
def test_a_dot_before_other_words_is_no_command(written: str) -> None:
    assert read_command(written, NAMES) is None


@pytest.mark.parametrize(
    "written", ["бот удали это", "бот помощь", "Порядок правила!", "бот   Мои записи"]
)
def test_a_lone_command_needs_no_comma_after_the_bots_name(written: str) -> None:
    typed = read_command(written, NAMES)
    assert isinstance(typed, Typed)
    assert typed.rest == ""


@pytest.mark.parametrize("word", ["разбан", "Разблокировать", "снять", "размут", "unban"])
def test_unblocking_is_never_answered_with_blocking(word: str) -> None:
    unknown = read_command(f"/{word} @id7", NAMES)
    assert isinstance(unknown, Unknown)
    assert (unknown.unblocks, unknown.perhaps) == (True, ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "привет",
        "бот помоги мне с физикой",
        "бот правила нарушает",
        "порядок слов",
        "порядок",
        "Порядок, договорились",
        "бот, ты где",
        "@poryadok спасибо",
        "/",
        "/ ",
        "//",
        "!!!",
        "5/10",
        "и/или",
        "/2",
        "https://vk.com/help",
        "а /статус",
    ],
)
def test_what_is_no_command(text: str) -> None:
    assert read_command(text, NAMES) is None


@given(st.text(max_size=80))
def test_nothing_that_is_written_breaks_the_reading(text: str) -> None:
    for mark in ("", "/", "!", "[club1|"):
        read_command(mark + text, NAMES)


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("правила", Command.RULES, ""),
        ("Мои данные.", Command.OWN_DATA, ""),
        ("покажите журнал", Command.JOURNAL, ""),
        ("Дела · 3", Command.CARDS, ""),
        ("Дела\u00a0·\u00a012", Command.CARDS, ""),
        ("извинения: я больше не буду", Command.APOLOGY, "я больше не буду"),
        ("обжаловать 12 не я", Command.APPEAL, "12 не я"),
        ("отчёт сентябрь", Command.REPORT, "сентябрь"),
        ("my data", Command.OWN_DATA, ""),
    ],
)
def test_in_private_no_slash_is_needed(text: str, command: Command, rest: str) -> None:
    assert read_plainly(text) == Typed(command=command, rest=rest)


@pytest.mark.parametrize(
    "text",
    ["", "за что", "простите", "извините, когда зачёт?", "у меня вопрос", "н", "помощь не нужна"],
)
def test_in_private_conversation_is_no_command(text: str) -> None:
    assert read_plainly(text) is None
