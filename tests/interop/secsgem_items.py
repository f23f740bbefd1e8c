"""Items of secsgem, made of JSON and told in it: ["U4", ["1", "2"]], ["L", [...]], ["A", "text"], ["B", "00ff"]."""

from secsgem.secs import variables
from secsgem.secs.functions.base import SecsStreamFunction
from secsgem.secs.variables.dynamic import ANYVALUE

CLASSES = {
    variable.text_code: variable
    for variable in vars(variables).values()
    if isinstance(variable, type) and variable.format_code >= 0 and variable is not variables.List
}


class AnyRequest(SecsStreamFunction):
    """S64F3, a request that is any item which secsgem takes where any may be."""

    _stream = 64
    _function = 3
    _data_format = ANYVALUE
    _has_reply = True
    _is_reply_required = True


class AnyReply(SecsStreamFunction):
    """S64F4."""

    _stream = 64
    _function = 4
    _data_format = ANYVALUE


class Jis8Request(SecsStreamFunction):
    """S64F5, a request that is a J."""

    _stream = 64
    _function = 5
    _data_format = variables.JIS8
    _has_reply = True
    _is_reply_required = True


class Jis8Reply(SecsStreamFunction):
    """S64F6."""

    _stream = 64
    _function = 6
    _data_format = variables.JIS8


ITEM_FUNCTIONS = [AnyRequest, AnyReply, Jis8Request, Jis8Reply]


def is_item(header):
    """Whether a message is one of these."""
    return header.stream == 64 and 3 <= header.function <= 6


def build(described):
    """Make a variable of its description."""
    name, value = described
    if name == "L":
        return variables.Array(ANYVALUE, [build(item) for item in value])
    if name == "B":
        return variables.Binary(bytes.fromhex(value))
    if name in ("A", "J", "BOOLEAN"):
        return CLASSES[name](value)
    number = float if name in ("F4", "F8") else int
    return CLASSES[name]([number(text) for text in value])


def describe_item(variable):
    """Say what a variable was read as."""
    if variable.is_dynamic:
        return describe_item(variable.value)
    name = variable.text_code
    if name == "L":
        return [name, [describe_item(item) for item in variable]]
    value = variable.get()
    if name in ("A", "J"):
        return [name, value]
    if name == "B":
        return [name, bytes([value] if isinstance(value, int) else value).hex()]
    values = value if isinstance(value, list) else [value]
    if name == "BOOLEAN":
        return [name, values]
    return [name, [str(number).replace("inf", "Infinity").replace("nan", "NaN") for number in values]]
