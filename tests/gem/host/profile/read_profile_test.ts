// The profile of a tool as JSON: the checks, and the JSON Schema, which says the same.

import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type GemProfile, profileSchema, readProfile } from "../../../../src/gem/mod.ts";
import { changed, OTHERS, placesIn } from "../../definition/other_shapes.ts";

const isValid = new Ajv2020({ strict: true, allErrors: true }).compile(profileSchema());

/** A profile with everything that there is. */
const WHOLE: GemProfile = {
  $schema: "profile.schema.json",
  identity: { MDLN: "ETCH-3", SOFTREV: "1.0" },
  strict: false,
  formats: { CEID: "U2", RSDC: "B" },
  forms: { S5F3: "list", S5F5: "item" },
  encoding: "shift_jis",
  maxPerMessage: 1,
  timeForm: "14 digits",
  lacks: { S1F11: "silent", S2F49: "unknown message" },
  codes: { HCACK: { "65": "recipe not selected" } },
  controlState: { variable: 1005, values: { "1": "offline", "2": "local", "3": "remote" } },
  commands: { START: { name: "Start", parameters: { LotId: "LOT_ID" } } },
};

test("a profile is read from an object, and from text with or without U+FEFF", () => {
  const text = JSON.stringify(WHOLE);
  for (const json of [WHOLE, text, `\uFEFF${text}`]) assertEquals(readProfile(json), WHOLE);
  assertEquals(readProfile("{}"), {});
});

test("text that is no JSON is a SyntaxError", () => {
  assertThrows(() => readProfile("{,}"), SyntaxError, "The profile of the tool is no JSON: ");
});

test("all that is wrong is said at once, with its path and what was meant", () => {
  const wrong = {
    format: {},
    formats: { CEIDS: "U2", CEID: "B", RPTID: "u2" },
    encoding: "utf-16le",
    maxPerMessage: 0,
    timeForm: "14 digit",
    lacks: { S1F12: "silent", S1F11: "no" },
    codes: { HCAK: {}, HCACK: { "0": "ok", "256": "x" } },
    controlState: { values: { "1": "locl" } },
  };
  const error = assertThrows(() => readProfile(wrong), RangeError, "The profile of the tool has 14 problems");
  assertEquals(error.message.split("\n  ").slice(1), [
    "format: there is no such field here; did you mean formats?",
    "formats.CEIDS: there is no such field here; did you mean CEID?",
    'formats.CEID: expected A, I1, I2, I4, I8, U1, U2, U4, U8, got "B"',
    'formats.RPTID: expected A, I1, I2, I4, I8, U1, U2, U4, U8, got "u2"; did you mean U2?',
    "maxPerMessage: expected a whole number from 1 to 1000000, got 0",
    'timeForm: expected 12 digits, 14 digits, 16 digits, extended, got "14 digit"; did you mean 14 digits?',
    "lacks.S1F12: expected the name of a primary, such as S1F11",
    'lacks.S1F11: expected aborted, unknown message, not read, too long, silent, got "no"',
    "codes.HCAK: there is no such field here; did you mean HCACK?",
    'codes.HCACK["0"]: expected a number from 1 to 255',
    'codes.HCACK["256"]: expected a number from 1 to 255',
    'controlState.values["1"]: expected offline, online, equipment-offline, attempt-online, host-offline, local, ' +
    'remote, got "locl"; did you mean local?',
    "controlState.variable: it is missing",
    'encoding: expected an encoding that has ASCII as it is, got "utf-16le"',
  ]);
  assertThrows(() => readProfile([]), RangeError, "expected an object, got an array");
  assertThrows(() => readProfile("null"), RangeError, "expected an object, got null");
  assertThrows(() => readProfile({ encoding: "klingon" }), RangeError, "an encoding that has ASCII");
});

test("the names of primaries and the numbers of codes: the schema and the checks agree on each", () => {
  for (const name of ["S0F1", "S1F0", "S1F2", "S01F1", "S128F1", "S1F257", "S1F256", "s1F1", "S1F1 W", "1"]) {
    assertThrows(() => readProfile({ lacks: { [name]: "silent" } }), RangeError, "the name of a primary");
    assert(!isValid({ lacks: { [name]: "silent" } }), name);
  }
  for (const name of ["S1F1", "S9F99", "S10F101", "S99F199", "S127F255", "S64F249"]) {
    readProfile({ lacks: { [name]: "silent" } });
    assert(isValid({ lacks: { [name]: "silent" } }), name);
  }
  for (let value = 0; value < 300; value++) {
    const profile = { codes: { HCACK: { [value]: "text" } } };
    const isRight = value > 0 && value < 256;
    assertEquals(isValid(profile), isRight, `${value}`);
    if (isRight) readProfile(profile);
    else assertThrows(() => readProfile(profile), RangeError);
  }
});

for (const section of ["", ...Object.keys(WHOLE)]) {
  test(`the schema and the checks refuse the same profiles, wherever something else stands: ${section}`, () => {
    assert(isValid(WHOLE), JSON.stringify(isValid.errors, undefined, 2));
    let refused = 0;
    for (const path of placesIn(WHOLE).filter(([first = ""]) => first === section)) {
      for (const other of OTHERS) {
        if (other === undefined && path.length === 0) continue;
        const profile = changed(WHOLE, path, other);
        // That there is such an encoding, only the reading says.
        if (section === "encoding" && typeof other === "string") continue;
        const isRight = reads(profile);
        assertEquals(isValid(profile), isRight, `${path.join(".")} ${JSON.stringify(other)}`);
        if (!isRight) refused++;
      }
    }
    assert(refused >= 5, `${refused}`);
  });
}

function reads(profile: unknown): boolean {
  try {
    readProfile(typeof profile === "string" ? JSON.stringify(profile) : profile as object);
    return true;
  } catch (error) {
    assert(error instanceof RangeError, `${error}`);
    return false;
  }
}
