"""Which addresses are what: invitations, shorteners, shops, betting, and what is fine for study."""

import re

PERMITTED = frozenset(
    {
        *("vk.com", "vk.ru", "vk.me", "vkvideo.ru", "vk.link", "sferum.ru"),
        *("gosuslugi.ru", "mos.ru", "edu.ru", "culture.ru", "worldskills.ru", "rosstat.gov.ru"),
        *("mail.ru", "yandex.ru", "yandex.com", "ya.ru", "google.com", "google.ru", "forms.gle"),
        *("wikipedia.org", "wikimedia.org", "wiktionary.org", "gramota.ru", "cyberleninka.ru"),
        *("github.com", "gitlab.com", "gitflic.ru", "gitverse.ru", "stackoverflow.com"),
        *("python.org", "habr.com", "stepik.org", "openedu.ru", "intuit.ru", "coursera.org"),
        *("rutube.ru", "dzen.ru", "znanium.ru", "znanium.com", "urait.ru", "book.ru"),
        *("elibrary.ru", "consultant.ru", "garant.ru", "docs.cntd.ru", "sdamgia.ru", "fipi.ru"),
        *("foxford.ru", "skysmart.ru", "uchi.ru", "learningapps.org", "kahoot.it", "quizlet.com"),
        *("zoom.us", "trueconf.ru", "telemost.ru", "2gis.ru", "rzd.ru", "hh.ru", "superjob.ru"),
        *("microsoft.com", "office.com", "live.com", "miro.com", "figma.com"),
        *("onlinetestpad.com", "pushkinmuseum.art"),
    }
)
"""Addresses that are fine in any college's chat, and what lies below them; policies add theirs."""

PERMITTED_ENDINGS = (".gov.ru", ".edu.ru", ".ac.ru", ".edu", ".gov")

_ELSEWHERE = (
    r"t\.me|telegram\.(?:me|dog|org)|telega\.[a-z]+|wa\.me|(?:chat|api)\.whatsapp\.com"
    r"|whatsapp\.com"
    r"|discord(?:app)?\.(?:gg|com|me)|dsc\.gg|(?:invite\.)?viber\.[a-z]+|max\.ru|join\.skype\.com"
    r"|signal\.(?:group|me)|snapchat\.com|onlyfans\.com|boosty\.to|icq\.(?:com|im)"
    r"|t\.co/telegram|tlgg\.ru|tele\.click|tgme\.[a-z]+|teleg\.[a-z]+"
)
INVITATION = re.compile(rf"(?:{_ELSEWHERE})(?![\w.-])|(?:[\w-]+\.)?t\.me(?![\w.-])")
VK_INVITATION = re.compile(r"(?:m\.)?vk\.(?:me|com|ru)/(?:join|call/join|im\?.*invite)")
VK_COMMUNITY = re.compile(
    r"(?:m\.)?vk\.(?:com|ru)/(?:club|public|event|app)\d+|vk\.(?:com|ru)/(?:market|gifts)"
)
SHORTENER = re.compile(
    r"(?:clck\.ru|vk\.cc|bit\.ly|goo\.gl|goo\.su|tinyurl\.com|cutt\.ly|is\.gd|t\.co|u\.to"
    r"|ow\.ly|rb\.gy"
    r"|qps\.ru|shorturl\.at|kurl\.ru|tiny\.cc|v\.gd|rebrand\.ly|s\.id|short\.io|inlnk\.ru"
    r"|surl\.li|lnkd\.in"
    r"|taplink\.cc|linktr\.ee|bitly\.com|soo\.gd|x\.gd)(?![\w.-])"
)
SHOP = re.compile(
    r"(?:[\w-]+\.)*(?:wildberries|wb|ozon|avito|aliexpress|ali|youla|lamoda|joom|shein|temu"
    r"|megamarket"
    r"|sbermegamarket|dns-shop|mvideo|eldorado|citilink|ebay|amazon|drom|auto|farpost|kufar"
    r"|olx|sneakerhead"
    r"|letual|goldapple|apteka|detmir|leroymerlin|plati|funpay|ggsel|digiseller|steambuy)\."
    r"(?:ru|com|us|by|kz|net|market)(?![\w.-])|(?:[\w-]+\.)+shop(?![\w.-])"
    r"|market\.yandex\.ru(?![\w.-])"
    r"|[\w-]*(?:shop|store|magazin|market)[\w-]*\.(?:ru|com|net|online|site|store)(?![\w.-])"
)
BETTING = re.compile(
    r"[\w.-]*(?:1x|xbet|-?bet(?:s|city|boom|winner)?|fonbet|winline|melbet|parimatch"
    r"|pari-?match|ligastavok"
    r"|liga-?stavok|leon(?:bets)?|olimp(?:bet)?|vulkan|vulcan|casino|kazino|azino|pin-?up"
    r"|mostbet|joycasino"
    r"|poker(?:dom|ok|stars)?|slots?|riobet|frank-?casino|jackpot|stavk[ai]|lotto"
    r"|cat-?casino|1win|1-win)"
    r"[\w-]*\.[a-z]{2,12}(?![\w.-])|pari\.ru(?![\w.-])"
)
