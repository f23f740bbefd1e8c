"""Machines and the cable between them: python3 cable.py

Makes network namespaces, each with a network card, and carries Ethernet frames between the cards as a hub does: as well
or as badly as it is told. Reads commands from stdin and prints their results to stdout, one JSON object in a line.

The namespaces have no names: whatever happens, they are gone with this process and those that run in them.
"""

import ctypes
import fcntl
import heapq
import json
import os
import random
import select
import socket
import struct
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF, TUNSETCARRIER = 0x400454CA, 0x400454E2
SIOCSIFADDR, SIOCSIFNETMASK, SIOCSIFFLAGS, SIOCGIFHWADDR = 0x8916, 0x891C, 0x8914, 0x8927
TAP, UP = 0x1002, 0x41

CARD, LOOPBACK = b"card0", b"lo"
IPV4, ARP = b"\x08\x00", b"\x08\x06"
EVERYBODY = b"\xff" * 6

# A slow line keeps so many bytes waiting before it drops what comes.
LINE_BUFFER = 64 * 1024


class Machine:
    """A namespace with a card; made by moving this process into a new one, where the next machine leaves it."""

    def __init__(self, address):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        self.namespace = os.open("/proc/self/ns/net", os.O_RDONLY)
        self.card = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(self.card, TUNSETIFF, struct.pack("16sH22x", CARD, TAP))
        self.address = socket.inet_aton(address)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as kernel:
            for what, value in ((SIOCSIFADDR, self.address), (SIOCSIFNETMASK, b"\xff\xff\xff\x00")):
                request = struct.pack("16sHH4s16x", CARD, socket.AF_INET, 0, value)
                fcntl.ioctl(kernel, what, request)
            for card in (CARD, LOOPBACK):
                fcntl.ioctl(kernel, SIOCSIFFLAGS, struct.pack("16sH22x", card, UP))
            self.mac = fcntl.ioctl(kernel, SIOCGIFHWADDR, struct.pack("16s24x", CARD))[18:24]
        self.hears = self.sends = True
        # When the line has carried what this machine sent so far.
        self.free = 0.0


class Cable:
    """The hub, and what is wrong with it."""

    def __init__(self):
        self.machines = {}
        self.made = 0
        self.loss, self.delay, self.rate = 0.0, 0.0, None
        self.random = random.Random(1)
        # (when, number, machine, frame)
        self.under_way = []
        # Pairs of machines that do not hear each other.
        self.cuts = set()
        self.number = 0

    def do_plug(self, address):
        """A new machine; it says to all others who it is, as cards do when they come up."""
        machine = Machine(address)
        self.made += 1
        self.machines[self.made] = machine
        self.do_announce(self.made)
        return {"machine": self.made, "namespace": f"/proc/{os.getpid()}/fd/{machine.namespace}"}

    def do_unplug(self, machine):
        """The machine's card is gone, and nobody hears of the machine again."""
        gone = self.machines.pop(machine)
        os.close(gone.card)
        os.close(gone.namespace)

    def do_announce(self, machine):
        """A gratuitous ARP: its address is where this machine is."""
        source = self.machines[machine]
        who = source.mac + source.address
        self.carry(source, EVERYBODY + source.mac + ARP + bytes.fromhex("0001080006040001") + who * 2)

    def do_set(self, machine, hears=True, sends=True):
        """What this machine's end of the cable still does."""
        self.machines[machine].hears, self.machines[machine].sends = hears, sends

    def do_carrier(self, machine, on):
        """Whether the machine's card feels a cable; without one nothing passes."""
        self.do_set(machine, on, on)
        fcntl.ioctl(self.machines[machine].card, TUNSETCARRIER, struct.pack("i", on))

    def do_between(self, machine, other, passes):
        """Whether two machines hear each other; all others still do."""
        pair = frozenset((self.machines[machine], self.machines[other]))
        (self.cuts.discard if passes else self.cuts.add)(pair)

    def do_line(self, loss=0.0, seed=1, delay=0.0, rate=None):
        """Loss as a share of 1, delay in seconds, rate in bytes a second."""
        self.loss, self.delay, self.rate, self.random = loss, delay, rate, random.Random(seed)

    def carry(self, source, frame):
        """Take a frame from its source."""
        if not source.sends or frame[12:14] not in (IPV4, ARP) or self.random.random() < self.loss:
            return
        due = time.monotonic()
        if self.rate is not None:
            if (source.free - due) * self.rate > LINE_BUFFER:
                return
            due = source.free = max(source.free, due) + len(frame) / self.rate
        for machine in self.machines.values():
            if machine is not source and frozenset((source, machine)) not in self.cuts:
                self.number += 1
                heapq.heappush(self.under_way, (due + self.delay, self.number, machine, frame))

    def deliver(self):
        """Hand over what has arrived; returns the seconds until more will."""
        while self.under_way and self.under_way[0][0] <= time.monotonic():
            _, _, machine, frame = heapq.heappop(self.under_way)
            if machine.hears and machine in self.machines.values():
                try:
                    os.write(machine.card, frame)
                except OSError:
                    pass  # A card without carrier takes nothing.
        return max(0.0, self.under_way[0][0] - time.monotonic()) if self.under_way else None

    def obey(self, line):
        """Run one command and tell its result."""
        command = json.loads(line)
        number, name = command.pop("id"), command.pop("command")
        try:
            result = getattr(self, f"do_{name}")(**command) or {}
        except Exception as error:  # pylint: disable=broad-except
            result = {"error": repr(error)}
        print(json.dumps({"event": "result", "id": number, **result}), flush=True)

    def run(self):
        """Serve until stdin ends."""
        rest = b""
        while True:
            cards = {machine.card: machine for machine in self.machines.values()}
            ready, _, _ = select.select([0, *cards], [], [], self.deliver())
            for descriptor in ready:
                if descriptor == 0:
                    chunk = os.read(0, 65536)
                    if not chunk:
                        return
                    *lines, rest = (rest + chunk).split(b"\n")
                    for line in lines:
                        self.obey(line)
                elif cards[descriptor] in self.machines.values():
                    self.carry(cards[descriptor], os.read(descriptor, 65536))


print(json.dumps({"event": "ready"}), flush=True)
Cable().run()
