// What two machines make of messages that cross on the wire; the schedules were found by the model (tests/model).

import { test } from "node:test";
import { assertEquals, assertInstanceOf } from "@std/assert";
import { HsmsClosedError, type HsmsPacket } from "@secs/hsms";
import type { Machine } from "../../../../src/core/hsms/machine/machine.ts";
import { SystemBytes } from "../../../../src/core/hsms/machine/system_bytes.ts";
import { deliver, GENERAL, machine, receive, written } from "./machines.ts";

/** A machine whose system bytes begin at `first`; in HSMS-GS it has the sessions 1 and 2. */
function made(active: boolean, first: number, sessions?: readonly number[]): Machine {
  return machine({ active, sessions, systemBytes: new SystemBytes(first) });
}

/** The system bytes of a packet, in hex. */
function systemOf({ header }: HsmsPacket): string {
  return header.system.toString(16).padStart(8, "0");
}

/** Two machines that have selected each other. */
function pair(
  sessions?: readonly number[],
  firsts: readonly [number, number] = [100, 200],
): [Machine, Machine] {
  const host = made(true, firsts[0], sessions);
  const tool = made(false, firsts[1], sessions);
  deliver(written(host), tool);
  deliver(written(tool), host);
  return [host, tool];
}

test("HSMS-GS: the linktest belongs to the connection, and is sent when it is due", () => {
  const [host, tool] = pair(GENERAL.sessions);
  for (const packet of written(host)) host.sent(packet, 0);
  host.tick(30_000);
  const [request] = written(host);
  assertEquals(request?.header.name, "Linktest.req");
  host.sent(request!, 30_000);
  tool.received(request!, 30_000);
  deliver(written(tool), host);
  assertEquals(host.openTransactions, 0);
});

test("HSMS-GS: Separate ends our Select.req that is open, whose answer then selects nobody", () => {
  const host = made(true, 100, GENERAL.sessions);
  const tool = made(false, 200, GENERAL.sessions);
  host.effects.length = 0;
  host.separate(1, 0);
  const settled = host.effects.find((effect) => effect.type === "settle");
  assertInstanceOf(settled?.outcome.error, HsmsClosedError);
  deliver(written(host), tool);
  deliver(written(tool), host);
  assertEquals([host.isSelected(1), tool.isSelected(1)], [false, false]);
  assertEquals([host.isSelected(2), tool.isSelected(2)], [true, true]);
});

for (const [kind, sessions] of [["HSMS-SS", undefined], ["HSMS-GS", GENERAL.sessions]] as const) {
  const id = sessions?.[0] ?? 0xffff;

  test(`${kind}: a Select.req that crosses our Deselect.req leaves both sides selected`, () => {
    const [host, tool] = pair(sessions);
    host.deselect(id);
    tool.select(id);
    const [there, back] = [written(host), written(tool)];
    deliver(there, tool);
    deliver(back, host);
    const [deselected, selected] = [written(tool), written(host)];
    assertEquals(selected[0]?.header.function, 0);
    deliver(selected, tool);
    deliver(deselected, host);
    assertEquals([host.isSelected(id), tool.isSelected(id)], [true, true]);
    assertEquals([host.openTransactions, tool.openTransactions], [0, 0]);
  });

  test(`${kind}: a Deselect.req after a Select.req of the peer deselects both sides`, () => {
    const [host, tool] = pair(sessions);
    host.deselect(id);
    tool.select(id);
    deliver(written(tool), host);
    deliver(written(host), tool);
    deliver(written(tool), host);
    host.deselect(id);
    deliver(written(host), tool);
    deliver(written(tool), host);
    assertEquals([host.isSelected(id), tool.isSelected(id)], [false, false]);
  });
}

for (const [name, sType] of [["Deselect.req", "03"], ["Separate.req", "09"]] as const) {
  test(`a ${name} of the peer ends what its crossed Select.req meant: our Deselect.rsp deselects again`, () => {
    const [host] = pair(GENERAL.sessions);
    host.deselect(1);
    for (const one of ["01", sType]) receive(host, `0001 00 00 00 ${one} 00000001`);
    host.select(1);
    const own = written(host).filter(({ header }) => header.system !== 1).map(systemOf);
    receive(host, `0001 00 00 00 02 ${own[1]}`);
    assertEquals(host.isSelected(1), true);
    receive(host, `0001 00 00 00 04 ${own[0]}`);
    assertEquals(host.isSelected(1), false);
  });
}

test("a Reject of our answer does not end our own request with the same system bytes", () => {
  const [host, tool] = pair(undefined, [100, 101]);
  const asked = tool.linktest();
  const [request] = written(tool);
  assertEquals(request!.header.system, 101);
  tool.abort(asked, new Error("given up"));
  host.received(request!, 0);
  const answer = written(host);
  host.deselect(0xffff);
  const [deselect] = written(host);
  assertEquals(deselect!.header.system, 101);
  deliver(answer, tool);
  const reject = written(tool);
  assertEquals(reject[0]?.header.name, "Reject.req");
  deliver(reject, host);
  assertEquals(host.openTransactions, 1);
  tool.received(deselect!, 0);
  deliver(written(tool), host);
  assertEquals([host.state, tool.state], ["not-selected", "not-selected"]);
});
