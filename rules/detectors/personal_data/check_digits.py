"""Check digits of the numbers that people have."""

_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, *_INN_10)
_INN_12 = (3, *_INN_11)


def passes_luhn(digits: str) -> bool:
    """Say whether the digits of a bank card fit its last one (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def is_snils(digits: str) -> bool:
    """Say whether eleven digits are an insurance number: the last two check the other nine."""
    if len(digits) != 11:
        return False
    total = sum((9 - place) * int(digit) for place, digit in enumerate(digits[:9]))
    return total % 101 % 100 == int(digits[9:])


def is_inn(digits: str) -> bool:
    """Say whether ten or twelve digits are a taxpayer's number."""
    match len(digits):
        case 10:
            return _control(digits, _INN_10) == int(digits[9])
        case 12:
            return _control(digits, _INN_11) == int(digits[10]) and _control(
                digits, _INN_12
            ) == int(digits[11])
        case _:
            return False


def _control(digits: str, weights: tuple[int, ...]) -> int:
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))
    return total % 11 % 10
