// deno-lint-ignore-file no-console
// README.md shows what its code really prints.

import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { inspect } from "node:util";
import { assert, assertEquals } from "@std/assert";
import { tcp } from "@secs/hsms";
import { Equipment, GemEquipmentHandler, readEquipment } from "@secs/hsms/gem";
import { ETCHER } from "../../src/cli/models/etcher.ts";
import { readTool } from "./read_tool.ts";

const readme = await readFile("README.md", "utf8");
const code = await readFile("tests/docs/read_tool.ts", "utf8");

/** What `work` prints, a line each. */
async function printed(work: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  const { log } = console;
  console.log = (...values: unknown[]) => {
    lines.push(values.map((value) => typeof value === "string" ? value : inspect(value)).join(" ").trimEnd());
  };
  try {
    await work();
  } finally {
    console.log = log;
  }
  return lines;
}

test("README.md reads a tool in ten lines, and shows what is printed", async () => {
  const [, shown = "", output = ""] =
    /ten lines\n[\s\S]*?```ts\n([\s\S]*?)```[\s\S]*?```text\n([\s\S]*?)```/.exec(readme) ?? [];
  assertEquals(shown, code.replace(/^.*\n/, ""));
  const equipment = new Equipment(readEquipment(ETCHER));
  const bindAddress = "127.0.0.1";
  const tool = new GemEquipmentHandler("*", 0, false, 0, "host", { network: tcp, bindAddress, equipment });
  await tool.enable();
  const isSetUp = new Promise<void>((resolve) => {
    tool.connection.on("sent", ({ packet }) => packet.header.name === "S5F4" && resolve());
  });
  const lines = await printed(async () => {
    const reading = readTool(bindAddress, tool.connection.listeningEndpoint!.port);
    await isSetUp;
    equipment.trigger("LotStarted", { LotId: "A1" });
    equipment.alarm("DoorOpen").set();
    await reading;
  });
  await tool.disable();
  const [begin = "", end = ""] = output.split("…\n");
  const plain = (text: string): string => text.replaceAll('"', "'").replace(/'(\d+)'/g, "$1");
  assert(lines.join("\n").startsWith(begin.trimEnd()), lines.join("\n"));
  assertEquals(plain(lines.at(-1)!), plain(end.trimEnd()));
});
