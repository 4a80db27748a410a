"""The obscenity detector as one of a chat's: it looks at the text alone."""

from rules.detectors import obscenity
from rules.detectors.detection import Answer, Detection
from rules.detectors.message import Message


class ObscenityWatcher:
    """Finds obscene words and their euphemisms."""

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Give what is obscene in a message's text."""
        return obscenity.detect(message.text)

    def explain(self, message: Message) -> Answer:
        """Give the same, and which words only look like it."""
        return obscenity.explain(message.text)
