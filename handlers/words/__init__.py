"""The bot's messages, subject by subject: one typed function per sentence or message.

Each takes the voice (the chat's language, zone and now) and the sentence's values, and returns the
words. `line` words a fact for the journal, `refusal` a refusal of the policy.
"""
