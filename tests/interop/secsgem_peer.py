"""A peer made of secsgem: python secsgem_peer.py active|passive PORT SESSION [late|spilling].

Reads commands from stdin and prints events to stdout, one JSON object in a line.

Three known faults of secsgem would hide everything else and are mended (see docs/interop.md); two can be asked for:
late:     the thread that accepts is always slower than the one that handles Select.req
spilling: frames go out in pieces as large as shipped, into a socket with a small send buffer
"""

import socket
import sys
import threading

import secsgem.hsms
import secsgem.secs
from secsgem.secs.functions.base import SecsStreamFunction
from secsgem_items import ITEM_FUNCTIONS, build, describe_item, is_item
from secsgem_process import Mended, Ordered, PeerProcess


class HeaderOnlyRequest(SecsStreamFunction):
    """S64F1, a request without a body: secsgem drops every function that it has no class for."""

    _stream = 64
    _function = 1
    _has_reply = True
    _is_reply_required = True


class HeaderOnlyReply(SecsStreamFunction):
    """S64F2, a reply without a body."""

    _stream = 64
    _function = 2


class Raw:
    """A function whose body is given in bytes or as the description of an item."""

    def __init__(self, command):
        self.stream = command["stream"]
        self.function = command["function"]
        self.is_reply_required = command.get("w", False)
        self.body = build(command["item"]).encode() if "item" in command else bytes.fromhex(command.get("body", ""))

    def encode(self):
        """Give the body as it is."""
        return self.body


class Spilling(Ordered):
    """Pieces as large as shipped, and a socket that never has room for one of them."""

    def _on_connected(self, data):
        self._connection._sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 32 * 1024)
        super()._on_connected(data)


class Late(secsgem.hsms.HsmsProtocol):
    """HsmsProtocol as shipped, but the race between accept and Select.req always ends badly."""

    def __init__(self, settings):
        super().__init__(settings)
        handled = threading.Event()
        connect = self._connection_state.connect

        def connect_late():
            handled.wait(5)
            connect()

        self._connection_state.connect = connect_late
        self.handled = handled

    def _on_connection_message_received(self, source, message):
        try:
            super()._on_connection_message_received(source, message)
        finally:
            self.handled.set()


class Peer(PeerProcess):
    """Carries out commands, each in a thread of its own: the calls of secsgem wait."""

    def __init__(self, role, port, session, option):
        super().__init__()
        functions = secsgem.secs.functions.StreamsFunctions()
        functions.update(HeaderOnlyRequest)
        functions.update(HeaderOnlyReply)
        for function in ITEM_FUNCTIONS:
            functions.update(function)
        mode = secsgem.hsms.HsmsConnectMode.ACTIVE if role == "active" else secsgem.hsms.HsmsConnectMode.PASSIVE
        settings = secsgem.hsms.HsmsSettings(
            address="127.0.0.1",
            port=port,
            connect_mode=mode,
            session_id=session,
            streams_functions=functions,
            t3=10,
            t5=1,
        )
        self.protocol = {"late": Late, "spilling": Spilling}.get(option, Mended)(settings)
        self.protocol._system_counter = 0
        self.holding = False
        self.functions = functions
        events = self.protocol.events
        events.connected += lambda _: self.tell("connected")
        events.communicating += lambda _: self.tell("selected")
        events.disconnected += lambda _: self.tell("closed")
        events.message_received += self.on_message
        self.protocol.connection_state.connected_selected.events.leave.register(lambda _: self.tell("deselected"))

    def on_message(self, data):
        """Tell of a message that nobody waits for, and answer it: an item as it is encoded here, anything else as it came."""
        message = data["message"]
        header = message.header
        self.tell("received", **self.describe(message))
        if header.require_response and not self.holding:
            body = self.functions.decode(message).encode() if is_item(header) else message.data
            reply = Raw({"stream": header.stream, "function": header.function + 1, "body": body.hex()})
            self.protocol.send_response(reply, header.system)

    def describe(self, message):
        """Name the fields of a message, with the values of its item where it is one to be read."""
        fields = describe(message)
        if message is not None and is_item(message.header):
            fields["item"] = describe_item(self.functions.decode(message).data)
        return fields

    def do_enable(self, _):
        self.protocol.enable()

    def do_send(self, command):
        return {"sent": self.protocol.send_stream_function(Raw(command))}

    def do_request(self, command):
        return self.describe(self.protocol.send_and_waitfor_response(Raw({**command, "w": True})))

    def do_reply(self, command):
        return {"sent": self.protocol.send_response(Raw(command), command["system"])}

    def do_linktest(self, _):
        return describe(self.protocol.send_linktest_req())

    def do_select(self, _):
        return describe(self.protocol.send_select_req())

    def do_deselect(self, _):
        return describe(self.protocol.send_deselect_req())

    def do_separate(self, _):
        return {"sent": self.protocol.send_separate_req() is not None}

    def do_hold(self, command):
        self.holding = command["on"]

    def do_system(self, command):
        self.protocol._system_counter = command["next"] - 1


def describe(message):
    """Name the fields of a message; nothing for none."""
    if message is None:
        return {"none": True}
    header = message.header
    return {
        "stype": header.s_type.value,
        "session": header.session_id,
        "stream": header.stream,
        "function": header.function,
        "w": header.require_response,
        "system": header.system,
        "body": bytes(message.data).hex(),
    }


def main():
    """Serve until stdin ends."""
    role, port, session = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    peer = Peer(role, port, session, sys.argv[4] if len(sys.argv) > 4 else "")
    peer.serve()


main()
