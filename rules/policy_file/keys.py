"""The keys that a policy file may have, by table, and its languages."""

from rules.settings import Kind

LANGUAGES = ("ru", "en")
"""The languages in which every rule of conduct has to be told."""

KEYS: dict[str, frozenset[str]] = {
    "": frozenset(
        {
            "version",
            "blocks",
            "violations",
            "apology",
            "reminders",
            "newcomers",
            "undo",
            "rules",
            "silence",
            "chats",
            "kinds",
            "appeals",
            "keeping",
            "detectors",
            "dialogues",
        }
    ),
    "blocks": frozenset({"threshold", "mode", "terms", "greatest", "ladder"}),
    "violations": frozenset({"since", "days", "ask_again"}),
    "apology": frozenset({"vote", "pause"}),
    "reminders": frozenset({"quiet", "violations", "people", "within"}),
    "newcomers": frozenset({"gathering", "invitation"}),
    "silence": frozenset({"longest"}),
    "appeals": frozenset({"term"}),
    "dialogues": frozenset({"length"}),
    "chats": frozenset({"locked"}),
    "kinds": frozenset(Kind),
    "undo": frozenset({"window"}),
    "rules": frozenset({"number", "title", "text", "detectors", "kinds", "personal", "gravity"}),
    "detectors": frozenset({"likely", "certain", "gathering", "burst", "permitted"}),
    "keeping": frozenset({"texts", "journal", "acknowledgements"}),
}


def known_in(table: str) -> str:
    """Give the keys of a table as a list for people."""
    return ", ".join(sorted(KEYS[table]))
