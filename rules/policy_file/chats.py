"""Reading what a policy file says of chats: their kinds, settings, what begins with each kind."""

from collections.abc import Collection
from typing import Any

from rules.clauses import Clause
from rules.conduct import Rule
from rules.detectors.registry import ROWS
from rules.policy_file.keys import OF_A_KIND
from rules.policy_file.mistakes import Wrong
from rules.policy_file.values import Values
from rules.setting_values import LONGEST_QUIET, QuietTooLongError, ResponseTooStrongError, canonical
from rules.settings import CLAUSES, DETECTOR_OF, Kind, Setting
from rules.times import NoSuchValueError
from rules.toml_lines import Path as Way


def read_locked(file: Values) -> frozenset[Setting]:
    """Read the settings that no chat may change."""
    names = file.table("chats").get("locked", [])
    if not isinstance(names, list):
        file.note(("chats", "locked"), Wrong.NOT_SETTINGS)
        return frozenset()
    known = tuple(sorted(Setting))
    for place, name in enumerate(names):
        if name not in known:
            way: Way = ("chats", "locked", place)
            file.note(way, Wrong.NO_SUCH_SETTING, value=repr(name), known=known)
    return frozenset(Setting(name) for name in names if name in known)


def read_kinds(file: Values) -> dict[Kind, dict[Setting, str]]:
    """Read what chats of each kind begin with."""
    return {
        Kind(kind): {
            Setting(key): canonical_value
            for key, value in file.table("kinds", kind).items()
            if (canonical_value := _value(file, kind, key, value)) is not None
        }
        for kind in file.table("kinds")
        if kind in list(Kind)
    }


def _value(file: Values, kind: str, key: str, value: Any) -> str | None:
    if key not in OF_A_KIND:
        return None
    way: Way = ("kinds", kind, key)
    setting, shown = Setting(key), repr(value)
    try:
        return canonical(setting, str(value))
    except NoSuchValueError:
        file.note(way, Wrong.NO_SUCH_VALUE, CLAUSES[setting], value=shown)
    except ResponseTooStrongError:
        clause = ROWS[DETECTOR_OF[setting]].against_stronger
        file.note(way, Wrong.FORBIDDEN_VALUE, clause, value=shown)
    except QuietTooLongError:
        file.note(way, Wrong.QUIET_TOO_LONG, Clause.ROUND_THE_CLOCK, most=LONGEST_QUIET)
    return None


def check_kinds(file: Values, rules: Collection[Rule]) -> None:
    """Note each kind of chats that would have no rules at all."""
    for kind in Kind:
        if not any(not rule.kinds or kind in rule.kinds for rule in rules):
            file.note(("rules",), Wrong.KIND_WITHOUT_RULES, kind=kind.value)
