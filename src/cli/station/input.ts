import { HsmsHeader, SType } from "../../core/mod.ts";
import { parseMessages, type SmlMessage } from "../../sml/mod.ts";
import { CommandError } from "../errors.ts";
import { parseHex } from "../hex.ts";
import { linesOf } from "../lines.ts";

/** What a user may send. */
export type Input =
  /** SECS-II messages, as SML. */
  | { readonly kind: "messages"; readonly text: string; readonly messages: readonly SmlMessage[] }
  /** A control frame; with any field given it is sent as it is, without the session. */
  | {
    readonly kind: "control";
    readonly text: string;
    readonly sType: number;
    readonly fields: ControlFields;
  }
  /** Bytes, whatever they are. */
  | { readonly kind: "bytes"; readonly text: string; readonly bytes: Uint8Array };

/** The fields of a control frame that may be given. */
export type ControlFields = Readonly<Partial<Record<"session" | "system" | "byte2" | "byte3", number>>>;

const S_TYPES: Readonly<Record<string, number>> = Object.fromEntries(
  Object.values(SType).filter((sType) => sType !== SType.data).map((sType) => [
    new HsmsHeader({ sType }).name.toLowerCase(),
    sType,
  ]),
);
/** The names of fields; E37 calls byte 3 a status or a reason. */
const FIELDS: Readonly<Record<string, keyof ControlFields>> = {
  session: "session",
  system: "system",
  byte2: "byte2",
  byte3: "byte3",
  status: "byte3",
  reason: "byte3",
};
const LIMITS = { session: 0xffff, system: 0xffff_ffff, byte2: 0xff, byte3: 0xff } as const;

/** Reads what a user wants to send: SML, the name of a control frame, or `hex:` and bytes. Throws a CommandError. */
export function parseInput(text: string): Input {
  const [word = ""] = /\S+/.exec(text) ?? [];
  if (/^hex:/i.test(word)) return { kind: "bytes", text, bytes: bytesOf(text.trimStart().slice(4)) };
  const sType = S_TYPES[word.toLowerCase()];
  if (sType !== undefined) {
    return { kind: "control", text, sType, fields: controlFields(text.trim().split(/\s+/).slice(1)) };
  }
  const messages = parseMessages(text);
  if (messages.length > 0) return { kind: "messages", text, messages };
  throw new CommandError("There is nothing to send", 2);
}

/**
 * What a user writes, input by input: a line each, but SML goes on to its full stop or an empty line.
 *
 * @throws {CommandError} When an input is longer than `maxLength` characters.
 */
export async function* inputsOf(
  chunks: AsyncIterable<Uint8Array>,
  maxLength: number,
): AsyncGenerator<string> {
  let lines: string[] = [];
  let length = 0;
  for await (const line of linesOf(chunks, maxLength)) {
    const isEmpty = line.trim() === "";
    if (isEmpty && lines.length === 0) continue;
    length += line.length + 1;
    if (length > maxLength) throw new CommandError(`A message is longer than ${maxLength} characters`);
    // Only the first line is looked at for the beginning: no line is read twice.
    const goesOn = !isEmpty && !/[.]\s*$/.test(line) && (lines.length > 0 || beginsSml(line));
    lines.push(line);
    if (goesOn) continue;
    yield lines.join("\n").trim();
    lines = [];
    length = 0;
  }
  if (lines.length > 0) yield lines.join("\n").trim();
}

/** Whether a line begins a message, which may go on in the next lines. */
function beginsSml(line: string): boolean {
  return /^\s*(<?\s*s\d+f\d+|"?[\w-]+"?\s*:\s*s\d)/i.test(line);
}

function bytesOf(digits: string): Uint8Array {
  const bytes = parseHex(digits);
  if (bytes !== undefined) return bytes;
  throw new CommandError(
    "hex: takes pairs of hex digits, as in hex: 00 00 00 0a ff ff 00 00 00 05 00 00 00 01",
    2,
  );
}

function controlFields(words: readonly string[]): ControlFields {
  const fields: Partial<Record<keyof ControlFields, number>> = {};
  for (const word of words) {
    const [name = "", value = ""] = word.split("=");
    const field = FIELDS[name.toLowerCase()];
    const number = /^(0x[0-9a-f]+|\d+)$/i.test(value) ? Number(value) : NaN;
    if (field === undefined || !(number <= LIMITS[field])) {
      throw new CommandError(
        `Cannot take "${word}": the fields are session=, system=, status=, reason=, byte2= and byte3=`,
        2,
      );
    }
    fields[field] = number;
  }
  return fields;
}
