import { A, B, type Item, L, U4, U8 } from "../../secs2/mod.ts";
import type { SecsId } from "../../secs/mod.ts";
import { CommandError } from "../errors.ts";
import type { Talk } from "./talk.ts";

/** The longest text of a cell, in characters. */
const MAX_CELL = 1000;

/** A row by the names of its columns. */
type Row = ReadonlyMap<string, string>;

/** Takes rows, and says them as the tool would. */
type Say = (rows: readonly Row[], id: string, talk: Talk) => void;

const sayVariables = (message: string): Say => (rows, id, talk) =>
  talk.say(message, L(...rows.map((row) => L(idOf(row, id), textOf(row, "name"), textOf(row, "units")))), []);

/** What the column of the ids is called says what they are. */
const KINDS: Readonly<Record<string, Say>> = {
  svid: sayVariables("S1F11"),
  dvid: sayVariables("S1F21"),
  vid: sayVariables("S1F21"),
  ecid: (rows, id, talk) => {
    const item = (row: Row): Item =>
      L(idOf(row, id), textOf(row, "name"), L(), L(), L(), textOf(row, "units"));
    talk.say("S2F29", L(...rows.map(item)), []);
  },
  ceid: (rows, id, talk) => {
    const has = (row: Row): boolean => vidsOf(row).length > 0;
    const listed = rows.filter(has).map((row) =>
      L(idOf(row, id), textOf(row, "name"), L(...vidsOf(row).map(idItem)))
    );
    if (listed.length > 0) talk.say("S1F23", L(...listed), []);
    // Their variables are learned from the reports that come.
    const others = rows.filter((row) => !has(row)).map((row) => L(idOf(row, id), textOf(row, "name"), L()));
    if (others.length > 0) talk.say("S2F55", L(...others), []);
  },
  alid: (rows, id, talk) => {
    const item = (row: Row): Item =>
      L(
        B(Number(row.get("category") ?? 0) & 0x7f),
        idOf(row, id),
        textOf(row, row.has("text") ? "text" : "name"),
      );
    talk.say("S5F5", L(...rows.map(item)), []);
  },
};

/**
 * Reads a list: a line with the names of the columns, then a line each. The column of the ids comes first; it is called SVID,
 * DVID, ECID, CEID or ALID. Others are name, units, variables (VIDs with blanks between), text and category.
 *
 * @throws {CommandError} When it is not that.
 */
export function sayCsv(content: string, path: string, talk: Talk): void {
  const lines = content.replace(/^\uFEFF/, "").split(/\r?\n/);
  const separator = /[;\t,]/.exec(lines[0] ?? "")?.[0] ?? ",";
  const heads = cellsOf(lines[0] ?? "", separator).map((head) => head.trim().toLowerCase());
  const [id = ""] = heads;
  const say = Object.hasOwn(KINDS, id) ? KINDS[id] : undefined;
  if (say === undefined) {
    throw new CommandError(
      `${path}:1: the first column is ${
        JSON.stringify(id)
      }. Call it SVID, DVID, ECID, CEID or ALID: what the ids are`,
      2,
    );
  }
  const rows: Row[] = [];
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line.trim() === "") continue;
    const cells = cellsOf(line, separator).map((cell) => cell.trim());
    if (cells[0] === "") throw new CommandError(`${path}:${i + 1}: the id is missing`, 2);
    if (cells.some((cell) => cell.length > MAX_CELL)) {
      throw new CommandError(`${path}:${i + 1}: a cell is longer than ${MAX_CELL} characters`, 2);
    }
    rows.push(new Map(heads.map((head, at) => [head, cells[at] ?? ""])));
  }
  say(rows, id, talk);
}

/** An id as a tool would send it: digits are a number. */
export function idItem(id: SecsId): Item {
  if (typeof id === "string" && !/^\d{1,15}$/.test(id)) return A(id);
  const number = Number(id);
  return number < 2 ** 32 ? U4(number) : U8(number);
}

function idOf(row: Row, column: string): Item {
  return idItem(row.get(column)!);
}

function textOf(row: Row, column: string): Item {
  // What is no ASCII becomes _ in a name anyway.
  return A((row.get(column) ?? "").replace(/[^ -~]/g, "_"));
}

function vidsOf(row: Row): string[] {
  return (row.get("variables") ?? "").split(/[\s,;|]+/).filter((vid) => vid !== "");
}

/** The cells of a line; a cell in quotes may have the separator in it, and a quote as two. */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line[at]!;
    if (char === '"' && isQuoted && line[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (char === '"') isQuoted = !isQuoted;
    else if (char === separator && !isQuoted) {
      cells.push(cell);
      cell = "";
    } else cell += char;
  }
  return [...cells, cell];
}
