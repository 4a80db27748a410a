"""A small college to try the bot in. All its people are invented."""

from typing import Final, NamedTuple

from bot.sandbox.methods.people import Sex
from bot.sandbox.world import PersonId, World


class _Invented(NamedTuple):
    number: int
    first_name: str
    last_name: str
    screen_name: str
    sex: Sex


_SHE: Final = Sex.FEMALE
_HE: Final = Sex.MALE

_PEOPLE: Final[dict[str, tuple[_Invented, ...]]] = {
    "teacher": (
        _Invented(101, "Марина", "Книжникова", "m.knizhnikova", _SHE),
        _Invented(102, "Глеб", "Журналов", "g.zhurnalov", _HE),
    ),
    "student": (
        _Invented(201, "Никита", "Курсоров", "n.kursorov", _HE),
        _Invented(202, "Полина", "Экранова", "p.ekranova", _SHE),
        _Invented(203, "Савелий", "Байтов", "s.baytov", _HE),
        _Invented(204, "Ульяна", "Пикселева", "u.pikseleva", _SHE),
        _Invented(205, "Тимур", "Клавишин", "t.klavishin", _HE),
        _Invented(206, "Алиса", "Скриптова", "a.skriptova", _SHE),
        _Invented(207, "Илья", "Регистр", "i.registr", _HE),
        _Invented(208, "Дарья", "Кодовская", "d.kodovskaya", _SHE),
        _Invented(209, "Лев", "Битовский", "l.bitovsky", _HE),
        _Invented(210, "Милана", "Циклова", "m.tsiklova", _SHE),
        _Invented(211, "Игорь", "Портов", "i.portov", _HE),
        _Invented(212, "Любовь", "Модуль", "l.modul", _SHE),
    ),
    "parent": (
        _Invented(301, "Ольга", "Курсорова", "o.kursorova", _SHE),
        _Invented(302, "Андрей", "Экранов", "a.ekranov", _HE),
        _Invented(303, "Мария", "Байтова", "m.baytova", _SHE),
        _Invented(304, "Пётр", "Пикселев", "p.pikselev", _HE),
    ),
    "administrator": (_Invented(401, "Софья", "Порядкова", "s.poryadkova", _SHE),),
}

ADMINISTRATOR: Final = PersonId(401)
"""The college's administrator in the settings of the sandbox's bot."""

_TEACHERS: Final = (PersonId(101), PersonId(102))
_STUDENTS: Final = tuple(PersonId(number) for number in range(201, 213))
_PARENTS: Final = tuple(PersonId(number) for number in range(301, 305))

_GROUP_TALK: Final = (
    (101, "Добрый день! Завтра первая пара переносится в кабинет 305."),
    (202, "Здравствуйте! А вторая остаётся в 214?"),
    (101, "Да, дальше всё по расписанию."),
    (102, "Напоминаю: отчёты по базам данных жду до пятницы."),
    (205, "А можно прислать в понедельник? Очень много всего задали"),
    (102, "До воскресенья, до вечера. Позже, к сожалению, никак."),
    (205, "Спасибо!"),
    (208, "Кто взял удлинитель из 305? Верните, пожалуйста"),
    (201, "Он у меня, принесу к первой паре"),
)

_PARENTS_TALK: Final = (
    (101, "Добрый вечер! Родительское собрание в четверг в 18:00, кабинет 214."),
    (301, "Здравствуйте. А подключиться по видео можно будет?"),
    (101, "Да, ссылку пришлю в этот чат в четверг утром."),
    (304, "Спасибо, буду."),
)


def seed_college(world: World) -> None:
    """Fill an empty world: two teachers, a dozen students, some parents, two chats.

    In «ИСП-21» the bot is an administrator already; in «Родители ИСП-21» it is not, so that its
    first words there can be seen.
    """
    for role, people in _PEOPLE.items():
        for one in people:
            world.add_person(
                PersonId(one.number),
                first_name=one.first_name,
                last_name=one.last_name,
                screen_name=one.screen_name,
                role=role,
                sex=one.sex,
            )
    group = _chat(world, "ИСП-21", _STUDENTS, _GROUP_TALK)
    world.set_admin(group, world.bot_id, True)
    _chat(world, "Родители ИСП-21", _PARENTS, _PARENTS_TALK)


def _chat(
    world: World, title: str, members: tuple[PersonId, ...], talk: tuple[tuple[int, str], ...]
) -> int:
    """Open a chat of the teachers and some others, with talk from before the bot came."""
    owner, deputy = _TEACHERS
    peer = world.create_chat(title, owner=owner, members=[deputy, *members])
    world.set_admin(peer, deputy, True)
    for who, text in talk:
        world.write(peer, PersonId(who), text)
    world.add_bot(peer, by=owner)
    return peer
