"""A small college to try the bot in. All its people are invented."""

from typing import Final

from bot.sandbox.methods.people import Sex
from bot.sandbox.world import PersonId, World

_SHE: Final = Sex.FEMALE
_HE: Final = Sex.MALE

_PEOPLE: Final[dict[str, tuple[tuple[int, str, str, str, Sex], ...]]] = {
    "teacher": (
        (101, "Марина", "Книжникова", "m.knizhnikova", _SHE),
        (102, "Глеб", "Журналов", "g.zhurnalov", _HE),
    ),
    "student": (
        (201, "Никита", "Курсоров", "n.kursorov", _HE),
        (202, "Полина", "Экранова", "p.ekranova", _SHE),
        (203, "Савелий", "Байтов", "s.baytov", _HE),
        (204, "Ульяна", "Пикселева", "u.pikseleva", _SHE),
        (205, "Тимур", "Клавишин", "t.klavishin", _HE),
        (206, "Алиса", "Скриптова", "a.skriptova", _SHE),
        (207, "Илья", "Регистр", "i.registr", _HE),
        (208, "Дарья", "Кодовская", "d.kodovskaya", _SHE),
        (209, "Лев", "Битовский", "l.bitovsky", _HE),
        (210, "Милана", "Циклова", "m.tsiklova", _SHE),
        (211, "Игорь", "Портов", "i.portov", _HE),
        (212, "Любовь", "Модуль", "l.modul", _SHE),
    ),
    "parent": (
        (301, "Ольга", "Курсорова", "o.kursorova", _SHE),
        (302, "Андрей", "Экранов", "a.ekranov", _HE),
        (303, "Мария", "Байтова", "m.baytova", _SHE),
        (304, "Пётр", "Пикселев", "p.pikselev", _HE),
    ),
    "administrator": ((401, "Софья", "Порядкова", "s.poryadkova", _SHE),),
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
        for number, first, last, screen_name, sex in people:
            world.add_person(
                PersonId(number),
                first_name=first,
                last_name=last,
                screen_name=screen_name,
                role=role,
                sex=sex,
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
