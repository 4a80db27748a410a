"""A chat's own list finds its words in all their forms, and its addresses however written."""

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.detectors.detection import Answer, Sign
from rules.detectors.message import NOBODYS, Attachment, AttachmentKind, Message
from rules.detectors.registry import Label
from rules.detectors.wordlist import (
    LONGEST_ENTRY,
    MOST_ENTRIES,
    Unreadable,
    UnreadableEntryError,
    WordList,
    parse_entry,
)


def said(text: str, *links: str) -> Message:
    attachments = tuple(Attachment(kind=AttachmentKind.LINK, name=each) for each in links)
    return Message(text=text, author=NOBODYS, attachments=attachments)


def found(entry: str, text: str, *links: str) -> list[str]:
    return [each.found for each in WordList([(entry, None)]).detect(said(text, *links))]


@pytest.mark.parametrize(
    ("entry", "text", "expected"),
    [
        ("крипта", "Купил Крипту вчера", "Крипту"),
        ("крипта", "всё о крипте!", "крипте"),
        ("крипту", "крипта растёт", "крипта"),
        ("ставка", "много ставок", "ставок"),
        ("ставка", "онлайн-ставки", "ставки"),
        ("девушка", "для девушек", "девушек"),
        ("колчан", "с колчанами", "колчанами"),
        ("вейп", "вейпов и вейпами", "вейпов"),
        ("тёлка", "телки", "телки"),
        ("покупать", "он покупает", "покупает"),
        ("дешёвый", "дешевого", "дешевого"),
        ("скидка", "СКИДКАМИ", "СКИДКАМИ"),
        ("vape", "Vape тут", "Vape"),
        ("казино", "кaзинo открылось", "кaзинo"),
        ("казино", "ка\u200bзино открылось", "ка\u200bзино"),
        ("лёгкие деньги", "о лёгких деньгах, но", "лёгких деньгах"),
        ("кто-то там", "Кто-то, там", "Кто-то, там"),
        ('"ставка"', "та ставка", "ставка"),
        ("«Ёлка»", "ЕЛКА", "ЕЛКА"),
        ("яд", "это яд", "яд"),
        ("9 мая", "на 9 Мая", "9 Мая"),
    ],
)
def test_a_listed_word_is_found_in_its_forms(entry: str, text: str, expected: str) -> None:
    assert found(entry, text) == [expected]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("ставка", "заставка, подставка, стакан"),
        ("яд", "ядро рядом"),
        ('"ставка"', "ставки ставкой"),
        ("лёгкие деньги", "лёгкие и деньги"),
        ("лёгкие деньги", "деньги лёгкие"),
        ("лёгкие деньги", "лёгкие"),
        ("бар", "барабан"),
        ("пример.рф", "например"),
        ("site.ru", "mysite.ru, site.ru.com, site.rus"),
        ("site.ru/page", "site.ru/pages, site.ru"),
    ],
)
def test_what_is_not_listed_is_nothing(entry: str, text: str) -> None:
    assert found(entry, text) == []


@pytest.mark.parametrize(
    ("entry", "text", "expected"),
    [
        ("site.ru", "заходи на site.ru!", "site.ru"),
        ("https://Site.ru/", "www.site.ru/page", "www.site.ru/page"),
        ("site.ru", "http://a.site.ru", "http://a.site.ru"),
        ("site.ru", "site точка ру", "site точка ру"),
        ("site.ru", "site[.]ru", "site[.]ru"),
        ("site.ru/page", "https://site.ru/page?x=1", "https://site.ru/page?x=1"),
        ("vk.com/club1", "[club1|Клуб]", "[club1|Клуб]"),
        ("vk.com/durov", "https://vk.com/durov", "https://vk.com/durov"),
        ("пример.рф", "Пример.РФ", "Пример.РФ"),
    ],
)
def test_a_listed_address_is_found_with_all_below_it(entry: str, text: str, expected: str) -> None:
    (detection,) = WordList([(entry, 4)]).detect(said(text))

    assert (detection.label, detection.found) == (Label.LISTED_LINK, expected)


def test_an_attached_link_is_looked_at() -> None:
    assert found("site.ru", "вот", "https://site.ru/x") == ["https://site.ru/x"]
    assert found("site.ru", "вот", "https://other.ru/x") == []


def test_a_detection_names_the_rule_of_its_entry_and_is_certain() -> None:
    listed = WordList([("крипта", 4), ("мем", None), ("site.ru", 3)])

    detections = listed.detect(said("мемы про крипту на site.ru"))

    assert [(each.found, each.rule) for each in detections] == [
        ("мемы", None),
        ("крипту", 4),
        ("site.ru", 3),
    ]
    assert {each.certainty for each in detections} == {1.0}


def test_a_word_of_two_alphabets_is_told_as_such() -> None:
    (disguised,) = WordList([("казино", None)]).detect(said("кaзино"))

    assert disguised.sign is Sign.LOOK_ALIKE


def test_an_entry_is_given_once_at_its_first_place() -> None:
    (detection,) = WordList([("крипта", None)]).detect(said("крипта, крипту, крипте"))

    assert detection.start == 0


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Unreadable.EMPTY),
        ("  ", Unreadable.EMPTY),
        ("«»", Unreadable.EMPTY),
        ("!?", Unreadable.EMPTY),
        ("а" * (LONGEST_ENTRY + 1), Unreadable.TOO_LONG),
        ("кри\u200bпта", Unreadable.UNSEEN),
    ],
)
def test_what_is_no_entry_is_refused_with_its_reason(typed: str, why: Unreadable) -> None:
    with pytest.raises(UnreadableEntryError) as caught:
        parse_entry(typed)

    assert caught.value.why is why


@given(st.text(max_size=LONGEST_ENTRY))
def test_an_entry_as_it_is_kept_reads_as_itself(typed: str) -> None:
    try:
        entry = parse_entry(typed, 4)
    except UnreadableEntryError:
        return

    assert parse_entry(entry.text, 4) == entry


letters = st.text(st.sampled_from("абвгдежзиклмнопрст"), min_size=2, max_size=12)


@given(letters, st.sampled_from(["{}", "вот {}!", "({})", "да,{}", "{} {}"]), st.booleans())
def test_every_word_is_found_by_itself(word: str, carrier: str, exact: bool) -> None:
    entry = f'"{word}"' if exact else word

    assert word in found(entry, carrier.format(word, word).upper().lower())


@given(st.text(max_size=60))
def test_what_was_found_is_part_of_the_text(text: str) -> None:
    listed = WordList([("крипта", None), ("а", None), ("site.ru", None)])

    for each in listed.detect(said(text + " крипту")):
        assert (text + " крипту")[each.start : each.end] == each.found


def test_a_list_is_bounded() -> None:
    listed = WordList((f"слово{number}", None) for number in range(MOST_ENTRIES + 5))

    assert listed.detect(said(f"слово{MOST_ENTRIES - 1}"))
    assert not listed.detect(said(f"слово{MOST_ENTRIES}"))


def test_an_empty_list_finds_nothing_and_loads_no_stemmer() -> None:
    code = (
        "import sys; from rules.detectors.wordlist import WordList;"
        "from rules.detectors.message import Message, NOBODYS;"
        "assert WordList([]).detect(Message(text='крипта', author=NOBODYS)) == ();"
        "assert 'snowballstemmer' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", code], check=True)
    assert WordList([]).explain(said("крипта")) == Answer()


@pytest.mark.parametrize(
    "piece", ["слово ", "с", "с ", "сл.", "site.ru ", "слово1 слово2 ", "кaз "]
)
def test_a_hostile_message_takes_time_by_its_length_alone(piece: str) -> None:
    phrase = ("слово слово слово слово слово слово", None)
    listed = WordList([phrase, *((f"сл{number}", None) for number in range(190)), ("site.ru", 1)])

    def seconds(length: int) -> float:
        message = said((piece * length)[:length])
        best = 9.0
        for _ in range(3):
            before = time.process_time()
            listed.detect(message)
            best = min(best, time.process_time() - before)
        return best

    seconds(64)

    # twice the length takes about twice the time; four times would be the square
    assert seconds(16_384) < 3 * seconds(8_192) + 0.001
    assert seconds(4_096) < 0.1
