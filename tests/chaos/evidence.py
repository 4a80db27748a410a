"""What is written beside a run's database, to find the cause of a difference by."""

import json
from dataclasses import asdict
from pathlib import Path

from bot.sandbox.world import World


def leave_evidence(world: World, folder: Path) -> None:
    """Write the calls (`calls.jsonl`) and all words of all conversations (`words.jsonl`)."""
    with (folder / "calls.jsonl").open("w", encoding="utf-8") as calls:
        for call in world.calls:
            calls.write(json.dumps(asdict(call), ensure_ascii=False) + "\n")
    with (folder / "words.jsonl").open("w", encoding="utf-8") as words:
        for peer, conversation in sorted(world.conversations.items()):
            for message in conversation.messages:
                said = {
                    "peer": peer,
                    "number": message.conversation_message_id,
                    "at": message.date.isoformat(),
                    "from": message.from_id,
                    "removed": message.removed,
                    "text": message.text,
                    "action": str(message.action or ""),
                }
                words.write(json.dumps(said, ensure_ascii=False) + "\n")
