"""What all telephone numbers have in common, in any spelling."""

from rules.detectors.lazy import Pattern
from rules.detectors.personal_data.finding import before

GAP = r"(?:[^\S\n]|[-‐‑‒–—―−.()\[\]_·~]){0,4}"
"""What people write between two digits of a telephone number."""
START = r"(?<!\d)(?<!\d[.,])"
END = r"(?![\da-z_])(?!\s?(?:[%₽$€]|руб|тыс|млн|млрд|коп|шт(?!\w)|кг(?!\w)|р(?![а-яa-z]|\.\S)))"
"""Around a number: nothing that makes it an amount or a fraction."""

AREA = Pattern(
    r"30[12]|336|34[1235679]|35[123]|365|38[1-58]|39[0145]|401|41[1356]|42[13467]|47[1-5]|48[1-7]"
    r"|49[1-689]|81[1-8]|82[01]|83[13-6]|84[0-8]|851|855|86[12-7]|869|87[12378]|879"
    r"|7(?:0[0125-8]|1[0-8]|2[1-9]|47|71|7[5-8])"
)
"""Area codes of towns in Russia, and codes of all numbers in Kazakhstan."""

_IN_A_WORD = Pattern(
    r"(?:[a-z0-9_=#№&@$]|=\s|[a-z0-9]/|[a-z]-|(?:://|[a-z0-9]\.[a-z]{2,6}/)[^\s()]{0,50})$"
)


def ends_a_word(plain: str, at: int) -> bool:
    """Whether a number continues Latin letters, code or the path of a link."""
    return _IN_A_WORD.search(before(plain, at, 60)) is not None
