"""The keys that a policy file may have, by table, and its languages."""

from collections.abc import Collection

from rules.policy_file.mistakes import Wrong
from rules.policy_file.values import NOTHING, Values
from rules.settings import Kind, Setting
from rules.toml_lines import Path as Way

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
    "detectors": frozenset({"likely", "certain", "gathering", "burst", "permitted"}),
    "keeping": frozenset({"texts", "journal", "acknowledgements"}),
}
OF_A_RULE = frozenset({"number", "title", "text", "detectors", "kinds", "personal", "gravity"})

OF_A_KIND = frozenset(Setting) - {Setting.KIND, Setting.GROUP, Setting.LANGUAGE, Setting.CARDS}
"""What chats of a kind can begin with."""


def check_tables(file: Values) -> None:
    """Note every key that its table may not have, and what should be a table and is not."""
    check_keys(file, (), KEYS[""])
    for table, known in KEYS.items():
        if table:
            check_keys(file, (table,), known)
    for kind in Kind:
        check_keys(file, ("kinds", kind.value), OF_A_KIND)


def check_keys(file: Values, way: Way, known: Collection[str], header: str | None = None) -> None:
    """Note what stands in a table and is not known; or that it is no table, as `header` opens."""
    values = file.get(way, optional=True)
    if isinstance(values, dict):
        for key in values:
            if key not in known:
                file.note((*way, key), Wrong.UNKNOWN_KEY, known=tuple(sorted(known)))
    elif values is not NOTHING:
        file.note(way, Wrong.NOT_A_TABLE, header=header or f"[{'.'.join(map(str, way))}]")
