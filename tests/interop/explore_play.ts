// `hsms explore` of secsgem's equipment, and of its double, which is `hsms simulate`.

import { assertEquals } from "@std/assert";
import { type CommandPlay, freePort, hsms } from "./command_play.ts";
import { secsgem, secsgemGem } from "./install.ts";
import { PeerProcess } from "./peer_process.ts";

/** All of them. */
export const EXPLORE_PLAYS: readonly CommandPlay[] = [
  {
    name: "hsms explore, simulate, explore of its equipment is a fixed point",
    active: true,
    only: secsgem,
    run: exploreAndDouble,
  },
];

async function exploreAndDouble(): Promise<void> {
  const folder = await Deno.makeTempDir();
  const port = freePort();
  const peer = new PeerProcess(secsgemGem("equipment", false, port, 0, "shipped"));
  const model = `${folder}/tool.json`;
  try {
    await peer.log.saw("ready");
    await peer.command("enable");
    const tool = await explore(port, model);
    assertEquals(tool.statusVariables, {
      Pressure: { id: 10, format: "F4", units: "Pa", value: 1.5 },
      AlarmsEnabled: { id: 1004 },
      AlarmsSet: { id: 1005 },
      Clock: { id: 1001 },
      ControlState: { id: 1002 },
      EventsEnabled: { id: 1003 },
    });
    assertEquals(await double(model, `${folder}/double.json`), tool);
  } finally {
    await peer.kill();
    await Deno.remove(folder, { recursive: true });
  }
}

/** What is found of a tool. */
async function explore(port: number, out: string): Promise<Record<string, unknown>> {
  const args = ["explore", "127.0.0.1", `${port}`, "--timeout", "1s", "--out", out];
  const { code, stdout, stderr } = await hsms(...args).output();
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  if (code !== 0) throw new Error(`hsms explore ended with ${code}:\n${said}`);
  return JSON.parse(await Deno.readTextFile(out));
}

/** What is found of the double of a model. */
async function double(model: string, out: string): Promise<Record<string, unknown>> {
  const child = hsms("simulate", model, "--port", "0", "--bind", "127.0.0.1").spawn();
  const output = new Response(child.stdout).text();
  const [announced, rest] = child.stderr.tee();
  const errors = new Response(rest).text();
  try {
    return await explore(await portIn(announced), out);
  } finally {
    child.kill("SIGKILL");
    await Promise.all([child.status, output, errors]);
  }
}

/** The port that `hsms simulate` announces. */
async function portIn(stderr: ReadableStream<Uint8Array>): Promise<number> {
  let said = "";
  for await (const text of stderr.pipeThrough(new TextDecoderStream())) {
    said += text;
    const [, port] = / listens on port (\d+) /.exec(said) ?? [];
    if (port !== undefined) return Number(port);
  }
  throw new Error(`hsms simulate did not listen: ${said}`);
}
