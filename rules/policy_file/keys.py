"""The keys that a policy file may have, by table, and its languages."""

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
            "keeping",
        }
    ),
    "blocks": frozenset({"threshold", "mode", "terms", "greatest", "ladder"}),
    "violations": frozenset({"since", "days"}),
    "apology": frozenset({"vote", "pause"}),
    "reminders": frozenset({"quiet", "violations", "people", "within"}),
    "newcomers": frozenset({"gathering"}),
    "undo": frozenset({"window"}),
    "keeping": frozenset({"texts", "journal", "acknowledgements"}),
    "rules": frozenset({"number", "title", "text", "detectors"}),
}


def known_in(table: str) -> str:
    """Give the keys of a table as a list for people."""
    return ", ".join(sorted(KEYS[table]))
