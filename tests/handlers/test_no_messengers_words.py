"""Nothing above the adapters knows a messenger; its words stand in few places, with a reason."""

import re
from collections import Counter

from tests.locales.test_catalogues import ROOT, entries, first, forms, said_in

FOLDERS = ("handlers", "storage", "rules", "locales")
WORD = re.compile(r"(?<![a-zа-я0-9])(?:vk\w*|club\d*|вк|вконтакте)(?![a-zа-я])", re.IGNORECASE)

ALLOWED = {
    "rules/mentions.py": "stored texts carry mentions in this form, whatever messenger they go to",
    "rules/detectors/link/": "hosts and pages of people's links, whichever messenger brings them",
    "storage/migrations/versions/": "what earlier versions had in their databases was VK's",
}


def test_no_word_of_vk_stands_above_its_adapter() -> None:
    found = Counter(
        str(path.relative_to(ROOT))
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".toml", ".txt", ".mako"} and WORD.search(path.read_text("utf-8"))
    )
    assert found, "the search finds nothing, not even what is allowed"
    assert [path for path in found if not path.startswith(tuple(ALLOWED))] == []
    for allowed in ALLOWED:
        assert any(path.startswith(allowed) for path in found), allowed


def test_only_what_checks_vks_settings_says_its_name_in_sentences() -> None:
    about_vk = {sentence for _, sentence in said_in(ROOT / "bot" / "checking")}
    for message in entries():
        if first(message) not in about_vk:
            assert not any(map(WORD.search, (first(message), *forms(message)))), message.id
