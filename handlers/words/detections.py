"""What detectors answer, in words: classes, signs, and why something is no breach."""

from handlers.quoting import quote
from handlers.voice import LONGEST_NAME, Voice
from rules.detectors.detection import Clearance, Cleared, Detection, Label, Sign


def word_detection(detection: Detection, voice: Voice) -> str:
    """Word a detection: «мат: «х*й» (98 %, буквы заменены знаками)»."""
    said = label_words(detection.label, voice)
    if detection.found:
        said = f"{said}: «{quote(detection.found, LONGEST_NAME)}»"
    about = [f"{detection.certainty:.0%}".replace("%", " %")]
    if sign := sign_words(detection, voice):
        about.append(sign)
    return f"{said} ({', '.join(about)})"


def word_cleared(cleared: Cleared, voice: Voice) -> str:
    """Word why something is no breach: «страхуй»: обычное слово языка."""
    why = clearance_words(cleared, voice)
    if not cleared.found:
        return why
    return f"«{quote(cleared.found, LONGEST_NAME)}»: {why}"


def label_words(label: Label, voice: Voice) -> str:  # noqa: C901 -- one arm a class
    """Name a class of detections."""
    _ = voice.texts.gettext
    match label:
        case Label.OBSCENE:
            return _("obscene word")
        case Label.EUPHEMISM:
            return _("euphemism")
        case Label.INSULT:
            return _("insult")
        case Label.THREAT:
            return _("threat")
        case Label.FREQUENT:
            return _("too many messages a minute")
        case Label.REPEATED:
            return _("the same again")
        case Label.CHORUS:
            return _("the same from several people")
        case Label.CUT_UP:
            return _("one thought cut into many messages")
        case Label.STICKERS:
            return _("stickers in a row")
        case Label.CRUMBS:
            return _("single characters in a row")
        case Label.WALL:
            return _("wall of text")
        case Label.CAPITALS:
            return _("capitals throughout")
        case Label.ZALGO:
            return _("heaped marks over letters")
        case Label.MENTIONS:
            return _("mass mention")
        case Label.INVITATION:
            return _("invitation elsewhere")
        case Label.SHORTENER:
            return _("shortened link")
        case Label.SHOP:
            return _("shop")
        case Label.BETTING:
            return _("betting or casino")
        case Label.FOREIGN:
            return _("foreign link")
        case Label.ADVERTISING:
            return _("advertising")
        case Label.LATE:
            return _("late message")
        case Label.VOICE:
            return _("voice message")
        case Label.FORWARD:
            return _("forward from a stranger")
        case Label.DANGEROUS_FILE:
            return _("dangerous file")
        case Label.STICKER:
            return _("sticker")
        case Label.LISTED_WORD:
            return _("word on the chat's list")
        case Label.LISTED_LINK:
            return _("link on the chat's list")
        case _:
            return _personal_words(label, voice)


def _personal_words(label: Label, voice: Voice) -> str:
    _ = voice.texts.gettext
    match label:
        case Label.PHONE:
            return _("phone number")
        case Label.SNILS:
            return _("SNILS")
        case Label.INN:
            return _("INN")
        case Label.PASSPORT:
            return _("passport")
        case Label.CARD:
            return _("bank card")
        case Label.EMAIL:
            return _("e-mail")
        case Label.DOCUMENT:
            return _("a document's number")
        case _:
            return _("address")


def sign_words(detection: Detection, voice: Voice) -> str:  # noqa: C901 -- one arm a sign
    """Say how something was recognised; empty where it is written plainly."""
    _ = voice.texts.gettext
    match detection.sign:
        case Sign.PLAIN:
            return ""
        case Sign.LOOK_ALIKE:
            return _("look-alike characters")
        case Sign.STRETCHED:
            return _("drawn-out letters")
        case Sign.SPREAD:
            return _("letters set apart")
        case Sign.HIDDEN:
            return _("invisible marks between letters")
        case Sign.FONT:
            return _("fancy letters")
        case Sign.MASKED:
            return _("letters hidden behind signs")
        case Sign.TRANSLITERATED:
            return _("in Latin letters")
        case Sign.LAYOUT:
            return _("in the other keyboard layout")
        case Sign.REVERSED:
            return _("backwards")
        case Sign.GLUED:
            return _("glued to other words")
        case Sign.PHONETIC:
            return _("spelt by ear")
        case Sign.CHECK_DIGITS:
            return _("check digits are right")
        case Sign.BESIDE_ITS_WORD:
            return _("the words beside it say what it is")
        case Sign.FORMAT:
            return _("by its shape")
        case Sign.AIMED:
            return _("said to somebody")
        case Sign.MEASURED:
            return _("{measured}, where at most {limit} is fine").format(
                measured=detection.measured, limit=detection.limit
            )


def clearance_words(cleared: Cleared, voice: Voice) -> str:
    """Say why something that looks like a breach is no breach."""
    _ = voice.texts.gettext
    match cleared.why:
        case Clearance.INNOCENT_WORD:
            return _("an ordinary word")
        case Clearance.CHECK_DIGITS_WRONG:
            return _("the check digits are wrong")
        case Clearance.NO_WORD_BESIDE:
            return _("nothing says that it is such a number")
        case Clearance.PUBLIC_NUMBER:
            return _("a public number or address")
        case Clearance.PERMITTED_ADDRESS:
            return _("a permitted address")
        case Clearance.NOT_AIMED:
            return _("not said of anybody here")
        case Clearance.WITHIN_MEASURE:
            return _("{measured} of at most {limit}").format(
                measured=cleared.measured, limit=cleared.limit
            )
        case Clearance.TAUGHT:
            return _("a moderator said that it is none")
