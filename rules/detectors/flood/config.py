"""The limits beyond which talk is flooding; the defaults suit a lively class of thirty."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodConfig:
    """The limits of a chat: each `most` is still allowed; times are in seconds.

    False alarms on lively talk are worse than misses, so a limit is what hardly anybody in a
    conversation reaches, not what most people stay below.
    """

    window: int = 60
    """Period in which one person's messages, stickers and crumbs are counted."""
    most_messages: int = 15
    """Messages of one person within the window."""
    most_stickers: int = 3
    """Stickers of one person within the window."""
    most_crumbs: int = 5
    """Messages of one character, or without meaning, within the window."""

    repeat_window: int = 600
    """Period in which the same text counts as repeated."""
    most_repeats: int = 2
    """How often one person may send a text within the repeat window."""
    chorus_window: int = 120
    """Period in which several people with one text are a chorus."""
    most_voices: int = 4
    """People who may send one text within the chorus window."""
    least_repeated: int = 10
    """Least number of letters and digits of a repeat: «да», «+», «спасибо» are none."""
    least_chorus: int = 20
    """Least number of letters and digits of a chorus's text."""
    likeness: float = 95.0
    """Likeness from which two texts are the same (percent, by `rapidfuzz.fuzz.ratio`)."""

    cut_pause: int = 10
    """Longest pause between two pieces of one thought."""
    cut_length: int = 20
    """Longest piece, in characters."""
    most_pieces: int = 7
    """Pieces into which a thought may be split, with nobody else writing between."""

    most_characters: int = 2500
    """Characters of one message."""
    most_lines: int = 50
    """Lines of one message."""
    most_capitals: int = 80
    """Percent of capitals among a message's letters before it counts as shouting."""
    least_shouted: int = 15
    """Least number of letters of a shouted message: shorter ones are abbreviations."""
    shouted_alone: int = 200
    """Number of letters from which one shouted message is too much by itself."""
    most_shouts: int = 2
    """Shorter shouted messages of one person within the repeat window."""
    most_marks: int = 2
    """Combining marks that may be stacked on one letter."""
    most_members: int = 5
    """Members that one message may mention; mentioning everybody is always too much."""
