import { decodeItem, S5F1, type SecsDialectOptions, SecsSchemaError } from "@secs/hsms";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { fromHex, toHex } from "../support/hex.ts";
import type { ItemJson } from "./item_json.ts";
import { OURS, type SecsgemMessages } from "./message_classes.ts";
import { DEVIATIONS } from "./message_deviations.ts";
import { type Found, messageRows } from "./message_rows.ts";

/** A case with the classes of secsgem, without a connection. */
export interface MessageCase {
  readonly name: string;
  run(): Promise<void>;
}

/** A case for each message that both sides know, and one for what docs/interop.md says of them. */
export async function messageCases(classes: SecsgemMessages): Promise<MessageCase[]> {
  const theirs = await classes.names();
  const known = [...OURS.keys()].filter((name) => theirs.includes(name));
  assert(known.length > 80, `secsgem knows ${known.length} of our messages`);
  return [
    ...known.map((name) => ({ name: `message ${name}`, run: () => check(classes, name) })),
    { name: "message S5F1 with a text of 121 characters", run: () => longText(classes) },
    { name: "docs/interop.md counts the messages", run: () => checkPage(classes, theirs, known) },
  ];
}

/** The differences are those of the table; with the options in it, those of the rows that have none are left. */
async function check(classes: SecsgemMessages, name: string): Promise<void> {
  const rows = DEVIATIONS.filter(({ messages }) => messages.includes(name));
  const { plain, helped } = await find(classes, name);
  const expected = (differences: readonly (readonly string[])[]): string[] =>
    [...new Set(differences.flat())].sort();
  const seen = (differences: ReadonlyMap<string, string>): string =>
    [...differences].map(([where, what]) => `${name} ${where}: ${what}`).join("\n");
  assertEquals(
    [...plain.keys()].sort(),
    expected(rows.map(({ differences }) => differences)),
    `message_deviations.ts has other differences than these:\n${seen(plain)}\n`,
  );
  assertEquals(
    [...helped.keys()].sort(),
    expected(rows.map(({ differences, options }) => options === undefined ? differences : [])),
    `The options in message_deviations.ts leave other differences than it says:\n${seen(helped)}\n`,
  );
}

async function checkPage(
  classes: SecsgemMessages,
  theirs: readonly string[],
  known: readonly string[],
): Promise<void> {
  const found: Found[] = [];
  for (const name of known) found.push(await find(classes, name));
  // Without the blanks that align a table.
  const words = (text: string): string => text.replace(/ +/g, " ");
  const page = words(await Deno.readTextFile("docs/interop.md"));
  const missing = messageRows(OURS.size, theirs.length, found).filter((row) => !page.includes(words(row)));
  assert(missing.length === 0, `docs/interop.md must have these rows:\n${missing.join("\n")}`);
}

/** It drops a text that is longer than E5 allows, and does not send one either; we read it. */
async function longText(classes: SecsgemMessages): Promise<void> {
  const text = "x".repeat(121);
  const bodyOf = (length: string, text: string): string =>
    `0103210184b10400000005${length}${toHex(new TextEncoder().encode(text))}`;
  const item: ItemJson = ["L", [["B", "84"], ["U4", ["5"]], ["A", text]]];
  const { read, built } = await classes.ask(S5F1.toHost, [
    bodyOf("4178", text.slice(1)),
    bodyOf("4179", text),
  ], [item]);
  assertEquals(read.map(({ error }) => error), [
    undefined,
    "ValueError: Value longer than 120 chars (121 chars)",
  ]);
  assertEquals(built[0]!.error, "ValueError: Value longer than 120 chars (121 chars)");
  const alarm = { ALCD: 0x84, ALID: 5, ALTX: text };
  assertEquals(S5F1.toHost.read(decodeItem(fromHex(bodyOf("4179", text)))), alarm);
  assertThrows(() => S5F1.toHost.build(alarm), SecsSchemaError, "expected at most 120 characters, got 121");
}

/** How a message differs: as a handler without options has it, and with the options of the table. */
async function find(classes: SecsgemMessages, name: string): Promise<Found> {
  const rows = DEVIATIONS.filter(({ messages, options }) => messages.includes(name) && options !== undefined);
  const plain = await classes.differences(OURS.get(name)!);
  if (rows.length === 0) return { plain, helped: plain };
  const options: SecsDialectOptions = {
    forms: Object.assign({}, ...rows.map(({ options }) => options?.forms)),
    formats: Object.assign({}, ...rows.map(({ options }) => options?.formats)),
  };
  return { plain, helped: await classes.differences(OURS.get(name)!, options) };
}
