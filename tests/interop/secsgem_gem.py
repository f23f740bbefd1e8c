"""A GEM peer made of secsgem: python secsgem_gem.py host|equipment active|passive PORT SESSION [shipped].

Reads commands from stdin and prints events to stdout, one JSON object in a line. Without `shipped` the messages that
secsgem sends without W, although its calls wait for their replies, have W (docs/interop.md), and S1F13 is repeated
after one second.
"""

import sys

import secsgem.gem
import secsgem.hsms
import secsgem.secs
from secsgem.secs import functions, variables
from secsgem_process import Mended, PeerProcess

ASKED = [functions.SecsS05F01, functions.SecsS05F03, functions.SecsS10F01, functions.SecsS10F03]

CLASSES = {"F4": variables.F4, "U4": variables.U4, "U1": variables.U1, "A": variables.String}


class Settings(secsgem.hsms.HsmsSettings):
    """Settings that make the protocol with the mends."""

    def create_protocol(self):
        return Mended(self)


class Equipment(secsgem.gem.GemEquipmentHandler):
    """The equipment handler with a pressure, a limit for it, and a door; and with process programs, if they are asked for."""

    def __init__(self, settings):
        super().__init__(settings)
        self.programs = {}
        self.status_variables[10] = secsgem.gem.StatusVariable(10, "Pressure", "Pa", variables.F4, False)
        self.status_variables[10].value = 1.5
        self.equipment_constants[20] = secsgem.gem.EquipmentConstant(20, "MaxPressure", 0, 10, 5, "Pa", variables.U4, False)
        self.alarms[25] = secsgem.gem.Alarm(25, "DoorOpen", "The door is open", 1, 30025, 40025)
        for ceid in (30025, 40025):
            self.collection_events[ceid] = secsgem.gem.CollectionEvent(ceid, f"event {ceid}", [])

    def keep_programs(self):
        """Serve S7F3, S7F5, S7F17 and S7F19."""
        self.register_stream_function(7, 3, self.on_program)
        self.register_stream_function(7, 5, self.on_program_request)
        self.register_stream_function(7, 17, self.on_program_delete)
        self.register_stream_function(7, 19, self.on_program_list)

    def on_program(self, _, message):
        """Keep one."""
        program = self.settings.streams_functions.decode(message).get()
        self.programs[program["PPID"]] = program["PPBODY"]
        return self.stream_function(7, 4)(0)

    def on_program_request(self, _, message):
        """Give one; an empty list if there is none."""
        ppid = self.settings.streams_functions.decode(message).get()
        if ppid not in self.programs:
            return self.stream_function(7, 6)()
        return self.stream_function(7, 6)({"PPID": ppid, "PPBODY": self.programs[ppid]})

    def on_program_delete(self, _, message):
        """Delete those that are named."""
        for ppid in self.settings.streams_functions.decode(message).get():
            self.programs.pop(ppid, None)
        return self.stream_function(7, 18)(0)

    def on_program_list(self, *_):
        """Name all."""
        return self.stream_function(7, 20)(list(self.programs))


class GemPeer(PeerProcess):
    """A handler of secsgem, with its calls as commands."""

    def __init__(self, side, role, port, session, option):
        super().__init__()
        known = secsgem.secs.functions.StreamsFunctions()
        for function in ASKED if option != "shipped" else []:
            known.update(type(function.__name__, (function,), {"_is_reply_required": True}))
        modes = secsgem.hsms.HsmsConnectMode
        settings = Settings(
            address="127.0.0.1",
            port=port,
            connect_mode=modes.ACTIVE if role == "active" else modes.PASSIVE,
            session_id=session,
            streams_functions=known,
            establish_communication_timeout=10 if option == "shipped" else 1,
            t3=2,
            t5=1,
        )
        self.handler = secsgem.gem.GemHostHandler(settings) if side == "host" else Equipment(settings)
        events = self.handler.events
        events.handler_communicating += lambda _: self.tell("communicating")
        events.disconnected += lambda _: self.tell("closed")
        events.collection_event_received += lambda data: self.tell(
            f"event {data['ceid'].get()} report {data['rptid'].get()} {[one['value'] for one in data['values']]}",
        )
        events.alarm_received += lambda data: self.tell(
            f"alarm {data['alid'].get()} code {plain(data['code'].get())} {data['text'].get()}",
        )
        events.terminal_received += lambda data: self.tell(
            f"terminal {plain(data['terminal'].get())} {data['text'].get()}",
        )

    def do_enable(self, _):
        self.handler.enable()

    def do_disable(self, _):
        self.handler.disable()

    def do_state(self, _):
        """Tell the state of communications, and of control if it is an equipment."""
        control = getattr(self.handler, "control_state", None)
        return {
            "communication": self.handler.communication_state.current.name,
            "control": control and control.current.name,
        }

    def do_lost(self, _):
        """Call what it does not call by itself when the connection has ended."""
        self.handler.on_connection_closed(None)

    def do_call(self, command):
        """Call a method of the handler."""
        value = getattr(self.handler, command["method"])(*[given(one) for one in command.get("args", [])])
        if isinstance(value, secsgem.common.Message):
            value = self.handler.settings.streams_functions.decode(value)
        return {"name": type(value).__name__, "value": plain(value)}

    def do_ask(self, command):
        """Send a message, and wait for its reply."""
        function = self.handler.stream_function(command["stream"], command["function"])
        reply = self.handler.send_and_waitfor_response(function(given(command.get("data"))))
        value = self.handler.settings.streams_functions.decode(reply)
        return {"name": type(value).__name__, "value": plain(value)}


def given(value):
    """Make an argument: {"F4": 7} is a variable of that format."""
    if isinstance(value, dict) and len(value) == 1 and next(iter(value)) in CLASSES:
        ((name, content),) = value.items()
        return CLASSES[name](content)
    if isinstance(value, dict):
        return {name: given(one) for name, one in value.items()}
    if isinstance(value, list):
        return [given(one) for one in value]
    return value


def plain(value):
    """Make JSON of a value; bytes are numbers."""
    if hasattr(value, "get") and not isinstance(value, dict):
        value = value.get()
    if isinstance(value, (bytes, bytearray)):
        return list(value)
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value


def main():
    """Serve until stdin ends."""
    side, role, port, session = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    GemPeer(side, role, port, session, sys.argv[5] if len(sys.argv) > 5 else "").serve()


main()
