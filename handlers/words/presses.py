"""Immediate answers to a press."""

from handlers.voice import Voice


def done(voice: Voice) -> str:
    """Say that the act was done."""
    return voice.texts.gettext("Done.")


def outdated(voice: Voice) -> str:
    """Say that the button belongs to something that is over."""
    return voice.texts.gettext("This button no longer works.")
