"""How a call comes to nothing."""


class VkRefused(Exception):  # noqa: N818 -- what VK did, not whose error it is
    """A call came to nothing: VK refused with `code`, or did not answer (`UNANSWERED`).

    `text` is VK's own words, and never what was asked: that has the token and people's words in it.
    """

    def __init__(self, code: int, text: str) -> None:
        super().__init__(f"error {code}: {text}")
        self.code = code
        self.text = text
