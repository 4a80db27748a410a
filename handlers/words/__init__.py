"""What the bot says, subject by subject: one typed function per sentence or message.

Each takes the voice (the chat's language, zone and now) and what the sentence needs, and returns
the words. `line` words a fact of the subject for the journal, `refusal` says why the policy
refused.
"""
