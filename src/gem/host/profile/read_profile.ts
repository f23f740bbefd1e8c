import { encodeText } from "../../../secs2/mod.ts";
import { type JsonSchema, jsonSchema } from "../../definition/json_schema.ts";
import { Problems } from "../../definition/problems.ts";
import { parseJson } from "../../definition/read_equipment.ts";
import { checkShape } from "../../definition/shape.ts";
import type { GemProfile } from "./profile.ts";
import { PROFILE } from "./profile_shape.ts";

/**
 * Reads the profile of a tool from JSON, as text or parsed, for the option `profile` of GemHostHandler.
 *
 * @throws {SyntaxError} when the text is no JSON.
 * @throws {RangeError} when the profile is not right; the message lists everything that is wrong (at most 1,000 lines), with
 * its path and what was meant.
 *
 * @example
 * ```ts
 * import { readProfile } from "@secs/hsms/gem";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const profile = readProfile('{ "formats": { "CEID": "U2" }, "lacks": { "S1F11": "silent" } }');
 * assertEquals(profile.formats?.CEID, "U2");
 *
 * const error = assertThrows(() => readProfile({ format: {}, lacks: { "S1F12": "silence" } }), RangeError);
 * assertEquals(error.message.split("\n  ").slice(1), [
 *   "format: there is no such field here; did you mean formats?",
 *   "lacks.S1F12: expected the name of a primary, such as S1F11",
 *   'lacks.S1F12: expected aborted, unknown message, not read, too long, silent, got "silence"; did you mean silent?',
 * ]);
 * ```
 */
export function readProfile(json: string | object): GemProfile {
  const profile = typeof json === "string" ? parseJson(json, "The profile of the tool") : json;
  requireProfile(profile);
  return profile;
}

/**
 * The JSON Schema (draft 2020-12) of the file that {@linkcode readProfile} reads.
 *
 * @example
 * ```ts
 * import { profileSchema } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(profileSchema().title, "The profile of a tool");
 * ```
 */
export function profileSchema(): JsonSchema {
  return jsonSchema("The profile of a tool", PROFILE, {});
}

/**
 * Checks that a value is a profile.
 *
 * @throws {RangeError} when it is not.
 */
export function requireProfile(value: unknown): asserts value is GemProfile {
  const problems = new Problems();
  checkShape(PROFILE, value, "", problems);
  const { encoding } = value as GemProfile ?? {};
  if (typeof encoding === "string" && !problems.has("encoding") && !hasAscii(encoding)) {
    problems.add("encoding", `expected an encoding that has ASCII as it is, got ${JSON.stringify(encoding)}`);
  }
  problems.throwIfAny("The profile of the tool");
}

/** Whether there is such an encoding, and names and numbers in it are ASCII. */
function hasAscii(encoding: string): boolean {
  try {
    return encodeText("A", encoding).length === 1;
  } catch {
    return false;
  }
}
