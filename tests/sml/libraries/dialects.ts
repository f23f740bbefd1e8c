// How others write, one dialect after the other. docs/sml.md has the same dialects in a table.

import type { Item } from "@secs/hsms/secs2";
import type { SmlMessage } from "@secs/hsms/sml";
import type { Random } from "../../support/random.ts";
import type { Dialect } from "./dialect.ts";
import { hex, isPrintable, type Page, quoted, valuesOf } from "./page.ts";
import { PLAIN } from "./random_messages.ts";

const NO_STOP = "read the end of the message, which has no full stop";
const LABELS = ["Mdln", "SoftRev", "CEID", "Data1", "Rpt.Id"];

/** Files for one program: names after an equals sign, the side, limits, labels after items, comments with a star. */
const SDR: Dialect = {
  name: "SDR/GW",
  leaves: [...PLAIN, "quotes"],
  front: `${"*".repeat(60)}\n* File: TOOL.SML    H <-> E *\n#define MAX_VIDS 50\n${"*".repeat(60)}\n`,
  head(page, { name, ...message }, random) {
    const side = random.pick([" INPUT", " OUTPUT"]);
    const named = name === undefined ? "" : `${random.pick([" = ", " ="])}${name}`;
    const w = message.requireResponse ? " W" : "";
    page.write(`S${message.stream}F${message.function}`);
    page.write(...random.pick([[named, side, w], [w, named, side], [side, named, w]]));
  },
  format: ({ format }) => format,
  count(page, item, random) {
    if (item.format === "A" && random.below(2) === 0) page.write(` [MAX ${item.length + random.below(9)}]`);
    else rightCount(page, item, " ");
  },
  values: (page, item) => writeValues(page, item, "'", { flags: ["0x01", "0x00"] }),
  after(page, _, random) {
    if (random.below(3) > 0) return;
    page.write("  ");
    labelAfter(page, random, (label) => random.pick([` = ${label}`, `= ${label}`, `=${label}`]));
    if (random.below(2) === 0) page.write("  *U1/U2 0 = pass, 'x\n");
  },
  end: (page, _, random) =>
    void page.write(random.pick([".\n", " .\n", "\n.\n"]), random.pick(["", "* next\n", "\n"])),
};

/** Scripts of a simulator: names with signs before a colon, stale counts, rules. */
const SECSIM: Dialect = {
  name: "SECSIM",
  leaves: [...PLAIN, "quotes"],
  sayable: (message) =>
    message.name === undefined ? message : { ...message, name: `${message.name}_Err(2~3)` },
  head(page, { name, ...message }) {
    if (name !== undefined) page.write(`${name}_Err(2~3): `);
    page.write(`S${message.stream}F${message.function}${message.requireResponse ? " W" : ""}`);
  },
  format: ({ format }) => format,
  count: (page, item, random) =>
    random.below(4) === 0 ? staleCount(page, item, "") : rightCount(page, item, ""),
  values: (page, item) => writeValues(page, item, '"', { flags: ["1", "0"], close: true }),
  end(page, _, random) {
    page.write("\n.\n");
    if (random.below(5) > 0) return;
    const rule = random.pick(["if (S1F1) answer.", "every 5 send ask-1.", "if (s1f3 (2)==<F4 0.5>) s1f4_2."]);
    page.note("script", `left out the rule ${JSON.stringify(rule)}`).write(rule, "\n");
  },
};

/** What manuals print: a W in brackets, ranges, directions in comments. */
const PEER: Dialect = {
  name: "PEER",
  leaves: PLAIN,
  head(page, { stream, function: fn, requireResponse, name }, random) {
    if (name !== undefined) page.write(name, random.pick([": ", " : "]));
    page.write(`S${stream}F${fn}`);
    if (requireResponse) random.below(2) === 0 ? optionalW(page, random) : page.write(" W");
    page.write(random.pick(["", "  * H<-E", " H->E", " // H <-> E"]));
  },
  format: ({ format }) => format,
  count(page, item, random) {
    const range = random.below(2) === 0 ? `${item.length}` : `0..${item.length + random.below(40)}`;
    if (random.below(2) === 0) page.write(` [${range}]`);
  },
  values: (page, item) => writeValues(page, item, '"'),
  after: (page, _, random) => void page.write(random.pick(["", '   * a "comment" <L'])),
  end: (page, _, random) => void page.write(random.pick(["\n.\n", "\n . * end\n"])),
};

/** What secs4net prints: header in quotes, counts that are only a hint, texts with line breaks. */
const SECS4NET: Dialect = {
  name: "secs4net",
  leaves: [...PLAIN, "lines", "J"],
  head(page, { stream, function: fn, requireResponse, name }) {
    if (name !== undefined) page.write(`${name}:`);
    page.write(`'S${stream}F${fn}'${requireResponse ? " W" : " "}`);
  },
  format: ({ format }) => ({ J: "JIS8", BOOLEAN: "Boolean" })[format as string] ?? format,
  count(page, item, random) {
    if (item.format === "L" || random.below(3) > 0) rightCount(page, item, " ");
    else staleCount(page, item, " ");
  },
  values: (page, item) => writeValues(page, item, "'", { flags: ["True", "False"], lines: true }),
  end: (page) => void page.write("\n.\n"),
};

/** What secs4java8 prints: counts, bytes beside texts, each message with a full stop. */
const SECS4JAVA8: Dialect = {
  name: "secs4java8",
  leaves: [...PLAIN, "quotes", "J"],
  sayable: nameless,
  head: (page, { stream, function: fn, requireResponse }) =>
    void page.write(`S${stream}F${fn}${requireResponse ? " W" : ""}`),
  format: ({ format }) => format,
  count: (page, item) => rightCount(page, item, " "),
  values: (page, item) => writeValues(page, item, '"', { flags: ["TRUE", "FALSE"] }),
  end: (page) => void page.write(".\n\n"),
};

/** What go-secs prints, and its relatives in Go: localized text, binary bytes, open ranges, names after the header. */
const GO_SECS: Dialect = {
  name: "go-secs",
  leaves: [...PLAIN, "lines", "C2"],
  head(page, { stream, function: fn, requireResponse, name }, random) {
    const before = random.below(2) === 0;
    if (name !== undefined && before) page.write(`${name}${random.pick([":", "   : "])}`);
    page.write(random.pick([`'S${stream}F${fn}'`, `"S${stream}F${fn}"`, `S${stream}F${fn}`]));
    page.write(requireResponse ? " W" : "", random.pick(["", " H->E", " H<-E"]));
    if (name === undefined || before) return;
    page.write(" ").note("name", `read ${JSON.stringify(name)} as the name of the message`).write(name);
  },
  format: ({ format }) => format === "C2" ? "W" : format,
  count(page, item, random) {
    const { length } = item;
    page.write(
      random.pick(["", `[${length}]`, `[..${length + 2}]`, `[${length}..]`, `[0..${length}]`, "[0..]"]),
    );
  },
  values: (page, item) =>
    writeValues(page, item, "'", { byte: (byte) => `0b${byte.toString(2)}`, lines: true }),
  after: (page, _, random) => void page.write(random.pick(["", "   // a comment", " /* one */"])),
  end: (page) => void page.write("\n.\n"),
};

/** What is copied out of handbooks: every other message without a full stop, typographic quotes, headers with spaces. */
const WINSECS: Dialect = {
  name: "manuals of WinSECS",
  leaves: PLAIN,
  head(page, { stream, function: fn, requireResponse, name }, random) {
    if (name !== undefined) {
      page.note("name", `read ${JSON.stringify(name)} as the name of the message`).write(name, "\n");
    }
    header(page, stream, fn, random);
    if (requireResponse) page.write(" W");
  },
  format: ({ format }, random) => random.below(2) === 0 ? format : format.toLowerCase(),
  count: (page, item, random) => random.below(3) === 0 && rightCount(page, item, "\u00a0"),
  values(page, item, random) {
    if (item.format !== "A" || random.below(2) === 0) return writeValues(page, item, '"');
    page.write(" ").note("text", "read “ and ” as quotes").write(`“${item.text}”`);
  },
  end(page, _, random) {
    if (random.below(2) === 0) page.note("end", NO_STOP).write("\n\n");
    else page.write(random.pick([".\n", " ;\n", "\n.\n"]));
  },
};

/** Logs of Korean and Japanese programs: counts after a comma, or of bytes; UINT4, D8; descriptions; no full stops. */
const XCOM: Dialect = {
  name: "XCom",
  leaves: PLAIN,
  front: "# log of a driver\n",
  sayable: (message) =>
    message.item === undefined || message.name === undefined
      ? nameless(message)
      : { ...message, name: described(message.name) },
  head(page, { stream, function: fn, requireResponse, name, item }) {
    page.write(`S${stream}F${fn}${requireResponse ? " W" : ""}`);
    if (name === undefined || item === undefined) return;
    if (!requireResponse) page.write("  ");
    page.note("name", `read ${JSON.stringify(described(name))} as the name of the message`);
    page.write(requireResponse ? ", " : "", described(name));
  },
  format({ format }, random) {
    const [kind, width] = [format[0]!, format.slice(1)];
    if (!/^[FIU]\d$/.test(format)) return format === "L" ? random.pick(["L", "LIST"]) : format;
    if (kind === "F") return random.pick([`FLOAT${width}`, `D${width}`]);
    return width === "8" ? format : `${kind === "U" ? "UINT" : "INT"}${width}`;
  },
  count(page, item, random) {
    const { format, length } = item;
    if (format === "L") return void page.write(random.pick([`,${length}`, ` ${length}`, ` [${length}]`]));
    const width = /^[FIU][2-8]$/.test(format) ? Number(format[1]) : 1;
    if (width === 1 || length === 0 || random.below(2) === 0) return void page.write(`,${length}`);
    const bytes = length * width;
    page.note("count", `read the count ${bytes} of ${format} as bytes: it has ${length}`).write(`[${bytes}]`);
  },
  values: (page, item) => writeValues(page, item, '"', { flags: ["T", "F"], byte: String }),
  end(page, _, random) {
    if (random.below(2) === 0) page.note("end", NO_STOP).write("\n# send\n");
    else page.write(random.pick([".\n", ";\n"]));
  },
};

/** Logs with the names of items: labels of all kinds, numbers in quotes, formats by their bits. */
const LOGGERS: Dialect = {
  name: "logs with labels",
  leaves: PLAIN,
  head(page, { stream, function: fn, requireResponse, name }, random) {
    if (name !== undefined) page.write(`${name}: `);
    page.write(random.pick(["", "H->E ", "[H→E] "]).slice(name === undefined ? 0 : 9));
    page.write(`S${stream}F${fn}`);
    if (requireResponse) optionalW(page, random);
  },
  format({ format }) {
    if (!/^[FIU][248]$/.test(format)) return format;
    return `${{ F: "FLOAT", I: "INT", U: "UINT" }[format[0] as "F" | "I" | "U"]}${8 * Number(format[1])}`;
  },
  count(page, item, random) {
    const label = random.pick(LABELS);
    if (random.below(2) === 0) rightCount(page, item, " ");
    if (random.below(2) > 0) return;
    page.write(" ").note("label", `left out the label ${JSON.stringify(label)}`);
    page.write(random.pick([`[${label}]`, `{${label}}`]));
  },
  values(page, item, random) {
    if (!/^[FIU]/.test(item.format) || random.below(2) === 0) return writeValues(page, item, '"');
    for (const value of valuesOf(item, String).split(" ").filter((value) => value !== "")) {
      page.write(" ").note("quotes", `left out the quotes around ${value}`).write(`"${value}"`);
    }
  },
  after: (page, _, random) =>
    random.below(4) === 0 &&
    labelAfter(page, random, (label) => random.pick([`{${label}}`, `[${label}]`])),
  end: (page) => void page.write(".\n"),
};

/** All of them. */
export const DIALECTS: readonly Dialect[] = [
  SDR,
  SECSIM,
  PEER,
  SECS4NET,
  SECS4JAVA8,
  GO_SECS,
  WINSECS,
  XCOM,
  LOGGERS,
];

function nameless({ name: _, ...message }: SmlMessage): SmlMessage {
  return message;
}

function described(name: string): string {
  return `${name} Request/Send [SystemByte = 7]`;
}

function header(page: Page, stream: number, fn: number, random: Random): void {
  const spaced = random.pick([undefined, `S ${stream} F ${fn}`, `S${stream} F${fn}`]);
  if (spaced === undefined) page.write(`S${stream}F${fn}`);
  else page.note("header", `read ${JSON.stringify(spaced)} as S${stream}F${fn}`).write(spaced);
}

function optionalW(page: Page, random: Random): void {
  const w = random.pick(["[W]", "(W)", "[w]"]);
  page.write(" ").note("header", `read ${JSON.stringify(w)} as W`).write(w);
}

function rightCount(page: Page, { length }: Item, before: string): void {
  page.write(before, `[${length}]`);
}

/** A count that is neither of elements nor of bytes. */
function staleCount(page: Page, { format, length }: Item, before: string): void {
  const said = 100 * length + 1;
  page.write(before).note("count", `left out the count ${said} of ${format}, which has ${length}`).write(
    `[${said}]`,
  );
}

function labelAfter(page: Page, random: Random, show: (label: string) => string): void {
  const label = random.pick(LABELS);
  const text = show(label);
  const space = text.startsWith(" ") ? " " : "";
  page.write(" ", space).note("label", `left out the label ${JSON.stringify(label)}`).write(text.trimStart());
}

interface Signs {
  /** For true and false. */
  readonly flags?: readonly [string, string];
  readonly byte?: (byte: number) => string;
  /** Whether line breaks stand in texts as they are. */
  readonly lines?: boolean;
  /** Whether values follow the count without a space. */
  readonly close?: boolean;
}

function writeValues(
  page: Page,
  item: Exclude<Item, { format: "L" }>,
  quote: string,
  signs: Signs = {},
): void {
  const { flags = ["T", "F"], byte = hex, lines = false, close = false } = signs;
  const space = close && page.text.endsWith("]") ? "" : " ";
  if (item.format === "A" || item.format === "J" || item.format === "C2") {
    const isLong = lines && item.format !== "C2" && item.text.includes("\n");
    page.write(space);
    if (isLong) page.note("text", "read the line breaks of this text as they are");
    if (item.format === "C2") page.write(quote, item.decode(), quote);
    else {page.write(quoted(item.text, quote, (character) =>
        isPrintable(character) || lines && character === "\n"));}
    return;
  }
  const values = valuesOf(item, (value) => {
    if (typeof value === "boolean") return flags[value ? 0 : 1]!;
    return item.format === "B" ? byte(Number(value)) : String(value);
  });
  if (values !== "") page.write(space, values);
}
