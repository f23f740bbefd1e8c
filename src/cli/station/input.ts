import { HsmsHeader, type HsmsPacket, streamFunction, SType } from "../../core/mod.ts";
import { encodeItem, encodeText } from "../../secs2/mod.ts";
import { parseMessages, type SmlMessage, type SmlNote } from "../../sml/mod.ts";
import { asUsage, CommandError } from "../errors.ts";
import { hexNumber, parseHex } from "../hex.ts";
import { linesOf } from "../lines.ts";
import { readTextFile } from "../text_file.ts";
import { correctionsIn } from "./corrections.ts";
import { InputSplitter } from "./input_splitter.ts";

/**
 * Maximum length of an input in characters that is read while there are connections. Nothing else happens while it is
 * parsed: some 50 ms.
 */
export const MAX_INPUT = 128 * 1024;

const ADVICE = ". Write it into a file, and give --send @FILE";

/** What a user may send. */
export type Input =
  /** SECS-II messages, as SML. */
  | {
    readonly kind: "messages";
    readonly text: string;
    readonly packets: readonly HsmsPacket[];
    /** What was corrected to read it, for the user. */
    readonly corrections: readonly string[];
  }
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

const S_TYPES: ReadonlyMap<string, number> = new Map(
  Object.values(SType).filter((sType) => sType !== SType.data).map((sType) => [
    new HsmsHeader({ sType }).name.toLowerCase(),
    sType,
  ]),
);
/** The names of fields; E37 calls byte 3 a status or a reason. */
const FIELDS: ReadonlyMap<string, keyof ControlFields> = new Map([
  ["session", "session"],
  ["system", "system"],
  ["byte2", "byte2"],
  ["byte3", "byte3"],
  ["status", "byte3"],
  ["reason", "byte3"],
]);
const LIMITS = { session: 0xffff, system: 0xffff_ffff, byte2: 0xff, byte3: 0xff } as const;

/**
 * Reads what a user wants to send: SML, the name of a control frame, or `hex:` and bytes. Texts of SML with other characters
 * than ASCII are sent in `encoding`, if one is given. Throws a CommandError.
 */
export function parseInput(text: string, encoding?: string): Input {
  const [word = ""] = /\S+/.exec(text) ?? [];
  if (/^hex:/i.test(word)) return { kind: "bytes", text, bytes: bytesOf(text.trimStart().slice(4)) };
  const sType = S_TYPES.get(word.toLowerCase());
  if (sType !== undefined) {
    return { kind: "control", text, sType, fields: controlFields(text.trim().split(/\s+/).slice(1)) };
  }
  const notes: SmlNote[] = [];
  const onNote = (note: SmlNote): void => void notes.push(note);
  const packets = parseMessages(inBytes(text, encoding), { onNote }).map(packetOf);
  if (packets.length > 0) return { kind: "messages", text, packets, corrections: correctionsIn(notes) };
  throw new CommandError("There is nothing to send", 2);
}

/**
 * What a user writes, input by input, as {@linkcode InputSplitter} has it. `onMayEnd` is called when the next line says
 * whether an input is whole.
 *
 * @throws {CommandError} When an input is longer than `maxLength` characters.
 */
export async function* inputsOf(
  chunks: AsyncIterable<Uint8Array>,
  maxLength: number,
  onMayEnd = (): void => {},
): AsyncGenerator<string> {
  const splitter = new InputSplitter();
  let length = 0;
  for await (const line of linesOf(chunks, maxLength, ADVICE)) {
    length = splitter.isOpen ? length + line.length + 1 : line.length;
    if (length > maxLength) {
      throw new CommandError(`A message is longer than ${maxLength} characters${ADVICE}`);
    }
    yield* splitter.push(line);
    if (splitter.mayEnd) onMayEnd();
  }
  yield* splitter.end();
}

/** All inputs of an argument: a text, or `@` and the name of a file. @throws {CommandError} When one cannot be sent. */
export async function inputsIn(argument: string, encoding?: string): Promise<Input[]> {
  if (!argument.startsWith("@")) {
    return asUsage(() => parseInputs(argument, encoding), `Cannot send "${argument}": `);
  }
  const path = argument.slice(1);
  const text = await readTextFile(path, "what to send");
  return asUsage(() => parseInputs(text, encoding), `Cannot send ${path}: `);
}

function parseInputs(text: string, encoding: string | undefined): Input[] {
  const splitter = new InputSplitter();
  const inputs = text.split(/\r?\n/).flatMap((line) => splitter.push(line));
  const all = [...inputs, ...splitter.end()].map((input) => parseInput(input, encoding));
  if (all.length === 0) throw new CommandError("There is nothing to send", 2);
  return all;
}

/** SML in which the texts of A and J that are not ASCII are bytes in an encoding. C2 has one of its own. */
export function inBytes(text: string, encoding: string | undefined): string {
  if (encoding === undefined) return text;
  return text.replace(/"[^"\n]*"|'[^'\n]*'/g, (quoted, offset: number) => {
    const item = text.slice(text.lastIndexOf("<", offset), offset);
    if (/^<\s*(?:c2|w)\b/i.test(item)) return quoted;
    return quoted.replace(/[\u0080-\u{10ffff}]+/gu, (part: string) => {
      const bytes = Array.from(encodeText(part, encoding), (byte) => `0x${hexNumber(byte, 2)}`);
      return `${quoted[0]} ${bytes.join(" ")} ${quoted[0]}`;
    });
  });
}

function packetOf({ stream, function: func, requireResponse, item }: SmlMessage): HsmsPacket {
  return streamFunction(stream, func, encodeItem(item), { requireResponse });
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
    const field = FIELDS.get(name.toLowerCase());
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
