"""Check digits of personal numbers; digits come without separators."""

_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, *_INN_10)
_INN_12 = (3, *_INN_11)


def passes_luhn(digits: str) -> bool:
    """Whether the check digit of a bank card is correct (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def is_snils(digits: str) -> bool:
    """Whether eleven digits are an insurance number (СНИЛС): the last two are check digits."""
    if len(digits) != 11:
        return False
    total = sum((9 - place) * int(digit) for place, digit in enumerate(digits[:9]))
    return total % 101 % 100 == int(digits[9:])


def is_inn(digits: str) -> bool:
    """Whether ten or twelve digits are a taxpayer's number (ИНН)."""
    match len(digits):
        case 10:
            return _control(digits, _INN_10) == digits[9]
        case 12:
            return (
                _control(digits, _INN_11) == digits[10] and _control(digits, _INN_12) == digits[11]
            )
        case _:
            return False


def _control(digits: str, weights: tuple[int, ...]) -> str:
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))
    return str(total % 11 % 10)
