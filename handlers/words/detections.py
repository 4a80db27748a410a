"""Names of detectors and their findings."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.voice import LONGEST_NAME, Voice, quote
from rules.detectors.detection import Clearance, Cleared, Detection, Sign
from rules.detectors.registry import Detector, Label


def _(sentence: str) -> str:
    """Mark a sentence for the catalogues; `voice.texts.gettext` translates it later."""
    return sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectorWords:
    """The words for one detector.

    `name` is what it looks for, and the name of its setting; `typed` is a pattern of what people
    type for it, in lower case and with «е» for «ё». `labels` are the classes of its findings.
    `held` completes «the words hold …»; `too_strong` says why a response to it is refused.
    """

    name: str
    typed: str
    labels: Mapping[Label, str]
    held: str = _("what the rules of this chat forbid")
    too_strong: str = _(
        "“{setting}”: what is found is never certain enough for a machine to count it. A"
        " moderator decides."
    )


WORDS: Mapping[Detector, DetectorWords] = {
    Detector.OBSCENITY: DetectorWords(
        name=_("obscene language"),
        typed=r"мат|обсцен\w*|obscene language|obscenity",
        labels={Label.OBSCENE: _("obscene word"), Label.EUPHEMISM: _("euphemism")},
        held=_("swearing"),
    ),
    Detector.INSULT: DetectorWords(
        name=_("insults and threats"),
        typed=r"оскорблени\w*(?: и угрозы)?|угрозы|insults(?: and threats)?",
        labels={Label.INSULT: _("insult"), Label.THREAT: _("threat")},
        held=_("an insult or a threat"),
    ),
    Detector.FLOOD: DetectorWords(
        name=_("flooding"),
        typed=r"флуд|flooding|flood",
        labels={
            Label.FREQUENT: _("too many messages a minute"),
            Label.REPEATED: _("the same again"),
            Label.CHORUS: _("the same from several people"),
            Label.CUT_UP: _("one phrase cut into many short messages"),
            Label.STICKERS: _("stickers in a row"),
            Label.CRUMBS: _("single characters in a row"),
            Label.WALL: _("wall of text"),
            Label.CAPITALS: _("capitals throughout"),
            Label.ZALGO: _("heaped marks over letters"),
            Label.MENTIONS: _("mass mention"),
        },
    ),
    Detector.LINK: DetectorWords(
        name=_("links and advertising"),
        typed=r"ссылки(?: и реклама)?|реклама|links(?: and advertising)?|advertising",
        labels={
            Label.INVITATION: _("invitation to another chat or channel"),
            Label.SHORTENER: _("shortened link"),
            Label.SHOP: _("shop"),
            Label.BETTING: _("betting or casino"),
            Label.FOREIGN: _("foreign link"),
            Label.ADVERTISING: _("advertising"),
        },
        held=_("a link or advertising"),
    ),
    Detector.PERSONAL_DATA: DetectorWords(
        name=_("personal data"),
        typed=r"личные данные|персональные данные|personal data",
        labels={
            Label.PHONE: _("phone number"),
            Label.SNILS: _("SNILS"),
            Label.INN: _("INN"),
            Label.PASSPORT: _("passport"),
            Label.CARD: _("bank card"),
            Label.EMAIL: _("e-mail"),
            Label.ADDRESS: _("address"),
            Label.DOCUMENT: _("a document's number"),
        },
        held=_("a phone number, an address or other personal data"),
    ),
    Detector.LATE: DetectorWords(
        name=_("late messages"),
        typed=r"поздние(?: сообщения)?|late(?: messages)?",
        labels={Label.LATE: _("late message")},
        too_strong=_("Late messages are at most pointed out: the chat is open round the clock."),
    ),
    Detector.ATTACHMENT: DetectorWords(
        name=_("attachments"),
        typed=r"вложения|attachments",
        labels={
            Label.VOICE: _("voice message"),
            Label.FORWARD: _("forward from a stranger"),
            Label.DANGEROUS_FILE: _("dangerous file"),
            Label.STICKER: _("sticker"),
        },
    ),
    Detector.WORDLIST: DetectorWords(
        name=_("the chat's own words"),
        typed=r"свои слова|слова|own words|the chat's own words|words",
        labels={
            Label.LISTED_WORD: _("word on the chat's list"),
            Label.LISTED_LINK: _("link on the chat's list"),
        },
    ),
    Detector.HARM: DetectorWords(
        name=_("danger"),
        typed=r"опасн(?:ое|ость)|вред|danger|harm",
        labels={
            Label.SELF_HARM: _("somebody may harm themselves"),
            Label.DRUGS: _("drugs"),
            Label.RECRUITING: _("recruiting into crime"),
            Label.SCAM: _("fraud"),
        },
        held=_("what endangers people"),
    ),
}

_LABELS = {label: said for words in WORDS.values() for label, said in words.labels.items()}

_SIGNS: Mapping[Sign, str] = {
    Sign.LOOK_ALIKE: _("look-alike characters"),
    Sign.STRETCHED: _("drawn-out letters"),
    Sign.SPREAD: _("letters set apart"),
    Sign.HIDDEN: _("invisible marks between letters"),
    Sign.FONT: _("fancy letters"),
    Sign.MASKED: _("letters hidden behind signs"),
    Sign.TRANSLITERATED: _("in Latin letters"),
    Sign.LAYOUT: _("in the other keyboard layout"),
    Sign.REVERSED: _("backwards"),
    Sign.GLUED: _("glued to other words"),
    Sign.PHONETIC: _("spelt by ear"),
    Sign.CHECK_DIGITS: _("check digits are right"),
    Sign.BESIDE_ITS_WORD: _("the words beside it say what it is"),
    Sign.FORMAT: _("written the way such things are written"),
    Sign.AIMED: _("said to somebody"),
    Sign.MEASURED: _("{measured}; more than {limit} is too many"),
}

_CLEARANCES: Mapping[Clearance, str] = {
    Clearance.INNOCENT_WORD: _("an ordinary word"),
    Clearance.CHECK_DIGITS_WRONG: _("the check digits are wrong"),
    Clearance.NO_WORD_BESIDE: _("nothing says that it is such a number"),
    Clearance.PUBLIC_NUMBER: _("a public number or address"),
    Clearance.PERMITTED_ADDRESS: _("a permitted address"),
    Clearance.NOT_AIMED: _("not said of anybody here"),
    Clearance.WITHIN_MEASURE: _("{measured}; only more than {limit} is too many"),
    Clearance.TAUGHT: _("a moderator said that it is none"),
}


def detector_words(detector: Detector, voice: Voice) -> str:
    """Return what a detector looks for."""
    return voice.texts.gettext(WORDS[detector].name)


def held_words(detector: Detector, voice: Voice) -> str:
    """Return what words with a detector's finding contain: «мат»."""
    return voice.texts.gettext(WORDS[detector].held)


def too_strong(detector: Detector, voice: Voice) -> str:
    """Return why a chat may not choose such a strong response to a detector."""
    words = WORDS[detector]
    return voice.texts.gettext(words.too_strong).format(setting=detector_words(detector, voice))


def word_detection(detection: Detection, voice: Voice) -> str:
    """Return a detection in words: «мат: «х*й» (98 %, буквы заменены знаками)»."""
    said = _said(detection, voice)
    about = [f"{detection.certainty:.0%}".replace("%", "\N{NO-BREAK SPACE}%")]
    if sign := sign_words(detection, voice):
        about.append(sign)
    return f"{said} ({', '.join(about)})"


def word_finding(detection: Detection, voice: Voice) -> str:
    """Return a detection in words for those who decide: «мат: «х*й» (буквы скрыты знаками)»."""
    said = _said(detection, voice)
    # what the quoted words show by themselves, or a measure of nothing
    silent = detection.sign is Sign.FORMAT or (
        detection.sign is Sign.MEASURED and not detection.limit
    )
    sign = "" if silent else sign_words(detection, voice)
    return f"{said} ({sign})" if sign else said


def _said(detection: Detection, voice: Voice) -> str:
    said = label_words(detection.label, voice)
    return f"{said}: «{quote(detection.found, LONGEST_NAME)}»" if detection.found else said


def word_cleared(cleared: Cleared, voice: Voice) -> str:
    """Return why a match is no breach, in words: «страхуй»: обычное слово языка."""
    why = clearance_words(cleared, voice)
    if not cleared.found:
        return why
    return f"«{quote(cleared.found, LONGEST_NAME)}»: {why}"


def label_words(label: Label, voice: Voice) -> str:
    """Return the name of a class of findings."""
    return voice.texts.gettext(_LABELS[label])


def sign_words(detection: Detection, voice: Voice) -> str:
    """Return how something was recognised; empty if it is written plainly."""
    if detection.sign is Sign.PLAIN:
        return ""
    return voice.texts.gettext(_SIGNS[detection.sign]).format(
        measured=detection.measured, limit=detection.limit
    )


def clearance_words(cleared: Cleared, voice: Voice) -> str:
    """Return why something that looks like a breach is harmless."""
    return voice.texts.gettext(_CLEARANCES[cleared.why]).format(
        measured=cleared.measured, limit=cleared.limit
    )
