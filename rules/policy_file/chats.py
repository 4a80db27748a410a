"""Reading what a policy file says of chats: kinds, settings, invitations, silence."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from rules.clauses import Clause
from rules.conduct import Rule
from rules.policy_values import Values
from rules.quiet_hours import NoSuchValueError
from rules.setting_values import LONGEST_QUIET, QuietTooLongError, ResponseTooStrongError, canonical
from rules.settings import CLAUSES, Kind, Setting
from rules.vocabulary.chats import ResponseTooStrong

_OF_A_KIND = frozenset(Setting) - {Setting.KIND, Setting.GROUP, Setting.LANGUAGE, Setting.CARDS}
"""What chats of a kind can begin with."""

_USUAL_SILENCE = timedelta(hours=24)
_USUAL_INVITATION = timedelta(days=7)


class ChatSections(Values):
    """The tables `chats`, `kinds`, `silence`, and `newcomers.invitation`; none has to be there."""

    def longest_silence(self) -> timedelta:
        """Give how long a chat can be read-only. Raises `PolicyFileError`."""
        if "longest" not in self._values.get("silence", {}):
            return _USUAL_SILENCE
        return self.duration(("silence", "longest"), most=timedelta(days=1))

    def invitation_life(self) -> timedelta:
        """Give how long an invitation is good for. Raises `PolicyFileError`."""
        if "invitation" not in self._values.get("newcomers", {}):
            return _USUAL_INVITATION
        return self.duration(("newcomers", "invitation"))

    def locked(self) -> frozenset[Setting]:
        """Give the settings that no chat may change. Raises `PolicyFileError`."""
        names = self._values.get("chats", {}).get("locked", [])
        if not isinstance(names, list):
            self.refuse(("chats", "locked"), "locked — список названий настроек")
        for place, name in enumerate(names):
            if name not in list(Setting):
                known = ", ".join(sorted(Setting))
                self.refuse(("chats", "locked", place), f"нет настройки {name!r}, бывают: {known}")
        return frozenset(Setting(name) for name in names)

    def kinds(self) -> dict[Kind, dict[Setting, str]]:
        """Give what chats of each kind begin with. Raises `PolicyFileError`."""
        found: dict[Kind, dict[Setting, str]] = {}
        for name, values in self._values.get("kinds", {}).items():
            if not isinstance(values, dict):
                self.refuse(("kinds", name), f"{name} должно быть таблицей: [kinds.{name}]")
            found[Kind(name)] = {
                Setting(key): self._value(name, key, value) for key, value in values.items()
            }
        return found

    def _value(self, kind: str, key: str, value: Any) -> str:
        way = ("kinds", kind, key)
        if key not in _OF_A_KIND:
            known = ", ".join(sorted(_OF_A_KIND))
            self.refuse(way, f"неизвестный ключ {key}, здесь бывают: {known}")
        setting = Setting(key)
        try:
            return canonical(setting, str(value))
        except NoSuchValueError:
            self.refuse(way, f"у настройки {key} нет значения {value!r}", CLAUSES[setting])
        except ResponseTooStrongError:
            self.refuse(
                way,
                f"у настройки {key} не может быть значения {value!r}",
                ResponseTooStrong(setting=setting).clause,
            )
        except QuietTooLongError:
            hours = LONGEST_QUIET // timedelta(hours=1)
            self.refuse(
                way,
                f"тихие часы длятся не больше {hours} часов: доступ круглосуточный",
                Clause.ROUND_THE_CLOCK,
            )

    def check_kinds(self, rules: Sequence[Rule]) -> None:
        """Refuse a file under which chats of some kind would have no rules at all."""
        for kind in Kind:
            if not any(not rule.kinds or kind in rule.kinds for rule in rules):
                self.refuse(("rules",), f"для бесед вида {kind} не осталось ни одного правила")
