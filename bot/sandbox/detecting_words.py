"""The words in which the page tells a teacher what detectors say: short, plain, in Russian."""

from collections.abc import Mapping
from typing import Final

from rules.detectors.detection import Clearance, Detector, Label, Sign

DETECTORS: Final[Mapping[Detector, str]] = {
    Detector.OBSCENITY: "Мат и его замены",
    Detector.INSULT: "Оскорбления и угрозы",
    Detector.FLOOD: "Флуд",
    Detector.LINK: "Реклама и ссылки",
    Detector.PERSONAL_DATA: "Личные данные",
    Detector.LATE: "Позднее время",
    Detector.ATTACHMENT: "Вложения",
    Detector.WORDLIST: "Список беседы",
}
"""What a detector looks after."""

LABELS: Final[Mapping[Label, str]] = {
    Label.OBSCENE: "нецензурное слово",
    Label.EUPHEMISM: "эвфемизм: смягчённая замена мата",
    Label.INSULT: "оскорбление",
    Label.THREAT: "угроза",
    Label.FREQUENT: "слишком частые сообщения",
    Label.REPEATED: "одно и то же несколько раз",
    Label.CHORUS: "одно и то же от разных людей",
    Label.CUT_UP: "одна мысль, разбитая на много сообщений",
    Label.STICKERS: "много стикеров подряд",
    Label.CRUMBS: "сообщения из одного знака",
    Label.WALL: "сплошная стена текста",
    Label.CAPITALS: "почти всё заглавными буквами",
    Label.ZALGO: "нагромождение значков над буквами",
    Label.MENTIONS: "упоминание всех или многих",
    Label.INVITATION: "приглашение в другой чат или мессенджер",
    Label.SHORTENER: "сокращённая ссылка: не видно, куда она ведёт",
    Label.SHOP: "ссылка на магазин",
    Label.BETTING: "ставки или казино",
    Label.FOREIGN: "посторонняя ссылка",
    Label.ADVERTISING: "реклама",
    Label.PHONE: "номер телефона",
    Label.SNILS: "СНИЛС",
    Label.INN: "ИНН",
    Label.PASSPORT: "номер паспорта",
    Label.CARD: "номер банковской карты",
    Label.EMAIL: "адрес электронной почты",
    Label.ADDRESS: "домашний адрес",
    Label.LATE: "сообщение в позднее время",
    Label.VOICE: "голосовое сообщение",
    Label.FORWARD: "пересланное от постороннего",
    Label.DANGEROUS_FILE: "опасный файл",
    Label.STICKER: "стикер",
    Label.LISTED_WORD: "слово из списка беседы",
    Label.LISTED_LINK: "ссылка из списка беседы",
}
"""What was found."""

SIGNS: Final[Mapping[Sign, str]] = {
    Sign.PLAIN: "написано прямо",
    Sign.LOOK_ALIKE: "буквы заменены похожими буквами, цифрами или знаками",
    Sign.STRETCHED: "буквы растянуты или удвоены",
    Sign.SPREAD: "буквы разделены пробелами, точками или смайликами",
    Sign.HIDDEN: "между буквами спрятаны невидимые знаки",
    Sign.FONT: "буквы необычного шрифта",
    Sign.MASKED: "вместо части букв звёздочки, точки или пропуски",
    Sign.TRANSLITERATED: "русское слово латинскими буквами",
    Sign.LAYOUT: "набрано в другой раскладке клавиатуры",
    Sign.REVERSED: "написано задом наперёд",
    Sign.GLUED: "слито с другими словами",
    Sign.PHONETIC: "написано так, как слышится",
    Sign.CHECK_DIGITS: "контрольные цифры номера сходятся",
    Sign.BESIDE_ITS_WORD: "рядом стоит слово, которое это называет",
    Sign.FORMAT: "похоже по виду",
    Sign.AIMED: "сказано кому-то лично",
    Sign.MEASURED: "превышена допустимая мера",
}
"""How it was recognised."""

WHY_NOT: Final[Mapping[Clearance, str]] = {
    Clearance.INNOCENT_WORD: "это часть обычного слова",
    Clearance.CHECK_DIGITS_WRONG: "контрольные цифры не сходятся: это другой номер",
    Clearance.NO_WORD_BESIDE: "ничто рядом не говорит, что это такой номер",
    Clearance.PUBLIC_NUMBER: "общедоступный номер или адрес",
    Clearance.PERMITTED_ADDRESS: "адрес разрешён колледжем",
    Clearance.NOT_AIMED: "грубо, но не сказано никому из присутствующих",
    Clearance.WITHIN_MEASURE: "в пределах допустимого",
    Clearance.TAUGHT: "модератор уже решил, что это не нарушение",
}
"""Why something that looks like a breach is none."""
