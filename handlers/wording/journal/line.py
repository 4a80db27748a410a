"""How long a line of the journal may be, and lists in it."""

from handlers.wording.voice import Voice

LONGEST_LINE_NOTE = 120


def listed_numbers(numbers: tuple[int, ...], voice: Voice) -> str:
    """Give numbers as a list: «1, 2 и 3»."""
    return voice.texts.listed(str(number) for number in numbers)
