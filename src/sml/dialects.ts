// How SML is spelled by those who write it: all names, signs and patterns that are accepted beside what is printed here, and
// what is said about those that are not. docs/sml.md has the table.
//
// Each pattern has a bound for all that it repeats, so that the time to read a text grows with its length. Those with the flag y
// are for `Lexer.match`.

import type { Format } from "../secs2/mod.ts";

/** A format as it is written: W is a C2 in UTF-8 that does not say so. */
export type WrittenFormat = Format | "W";

/** Formats by their names in capitals: the names of E5, and those of other programs. */
export const FORMATS: ReadonlyMap<string, WrittenFormat> = new Map<string, WrittenFormat>([
  ...named("L", "LIST"),
  ...named("A", "ASCII", "STRING"),
  ...named("J", "JIS", "JIS8", "JIS-8"),
  ...named("C2"),
  ...named("W"),
  ...named("B", "BIN", "BINARY"),
  ...named("BOOLEAN", "BOOL", "TF"),
  // With the number of bytes, or of bits. With an 8 it may be either.
  ...named("I1", "INT1"),
  ...named("I2", "INT2", "INT16"),
  ...named("I4", "INT4", "INT32"),
  ...named("I8", "INT64"),
  ...named("U1", "UINT1"),
  ...named("U2", "UINT2", "UINT16"),
  ...named("U4", "UINT4", "UINT32"),
  ...named("U8", "UINT64"),
  ...named("F4", "FLOAT4", "FLOAT32", "D4"),
  ...named("F8", "FLOAT8", "FLOAT64", "D8", "DOUBLE"),
]);

/** Names of formats that may mean two, or none, and what to write. */
const UNCLEAR: ReadonlyMap<string, string> = new Map([
  ["INT8", "INT8 may be bytes or bits: write I8 for eight bytes, I1 for eight bits"],
  ["UINT8", "UINT8 may be bytes or bits: write U8 for eight bytes, U1 for eight bits"],
  ["INT", "write I1, I2, I4 or I8"],
  ["UINT", "write U1, U2, U4 or U8"],
  ["FLOAT", "write F4 or F8"],
  ["V", "V stands for any format: write the one that is sent"],
  ["NOW", 'NOW is filled in by one program: write the time as <A "…">'],
]);

/** The quotes that close a text, by the one that opens it. Word processors and PDF have the typographic ones. */
export const CLOSING_QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  "\u201c": "\u201d\u201c",
  "\u201d": "\u201d\u201c",
  "\u201e": "\u201d\u201c",
  "\u2018": "\u2019\u2018",
  "\u2019": "\u2019\u2018",
  "\u201a": "\u2019\u2018",
};

/** The end of a text over lines that has taken the beginning of the next text with it. */
export const LOST_QUOTE =
  /<\s{0,9}(?:A|ASCII|STRING|J|JIS|JIS-?8|W)\s{0,9}(?:\[[^\]]{0,20}\]\s{0,9}|,\s{0,9}\d{1,8}\s{0,9})?$/i;

/** `S1F1` and `S1F1W`. */
export const HEADER = /s(\d{1,3})f(\d{1,3})(w)?(?![\w-])/iy;

/** What is between the quotes of `'S1F1 W'`. */
export const HEADER_IN_QUOTES = /^\s{0,9}s(\d{1,3})f(\d{1,3})\s{0,9}(w)?\s{0,9}$/i;

/** `'S1F1 W'`, with its quotes, which may be of any kind. */
export const QUOTED_HEADER = /["'\u2018-\u201f]\s{0,9}s\d{1,3}f\d{1,3}\s{0,9}w?\s{0,9}["'\u2018-\u201f]/iy;

/** A name of a word, with the colon after it. */
export const PLAIN_NAME = /([A-Za-z_][\w-]{0,200}):\s{0,9}(?=['"]?s\d)/iy;

/** `S 6 F 11`. */
export const SPACED_HEADER = /s[ \t]{0,9}(\d{1,3})[ \t]{0,9}f[ \t]{0,9}(\d{1,3})(?![\w-])/iy;

/** A W bit that is optional in a manual, or has a comma before it: `[W]`, `(W)`, `,W`. */
export const OPTIONAL_W = /\[\s{0,9}w\s{0,9}\]|\(\s{0,9}w\s{0,9}\)|,[ \t]{0,9}w(?![ \t]{0,9}[\w-])/iy;

/** `H->E` and the like, also in brackets. */
export const DIRECTION =
  /[[(]?(?:H|E|host|equipment|eqp?|tool)\s{0,9}(?:<-+>|<=+>|<>|-+>|=+>|<-+|<=+|[\u2190\u2192\u2194])\s{0,9}(?:H|E|host|equipment|eqp?|tool)(?!\w)[\])]?/iy;

/** The side of a message in a file for one program. */
export const SIDE = /(?:input|output)(?![\w-])/iy;

/** `= name`, of a message or of an item. */
export const EQUALS_NAME = /=\s{0,99}([A-Za-z_](?:[\w:()#~-]|\.(?=\w)){0,200})/y;

/** A name of one word after the header, on its line. */
export const NAME_AFTER =
  /(?!\/\/|s\d{1,3}f\d)[^\s<>"'=:;,.[\](){}*#\uff1c\uff1e-](?:[^\s<>"'*#;.\uff1c\uff1e]|\.(?=\w)){2,200}(?=[ \t]{0,99}(?:[\r\n.;<*#]|\/[/*]|$))/iy;

/** A description of several words after the header, before a body or a full stop in the next line. */
export const DESCRIPTION_AFTER =
  /[,:-]?[ \t]{0,9}([^\s<>"'=:;,.[\](){}*#/\uff1c\uff1e-][^\r\n<>";*#\uff1c\uff1e]{1,200})(?:\r\n|\r|\n)(?=\s{0,99}[<.])/y;

/** A name of one word on the line above the header. */
export const NAME_ABOVE =
  /([A-Za-z_\u0080-\u1fff\u2100-\uffef][^\s<>"'*#;]{0,200})[ \t]{0,99}(?:\r\n|\r|\n)/y;

/** Maximum length of a name before a colon, unless it is in quotes or of letters, digits, `_` and `-`. */
export const LONGEST_NAME = 200;

/** What a name before a colon has not, unless it is in quotes. */
export const NO_NAME = /[<>"'*;\r\n]|\/[/*]|\s#|\.\s/;

/** `[2]`, `[0..6]`, `[2..]`, `[0-6]`, and `[2/1]`, whose 1 is the number of length bytes; `(2)`. */
export const COUNT =
  /[[(]\s{0,9}(\d{1,8})\s{0,9}(?:[\])]|(\.\.\.?|[-~])\s{0,9}(?:(\d{1,8})|[a-z*])?\s{0,9}\]|\/\s{0,9}[0-3]\s{0,9}\])/iy;

/** A count that is a limit, or open: `[..10]`, `[MAX 32]`, `[<=32]`, `[*]`, `[...]`. */
export const MOST = /\[\s{0,9}(?:(?:\.\.\.?|max\.?:?|<=?)\s{0,9}(\d{1,8})|\*|\.\.\.?)\s{0,9}\]/iy;

/** A label in brackets: `[DATAID]`, `{DATAID}`, `(DATAID)`. */
export const LABEL =
  /\[\s{0,9}([A-Za-z_][^\][<>"'\r\n]{0,200})\]|\{([^{}<>"'\r\n]{0,200})\}|\(\s{0,9}([A-Za-z_][^()<>"'\r\n]{0,200})\)/y;

/** A label before an item: `DATAID: <U4 1>`. */
export const LABEL_BEFORE = /([A-Za-z_][\w.()#-]{0,200})\s{0,9}[:=]\s{0,99}(?=<)/y;

/** A label without brackets before the items of a list: `<L [2] Report <U4 1> …`. */
export const BARE_LABEL_OF_LIST = /([A-Za-z_][\w-]{0,200})\s{1,99}(?=<)/y;

/** The same in a list whose count is 0. */
export const BARE_LABEL_OF_NONE = /([A-Za-z_][\w-]{0,200})\s{0,99}(?=>)/y;

/**
 * A label without brackets before a value: `<U4 DATAID 1>`, `<BOOLEAN CEED T>`. It is no value itself: no boolean, float,
 * hexadecimal byte or name of a control character.
 */
export const BARE_LABEL =
  /(?!(?:t|f|true|false|nan|inf|infinity|cr|lf|crlf|nul|tab|ht|esc|stx|etx|sp)(?![\w-]))(?:([A-Za-z_][\w-]{0,200})\s{1,9}(?=(?:t|f|true|false)(?![\w-]))|(?![\da-f]{1,200}h?(?![\w-]))([A-Za-z_][\w-]{0,200})\s{1,9}(?=[\d"'\u201c-\u201e\u2018-\u201a+.-]))/iy;

/** A rule of a script, on its line: `if (S1F1) answer.`, `every 5 send ask.` */
export const RULE =
  /(?:if\s{0,9}\([^\r\n]{0,500}\)\s{0,9}[\w-]{1,200}|every\s{1,9}\d{1,9}\s{1,9}send\s{1,9}[\w-]{1,200})[ \t]{0,9}\./iy;

/** What to write in place of a token that is refused; empty if there is nothing to say. */
export function adviceFor(token: string): string {
  const code = token.charCodeAt(0);
  if (code > 0xff00 && code < 0xff5f) {
    return `; write ${
      JSON.stringify(String.fromCharCode(code - 0xfee0))
    } in place of this full-width character`;
  }
  if (code >= 0x2010 && code <= 0x2015 || code === 0x2212) return '; write "-" in place of this dash';
  if (token === ",") return "; values have spaces between them, and no comma";
  return token === ".." || token === "\u2026" ? `; if "..." stands for more items, write them` : "";
}

/** What to write in place of a name that is no format. */
export function adviceForFormat(name: string): string {
  if (/^[IU]\dAUTO$/i.test(name)) return `; ${name} is counted by one program: write a number as <U4 1>`;
  const advice = UNCLEAR.get(name.toUpperCase());
  return advice === undefined ? "" : `; ${advice}`;
}

/** What to write in place of a word that is no byte. */
export function adviceForByte(word: string, isText = false): string {
  if (/^[\da-f]{1,2}h?$/i.test(word) && !/^\d+$/.test(word)) return "; hexadecimal bytes begin with 0x";
  return isText ? "; text has quotes around it, and a quote in it is written 0x22 or 0x27" : "";
}

function named(format: WrittenFormat, ...others: string[]): [string, WrittenFormat][] {
  return [format, ...others].map((name) => [name, format]);
}
