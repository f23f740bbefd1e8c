// `hsms check`, as a process of its own, of secsgem's equipment and of its host, as they are shipped.

import { assertEquals } from "@std/assert";
import type { CommandPlay } from "./command_play.ts";
import { freePort, hsms } from "./command_play.ts";
import { secsgemGem } from "./install.ts";
import { PeerProcess } from "./peer_process.ts";

const SESSION = 7;
const OPTIONS = ["--session", `${SESSION}`, "--timeout", "2s", "--format", "json"];

/** What is found, as `RESULT ROW`, in the order of the rows; the others pass. */
const OF_EQUIPMENT = [
  "fail S1F1-before-S1F13",
  "fail S1F17-online",
  "fail offline-aborts",
  "not supported S1F21",
  "not supported S1F23",
  "not tried S2F35-unknown-report",
  "not tried S6F15",
  "not supported S6F19",
  "not supported S6F19-unknown",
  "not supported S5F5",
  "not tried S5F3",
  "not supported S2F17",
  "not supported S2F31",
  "not supported S2F31-wrong",
  "not supported S10F3",
  "not supported S10F3-unknown",
  "not supported S7F19",
  "not supported S7F5-unknown",
  "not supported S7F3",
  "not supported S2F23",
  "not supported S2F23-unknown",
  "not supported S2F47",
  "not supported S2F45-unknown",
  "not supported S2F43-stream-1",
  "not supported S6F23-empty",
  "not tried S2F35",
  "not supported S2F37",
  "not supported S2F39",
  "not supported S1F21-unknown",
  "not supported S1F23-unknown",
  "not supported S5F5-unknown",
  "not supported S2F21-unknown",
  "not supported S2F49-unknown",
  "not supported S2F41-number",
  "not supported S10F5",
  "not supported S10F9",
  "not supported S7F1",
  "not supported S7F17-unknown",
  "not supported S2F23-period",
  "not supported S2F23-size",
  "not supported S2F43-secondary",
  "fail unknown-SType",
  "fail S9F1",
  "fail S9F3",
  "fail S9F5",
  "fail S9F7",
];

const OF_HOST = [
  "fail S6F11-unknown",
  "not supported S6F1",
  "not supported S2F17",
  "not supported S7F1",
  "not supported unknown-message",
  "fail no-stream-9",
];

/** All of them. */
export const CHECK_PLAYS: readonly CommandPlay[] = [
  { name: "hsms check of its GEM equipment finds its faults", active: true, run: checkEquipment },
  { name: "hsms check of its GEM host finds its faults", active: false, run: checkHost },
];

/** docs/interop.md has a row for each thing that is found. */
export async function checkCheckPage(): Promise<void> {
  const page = await Deno.readTextFile("docs/interop.md");
  const [, section] = /\n## What the check finds\n(.*?)\n## /s.exec(page)!;
  const [ofEquipment, ofHost] = section!.split("\n| its host")
    .map((table) =>
      Array.from(table.matchAll(/^\| `([^|]+)` +\| (fail|not supported|not tried) +\|/gm), (found) => found)
        .flatMap(([, rows, result]) => rows!.split("`, `").map((row) => `${result} ${row}`))
    );
  assertEquals(ofEquipment?.toSorted(), OF_EQUIPMENT.toSorted());
  assertEquals(ofHost?.toSorted(), OF_HOST.toSorted());
}

async function checkEquipment(): Promise<void> {
  const port = freePort();
  const peer = new PeerProcess(secsgemGem("equipment", false, port, SESSION, "shipped"));
  try {
    await peer.log.saw("ready");
    await peer.command("enable");
    await found(hsms("check", "127.0.0.1", `${port}`, "--destructive", ...OPTIONS).output(), OF_EQUIPMENT);
  } finally {
    await peer.kill();
  }
}

async function checkHost(): Promise<void> {
  const port = freePort();
  const peer = new PeerProcess(secsgemGem("host", true, port, SESSION, "shipped"));
  try {
    await peer.log.saw("ready");
    const running = hsms("check", "--listen", `${port}`, "--role", "host", ...OPTIONS).output();
    await peer.command("enable");
    await found(running, OF_HOST);
  } finally {
    await peer.kill();
  }
}

/** The check ends with exit code 1 and this report. */
async function found(running: Promise<Deno.CommandOutput>, expected: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await running;
  const [report, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assertEquals(code, 1, `${report}${errors}`);
  const rows: readonly { id: string; result: string }[] = JSON.parse(report!).rows;
  const others = rows.filter(({ result }) => result !== "pass");
  assertEquals(others.map(({ id, result }) => `${result} ${id}`), expected, report);
}
