"""Checks that the settings name the college's administrators."""

from bot.checking.findings import Finding, warning, well
from bot.settings import Settings
from locales.texts import Texts


def of_administrators(settings: Settings, texts: Texts) -> Finding:
    """Report whom the settings name as administrators."""
    _ = texts.gettext
    if settings.admin_ids:
        words = _("Administrators: {people}")
        return well(words.format(people=", ".join(f"id{each}" for each in settings.admin_ids)))
    words = _(
        "Administrators: {setting} names nobody. Nobody decides appeals, confirms chats, changes"
        " families or notes leavers: put the numbers of their pages there."
    )
    return warning(words.format(setting="ADMIN_IDS"))
