"""Which rule of conduct a moderator's words mean: a number, a number word, or the rule's words.

A number or a word of a rule is certain where a command expects one: first, last, or after
«правило», «п.», «№». Elsewhere it may be part of a remark («сказал 3 раза»), so it is only a guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.conduct import Conduct, Rule
from rules.detectors.wordlist import stem
from rules.ids import RuleNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """The rule that is meant (None: none for certain), and the words before and after it.

    `guesses` are the rules that the words may mean; the words before the first of them are then
    `before`. The rule need not exist.
    """

    rule: RuleNumber | None
    before: str
    after: str
    guesses: tuple[RuleNumber, ...] = ()


_NUMBER_WORDS = {
    form: number
    for number, forms in enumerate(
        (
            "один одно одному первое первого первому первый one first",
            "два двум второе второго второму второй two second",
            "три трем третье третьего третьему третий three third",
            "четыре четвертое четвертого четвертому четвертый four fourth",
            "пять пятое пятого пятому пятый five fifth",
            "шесть шестое шестого шестому шестой six sixth",
            "семь седьмое седьмого седьмому седьмой seven seventh",
            "восемь восьмое восьмого восьмому восьмой eight eighth",
            "девять девятое девятого девятому девятый nine ninth",
            "десять десятое десятого десятому десятый ten tenth",
            "одиннадцать одиннадцатое одиннадцатого одиннадцатый eleven eleventh",
            "двенадцать двенадцатое двенадцатого двенадцатый twelve twelfth",
        ),
        start=1,
    )
    for form in forms.split()
}

_WORD = re.compile(r"№|#|\d+|[^\W\d_]+")
_MARKS = frozenset("правило правила правилу правил пункт пункта пункту п № # rule no".split())
_FILLERS = frozenset("за по нарушение нарушил нарушила и the for".split()) | _MARKS
_ENDINGS = frozenset("е го му й я ое ого ый ий th".split())
"""What follows a number with a hyphen: «3-е»."""
_AND = frozenset({"и", "and"})
_COUNTED = frozenset("раз раза разу times минут минуты час часа часов день дня дней".split())
"""What is counted after a number that is no rule's: «3 раза»."""
_JOINED_BEFORE = re.compile(r"(?:[^\W_]|[:/+=%]|\d[.,]|(?<!\s)-)$")
_JOINED = re.compile(r"[^\W_]|[:/+=%]|[.,]\d")
"""What makes a number a part of something else."""
_BETWEEN = " ,.;:!?—-()\n\xa0"
_LONGEST_NUMBER = 6
_LONGEST_NAME = 3
"""Words of a person's name."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def called(conduct: Conduct, text: str, *, named: bool) -> Called:
    """Return which rule a text means.

    `named`: the text names the person, too, so a rule may follow a name: «Соколов мат».
    """
    words = [
        _Word(match[0].casefold().replace("ё", "е"), *match.span())
        for match in _WORD.finditer(text)
    ]
    return (
        _by_number(words, text, known=frozenset(rule.number for rule in conduct.rules), named=named)
        or _by_words(conduct, words, text, named=named)
        or Called(rule=None, before=text.strip(), after="")
    )


def _by_number(
    words: list[_Word], text: str, *, known: frozenset[int], named: bool
) -> Called | None:
    found: list[tuple[int, int, bool]] = []  # index, number, whether it is surely a rule's
    for index, word in enumerate(words):
        number = _number(word, text)
        if number is None:
            continue
        marked = any(
            0 <= near < len(words) and words[near].text in _MARKS for near in (index - 1, index + 1)
        )
        spelt = not word.text.isdecimal()
        follows = words[index + 1 :]
        if not marked and follows and _is_counted(follows[0], text):
            continue
        alone = all(each.text in _FILLERS | _ENDINGS for each in (*words[:index], *follows))
        first = all(each.text in _FILLERS for each in words[:index])
        last = all(each.text in _ENDINGS for each in follows)
        after_name = named and 0 < index <= _LONGEST_NAME and (last or not spelt)
        sure_here = marked or alone or after_name or (not spelt and (first or last))
        found.append((index, number, sure_here))
    listed = next(
        (each for each in _lists(found, words, text, known) if any(one[2] for one in each)), []
    )
    if not listed:
        return None
    begin, end = listed[0][0], listed[-1][0] + 1
    while begin > 0 and words[begin - 1].text in _FILLERS:
        begin -= 1
    while end < len(words) and words[end].text in _ENDINGS | _MARKS:
        end += 1
    before, after = _parted(text, words[begin].start, words[end - 1].end)
    numbers = tuple(RuleNumber(number) for _, number, _ in listed)
    if len(numbers) > 1:
        return Called(rule=None, before=before, after=after, guesses=numbers)
    return Called(rule=numbers[0], before=before, after=after)


def _lists(
    found: list[tuple[int, int, bool]], words: list[_Word], text: str, known: frozenset[int]
) -> Iterator[list[tuple[int, int, bool]]]:
    """Yield the numbers, those of rules together that are listed: «3 и 4». A record cites one."""
    listed: list[tuple[int, int, bool]] = []
    for each in found:
        if listed and not (
            {listed[-1][1], each[1]} <= known
            and _are_listed(words[listed[-1][0] : each[0] + 1], text)
        ):
            yield listed
            listed = []
        listed = [*listed, each]
    yield listed


def _are_listed(words: list[_Word], text: str) -> bool:
    """Return whether the first and the last of some words are two numbers of one list.

    Two digits are one also without a comma between them: «3 4», not «4 раз-два».
    """
    first, *between, last = words
    if not all(word.text in _AND | _FILLERS | _ENDINGS for word in between):
        return False
    joined = "," in text[first.end : last.start] or any(word.text in _AND for word in between)
    return joined or (first.text.isdecimal() and last.text.isdecimal())


def _is_counted(word: _Word, text: str) -> bool:
    return word.text in _COUNTED and text[word.end : word.end + 1] != "-"


def _number(word: _Word, text: str) -> int | None:
    if not word.text.isdecimal():
        return _NUMBER_WORDS.get(word.text)
    # not the 3 of «15:30», «2,5», «3а» or «id3»
    before, after = text[: word.start], text[word.end :]
    if len(word.text) > _LONGEST_NUMBER or _JOINED_BEFORE.search(before) or _JOINED.match(after):
        return None
    return int(word.text)


def _by_words(conduct: Conduct, words: list[_Word], text: str, *, named: bool) -> Called | None:
    of_rules = {rule.number: words_of(rule) for rule in conduct.rules}
    matched: dict[int, frozenset[RuleNumber]] = {}
    for index, word in enumerate(words):
        found = frozenset(
            number
            for number, owns in of_rules.items()
            if word.text not in _FILLERS and any(_is(word.text, own) for own in owns)
        )
        if found:
            matched[index] = found
    if not matched:
        return None
    meant = frozenset[RuleNumber]().union(*matched.values())
    guesses = tuple(sorted(meant))
    first_guess = words[min(matched)].start
    unsure = Called(
        rule=None, before=text[:first_guess].strip(), after=text[first_guess:], guesses=guesses
    )
    if len(meant) > 1:
        return unsure
    said = [index for index, word in enumerate(words) if word.text not in _FILLERS]
    begin, end = min(matched), max(matched) + 1
    first, last = begin == said[0], end == len(words)
    whole = set(range(begin, end)) <= matched.keys() | (set(range(len(words))) - set(said))
    if not (first or (named and last)) or not whole:
        return unsure
    while begin > 0 and words[begin - 1].text in _FILLERS:
        begin -= 1
    before, after = _parted(text, words[begin].start, words[end - 1].end)
    return Called(rule=guesses[0], before=before, after=after)


def _is(word: str, own: str) -> bool:
    """Return whether a word is a form of a rule's own word, or begins as «own*» says."""
    if own.endswith("*"):
        return word.startswith(own[:-1])
    return word == own or stem(word) == stem(own)


def words_of(rule: Rule) -> frozenset[str]:
    """Return the words that mean a rule; without words of its own, those of its title."""
    if rule.words:
        return frozenset(word.casefold().replace("ё", "е") for word in rule.words)
    titles = " ".join((*rule.title.values(), *rule.short.values())).casefold().replace("ё", "е")
    return frozenset(word for word in re.findall(r"[^\W\d_]+", titles) if len(word) > _SHORT)


_SHORT = 4
"""Letters of a title's word that says nothing by itself: «без», «не», «чужие» says something."""


def _parted(text: str, begin: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a rule, without the punctuation between."""
    before, after = text[:begin].rstrip(_BETWEEN), text[end:].lstrip(_BETWEEN)
    return before if re.search(r"\w", before) else "", after if re.search(r"\w", after) else ""
