"""Refusals: VK's of the bot's calls, and the sandbox's of people's acts."""

TEXTS = {
    1: "Unknown error occurred",
    3: "Unknown method passed",
    5: "User authorization failed: invalid access_token (4).",
    6: "Too many requests per second",
    9: "Flood control",
    10: "Internal server error",
    12: "Unable to compile code",
    13: "Runtime error occurred during code invocation",
    15: "Access denied",
    27: "Group authorization failed: method is unavailable with group auth.",
    29: "Rate limit reached",
    36: "Method execution was interrupted due to timeout",
    100: "One of the parameters specified was missing or invalid",
    104: "Not found",
    901: "Can't send messages for users without permission",
    909: "Can't edit this message, because it's too old",
    911: "Keyboard format is invalid",
    914: "Message is too long",
    917: "You don't have access to this chat",
    919: "You can't see invite link for this chat",
    920: "Can't edit this kind of message",
    921: "Can't forward these messages",
    924: "Can't delete this message for everybody",
    925: "You are not admin of this chat",
    927: "Chat does not exist",
    935: "User not found in chat",
    2000: "Servers number limit is reached",
}


class VkError(Exception):
    """VK refuses a call, with its code and text."""

    def __init__(self, code: int, detail: str = "") -> None:
        text = TEXTS.get(code, "Unknown error occurred")
        super().__init__(f"{text}: {detail}" if detail else text)
        self.code = code
        self.text = str(self)


class NotPossibleError(Exception):
    """A person in the sandbox cannot do that; the text is a sentence for them (Russian)."""
