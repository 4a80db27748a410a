"""Phrases that insult or threaten without any insulting word.

A phrase is a pattern over the message's *line*: its words as `lexicon` reads them, separated by
single spaces, with `,` and `.` as words of their own for a pause and the end of a sentence.
"""

import re
from dataclasses import dataclass
from functools import cache

from rules.detectors.insult.lexicon import single
from rules.detectors.registry import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase; it is searched for only if one of the words in `needs` occurs.

    `faint`: it is as often a joke or an appointment as what it looks like.
    """

    label: Label
    needs: frozenset[str]
    pattern: re.Pattern[str]
    faint: bool = False


def _phrase(label: Label, pattern: str, needs: str, *, faint: bool = False) -> Phrase:
    # `~N` means up to N words within the sentence, `|` between spaces a choice
    written = re.sub(r"~(\d)", r"(?:[^ .]+ ){0,\1}", pattern)
    for name, words in _SETS.items():
        written = written.replace(f"<{name}>", f"(?:{'|'.join(words.split())})")
    # the words of the line have no repeated letters
    written = _DOUBLED.sub(r"\1", written)
    needed = " ".join(_SETS.get(need.strip("<>"), need) for need in needs.split())
    return Phrase(
        label=label,
        needs=frozenset(map(single, needed.split())),
        pattern=re.compile(f"(?<= )(?:{written})(?= )"),
        faint=faint,
    )


_SETS = {
    "kill": "убью убьем прибью прибьем зарежу зарежем прирежу придушу задушу удавлю изобью изобьем"
    " отпинаю отпинаем отметелю урою уроем зарою закопаю закопаем грохну пристрелю застрелю порву"
    " прикончу покалечу искалечу размажу уничтожу расстреляю перестреляю",
    "hit": "врежу втащу вломлю накостыляю вмажу наваляю навешаю",
    "all": "убью поубиваю зарежу перережу перестреляю расстреляю взорву убьем перебью",
    "break": "сломаю сломаем переломаю поломаю оторву оторвем откручу сверну проломлю выбью вырву"
    " выколю отрежу отрублю разобью",
    "part": "шею ноги руки голову башку челюсть зубы нос хребет позвоночник кадык кишки глаза язык"
    " пальцы ребра лицо морду рожу уши",
    "beat": "набью набьем набить начищу начистить разобью бить",
    "mug": "морду рожу рыло харю",
    "give": "получишь получите огребешь отхватишь схлопочешь словишь дам дадим заеду двину настучу"
    " надаю пропишу съезжу",
    "blow": "морде морду роже рожу щам щщам шее башке рыло рылу зубам зубы почкам челюсть репу"
    " табло бубен дыню хлебалу харе лицу",
    "arms": "ножом битой стволом пистолетом травматом кастетом топором автоматом ружьем обрезом"
    " бомбой гранатой",
    "blast": "взорву взорвем подорву подорвем",
    "end": "конец крышка капец хана трындец кранты",
    "mouth": "рот пасть варежку хлебало хавальник рыло поддувало табло",
    "shut": "закрой закройте завали завалите захлопни захлопните заткни заткните прикрой",
    "away": "вон прочь лесом нафиг нахрен нахер отсюда колбаской",
    "die": "сдохни сдохните подохни убейся убейтесь повесься выпились выпилитесь самоубейся",
    "died": "сдох сдохла сдохли издох издохла подох подохла подохли",
    "bark": "вякай вякайте тявкай тявкайте гавкай гавкайте визжи визжите",
    "go": "иди идите катись катитесь вали валите проваливай проваливайте чеши",
    "him": "тебе вам ему ей им этому ихнюю твою вашу его",
    "whom": "тебя тя вас",
    "you": "тебя тя вас тебе вам",
    "to": "тебе вам твою твои твой ваши",
}

_DOUBLED = re.compile(r"([а-я])\1+")

_BACK = r"(?:жопу|задницу|зад)"
_THERE = (
    rf"(?:вон|лесом|нафиг|нахрен|нахер|на (?:фиг|хрен|хер)|в {_BACK}|к черту|к чертям"
    r"|ко всем чертям)"
)
_THERES = "вон лесом нафиг нахрен нахер фиг хрен хер жопу задницу зад черту чертям"


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return all phrases, compiled on first use."""
    insult, threat = Label.INSULT, Label.THREAT
    return (
        _phrase(threat, r"<whom> ~3<kill>|<kill> ~2<whom>", "<kill>"),
        _phrase(threat, r"<you> ~2<hit>|<hit> ~2<you>", "<hit>"),
        _phrase(threat, r"(?:всех|вас всех) ~1<all>|<all> (?:вас )?всех", "<all>"),
        _phrase(
            threat,
            r"<to> ~2<break> ~2<part>|<to> ~2<part> ~1<break>|<break> ~1<to> ~2<part>"
            r"|<break> <part> <to>|<part> ~1<to> ~1<break>",
            "<break>",
        ),
        _phrase(threat, r"<beat> (?:<him> )?<mug>|<mug> (?:<him> )?<beat>", "<mug>"),
        _phrase(
            threat,
            r"<give> ~3(?:по|в) <blow>|(?:по|в) <blow> <give>|<give> (?:тебе|вам) ~1в глаз",
            "<blow> глаз",
        ),
        _phrase(
            threat,
            r"<blast> ~1(?:школу|колледж|техникум|училище|общагу|<whom>|всех)"
            r"|(?:школу|колледж|техникум|<whom>) <blast>",
            "<blast>",
        ),
        _phrase(threat, r"(?:приду|приеду|придем|приедем) ~3с <arms>(?! (?:на|для|к) )", "<arms>"),
        _phrase(
            threat,
            r"(?:тебе|вам) ~1(?:<end>(?= (?:[.,]|если|понял) )|не жить|не поздоровится)"
            r"|<end> (?:тебе|вам)(?= [.,])",
            "<end> жить поздоровится",
        ),
        _phrase(
            threat,
            r"(?:ты|вы) ~1(?:трупы?|покойники?|мертвец|не жилец)(?= [.,])",
            "труп трупы покойник покойники мертвец жилец",
        ),
        _phrase(
            threat,
            r"<whom> ~2(?:вычислю|вычислим)|(?:вычислю|вычислим) ~1<whom>"
            r"|<whom> ~2(?:из под|под) земл\S+ (?:найду|достану)"
            r"|(?:из под|под) земл\S+ ~1<whom> (?:найду|достану)"
            r"|(?:найду|достану) ~2<whom> ~1(?:из под земли|под землей|по (?:айпи|ip))"
            r"|(?:знаю|знаем) (?:, )?где (?:ты|вы) жив(?:ешь|ете)",
            "вычислю вычислим земли землей айпи ip живешь живете",
        ),
        _phrase(
            threat,
            r"(?:встретимся|поговорим|разберемся|выйдем|побазарим) ~2за (?:гаражами|гаражи)"
            r"|(?:поговорим|разберемся|выйдем|побазарим) ~2за (?:школой|школу|колледжем)"
            r"|(?:встретимся|жду тебя) ~2за школой(?= \.)|выйдем ~1раз на раз",
            "гаражами гаражи школой школу колледжем выйдем",
            faint=True,
        ),
        _phrase(
            threat,
            r"(?:молись|молитесь) (?:, )?чтобы? (?:я|мы) <whom>"
            r"|(?<= \. )(?:молись|молитесь)(?= \.)",
            "молись молитесь",
            faint=True,
        ),
        _phrase(
            insult,
            r"заткнись|заткнитесь|<shut> ~2<mouth>(?! (?:и нос|рук|маск))|<mouth> <shut>"
            r"|(?<= [.,] )завали(?= [.,])|<mouth> не открывай",
            "заткнись заткнитесь <shut> открывай",
        ),
        _phrase(
            insult,
            rf"(?:вали|валите|проваливай|проваливайте|катись|катитесь) ~1отсюда|<go> ~1{_THERE}"
            rf"|(?:(?<= [.,] )|(?<= (?:ты|вы|да|ну) ))(?:пошел|пошла|пошли) (?:ты |вы )?{_THERE}"
            r"|(?:(?<= [.,] )|(?<= (?:да|ну) ))(?:пошел|пошла|пошли) (?:ты|вы)(?= [.])",
            f"отсюда {_THERES} пошел пошла пошли",
        ),
        _phrase(insult, r"<die>|чтобы? ~2<died>|(?<!не )убей себя", "<die> <died> убей"),
        _phrase(insult, r"не <bark>", "<bark>"),
        _phrase(
            insult,
            r"(?:у (?:тебя|вас)) ~1(?:мозгов|мозга|ума) (?:нет|не хватает|мало)"
            r"|(?:мозгов|мозга|ума) ~1у (?:тебя|вас) (?:нет|мало)"
            r"|<whom> ~2(?:роняли|уронили)|лечи (?:голову|башку)"
            r"|(?:ты|вы) ~2(?:на голову больн\S+|больн\S+ на голову)"
            r"|у (?:тебя|вас) руки (?:не оттуда|из (?:жопы|задницы|попы))",
            "мозгов мозга ума роняли уронили лечи голову руки",
        ),
    )


@cache
def triggers() -> frozenset[str]:
    """Return the words of which every phrase needs at least one."""
    return frozenset().union(*(phrase.needs for phrase in phrases()))
