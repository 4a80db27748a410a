"""Kinds of addresses: invitations, shorteners, shops, betting, foreign, or fine for study."""

import re

from rules.detectors.lazy import Pattern
from rules.detectors.registry import Label

_USUAL = (
    "vk.com vk.ru vk.me vkvideo.ru userapi.com sferum.ru rutube.ru dzen.ru youtube.com youtu.be"
    " gosuslugi.ru mos.ru gov.ru edu.ru ac.ru cbr.ru mail.ru yandex.ru yandex.com ya.ru"
    " yandex.net google.com google.ru forms.gle goo.gle wikipedia.org wikimedia.org"
    " wiktionary.org wikibooks.org gramota.ru cyberleninka.ru elibrary.ru rsl.ru culture.ru"
    " pushkininstitute.ru github.com github.io githubusercontent.com gitlab.com gitflic.ru"
    " gitverse.ru stackoverflow.com stackexchange.com habr.com metanit.com mdn.dev pypi.org"
    " python.org developer.mozilla.org w3schools.com npmjs.com docker.com dev.to jetbrains.com"
    " visualstudio.com microsoft.com office.com live.com ubuntu.com oracle.com postgresql.org"
    " mysql.com cisco.com netacad.com 1c.ru its.1c.ru stepik.org openedu.ru intuit.ru"
    " coursera.org foxford.ru skysmart.ru uchi.ru resh.edu.ru moodle.org moodlecloud.com"
    " learningapps.org kahoot.it kahoot.com quizlet.com quizizz.com onlinetestpad.com"
    " wordwall.net miro.com figma.com canva.com geogebra.org desmos.com tinkercad.com draw.io"
    " diagrams.net znanium.ru znanium.com urait.ru book.ru iprbookshop.ru lanbook.com"
    " academia-moscow.ru profspo.ru consultant.ru garant.ru cntd.ru pravo.gov.ru sdamgia.ru"
    " fipi.ru worldskills.ru firpo.ru de.firpo.ru trudvsem.ru hh.ru superjob.ru zoom.us"
    " trueconf.ru telemost.ru jazz.sber.ru ktalk.ru webinar.ru mts-link.ru bigbluebutton.org"
    " 2gis.ru rzd.ru tutu.ru gismeteo.ru xn--80aidamjr3akke.xn--p1ai россия.рф бвбинфо.рф"
    " трудвсем.рф билетвбудущее.рф example.com example.org example.net localhost"
)
USUAL = tuple(_USUAL.split())
"""Addresses that are fine in any college's chat, with everything below them; policies add theirs.
"""

_ELSEWHERE = (
    "t.me tg.me diskord.gg telegram.me telegram.dog telesco.pe tlgg.ru tele.click tgclick.com"
    " teleg.run telega.one tgme.pro wa.me whatsapp.com whatsapp.net discord.gg discord.com"
    " discordapp.com dsc.gg viber.com viber.click vb.me max.ru join.skype.com signal.group"
    " signal.me snapchat.com icq.com icq.im line.me m.me threema.id zalo.me wechat.com"
    " matrix.to element.io imo.im simplex.chat getsession.org boosty.to onlyfans.com"
)
_SHORTENERS = (
    "clck.ru vk.cc bit.ly bitly.com goo.gl goo.su tinyurl.com cutt.ly is.gd v.gd t.co u.to"
    " ow.ly rb.gy qps.ru shorturl.at kurl.ru tiny.cc rebrand.ly s.id short.io inlnk.ru surl.li"
    " lnkd.in taplink.cc taplink.ru linktr.ee soo.gd x.gd bc.vc adf.ly ouo.io lnk.bio"
    " hipolink.me hipolink.net mssg.me shrt.link urlid.ru click.ru da.gd t2m.io clik.cc buff.ly"
    " dub.sh n9.cl"
)
_SHOPS = (
    "wildberries.ru wildberries.by wb.ru ozon.ru ozon.by ozon.com avito.ru avito.st"
    " aliexpress.ru aliexpress.com ali.click s.click.aliexpress.com youla.ru lamoda.ru joom.com"
    " joom.ru shein.com temu.com sbermegamarket.ru megamarket.ru market.yandex.ru dns-shop.ru"
    " mvideo.ru eldorado.ru citilink.ru ebay.com amazon.com drom.ru auto.ru farpost.ru kufar.by"
    " olx.kz olx.ua letu.ru goldapple.ru detmir.ru plati.ru plati.market funpay.com ggsel.net"
    " ggsel.com digiseller.market playerok.com steambuy.com steampay.com etsy.com alibaba.com"
    " 1688.com taobao.com poizon.com samokat.ru sportmaster.ru vseinstrumenti.ru petrovich.ru"
    " apteka.ru zvuk.shop lavka.yandex.ru market.ru"
)
_BOOKMAKERS = (
    "fonbet.ru fon.bet winline.ru betcity.ru leon.ru leonbets.com ligastavok.ru pari.ru"
    " baltbet.ru tennisi.bet olimp.bet olimpbet.kz melbet.ru marathonbet.ru zenit.win"
    " sportbet.ru bettery.ru stoloto.ru"
)


def _verdicts() -> dict[str, Label]:
    return {
        host: label
        for label, hosts in (
            (Label.INVITATION, _ELSEWHERE),
            (Label.SHORTENER, _SHORTENERS),
            (Label.SHOP, _SHOPS),
            (Label.BETTING, _BOOKMAKERS),
        )
        for host in hosts.split()
    }


_VERDICTS = _verdicts()

_VK = ("vk.com", "vk.ru", "vk.me")

_BETTING = Pattern(
    r"1-?x|1-?win|\d?xbet|(?:^|[.\d-])bets?(?:[.\d-]|$)|bet(?:boom|winner|city|on|era|365"
    r"|andreas)|(?:fon|mel|most|riо?|leon|olimp|betera|pin|par[iy]|tennisi|fav)-?bet|parimatch"
    r"|stavk[aiu]|stavok|bukmeker|kazino|casino|azino|vulk?can|vulkan|pin-?up|joycas|pokerd"
    r"|pokerok|pokerstars|(?:^|[.-])poker|slots?(?:[.\d-]|$)|jackpot|loto(?:[.\d-]|$)|lotto"
    r"|roulette|ruletk|казино|ставк|букмекер|вулкан"
)
_SELLING = Pattern(
    r"shop|store(?![a-z])|magazin|market(?!ing)|(?:^|[.-])sale|(?:^|[.-])opt(?:[.-]|$)|zakaz|kupi"
    r"|skidk|promo|магазин|скидк"
)
_BELOW_VK = Pattern(r"(?:m\.|new\.)?vk\.(?:com|ru|me)(?::\d+)?/+(?P<page>[^\s]*)")
_VK_PAGE = Pattern(
    r"(?P<joining>join(?:[/?]|$)|im\?(?:[^\s]*&)?(?:invite|join))|(?P<selling>market|gifts)"
    r"|(?P<community>(?:club|public|event)\d+(?!\w))"
)
_REACHED_THROUGH = Pattern(r"[=/](https?(?::|%3a)(?:/|%2f){2}[^\s&]+)")
"""An address within an address: the target of a redirecting page."""
_HERE = Pattern(
    r"(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0)[\d.]*"
    r"|[\w-]+\.(?:local|lan|internal)"
)
"""Addresses in a private network."""
_AMERICAN = Pattern(r".*\.(?:edu|gov|mil)(?:\.[a-z]{2})?|.*\.ac\.[a-z]{2}")


def host_of(target: str) -> str:
    """Return the host of an address without a scheme: «a.ru» for «me@a.ru:80/path»."""
    host = re.split(r"[/\\?#]", target, maxsplit=1)[0].rpartition("@")[2]
    return host.partition(":")[0].rstrip(".").removeprefix("www.")


def is_vk(host: str) -> bool:
    """Whether a host belongs to VK."""
    return any(part in _VK for part in _above(host))


def is_known(host: str) -> bool:
    """Whether a host is in the lists of this module."""
    return is_vk(host) or any(part in _VERDICTS for part in _above(host))


def judge(target: str, permitted: frozenset[str], paths: tuple[str, ...]) -> Label | None:
    """Return the kind of an address; None if it is fine.

    `target` is without a scheme. `permitted` are hosts below which everything is fine, except what
    is listed otherwise; `paths` are addresses with a path, for example `vk.com/club1`.
    """
    target = target.removeprefix("www.")
    if any(
        target == path or target.startswith((path + "/", path + "?", path + "#")) for path in paths
    ):
        return None
    host = host_of(target)
    if (page := _BELOW_VK.match(target)) and (kind := _VK_PAGE.match(page["page"])):
        by_kind = {"joining": Label.INVITATION, "selling": Label.SHOP, "community": Label.FOREIGN}
        return by_kind[str(kind.lastgroup)]
    label = _label_of(host, permitted)
    if label is None and (further := _REACHED_THROUGH.search(target)):
        inner = further[1].replace("%3a", ":").replace("%2f", "/").partition("://")[2]
        return (
            judge(inner, permitted, paths)
            if _REACHED_THROUGH.search(inner) is None
            else Label.FOREIGN
        )
    return label


def _label_of(host: str, permitted: frozenset[str]) -> Label | None:
    for part in _above(host):
        if part in permitted:
            return None
        if part in _VERDICTS:
            return _VERDICTS[part]
    if _HERE.fullmatch(host) or _AMERICAN.fullmatch(host):
        return None
    if _BETTING.search(host):
        return Label.BETTING
    return Label.SHOP if _SELLING.search(host) else Label.FOREIGN


def _above(host: str) -> list[str]:
    """Return a host and its parent domains, the longest first: a.b.ru, b.ru."""
    parts = host.split(".")
    return [
        ".".join(parts[start:]) for start in range(max(0, len(parts) - 5), max(1, len(parts) - 1))
    ]
