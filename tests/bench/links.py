"""Advertising and links on public collections of spam, and on ordinary talk.

Their labels say what a chat's members took for spam: an address that leads to another messenger is
none there if a friend sent it, and is one in a college's chat.
"""

from rules.detectors.detection import Detection
from rules.detectors.link import Links
from rules.detectors.message import NOBODYS, Message
from rules.detectors.registry import Label
from tests.bench.collection import Row, rows
from tests.bench.figures import rate


def print_rows() -> None:
    """Print precision and recall by source, for text alone and with addresses, and the speed."""
    spam, stream = rows("spam_dev"), rows("stream_dev")
    if not spam:
        print("The labelled messages are not there.")
        return
    print("| source | by | flagged | precision | recall |")
    print("|---|---|---:|---:|---:|")
    for source in sorted({row.kind for row in spam}):
        of_source = [row for row in spam if row.kind == source]
        for by, labels in (
            ("text alone", {Label.ADVERTISING}),
            ("text and addresses", set(Label)),
        ):
            print(f"| {source} | {by} | {_share(of_source, labels)} |")
    flagged = sum(bool(_detect(row.text)) for row in stream)
    print(f"| ordinary talk | text and addresses | {flagged} of {len(stream)} | – | – |")
    speed = rate(_detect, [row.text for row in stream], rounds=3)
    print(f"\n{speed:,.0f} messages a second")


def _share(of_source: list[Row], labels: set[Label]) -> str:
    flagged = [row for row in of_source if any(x.label in labels for x in _detect(row.text))]
    right = sum(row.label == "1" for row in flagged)
    spam = sum(row.label == "1" for row in of_source)
    return f"{len(flagged)} | {right / max(1, len(flagged)):.2f} | {right / max(1, spam):.2f}"


_LINKS = Links()


def _detect(text: str) -> tuple[Detection, ...]:
    return _LINKS.detect(Message(text=text, author=NOBODYS))


if __name__ == "__main__":
    print_rows()
