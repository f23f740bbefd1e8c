// What each frame of the peer does: bytes in, bytes and effects out (docs/e37.md). What crosses on the wire is in
// crossing_test.ts.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { type HsmsTimeoutError, streamFunction } from "@secs/hsms";
import type { Machine } from "../../../../src/core/hsms/machine/machine.ts";
import type { MachineOptions } from "../../../../src/core/hsms/machine/machine_core.ts";
import {
  effects,
  frame,
  GENERAL,
  machine,
  receive,
  SELECT_REQ,
  selected,
  told,
  written,
  writtenHex,
} from "./machines.ts";

/** What a machine writes and tells when a frame comes in. */
function reaction(of: Machine, hex: string, now = 0): { writes: string[]; tells: string[] } {
  receive(of, hex, now);
  return { writes: writtenHex(of), tells: told(of) };
}

/** A machine whose own request of this kind is open, with system bytes 0x100. */
function asking(kind: "select" | "deselect" | "linktest", options: Partial<MachineOptions> = {}): Machine {
  const of = kind === "select" ? machine(options) : selected(options);
  if (kind === "linktest") of.linktest();
  else of[kind](options.sessions?.[0] ?? 0xffff);
  written(of);
  return of;
}

/** A selected machine whose S1F1 W with system bytes 5 is open. */
function waiting(options: Partial<MachineOptions> = {}, sessionId = 0): Machine {
  const of = selected(options);
  of.request(streamFunction(1, 1, undefined, { sessionId, system: 5, requireResponse: true }).header, 45_000);
  return of;
}

/** Every session id means the session of HSMS-SS. */
for (const id of ["ffff", "0000", "0007"]) {
  test(`Select.req with session id ${id}, HSMS-SS: Select.rsp 0 with the same id, selected`, () => {
    assertEquals(reaction(machine(), `${id} 00 00 00 01 00000009`), {
      writes: [`${id} 00 00 00 02 00000009`],
      tells: ["selected 65535"],
    });
  });
}

test("Select.req while selected, HSMS-SS: Select.rsp 1, and nothing changes", () => {
  const expected = { writes: ["ffff 00 01 00 02 00000009"], tells: [] };
  assertEquals(reaction(selected(), SELECT_REQ), expected);
});

test("Select.req while selected, HSMS-GS: Select.rsp 6, and nothing changes", () => {
  const expected = { writes: ["0001 00 06 00 02 0000000a"], tells: [] };
  assertEquals(reaction(selected(GENERAL), "0001 00 00 00 01 0000000a"), expected);
});

test("Select.req for an unknown session, HSMS-GS: Select.rsp 4, and nobody else is asked", () => {
  const asked: number[] = [];
  const of = machine({ ...GENERAL, admit: (id) => (asked.push(id), 0) });
  assertEquals(reaction(of, "0003 00 00 00 01 0000000a"), {
    writes: ["0003 00 04 00 02 0000000a"],
    tells: [],
  });
  assertEquals(asked, []);
});

test("Select.req that the owner does not admit: Select.rsp with the owner's status, not selected", () => {
  const of = machine({ admit: () => 2 });
  assertEquals(reaction(of, SELECT_REQ), { writes: ["ffff 00 02 00 02 00000009"], tells: [] });
  assertEquals(of.state, "not-selected");
});

test("Deselect.req while selected: Deselect.rsp 0, and TCP stays up", () => {
  assertEquals(reaction(selected(), "ffff 00 00 00 03 0000000a"), {
    writes: ["ffff 00 00 00 04 0000000a"],
    tells: ["deselected 65535 to not-selected"],
  });
});

test("Deselect.req while not selected, or for an unknown session: Deselect.rsp 1, and nothing changes", () => {
  assertEquals(reaction(machine(), "ffff 00 00 00 03 0000000a"), {
    writes: ["ffff 00 01 00 04 0000000a"],
    tells: [],
  });
  assertEquals(reaction(selected(GENERAL), "0003 00 00 00 03 0000000a"), {
    writes: ["0003 00 01 00 04 0000000a"],
    tells: [],
  });
});

test("Linktest.req: Linktest.rsp, selected or not", () => {
  for (const  of of[machine(), selected()]) {
    const expected = { writes: ["ffff 00 00 00 06 0000000a"], tells: [] };
    assertEquals(reaction(of, "ffff 00 00 00 05 0000000a"), expected);
  }
});

test("Separate.req while selected, HSMS-SS: TCP ends, and the error says that the peer did it", () => {
  assertEquals(reaction(selected(), "ffff 00 00 00 09 0000000a"), {
    writes: [],
    tells: ["deselected 65535 to not-connected", "disconnect separated-by-peer"],
  });
});

test("Separate.req while selected, HSMS-GS: it is a deselect, and TCP stays up for the other sessions", () => {
  const of = selected(GENERAL);
  assertEquals(reaction(of, "0001 00 00 00 09 0000000a"), {
    writes: [],
    tells: ["deselected 1 to not-selected"],
  });
  assertEquals([of.isSelected(1), of.isSelected(2)], [false, true]);
});

test("Separate.req while not selected, or for an unknown session: ignored", () => {
  for (
    const [of, id] of [[machine(), "ffff"], [machine(GENERAL), "0001"], [selected(GENERAL), "0003"]] as const
  ) {
    assertEquals(reaction(of, `${id} 00 00 00 09 0000000a`), { writes: [], tells: [] });
  }
});

for (const status of ["00", "01"]) {
  test(`Select.rsp ${Number(status)}: success, and this side is selected`, () => {
    assertEquals(reaction(asking("select"), `ffff 00 ${status} 00 02 00000100`), {
      writes: [],
      tells: ["selected 65535", "settle Select.req: Select.rsp"],
    });
  });
}

test("Select.rsp after the peer's own Select.req: success, and the selection is told once", () => {
  for (const status of ["00", "01"]) {
    const of = asking("select");
    assertEquals(reaction(of, SELECT_REQ).tells, ["selected 65535"]);
    assertEquals(reaction(of, `ffff 00 ${status} 00 02 00000100`).tells, ["settle Select.req: Select.rsp"]);
  }
});

for (const status of ["02", "03", "04", "05", "06", "63"]) {
  test(`Select.rsp ${parseInt(status, 16)}: refused, and TCP ends`, () => {
    assertEquals(reaction(asking("select"), `ffff 00 ${status} 00 02 00000100`), {
      writes: [],
      tells: ["settle Select.req: select-refused", "disconnect select-refused"],
    });
  });
}

test("Deselect.rsp 0: success, and this side is deselected", () => {
  assertEquals(reaction(asking("deselect"), "ffff 00 00 00 04 00000100"), {
    writes: [],
    tells: ["deselected 65535 to not-selected", "settle Deselect.req: Deselect.rsp"],
  });
});

for (const status of ["01", "02", "63"]) {
  test(`Deselect.rsp ${parseInt(status, 16)}: refused, and the session stays selected`, () => {
    const of = asking("deselect");
    assertEquals(reaction(of, `ffff 00 ${status} 00 04 00000100`), {
      writes: [],
      tells: ["settle Deselect.req: deselect-refused"],
    });
    assertEquals(of.state, "selected");
  });
}

test("a response in HSMS-GS selects and deselects the session of its request, whatever session it names", () => {
  const select = asking("select", GENERAL);
  assertEquals(reaction(select, "0002 00 00 00 02 00000100").tells[0], "selected 1");
  const deselect = asking("deselect", GENERAL);
  assertEquals(reaction(deselect, "0002 00 00 00 04 00000100").tells[0], "deselected 1 to not-selected");
});

test("Linktest.rsp: success, whatever its status byte is", () => {
  for (const status of ["00", "05"]) {
    assertEquals(reaction(asking("linktest"), `ffff 00 ${status} 00 06 00000100`), {
      writes: [],
      tells: ["settle Linktest.req: Linktest.rsp"],
    });
  }
});

for (const [name, sType] of [["Select.rsp", "02"], ["Deselect.rsp", "04"], ["Linktest.rsp", "06"]] as const) {
  test(`${name} that nothing asked for, or that another kind of request is open for: Reject 3`, () => {
    const expected = { writes: [`ffff ${sType} 03 00 07 00000005`], tells: ["fault rejected-here"] };
    assertEquals(reaction(selected(), `ffff 00 00 00 ${sType} 00000005`), expected);
    const of = waiting();
    assertEquals(reaction(of, `ffff 00 00 00 ${sType} 00000005`), expected);
    assertEquals(of.openTransactions, 1);
  });
}

test("a PType that is not 0: Reject 2 that names it, before anything else is looked at", () => {
  for (const sType of ["00", "01", "05", "09", "c8"]) {
    assertEquals(reaction(selected(), `0000 81 01 83 ${sType} 00000005`), {
      writes: ["0000 83 02 00 07 00000005"],
      tells: ["fault rejected-here"],
    });
  }
});

for (const sType of ["08", "0a", "80", "ff"]) {
  test(`SType ${parseInt(sType, 16)}: Reject 1 that names it`, () => {
    assertEquals(reaction(machine(), `ffff 00 00 00 ${sType} 00000005`), {
      writes: [`ffff ${sType} 01 00 07 00000005`],
      tells: ["fault rejected-here"],
    });
  });
}

test("a control message with a body: Reject 1, and it does nothing", () => {
  for (const sType of ["01", "02", "03", "04", "05", "06", "09"]) {
    const of = machine();
    assertEquals(reaction(of, `ffff 00 00 00 ${sType} 00000005 0100`), {
      writes: [`ffff ${sType} 01 00 07 00000005`],
      tells: ["fault rejected-here"],
    });
    assertEquals(of.state, "not-selected");
  }
});

test("data while not selected: Reject 4", () => {
  const expected = { writes: ["0001 00 04 00 07 00000005"], tells: ["fault rejected-here"] };
  assertEquals(reaction(machine(), "0001 81 01 00 00 00000005"), expected);
  assertEquals(reaction(machine(GENERAL), "0001 81 01 00 00 00000005"), expected);
});

test("data for a session that is not selected, or unknown, HSMS-GS: Reject 4", () => {
  const of = machine(GENERAL);
  receive(of, "0001 00 00 00 01 00000009");
  written(of);
  told(of);
  for (const id of ["0002", "0003"]) {
    assertEquals(reaction(of, `${id} 81 01 00 00 00000005`), {
      writes: [`${id} 00 04 00 07 00000005`],
      tells: ["fault rejected-here"],
    });
  }
  assertEquals(reaction(of, "0001 81 01 00 00 00000005").tells, ["primary S1F1 W"]);
});

test("data with another session id, HSMS-SS: delivered as unknown, and told as a fault", () => {
  assertEquals(reaction(selected(), "0007 81 01 00 00 00000005"), {
    writes: [],
    tells: ["fault wrong-session", "primary S1F1 W, unknown session"],
  });
});

test("data with another session id, HSMS-SS, with foreignSession reject: Reject 4", () => {
  const of = selected({ rejectForeign: true });
  assertEquals(reaction(of, "0007 81 01 00 00 00000005"), {
    writes: ["0007 00 04 00 07 00000005"],
    tells: ["fault rejected-here"],
  });
  assertEquals(reaction(of, "0000 81 01 00 00 00000005").tells, ["primary S1F1 W"]);
});

test("an odd function makes a primary, though a request of ours has its system bytes", () => {
  for (
    const [hex, name] of [
      ["81 03", "S1F3 W"],
      ["01 03", "S1F3"],
      ["81 01", "S1F1 W"],
      ["09 07", "S9F7"],
      ["89 07", "S9F7 W"],
    ]
  ) {
    const of = waiting();
    assertEquals(reaction(of, `0000 ${hex} 00 00 00000005`), { writes: [], tells: [`primary ${name}`] });
    assertEquals(of.openTransactions, 1);
  }
});

test("a request with an even function: only SxF0 answers it, and an odd function is a primary", () => {
  const of = selected();
  of.request(frame("0000 81 02 00 00 00000005").header, 45_000);
  assertEquals(reaction(of, "0000 01 03 00 00 00000005").tells, ["primary S1F3"]);
  assertEquals(reaction(of, "0000 01 00 00 00 00000005").tells, ["settle S1F2 W: aborted-by-peer"]);
});

test("a W bit makes a primary of an even function that is not that of the answer, and the request stays open", () => {
  for (const [hex, name] of [["81 04", "S1F4 W"], ["82 02", "S2F2 W"], ["82 00", "S2F0 W"]]) {
    const of = waiting();
    assertEquals(reaction(of, `0000 ${hex} 00 00 00000005`), { writes: [], tells: [`primary ${name}`] });
    assertEquals(of.openTransactions, 1);
  }
});

test("the secondary of the stream and function that was asked: the reply", () => {
  assertEquals(reaction(waiting(), "0000 01 02 00 00 00000005"), {
    writes: [],
    tells: ["settle S1F1 W: S1F2"],
  });
});

test("an answer with the W bit: the answer", () => {
  assertEquals(reaction(waiting(), "0000 81 02 00 00 00000005"), {
    writes: [],
    tells: ["settle S1F1 W: S1F2 W"],
  });
  assertEquals(reaction(waiting(), "0000 81 00 00 00 00000005"), {
    writes: [],
    tells: ["settle S1F1 W: aborted-by-peer"],
  });
});

test("a reply with the W bit: late if its request has ended, a primary if there is none", () => {
  const of = waiting();
  receive(of, "0000 81 02 00 00 00000005");
  told(of);
  assertEquals(reaction(of, "0000 81 02 00 00 00000005").tells, ["late-reply S1F2 W, answered"]);
  assertEquals(reaction(of, "0000 81 02 00 00 00000006").tells, ["primary S1F2 W"]);
});

test("SxF0 of the stream that was asked: the peer aborted the transaction", () => {
  assertEquals(reaction(waiting(), "0000 01 00 00 00 00000005"), {
    writes: [],
    tells: ["settle S1F1 W: aborted-by-peer"],
  });
});

test("another secondary with the system bytes of the request: a fault, and the request ends with it", () => {
  for (const other of ["01 04", "02 02", "02 00", "01 fe"]) {
    assertEquals(reaction(waiting(), `0000 ${other} 00 00 00000005`), {
      writes: [],
      tells: ["fault reply-mismatch", "settle S1F1 W: reply-mismatch"],
    });
  }
});

test("a secondary that matches no open request: a late reply", () => {
  const late = (why: string) => ({ writes: [], tells: [`late-reply S1F2, ${why}`] });
  assertEquals(reaction(waiting(), "0000 01 02 00 00 00000006"), late("unasked"));
  assertEquals(reaction(waiting(GENERAL, 1), "0002 01 02 00 00 00000005"), late("other-session"));
  assertEquals(reaction(asking("linktest"), "0000 01 02 00 00 00000100"), late("unasked"), "of a linktest");
});

test("several secondaries for one request: the first ends it, the others are late replies, and not answered", () => {
  for (const first of ["01 02", "01 00"]) {
    const of = waiting();
    receive(of, `0000 ${first} 00 00 00000005`);
    told(of);
    for (const [other, name] of [["01 02", "S1F2"], ["01 00", "S1F0"], ["01 04", "S1F4"]]) {
      assertEquals(reaction(of, `0000 ${other} 00 00 00000005`), {
        writes: [],
        tells: [`late-reply ${name}, answered`],
      });
    }
  }
});

test("a secondary of another stream or function for a request of another session: a late reply", () => {
  const of = waiting(GENERAL, 1);
  assertEquals(reaction(of, "0002 01 04 00 00 00000005").tells, ["late-reply S1F4, unasked"]);
  assertEquals(of.openTransactions, 1);
});

test("a secondary for a request that ended without an answer: a late reply", () => {
  const aborted = waiting();
  aborted.abort(aborted.openRequest(frame("0000 81 01 00 00 00000005").header)!, "given up");
  const mismatched = waiting();
  receive(mismatched, "0000 01 04 00 00 00000005");
  for (const  of of[aborted, mismatched]) {
    told(of);
    assertEquals(reaction(of, "0000 01 02 00 00 00000005").tells, ["late-reply S1F2, ended"]);
  }
});

for (const [count, why] of [[256, "answered"], [257, "unasked"]] as const) {
  test(`the first of ${count} requests that were answered: a second reply to it is ${why}`, () => {
    const of = selected();
    for (let system = 1; system <= count; system++) {
      of.request(streamFunction(1, 1, undefined, { system, requireResponse: true }).header, 45_000);
      receive(of, `0000 01 02 00 00 ${system.toString(16).padStart(8, "0")}`);
    }
    told(of);
    assertEquals(reaction(of, "0000 01 02 00 00 00000001").tells, [`late-reply S1F2, ${why}`]);
    assertEquals(reaction(of, "0000 01 02 00 00 00000002").tells, ["late-reply S1F2, answered"]);
  });
}

/** A machine whose S1F1 W of session 0 has run out of time, after these frames came in; what T3 says. */
function t3After(frames: readonly string[], options: Partial<MachineOptions> = {}): HsmsTimeoutError {
  const of = selected(options);
  const request = streamFunction(1, 1, undefined, { system: 5, requireResponse: true });
  of.request(request.header, 1_000);
  of.sent(request, 0);
  for (const hex of frames) receive(of, hex);
  effects(of);
  of.tick(1_000);
  const settle = effects(of).find((effect) => effect.type === "settle");
  return settle!.outcome.error as HsmsTimeoutError;
}

for (const rejectForeign of [false, true]) {
  test(`T3 after an answer for another session names that session, rejectForeign ${rejectForeign}`, () => {
    for (const answer of ["01 02", "81 02", "01 00"]) {
      const error = t3After([`000a ${answer} 00 00 00000005`], { rejectForeign });
      assertEquals([error.answerSession, error.message], [
        10,
        "peer did not answer S1F1 W (system 0x00000005). An answer came for session 10, expected 0. " +
        "Check the session (device) id on both sides (T3, 1000 ms)",
      ]);
    }
  });
}

test("T3 after something else for another session, or nothing: no answer came", () => {
  for (
    const hex of [[], ["000a 01 04 00 00 00000005"], ["000a 02 02 00 00 00000005"], [
      "000a 01 02 00 00 00000006",
    ]]
  ) {
    const error = t3After(hex);
    assertEquals([error.answerSession, error.message], [
      undefined,
      "peer did not answer S1F1 W (system 0x00000005). Check that the peer handles this message (T3, 1000 ms)",
    ]);
  }
});

test("Reject.req of an open request: it fails, and the session stays", () => {
  const of = waiting();
  assertEquals(reaction(of, "0000 00 03 00 07 00000005"), {
    writes: [],
    tells: ["settle S1F1 W: rejected"],
  });
  assertEquals(of.state, "selected");
  for (
    const [kind, sType, name] of [["deselect", "03", "Deselect.req"], [
      "linktest",
      "05",
      "Linktest.req",
    ]] as const
  ) {
    assertEquals(reaction(asking(kind), `ffff ${sType} 01 00 07 00000100`).tells, [
      `settle ${name}: rejected`,
    ]);
  }
});

test("Reject.req of our Select.req: it fails, and TCP ends", () => {
  assertEquals(reaction(asking("select"), "ffff 01 01 00 07 00000100"), {
    writes: [],
    tells: ["settle Select.req: rejected", "disconnect rejected"],
  });
});

test("Reject.req because of the PType names no SType, and ends the request all the same", () => {
  assertEquals(reaction(waiting(), "0000 05 02 00 07 00000005").tells, ["settle S1F1 W: rejected"]);
});

test("Reject.req with the system bytes of an open request and another SType: it was of another message", () => {
  const of = waiting();
  assertEquals(reaction(of, "0000 06 03 00 07 00000005"), { writes: [], tells: ["fault stray-reject"] });
  assertEquals(of.openTransactions, 1);
});

test("Reject.req that matches nothing: a fault, and no answer, whatever its PType and its body", () => {
  for (
    const hex of ["ffff 05 01 00 07 0000000a", "ffff 05 01 03 07 0000000a", "ffff 05 01 00 07 0000000a 0100"]
  ) {
    assertEquals(reaction(machine(), hex), { writes: [], tells: ["fault stray-reject"] });
  }
});

test("more Rejects in a second than maxRejectsPerSecond: TCP ends, and the last frame is not answered", () => {
  const of = machine({ maxRejectsPerSecond: 2 });
  const bad = "ffff 00 00 00 08 0000000a";
  const rejected = { writes: ["ffff 08 01 00 07 0000000a"], tells: ["fault rejected-here"] };
  for (const now of [100, 1_099, 1_100, 1_100]) assertEquals(reaction(of, bad, now), rejected, `${now}`);
  assertEquals(reaction(of, bad, 2_099), {
    writes: [],
    tells: ["fault rejected-here", "disconnect reject-flood"],
  });
  assertEquals(reaction(of, bad, 9_000), { writes: [], tells: [] });
});

test("any frame is a sign of life: the linktest is due an interval later", () => {
  const of = selected();
  receive(of, "ffff 00 00 00 05 0000000a", 10_000);
  assertEquals(of.deadline, 40_000);
});
