"""The message classes of secsgem: python secsgem_messages.py.

Reads commands from stdin and prints results to stdout, one JSON object in a line.
"""

import json
import sys

from secsgem.secs.functions import StreamsFunctions
from secsgem.secs.variables import Array, Dynamic, List
from secsgem.secs.variables.functions import generate
from secsgem_items import build as make
from secsgem_items import describe_item

FUNCTIONS = StreamsFunctions()


def names(data):
    """List the names of the data items, in their order; an array has those of one element."""
    if data is None:
        return []
    if isinstance(data, Array):
        return names(generate(data.item_decriptor))
    if isinstance(data, List):
        return [name for field in data.data.values() for name in names(field)]
    return [data.name]


def describe(data):
    """Say what a message was read as."""
    if isinstance(data, Array):
        return ["L", [describe(item) for item in data.data]]
    if isinstance(data, List):
        return ["L", [describe(field) for field in data.data.values()]]
    if isinstance(data, Dynamic) and data.value is None:
        return ["nothing"]
    return describe_item(data)


def give(data, described):
    """Give values as a program has them: secsgem chooses the formats of numbers and text where it may."""
    name, value = described
    if isinstance(data, Dynamic) and name in ("L", "B"):
        return make(described)
    if name == "L":
        if isinstance(data, Array):
            return [give(generate(data.item_decriptor), item) for item in value]
        fields = data.data.values() if isinstance(data, List) else [None] * len(value)
        return [give(field, item) for field, item in zip(fields, value)]
    if name == "A":
        return value
    if name == "B":
        return bytes.fromhex(value)
    if name != "BOOLEAN":
        value = [(float if name in ("F4", "F8") else int)(text) for text in value]
    return value[0] if len(value) == 1 else value


def read(function, body):
    """Decode a body, and encode it again."""
    message = function()
    message.decode(body)
    item = None if message.data is None else describe(message.data)
    return {"item": item, "body": message.encode().hex()}


def build(function, item):
    """Encode values."""
    message = function()
    if item is not None:
        message.set(give(message.data, item))
    return {"body": message.encode().hex()}


def attempt(action, *arguments):
    """Give the result of an action, or what it threw."""
    try:
        return action(*arguments)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def do_list(_):
    """Name all messages."""
    return {"names": [f"S{function.stream}F{function.function}" for function in FUNCTIONS._functions]}


def do_message(command):
    """Read bodies and build values of one message."""
    function = FUNCTIONS.function(command["stream"], command["function"])
    message = function()
    return {
        "names": names(message.data),
        "toHost": message.to_host,
        "toEquipment": message.to_equipment,
        "w": message.is_reply_required,
        "read": [attempt(read, function, bytes.fromhex(body)) for body in command["bodies"]],
        "built": [attempt(build, function, item) for item in command["items"]],
    }


for line in sys.stdin:
    request = json.loads(line)
    result = attempt({"list": do_list, "message": do_message}[request["command"]], request)
    print(json.dumps({"event": "result", "id": request["id"], **result}), flush=True)
