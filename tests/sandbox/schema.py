"""VK's published JSON schema as a judge of calls, answers and events (VK.md, 1.1).

VK writes the schema in a dialect of its own: `required` is a flag of each property, and a
property that is not named there is taken for a mistake here. Where the schema is not at hand,
only the methods that VK never published are known.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

Node = Mapping[str, Any]
"""A part of the schema."""

_KEYBOARD: Final = {"$ref": "../messages/objects.json#/definitions/messages_keyboard"}

_INTEGERS: Final = {"type": "array", "items": {"type": "integer"}, "required": True}

_WRITING: Final[Node] = {
    "parameters": [{"name": "chat_id", "type": "integer", "required": True}],
    "responses": {"response": {"properties": {"response": {"type": "integer", "enum": [1]}}}},
}

_UNPUBLISHED: Final[Mapping[str, Node]] = {
    # VK.md, 1.4: known from public bots only
    "messages.changeConversationMemberRestrictions": {
        "parameters": [
            {"name": "peer_id", "type": "integer", "required": True},
            {"name": "member_ids", **_INTEGERS},
            {"name": "action", "type": "string", "enum": ["ro", "rw"], "required": True},
            {"name": "for", "type": "integer", "minimum": 1},
        ],
        "responses": {
            "response": {
                "properties": {
                    "response": {"type": "object", "properties": {"failed_member_ids": _INTEGERS}}
                }
            }
        },
    },
    "messages.disableChatWriting": _WRITING,
    "messages.enableChatWriting": _WRITING,
}

_UNDESCRIBED: Final[Mapping[str, Node]] = {
    # VK.md, 1.2: the schema lists no parameters of it
    "execute": {"parameters": [{"name": "code", "type": "string", "required": True}]},
}

_OF_EVERY_CALL: Final[Node] = {
    "v": {"type": "string", "enum": ["5.199"]},
    "lang": {"type": "string"},
}

_JSON_OF: Final[Mapping[tuple[str, str], Node]] = {
    # the schema forgets to say so where a message is edited
    ("messages.edit", "keyboard"): _KEYBOARD,
}

_EXCUSED: Final = (
    # VK.md, 4: an inline keyboard has no `one_time`
    re.compile(r"keyboard\.one_time: is missing\Z"),
    # the documentation of keyboards (VK.md, 4) has the colour, the schema calls it `default`
    re.compile(r"\.color: 'secondary' is none of "),
    # an empty list in place of an object where nobody has the name (OpenVK/openvk#802)
    re.compile(r"utils\.resolveScreenName\.response: \[\] is no object\Z"),
    # VK.md, 2.1: the lists of events leave out `message_event`
    re.compile(r"message_event\.type: 'message_event' is none of "),
    re.compile(r"get(?:LongPoll|Callback)Settings\.response\.events\.message_event: unknown\Z"),
    # VK.md, 2.2: the payload of a button arrives as an object
    re.compile(r"message_event\.object\.payload: .* is no string\Z"),
    # the schema names `link` among the kinds of attachments and forgets the field itself
    re.compile(r"\.attachments\[\d+\]\.link: unknown\Z"),
    # VK.md, 2.2: ways to join that VK's own client knows and the schema does not
    re.compile(r"\.action\.type: 'chat_invite_user_by_call(?:_join_link)?' is none of "),
)


class Schema:
    """VK's schema in a folder; without a folder, the unpublished methods alone."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._files: dict[str, Node] = {}
        self.methods: dict[str, Node] = {}
        """The methods that VK published."""
        for file in sorted(folder.glob("*/methods.json")) if folder else ():
            for method in json.loads(file.read_text(encoding="utf-8"))["methods"]:
                self.methods[method["name"]] = method

    def call_faults(self, method: str, params: Mapping[str, object]) -> list[str]:
        """Return what VK would refuse in a call; its parameters are texts, as sent."""
        known = self._method(method)
        if known is None:
            return [f"{method}: unknown method"] if self._folder else []
        nodes = {one["name"]: one for one in known.get("parameters", ())}
        faults = [
            f"{method}.{name}: is missing"
            for name, node in nodes.items()
            if node.get("required") and name not in params
        ]
        for name, value in params.items():
            at = f"{method}.{name}"
            if (node := nodes.get(name, _OF_EVERY_CALL.get(name))) is None:
                faults.append(f"{at}: unknown")
            else:
                faults += self._parameter_faults(str(value), node, at, _JSON_OF.get((method, name)))
        return _unexcused(faults)

    def answer_faults(self, method: str, answer: object) -> list[str]:
        """Return where an answer (`{"response": …}`) fits none of the method's responses."""
        known = self._method(method)
        if known is None:
            return [f"{method}: unknown method"] if self._folder else []
        found: list[str] = []
        for node in known["responses"].values():
            faults = _unexcused(self._faults(answer, node, method))
            if not faults:
                return []
            found += faults
        return found

    def event_faults(self, event: Mapping[str, Any]) -> list[str]:
        """Return what in an update of the long poll contradicts the schema."""
        if self._folder is None:
            return []
        callback = "../callback/objects.json#/definitions/callback_"
        name = event["type"]
        body = {"$ref": f"{callback}{name}"}
        if name in {"message_edit", "message_reply"}:
            body = {"$ref": f"{callback}message"}
        envelope = {"allOf": [{"$ref": f"{callback}base"}, {"properties": {"object": body}}]}
        return _unexcused(self._faults(event, envelope, name))

    def _method(self, name: str) -> Node | None:
        return _UNDESCRIBED.get(name) or self.methods.get(name) or _UNPUBLISHED.get(name)

    def _parameter_faults(self, text: str, node: Node, at: str, inner: Node | None) -> list[str]:
        if inner is None and node["type"] == "string" and "$ref" in node:
            target = {"$ref": node["$ref"]}
            inner = target if self._flat(target).get("type") == "object" else None
        faults = list(self._faults(_read(text, node), node, at)) if inner is None else []
        if inner is not None:
            try:
                faults += self._faults(json.loads(text), inner, at)
            except ValueError:
                faults.append(f"{at}: is no JSON")
        return faults

    def _faults(self, value: object, node: Node, at: str) -> Iterator[str]:
        node = self._flat(node)
        if ways := node.get("oneOf"):
            if all(any(_unexcused(self._faults(value, way, at))) for way in ways):
                yield f"{at}: {value!r} fits none of {len(ways)} ways"
            return
        kinds = [node["type"]] if isinstance(node.get("type"), str) else node.get("type", [])
        if kinds and not any(_is(value, kind) for kind in kinds):
            yield f"{at}: {value!r} is no {' or '.join(kinds)}"
            return
        if "enum" in node and value not in node["enum"]:
            yield f"{at}: {value!r} is none of {node['enum']}"
        yield from _beyond(value, node, at)
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from self._faults(item, node.get("items", {}), f"{at}[{index}]")
        elif isinstance(value, dict) and (properties := node.get("properties")):
            for name, inner in properties.items():
                if inner.get("required") and name not in value:
                    yield f"{at}.{name}: is missing"
            for name, item in value.items():
                if name in properties:
                    yield from self._faults(item, properties[name], f"{at}.{name}")
                else:
                    yield f"{at}.{name}: unknown"

    def _flat(self, node: Node) -> Node:
        """Return a node with its references and parts merged into it."""
        flat: dict[str, Any] = (
            dict(self._flat(self._referred(node["$ref"]))) if "$ref" in node else {}
        )
        properties = dict(flat.get("properties", {}))
        for part in (*map(self._flat, node.get("allOf", ())), node):
            properties |= part.get("properties", {})
            flat |= {key: value for key, value in part.items() if key not in {"$ref", "allOf"}}
        return {**flat, "properties": properties} if properties else flat

    def _referred(self, ref: str) -> Node:
        path, _, name = ref.removeprefix("../").partition("#/definitions/")
        if path not in self._files:
            file = (self._folder or Path()) / path
            # only the sections that a chat bot needs are at hand
            self._files[path] = (
                json.loads(file.read_text(encoding="utf-8"))["definitions"] if file.exists() else {}
            )
        found: Node = self._files[path].get(name, {})
        return found


@cache
def vk_schema() -> Schema:
    """Return VK's schema from `VK_SCHEMA`, or from beside the repository; else an empty one."""
    beside = Path(__file__).parents[2].parent / "shared" / "vk-api-schema"
    folder = Path(os.environ.get("VK_SCHEMA") or beside)
    return Schema(folder if folder.is_dir() else None)


def check_call(method: str, params: Mapping[str, object]) -> list[str]:
    """Return what VK's schema refuses in a call of the bot's; empty if it is valid."""
    return vk_schema().call_faults(method, params)


def _read(text: str, node: Node) -> object:
    """Return the value that a parameter's text stands for; the text itself if it stands for
    none."""
    kinds = node["type"]
    if kinds == "array":
        return [
            _read(part, {"type": "string", **node["items"]}) for part in text.split(",") if text
        ]
    if kinds == "boolean":
        return {"0": False, "1": True}.get(text, text)
    if "integer" in kinds and re.fullmatch(r"-?\d+", text):
        return int(text)
    if kinds == "number" and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    return text


def _is(value: object, kind: str) -> bool:
    match kind:
        case "object":
            return isinstance(value, dict)
        case "array":
            return isinstance(value, list)
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case _:
            return isinstance(value, int | float) and not isinstance(value, bool)


def _beyond(value: object, node: Node, at: str) -> Iterator[str]:
    """Return the bound of the node that a value exceeds."""
    match value:
        case int() | float():
            if not node.get("minimum", value) <= value <= node.get("maximum", value):
                yield f"{at}: {value} is out of bounds"
        case str():
            if not node.get("minLength", 0) <= len(value) <= node.get("maxLength", len(value)):
                yield f"{at}: has {len(value)} characters"
        case list():
            if not node.get("minItems", 0) <= len(value) <= node.get("maxItems", len(value)):
                yield f"{at}: has {len(value)} items"
        case _:
            pass


def _unexcused(faults: Iterator[str] | list[str]) -> list[str]:
    return [fault for fault in faults if not any(excuse.search(fault) for excuse in _EXCUSED)]
