"""What every peer made of secsgem has: commands from stdin, events to stdout, and mends of three faults (docs/interop.md)."""

import json
import logging
import os
import sys
import threading
import time

import secsgem.hsms
from secsgem.common.tcp_server_connection import TcpServerConnection

listen_again = TcpServerConnection._disconnected


def listen_when_ended(connection, data):
    """Listen again once the thread of the last connection has ended: it still says to the next one that it has to stop."""

    def wait():
        while connection._thread_running or connection._stop_thread:
            time.sleep(0.001)
        listen_again(connection, data)

    threading.Thread(target=wait, daemon=True).start()


TcpServerConnection._disconnected = listen_when_ended


class Ordered(secsgem.hsms.HsmsProtocol):
    """HsmsProtocol that begins to handle frames when it is connected, not at the same time."""

    def _on_connected(self, data):
        start = self._thread.start
        self._thread.start = lambda: None
        try:
            super()._on_connected(data)
        finally:
            self._thread.start = start
        start()


class Mended(Ordered):
    """Pieces so small that a socket that is writable takes them whole: what send() leaves over is lost."""

    send_packet_size = 16 * 1024


class Caught(logging.Handler):
    """Tells of the exceptions that secsgem catches; it drops the message that it was at."""

    def __init__(self, tell):
        super().__init__()
        self.tell = tell

    def emit(self, record):
        """Tell of one."""
        if record.exc_info:
            self.tell("error", message=str(record.exc_info[1]))


class PeerProcess:
    """Carries out commands, each in a thread of its own: the calls of secsgem wait."""

    def __init__(self):
        self.lock = threading.Lock()
        logging.basicConfig()
        logging.getLogger().addHandler(Caught(self.tell))

    def tell(self, event, **fields):
        """Print an event."""
        line = json.dumps({"event": event, **fields})
        with self.lock:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()

    def run(self, command):
        """Carry out a command and tell its result."""
        try:
            result = getattr(self, "do_" + command["command"])(command)
            self.tell("result", id=command["id"], **(result or {}))
        except Exception as error:
            self.tell("result", id=command["id"], error=repr(error))

    def serve(self):
        """Serve until stdin ends."""
        self.tell("ready")
        for line in sys.stdin:
            command = json.loads(line)
            if command["command"] == "stop":
                break
            threading.Thread(target=self.run, args=(command,), daemon=True).start()
        # Threads of secsgem may never end; nothing here is worth waiting for.
        os._exit(0)
