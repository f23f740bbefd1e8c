// deno-lint-ignore-file no-console
// Writes the tables of docs/messages.md anew, from the definitions in src/secs/messages: `deno task messages`.

import { markdownTable } from "markdown-table";
import { type AnyMessage, messageRow } from "../src/gem/documents/message_list.ts";
import * as definitions from "../src/secs/messages/mod.ts";

/** Where the tables begin and end in docs/messages.md. */
const TABLES = /(<!-- tables -->\n\n)[\s\S]*?(\n\n<!-- end of tables -->)/;
const HEAD = ["message", "title", "sent by", "W", "structure"];

/** A heading and a table for each stream. */
export function messageTables(): string {
  const messages = (Object.values(definitions) as AnyMessage[]).sort((a, b) =>
    a.toHost.stream - b.toHost.stream || a.toHost.function - b.toHost.function
  );
  const streams = new Set(messages.map(({ toHost }) => toHost.stream));
  return Array.from(streams, (stream) => {
    const rows = messages.filter(({ toHost }) => toHost.stream === stream).map(messageRow);
    return `## Stream ${stream}\n\n${markdownTable([HEAD, ...rows])}`;
  }).join("\n\n");
}

if (import.meta.main) {
  const page = new URL("../docs/messages.md", import.meta.url);
  const text = await Deno.readTextFile(page);
  const written = text.replace(TABLES, (_, before, after) => `${before}${messageTables()}${after}`);
  await Deno.writeTextFile(page, written);
  console.log(written === text ? "The tables were current" : "The tables were written anew");
}
