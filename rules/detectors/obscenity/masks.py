"""Words with letters replaced by signs: «п***ц», «х.й», «за*бал»."""

import re
from functools import cache

_STRONG = r"[*@#$%&^+=~§¤×■█●★]"
"""Signs that have no other reason in a word than to hide a letter."""
_SPELT = """
хуй хуя хую хуе хуев хуйн хуйл хуи пизда пизды пизде пизду пиздец пиздет пизди пиздел пиздеж
пиздоб пиздю пизданул пиздун пиздос пиздат ебать ебал ебан ебало ебла ебло еблан ебну ебнут ебуч
ебет ебут ебись ебаш ебищ ебок ебаться ебырь еба блять блядь бляд бляди бля сука суки суку суке
сукой сучка сучар мудак мудач мудил пидор пидар пидрил пидорас пидарас залупа залупу дроч дрочи
шлюха шлюху шлюх гандон гондон заеба заебись наеба выеба проеба поеба уебок уебищ охует долбоеб
далбаеб мандавош нахуй похуй ахуе охуе
"""
_STEMS = sorted(
    _SPELT.split(),
    key=len,
    reverse=True,
)
_BEFORE = (
    "(?:на|по|за|вы|у|до|при|про|пере|от|раз|рас|об|о|с|съ|отъ|разъ|подъ|под|не|ни|дол|долбо|а)?"
)
_AFTER = (
    "(?:а|у|ы|е|и|я|ю|й|ь|т|л|ла|ло|ли|н|ы[йехм]|ая|ое|ого|ой|ую|ому|ом|ам|ами|ах|ов|ец|еж|ть|ться|лся|лась|лись|ся"
    "|ся|ут|ет|ит|ешь|ишь|нут|\\w{1,6}ск\\w{1,3}|ыми|их|ие|ш\\w{1,5}|л\\w{1,4}|н\\w{1,5}|т\\w{1,4}|вш\\w{1,3})?"
)
_ENDLESS = re.compile(
    r"(?:^|(?<=[^а-я\d]))(?:за|на|про|вы|у|отъ|съ|разъ|подъ)е(?:\.{2,4}|…|\*{2,4})"
    r"(?:л[аи]?|ть|лся|лась|лись|ный|ная|ные)(?![\wа-я])|"
    rf"(?:^|(?<=[^а-я\d]))(?:на|по|ни|о|а)?(?:ху|бл|еб|пи[з3]|пид|муд|суч?к?|пизд|хуе|бля|еба|заеб|уеб)"
    rf"{_STRONG}{{2,6}}(?![\w])"
    rf"|(?:^|(?<=[^а-я\d]))(?:на|по|ни|о|а)?(?:ху|бл|еб|хуе|пизд|бля|еба|заеб)[*#$%&](?![\w*])"
    rf"|(?:^|(?<=[^а-я\d]))(?:п[*.]{{2,4}}[зд]?[ец]?ц|е[*]{{2,4}}н?(?:ый|ая|ое|ые|ать|ть|л|н|утый|ло)|б[*]{{2,3}}[ьт]ь?|х[*]{{2}}(?:ня|ню|ни|ло|та))"
    rf"(?![\wа-я])"
    rf"|(?:^|(?<=[^а-я\d]))(?:за|вы|на|у|по|про)?{_STRONG}(?:бать|бал|бала|бали|бало|баный|баная|баные|баное|банутый"
    rf"|изда|издец|изду|изды|лять|лядь|удак|удаки|идор|идорас|идарас|уйня|уй|уйло)(?![\wа-я*])"
)
_OPEN = re.compile(
    rf"(?:^|(?<=[^а-яa-z\d]))(?:на|по|ни|не|за|о|а|до|вы|у|про|долбо|рас|с|от|под)?(?:"
    rf"х{_STRONG}{{1,3}}(?:[а-я]{{2,9}}|[йяюеим])"
    rf"|(?:(?<=рас)|(?<=от)|(?<=под)){_STRONG}изд[а-я]{{1,8}}|пи{_STRONG}{{1,2}}д[а-я]{{1,8}}|пи?{_STRONG}{{1,2}}зд[а-я]{{0,8}}|пиз{_STRONG}{{1,3}}[а-я]{{1,8}}|бл{_STRONG}{{1,3}}[тдьц][а-я]{{0,7}}"
    rf"|еб{_STRONG}{{1,3}}[а-я]{{1,8}}|пид{_STRONG}{{1,3}}[а-я]{{1,8}}|п{_STRONG}д[оа]?р[а-я]{{0,6}}"
    rf"|муд{_STRONG}{{1,2}}[а-я]{{1,5}}|долб{_STRONG}{{1,3}}[а-я]{{1,6}}|ху{_STRONG}{{1,3}}[а-я]{{1,8}}"
    rf")(?![а-яa-z\d])"
)


_SURE = re.compile(_STRONG)
_ENDINGS_SPELT = (
    "а у ы й ый ой ая ое ые ть ся ня ню ни ец ь ло ла ли ал ать ешь нный нутый о ом ов ей ц"
)
_ENDINGS = frozenset(["", *_ENDINGS_SPELT.split()])
_BETWEEN_WORDS = frozenset(("хуи", "хуе"))
"""Formed by two words with a full stop between them: «их.и»."""


@cache
def _hint() -> re.Pattern[str]:
    beginnings = sorted(
        {stem[:end] for stem in _STEMS for end in range(1, len(stem))}, key=len, reverse=True
    )
    return re.compile(
        rf"(?:^|(?<=[^а-яa-z\d])){_BEFORE}[ъь]?(?:{'|'.join(beginnings)})(?:[^\w\s]|_)"
        rf"|{_STRONG}[а-я]"
    )


@cache
def _stems() -> re.Pattern[str]:
    sign = r"(?:[^\w\s,-]|_)"
    several = _STRONG[:-1] + "…]"
    ways = []
    for stem in _STEMS:
        first, inner = stem[0], stem[1:]
        letters = "".join(f"(?:{letter}|{sign}{{1,3}}|(?<={several}))" for letter in inner[:-1])
        ways.append(f"{first}{letters}{inner[-1]}")
    grouped = "|".join(f"({way})" for way in ways)
    return re.compile(f"(?:^|(?<=[^а-яa-z\\d])){_BEFORE}[ъь]?(?:{grouped}){_AFTER}(?![а-яa-z\\d])")


def find(text: str) -> tuple[int, int] | None:
    """Return the offsets of a masked word in a lower-case text, or None."""
    if not _hint().search(text):
        return None
    # stops and pictures may separate two words, so more letters have to remain
    for found in _stems().finditer(text):
        number = found.lastindex or 1
        stem, written = _STEMS[number - 1], found[number]
        letters = sum(map(str.isalpha, written))
        around = found.start(number) - found.start() + found.end() - found.end(number)
        if 2 <= letters < len(stem) <= 2 * letters and (
            _is_hidden(written)
            or (
                2 * (letters + around) > len(stem) + around
                and stem not in _BETWEEN_WORDS
                and ("…" in written or text[found.end(number) : found.end()] in _ENDINGS)
            )
        ):
            return found.span()
    rest = _OPEN.search(text) or _ENDLESS.search(text)
    return rest.span() if rest else None


def _is_hidden(written: str) -> bool:
    signs = [sign for sign in written if not sign.isalpha()]
    return all(_SURE.match(sign) for sign in signs)
