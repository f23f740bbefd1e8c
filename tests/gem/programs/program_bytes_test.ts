import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { A, B, encodeItem, L, S7F23, S7F3, type SecsByteId, U1, U8 } from "@secs/hsms";
import fc from "fast-check";
import {
  decodePpid,
  decodeProgram,
  encodeProgram,
  ppidKey,
  type ProcessProgram,
  ProcessProgramError,
} from "../../../src/gem/mod.ts";
import { anyItem } from "../../secs2/arbitrary.ts";
import { assertSame } from "./bench.ts";

const latin1 = fc.uint8Array({ maxLength: 40 }).map((bytes) => String.fromCharCode(...bytes));
const text = fc.oneof(latin1, fc.string({ unit: "grapheme", maxLength: 20 }));
const id = fc.oneof(text, fc.nat(), fc.integer({ max: -1 }), fc.bigInt(2n ** 53n, 2n ** 64n - 1n));
const ppid = fc.oneof(id, fc.uint8Array({ maxLength: 300 }));
const program: fc.Arbitrary<ProcessProgram> = fc.oneof(
  fc.record({ PPID: ppid, PPBODY: anyItem }),
  fc.record({
    PPID: ppid,
    MDLN: text,
    SOFTREV: text,
    COMMANDS: fc.array(fc.record({ CCODE: id, PPARM: fc.array(anyItem, { maxLength: 3 }) }), {
      maxLength: 4,
    }),
  }),
);

test("decodeProgram() reads what encodeProgram() wrote, whatever the ids, texts and items", () => {
  fc.assert(fc.property(program, (program) => {
    const bytes = encodeProgram(program);
    assertSame(decodeProgram(bytes), program);
    assertEquals(decodePpid(bytes), program.PPID);
    assertEquals(encodeProgram(decodeProgram(bytes)), bytes);
  }));
});

test("a process program is stored in the shape of S7F3 or S7F23", () => {
  const plain = { PPID: "AB", PPBODY: B(0, 1) };
  const bytes = Uint8Array.of(0x01, 2, 0x41, 2, 0x41, 0x42, 0x21, 2, 0, 1);
  assertEquals([encodeProgram(plain), encodeItem(S7F3.toHost.build(plain))], [bytes, bytes]);
  const commands = { PPID: "AB", MDLN: "M", SOFTREV: "1", COMMANDS: [{ CCODE: "GO", PPARM: [U1(7)] }] };
  assertEquals(encodeProgram(commands), encodeItem(S7F23.toHost.build(commands)));
});

test("decodePpid() needs no more than the PPID", () => {
  for (const PPID of ["AB", "x".repeat(300), Uint8Array.of(1, 2), 7, 2n ** 63n, "报警"] as SecsByteId[]) {
    const bytes = encodeProgram({ PPID, PPBODY: A("body") });
    const head = bytes.length - 6;
    assertEquals(decodePpid(bytes.subarray(0, head)), PPID);
    for (let length = 0; length < head; length++) {
      const error = assertThrows(() => decodePpid(bytes.subarray(0, length)), ProcessProgramError);
      assertEquals(error.code, "damaged-program");
    }
  }
});

test("a part of a process program is damaged, and so is what has another shape", () => {
  const bytes = encodeProgram({
    PPID: "AB",
    MDLN: "M",
    SOFTREV: "1",
    COMMANDS: [{ CCODE: 7, PPARM: [U1(7)] }],
  });
  for (let length = 0; length < bytes.length; length++) {
    assertThrows(
      () => decodeProgram(bytes.subarray(0, length)),
      ProcessProgramError,
      "not a process program",
    );
  }
  const others = [
    A("AB"),
    L(),
    L(A("AB")),
    L(A("AB"), A("body"), A("more")),
    L(L(), A("body")),
    L(U8(), A("body")),
    L(A("AB"), U1(1), A("1"), L()),
    L(A("AB"), A("M"), A("1"), A("")),
    L(A("AB"), A("M"), A("1"), L(A("GO"))),
    L(A("AB"), A("M"), A("1"), L(L(B(1), L()))),
    L(A("AB"), A("M"), A("1"), L(L(A("GO")))),
  ];
  for (const other of others) {
    assertThrows(() => decodeProgram(encodeItem(other)), ProcessProgramError, "another shape", String(other));
  }
});

test("text in another encoding than the one that is written is damaged", () => {
  const bytes = Uint8Array.of(0x01, 0x02, 0x49, 2, 0, 14);
  assertThrows(() => decodePpid(bytes), ProcessProgramError, "another shape");
  assertThrows(() => decodeProgram(Uint8Array.of(...bytes, 0x41, 0)), ProcessProgramError, "another shape");
});

test("hostile bytes are damaged, and never another error", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
    for (const start of [[], [0x01, 0x02], [0x01, 0x04]]) {
      const all = Uint8Array.of(...start, ...bytes);
      for (const read of [decodeProgram, decodePpid]) {
        try {
          read(all);
        } catch (error) {
          assert(error instanceof ProcessProgramError, String(error));
        }
      }
    }
  }));
});

test("ppidKey() tells PPIDs apart by their value, and not by their format", () => {
  const keys = ["7", 7, "", "AB", "ab", "AB ", -7, "-7", Uint8Array.of(0x80), "\x81"].map(ppidKey);
  assertEquals(new Set(keys).size, keys.length);
  assertEquals([ppidKey(7n), ppidKey(Uint8Array.of(0x80)), ppidKey(new Uint8Array())], [
    ppidKey(7),
    ppidKey("\x80"),
    ppidKey(""),
  ]);
});
