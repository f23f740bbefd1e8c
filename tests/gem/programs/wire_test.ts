import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  decodeItem,
  encodeItem,
  type Item,
  S7F1,
  S7F17,
  S7F19,
  S7F23,
  S7F25,
  S7F27,
  S7F3,
  S7F5,
} from "@secs/hsms";
import { ACKC7A, type ProcessPrograms } from "../../../src/gem/mod.ts";
import { bench } from "./bench.ts";

/** The bytes of a body, from text and numbers. */
function bytes(...parts: readonly (number | string)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "number" ? [part] : Array.from(part, (letter) => letter.charCodeAt(0))
    ),
  );
}

function item(...parts: readonly (number | string)[]): Item | undefined {
  return decodeItem(bytes(...parts));
}

const PPID = [0x41, 6, "ETCH-1"] as const;

/** S7F3 as a host writes it: PPBODY is B. */
async function send(programs: ProcessPrograms): Promise<void> {
  const program = S7F3.toEquipment.read(item(0x01, 2, ...PPID, 0x21, 3, 0, 0xff, 7));
  const { ACKC7 } = await programs.host.receive(program);
  assertEquals(encodeItem(S7F3.reply.toHost.build(ACKC7)), bytes(0x21, 1, 0));
}

test("S7F1 to S7F6 on the wire: a recipe goes in and comes back byte for byte", async () => {
  const { programs } = bench();
  const inquire = S7F1.toEquipment.read(item(0x01, 2, ...PPID, 0xb1, 4, 0, 0, 0, 5));
  const { PPGNT } = await programs.host.inquire(inquire);
  assertEquals(encodeItem(S7F1.reply.toHost.build(PPGNT)), bytes(0x21, 1, 0));
  await send(programs);
  const back = await programs.host.request(S7F5.toEquipment.read(item(...PPID)));
  assertEquals(encodeItem(S7F5.reply.toHost.build(back)), bytes(0x01, 2, ...PPID, 0x21, 3, 0, 0xff, 7));
});

test("S7F6 of a PPID that is not there is an empty list", async () => {
  const { programs } = bench();
  const none = await programs.host.request(S7F5.toEquipment.read(item(...PPID)));
  assertEquals(encodeItem(S7F5.reply.toHost.build(none)), bytes(0x01, 0));
  const noFormatted = await programs.host.requestFormatted(S7F25.toEquipment.read(item(...PPID)));
  assertEquals(encodeItem(S7F25.reply.toHost.build(noFormatted)), bytes(0x01, 0));
});

test("S7F17 and S7F19 on the wire: ACKC7 4 deletes nothing, and the empty list deletes all", async () => {
  const { programs } = bench();
  await send(programs);
  const remove = async (...parts: readonly (number | string)[]) => {
    const ackc7 = await programs.host.remove(S7F17.toEquipment.read(item(...parts)));
    return encodeItem(S7F17.reply.toHost.build(ackc7));
  };
  const directory = async () => encodeItem(S7F19.reply.toHost.build(await programs.host.directory()));
  assertEquals(await remove(0x01, 2, ...PPID, 0x41, 6, "ETCH-2"), bytes(0x21, 1, 4));
  assertEquals(await directory(), bytes(0x01, 1, ...PPID));
  assertEquals(await remove(0x01, 0), bytes(0x21, 1, 0));
  assertEquals(await directory(), bytes(0x01, 0));
});

test("S7F23 to S7F27 on the wire: what is wrong comes with S7F27", async () => {
  const { programs } = bench({
    kinds: ["formatted"],
    verify: () => [{ ACKC7A: ACKC7A.ccode, SEQNUM: 1, ERRW7: "no GO" }],
  });
  const commands = item(
    0x01,
    4,
    ...PPID,
    0x41,
    1,
    "M",
    0x41,
    1,
    "1",
    0x01,
    1,
    0x01,
    2,
    0x41,
    2,
    "GO",
    0x01,
    0,
  );
  const { ACKC7, verification } = await programs.host.receive(S7F23.toEquipment.read(commands));
  assertEquals(encodeItem(S7F23.reply.toHost.build(ACKC7)), bytes(0x21, 1, 0));
  const errors = S7F27.toHost.build(verification!.S7F27);
  assertEquals(
    encodeItem(errors),
    // SEQNUM in U4.
    bytes(0x01, 2, ...PPID, 0x01, 1, 0x01, 3, 0xa5, 1, 3, 0xb1, 4, 0, 0, 0, 1, 0x41, 5, "no GO"),
  );
});
