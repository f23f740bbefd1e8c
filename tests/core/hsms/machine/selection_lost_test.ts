// The peer rejects data because the session is not selected there: Reject.req with reason 4.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { Machine } from "../../../../src/core/hsms/machine/machine.ts";
import type { MachineOptions } from "../../../../src/core/hsms/machine/machine_core.ts";
import { GENERAL, machine, receive, SELECT_REQ, selected, told, written, writtenHex } from "./machines.ts";

/** An active machine that has been selected by its own Select.req. */
function active(options: Partial<MachineOptions> = {}): Machine {
  const of = machine({ active: true, ...options });
  for (const { header } of written(of)) {
    const [id, system] = [header.sessionId, header.system].map((n, i) =>
      n.toString(16).padStart(i * 4 + 4, "0")
    );
    receive(of, `${id} 00 00 00 02 ${system}`);
  }
  told(of);
  return of;
}

test("Reject 4 of data, active side, HSMS-SS: deselected, and selects again with its control session id", () => {
  const of = active({ controlSessionId: 7 });
  receive(of, "0000 00 04 00 07 00000005");
  assertEquals(writtenHex(of), ["0007 00 00 00 01 00000101"]);
  assertEquals(told(of), ["fault stray-reject", "deselected 65535 to not-selected"]);
});

test("Reject 4 of data, active side, HSMS-GS: the session that it names is selected again, no other", () => {
  const of = active(GENERAL);
  receive(of, "0002 00 04 00 07 00000005");
  assertEquals(writtenHex(of), ["0002 00 00 00 01 00000102"]);
  assertEquals([of.isSelected(1), of.isSelected(2)], [true, false]);
});

test("Reject 4 of a control message: the session stays selected", () => {
  const of = active();
  receive(of, "ffff 05 04 00 07 0000000a");
  assertEquals([of.state, writtenHex(of), told(of)], ["selected", [], ["fault stray-reject"]]);
});

test("Reject 4 of data in a session that is not selected here, or that is unknown: nothing is asked", () => {
  const of = active();
  receive(of, "ffff 00 00 00 03 0000000a");
  written(of);
  receive(of, "0000 00 04 00 07 00000005");
  assertEquals([of.state, writtenHex(of)], ["not-selected", []]);
  const general = active(GENERAL);
  receive(general, "0003 00 04 00 07 00000005");
  assertEquals([general.state, writtenHex(general)], ["selected", []]);
});

test("Select.rsp selects again a session that was lost while a Select.req had crossed our Deselect.req", () => {
  const of = selected();
  of.deselect(0xffff);
  receive(of, SELECT_REQ);
  receive(of, "0000 00 04 00 07 00000005");
  of.select(0xffff);
  written(of);
  receive(of, "ffff 00 00 00 02 00000101");
  assertEquals(of.state, "selected");
});

test("Reject 4 of data, passive side: HSMS-SS waits for a Select.req under T7, HSMS-GS leaves it to the active side", () => {
  const of = selected();
  receive(of, "0000 00 04 00 07 00000005", 100);
  assertEquals([of.state, writtenHex(of), of.deadline], ["not-selected", [], 100 + 10_000]);
  const general = selected(GENERAL);
  receive(general, "0001 00 04 00 07 00000005");
  assertEquals([general.isSelected(1), writtenHex(general)], [true, []]);
});
