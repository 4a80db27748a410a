"""The obscenity detector as a `Watcher`: it reads only the text."""

from rules.detectors import obscenity
from rules.detectors.detection import Answer, Detection
from rules.detectors.message import Message


class ObscenityWatcher:
    """Finds obscene words and their euphemisms."""

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return the obscene words in a message's text."""
        return obscenity.detect(message.text)

    def explain(self, message: Message) -> Answer:
        """Return the same, and which words only look obscene."""
        return obscenity.explain(message.text)
