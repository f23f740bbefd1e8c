// docs/observability.md against the code that it describes.

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { HsmsProtocol } from "@secs/hsms";
import { linkMetrics, type ObservedEvent, prometheusText, publishDiagnostics } from "@secs/hsms/observe";
import { MemoryNetwork } from "@secs/hsms/testing";
import { LINK_MEASURES } from "../../src/observe/link_measures.ts";
import { ROOT } from "../architecture/root.ts";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const PAGE = read("docs/observability.md");

test("docs/observability.md has a row for each metric, with both of its names", () => {
  const tool = new HsmsProtocol("*", 5000, false, 0, "a", { network: new MemoryNetwork() });
  const rows = [...PAGE.matchAll(/^\| `(\w+)` +\| `([\w.]+)` +\|/gm)].map(([, ...names]) => names.join(" "));
  const names = linkMetrics([tool]).map(({ name }, at) => `${name} ${LINK_MEASURES[at]!.name}`);
  assertEquals(rows, names);
});

test("docs/observability.md has the attributes and the numbers of src/otel, and no other", () => {
  const source = ["attributes", "requests", "primaries", "instrument"]
    .map((file) => read(`src/otel/${file}.ts`)).join("\n");
  const told = [...source.matchAll(/"((?:hsms|secs|network|error)\.[\w.]+)"/g)].map(([, name]) => name!);
  assert(told.length > 10, told.join());
  for (const name of told) assert(PAGE.includes(`\`${name}\``), name);
});

test("the samples of docs/observability.md print what their comments say", async () => {
  const samples = [...PAGE.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code!);
  const shown = (said: string): string | undefined => samples.find((code) => code.includes(said));
  const network = new MemoryNetwork();
  const tool = new HsmsProtocol("127.0.0.1", 5000, false, 0, "host", { network });
  const host = new HsmsProtocol("127.0.0.1", 5000, true, 0, "ETCH-3", { network });
  const selected: string[] = [];
  const take = (message: unknown): void => {
    const { handler } = message as ObservedEvent;
    if (handler === tool) selected.push(`${handler.name} is selected`);
  };
  subscribe("hsms:selected", take);
  publishDiagnostics(tool);
  await tool.enable();
  await host.enable();
  await host.whenSelected();
  unsubscribe("hsms:selected", take);
  const printed = prometheusText(linkMetrics([host, tool])).split("\n");
  const lines = [...shown("prometheusText")!.matchAll(/^\/\/ (hsms_.*)$/gm)].map(([, line]) => line!);
  assertEquals(lines.length, 2);
  for (const line of lines) assert(printed.includes(line), line);
  assertEquals(selected.map((line) => shown(`// ${line}`) !== undefined), [true]);
  await host.disable();
  await tool.disable();
});

test("docs/observability.md shows what the examples of loggers do", () => {
  for (const name of ["pino", "logtape"]) {
    const [, shown = ""] = new RegExp(`<!-- ${name} -->\\n\\n\`\`\`ts ignore\\n([^]*?)\`\`\``).exec(PAGE) ??
      [];
    assert(shown !== "" && read(`examples/${name}.ts`).includes(shown), name);
  }
});

test("docs/observability.md says of each event how much it matters", () => {
  const source = read("src/observe/log_record.ts");
  const rows = [...PAGE.matchAll(/^\| `(?:debug|warn)` +\|(.*)\|$/gm)].map(([, events]) => events).join();
  const listed = [
    ...source.slice(0, source.indexOf("/**\n * An event for a log")).matchAll(/"([a-z-]+)",?$/gm),
  ];
  assert(listed.length >= 10);
  for (const [, name] of listed) assert(rows.includes(`\`${name}\``), name);
});
