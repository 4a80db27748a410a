"""From which measure on talk is flooding; the defaults fit a lively class of thirty."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodConfig:
    """What a chat lets pass: each `most` is the last that is let pass, times are in seconds.

    False flags on lively talk are worse than misses, so a measure is what hardly anybody reaches
    who talks with others, not what most people stay below.
    """

    window: int = 60
    """Time within which one person's messages, stickers and crumbs are counted."""
    most_messages: int = 15
    """Messages of one person within the window."""
    most_stickers: int = 3
    """Stickers of one person within the window."""
    most_crumbs: int = 5
    """Messages of a single character, or of none that means anything, within the window."""

    repeat_window: int = 600
    """Time within which the same text counts as said again."""
    most_repeats: int = 2
    """Times that one person may send a text within the repeat window."""
    chorus_window: int = 120
    """Time within which several people with one text are a chorus."""
    most_voices: int = 4
    """People who may send one text within the chorus window."""
    least_repeated: int = 10
    """Letters and digits from which on a text can be a repeat: «да», «+», «спасибо» are none."""
    least_chorus: int = 20
    """Letters and digits from which on a text can be a chorus's."""
    likeness: float = 95.0
    """From how alike two texts are one (percent, as `rapidfuzz.fuzz.ratio` counts)."""

    cut_pause: int = 10
    """Longest time between two pieces of one thought."""
    cut_length: int = 20
    """Longest piece, in characters."""
    most_pieces: int = 7
    """Pieces that a thought may be cut into, with nobody else speaking between."""

    most_characters: int = 2500
    """Characters of one message."""
    most_lines: int = 50
    """Lines of one message."""
    most_capitals: int = 80
    """Percent of a message's letters that may be capitals before it is shouted."""
    least_shouted: int = 15
    """Letters from which on a message can be shouted: shorter ones are abbreviations."""
    shouted_alone: int = 200
    """Letters from which on one shouted message is too much by itself."""
    most_shouts: int = 2
    """Shorter shouted messages of one person within the repeat window."""
    most_marks: int = 2
    """Combining marks that may stack upon one letter."""
    most_members: int = 5
    """Members that one message may mention; everybody at once is always too many."""
