"""The refusal of a call."""


class VkRefused(Exception):  # noqa: N818 -- what VK did, not whose error it is
    """A call failed: VK refused with `code`, or did not answer (`UNANSWERED`).

    `text` is VK's own, never the request: that holds the token and people's words.
    """

    def __init__(self, code: int, text: str) -> None:
        super().__init__(f"error {code}: {text}")
        self.code = code
        self.text = text
