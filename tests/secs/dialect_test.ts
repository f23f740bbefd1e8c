// How a handler writes to its peer, and what it tells of what its peer writes.

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import {
  A,
  B,
  BOOLEAN,
  encodeItem,
  F8,
  L,
  type ListItem,
  S1F11,
  S1F13,
  S1F3,
  S2F33,
  S2F35,
  S2F37,
  S5F1,
  S5F3,
  S5F5,
  S6F5,
  S7F19,
  S7F5,
  SecsBuilding,
  SecsDialect,
  type SecsDialectOptions,
  SecsHandler,
  SecsReading,
  SecsSchemaError,
  U1,
  U2,
  U4,
} from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { toHex } from "../support/hex.ts";
import { BODIES } from "./arbitrary.ts";
import { secsTest } from "./stage.ts";

const LINK = { DATAID: 0, LINKS: [{ CEID: 7, RPTID: [1] }] };

function link(options: SecsDialectOptions): string {
  return toHex(encodeItem(S2F35.toEquipment.build(LINK, new SecsBuilding(new SecsDialect(options)))));
}

test("formats that are set are those on the wire; the default is U4", () => {
  assertEquals(link({}), "0102b104000000000101" + "0102" + "b10400000007" + "0101" + "b10400000001");
  const formats = { DATAID: "U1", CEID: "U2", RPTID: "A" } as const;
  assertEquals(link({ formats }), "0102a501000101" + "0102" + "a9020007" + "0101" + "410131");
});

test("an id that does not fit its set format is a SecsSchemaError; one that does not fit a learned one is longer", () => {
  const set = new SecsBuilding(new SecsDialect({ formats: { CEID: "U1" } }));
  const said = "S2F37.CEID[1]: expected a number that fits U1, as `formats` sets it, got 300";
  assertThrows(() => S2F37.toEquipment.build({ CEED: true, CEID: [300] }, set), SecsSchemaError, said);
  const learned = new SecsBuilding(new SecsDialect(), new SecsDialect({ formats: { CEID: "U1" } }).formats);
  assertEquals(
    toHex(encodeItem(S2F37.toEquipment.build({ CEED: true, CEID: [5, 300] }, learned))),
    "0102" + "250101" + "0102" + "a50105" + "b1040000012c",
  );
  const vector = new SecsBuilding(new SecsDialect({ formats: { ALID: "U1" } }));
  assertThrows(
    () => S5F5.toEquipment.build([1, 300], vector),
    SecsSchemaError,
    "S5F5: expected numbers that fit U1",
  );
});

test("a format, a form or an encoding that is not one is a RangeError", () => {
  const options: readonly (readonly [unknown, string])[] = [
    [{ formats: { CEID: "U3" } }, "formats.CEID must be one of A, I1, I2, I4, I8, U1, U2, U4, U8, got"],
    [{ formats: { CEID: "B" } }, "formats.CEID must be"],
    [{ formats: { CEIDS: "U4" } }, "kind must be one of"],
    [{ forms: { S5F5: "vector" } }, 'forms.S5F5 must be "item" or "list"'],
  ];
  const network = new MemoryNetwork();
  for (const [wrong, said] of options) {
    const make = () =>
      new SecsHandler("*", 5000, false, 0, "tool", { network, ...wrong as SecsDialectOptions });
    assertThrows(make, RangeError, said);
  }
  assertThrows(() => new SecsDialect({ encoding: "no such" }), RangeError, "does not know the encoding");
  assertThrows(() => new SecsDialect({ encoding: "utf-16le" }), RangeError, "one that has ASCII as it is");
});

secsTest("a host writes ids as the equipment does, once it has seen them", {}, async ({ handler, peer }) => {
  const names = handler.request(S1F11, []);
  await peer.expect("0000000c 0000 81 0b 00 00 00000100 0100");
  peer.send("0000001a 0000 01 0c 00 00 00000100 0101 0103 a902 0007 4101 54 4103 646567");
  assertEquals(await names, [{ SVID: 7, SVNAME: "T", UNITS: "deg" }]);
  handler.send(S1F3, [7, "T"]);
  await peer.expect("00000013 0000 01 03 00 00 00000101 0102 a902 0007 4101 54");
});

secsTest("ids that come as decimal text are written as text", {}, async ({ handler, peer }) => {
  handler.register(S5F1, () => 0);
  peer.send("0000001a 0000 85 01 00 00 00000007 0103 2101 84 4104 31303031 4103 686f74");
  await peer.expect("0000000d 0000 05 02 00 00 00000007 2101 00");
  handler.send(S5F5, [1001]);
  await peer.expect("00000012 0000 05 05 00 00 00000100 0101 4104 31303031");
});

test("what E5 does not allow is read, and not learned", () => {
  const dialect = new SecsDialect();
  const inquire = { DATAID: 1, DATALENGTH: 5 };
  for (const DATALENGTH of [A("5"), U2(5)]) {
    const reading = new SecsReading(dialect);
    assertEquals(S6F5.toHost.read(L(U4(1), DATALENGTH), reading), inquire);
    dialect.learn(reading);
    const format = DATALENGTH.format === "A" ? "U4" : "U2";
    const built = S6F5.toHost.build(inquire, new SecsBuilding(dialect)) as ListItem;
    assertEquals(built.at(1).format, format);
  }
  const reading = new SecsReading(dialect);
  S5F3.toEquipment.read(L(B(0x80), A("")), reading);
  assertEquals(reading.formats, dialect.formats);
});

secsTest("a name in place of an id changes nothing", {}, async ({ handler, peer }) => {
  handler.register(S5F1, () => 0);
  peer.send("00000017 0000 85 01 00 00 00000007 0103 2101 84 4101 54 4103 686f74");
  await peer.expect("0000000d 0000 05 02 00 00 00000007 2101 00");
  handler.send(S5F5, [1]);
  await peer.expect("00000010 0000 05 05 00 00 00000100 b104 00000001");
});

secsTest(
  "an equipment answers ids in the format in which they came, whatever came in the meantime",
  { role: "equipment" },
  async ({ handler, peer }) => {
    let finish = (): void => {};
    const finished = new Promise<void>((resolve) => finish = resolve);
    handler.register(S1F11.toEquipment, async (svids) => {
      if (svids[0] === 1) await finished;
      return svids.map((SVID) => ({ SVID, SVNAME: "", UNITS: "" }));
    });
    peer.send("0000000f 0000 81 0b 00 00 00000007 0101 a501 01");
    peer.send("00000010 0000 81 0b 00 00 00000008 0101 a902 0002");
    await peer.expect("00000016 0000 01 0c 00 00 00000008 0101 0103 a902 0002 4100 4100");
    finish();
    await peer.expect("00000015 0000 01 0c 00 00 00000007 0101 0103 a501 01 4100 4100");
  },
);

secsTest(
  "a format that is set is kept, whatever comes",
  { role: "equipment", formats: { SVID: "U4" } },
  async ({ handler, peer }) => {
    handler.register(S1F11.toEquipment, (svids) => svids.map((SVID) => ({ SVID, SVNAME: "", UNITS: "" })));
    peer.send("0000000f 0000 81 0b 00 00 00000007 0101 a501 01");
    await peer.expect("00000018 0000 01 0c 00 00 00000007 0101 0103 b104 00000001 4100 4100");
  },
);

secsTest("PPIDs that come as bytes are written as bytes", {}, async ({ handler, peer }) => {
  const programs = handler.request(S7F19);
  await peer.expect("0000000a 0000 87 13 00 00 00000100");
  peer.send("0000000f 0000 07 14 00 00 00000100 0101 2101 52");
  assertEquals(await programs, [Uint8Array.of(0x52)]);
  handler.send(S7F5.toEquipment, "R");
  await peer.expect("0000000d 0000 07 05 00 00 00000101 2101 52");
});

secsTest("the form of S5F5 can change while the handler runs", {}, async ({ handler, peer }) => {
  handler.send(S5F5, []);
  await peer.expect("0000000c 0000 05 05 00 00 00000100 b100");
  handler.dialect.forms.S5F5 = "list";
  handler.send(S5F5, []);
  await peer.expect("0000000c 0000 05 05 00 00 00000101 0100");
});

secsTest("what was tolerated in a primary and in a reply is told, with the message", {}, async (stage) => {
  const { handler, peer, log } = stage;
  const told: string[] = [];
  handler.on("tolerated", ({ notes, message }) => {
    for (const { kind, path } of notes) told.push(`${message.header.name} ${kind} ${path}`);
  });
  handler.register(S5F1, (_alarm, message) => message.notes.length);
  peer.send("0000001a 0000 85 01 00 00 00000008 0103 a501 84 b104 00000001 4503 686f74");
  await peer.expect("0000000d 0000 05 02 00 00 00000008 2101 02");
  const values = handler.request(S1F3, []);
  await peer.expect("0000000c 0000 81 03 00 00 00000100 0100");
  peer.send("0000000c 0000 01 04 00 00 00000100 a500");
  assertEquals(await values, []);
  assertEquals(log.lines, []);
  assertEquals(told, ["S5F1 W format S5F1.ALCD", "S5F1 W format S5F1.ALTX", "S1F4 empty S1F4"]);
});

secsTest(
  "a reply that strict mode refuses rejects its request",
  { strict: true },
  async ({ handler, peer }) => {
    const values = handler.request(S1F3, []).catch((error: unknown) => error);
    await peer.expect("0000000c 0000 81 03 00 00 00000100 0100");
    peer.send("0000000c 0000 01 04 00 00 00000100 a500");
    const error = await values;
    assertInstanceOf(error, SecsSchemaError);
    assertEquals(error.message, "S1F4: expected a list, got U1[0]");
  },
);

secsTest(
  "a host that sends its name in S1F13, or no body, gets its S1F14",
  { role: "equipment" },
  async ({ handler, peer, log }) => {
    handler.register(S1F13.toEquipment, () => ({ COMMACK: 0, IDENTITY: { MDLN: "M", SOFTREV: "1" } }));
    const answer = "0102 2101 00 0102 4101 4d 4101 31";
    peer.send("00000012 0000 81 0d 00 00 00000007 0102 4101 41 4101 42");
    await peer.expect(`00000017 0000 01 0e 00 00 00000007 ${answer}`);
    peer.send("0000000a 0000 81 0d 00 00 00000008");
    await peer.expect(`00000017 0000 01 0e 00 00 00000008 ${answer}`);
    assertEquals(log.lines, []);
  },
);

const PRIMARIES = BODIES.filter(({ body, shape, title }) =>
  body.function % 2 === 1 && title.endsWith("equipment") && shape.type !== "any"
);

for (const strict of [true, false]) {
  secsTest(
    `equipment: a body that cannot be read is S9F7 and SxF0 for every primary, and the link stays (strict: ${strict})`,
    { role: "equipment", strict },
    async ({ handler, peer, log }) => {
      assert(PRIMARIES.length > 25);
      let called = 0;
      for (const [i, { body }] of PRIMARIES.entries()) {
        handler.register(body, () => {
          called++;
        });
        const header = `0000 ${hex(0x80 | body.stream, 2)} ${hex(body.function, 2)} 00 00 ${
          hex(0x700 + i, 8)
        }`;
        peer.send(`00000014 ${header} ${toHex(encodeItem(F8(1.5)))}`);
        const report = hex(0x100 + i, 8);
        await peer.expect(`00000016 0000 09 07 00 00 ${report} 210a ${header}`);
        await peer.expect(`0000000a 0000 ${hex(body.stream, 2)} 00 00 00 ${hex(0x700 + i, 8)}`);
      }
      assertEquals([called, log.lines.length], [0, PRIMARIES.length]);
      handler.register(1, 1, () => L(A("M"), A("1")));
      peer.send("0000000a 0000 81 01 00 00 00000001");
      await peer.expect("00000012 0000 01 02 00 00 00000001 0102 4101 4d 4101 31");
    },
  );
}

secsTest(
  "equipment: a reply of a callback of a stream and a function is built with the formats of its primary",
  { role: "equipment" },
  async ({ handler, peer }) => {
    handler.register(1, 11, (message) => {
      const svids = message.read(S1F11.toEquipment);
      const names = svids.map((SVID) => ({ SVID, SVNAME: "", UNITS: "" }));
      return S1F11.reply.toHost.build(names, message.replyBuilding());
    });
    peer.send("0000000f 0000 81 0b 00 00 00000007 0101 a501 01");
    await peer.expect("00000015 0000 01 0c 00 00 00000007 0101 0103 a501 01 4100 4100");
  },
);

test("what is read or built without a handler teaches nothing to what comes later", () => {
  S2F33.toEquipment.read(L(U1(1), L(L(U2(7), L()))));
  assertEquals(S2F33.toEquipment.build({ DATAID: 1, REPORTS: [] })?.equals(L(U1(1), L())), false);
});

test("formats that are known from before: the peer does not change them, and a number that does not fit is longer", () => {
  const dialect = new SecsDialect({ formats: { DATAID: "U1" } });
  dialect.know({ CEID: "U1", DATAID: "U2" });
  dialect.learn(readingOfU2(dialect));
  const ids = { CEED: true, CEID: [5, 300] };
  const item = S2F37.toEquipment.build(ids, new SecsBuilding(dialect));
  assertEquals(toHex(encodeItem(item)), "0102" + "250101" + "0102" + "a50105" + "b1040000012c");
  assertEquals(dialect.special, { CEID: "U1", DATAID: "U1" });
  dialect.know({});
  assertEquals(dialect.special, { DATAID: "U1" });
  assertThrows(() => dialect.know({ CEID: "U3" as "U4" }), RangeError, "formats.CEID must be one of");
});

test("a dialect tells which formats it has learned; a strict one learns none", () => {
  for (const strict of [false, true]) {
    const dialect = new SecsDialect({ strict });
    const told: (readonly string[])[] = [];
    dialect.onLearned = (kinds) => told.push(kinds);
    for (let i = 0; i < 2; i++) dialect.learn(readingOfU2(dialect));
    assertEquals([told, dialect.special], strict ? [[], {}] : [[["CEID"]], { CEID: "U2" }]);
  }
});

/** A reading of S2F37 with CEID as U2. */
function readingOfU2(dialect: SecsDialect): SecsReading {
  const reading = new SecsReading(dialect);
  S2F37.toEquipment.read(L(BOOLEAN(true), L(U2(5))), reading);
  return reading;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
