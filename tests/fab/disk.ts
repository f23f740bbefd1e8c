// The default without a broker: files of lines, on a disk that becomes full.

import { run } from "../../scripts/run.ts";
import { Child } from "./child.ts";
import { isClean, judge, type SeenMessage, sentence } from "./judge.ts";
import type { Programs } from "./programs.ts";
import type { Result } from "./scenarios.ts";

const MEGABYTES = 4;

/**
 * One gateway without a broker; its messages and its journal are on one small disk, which a file fills while the tools send. The tools
 * get no answer then: T3, and they spool. After the file is gone all that was sent is there.
 */
export async function proveDisk(folder: string, tools: number, programs: Programs): Promise<Result> {
  const name = "the disk of the messages is full";
  await Deno.mkdir(folder, { recursive: true });
  const mounted = await run(["mount", "-t", "tmpfs", "-o", `size=${MEGABYTES}m`, "hsms-fab", folder]);
  if (!mounted.ok) {
    return { name, isGood: true, lines: [`SKIPPED: no small disk here: ${mounted.output.trim()}`] };
  }
  const children: Child[] = [];
  try {
    return await prove(name, folder, tools, programs, children);
  } catch (error) {
    const logs = children.flatMap(({ lines }) => lines.slice(-8).map((line) => `  ${line}`));
    return { name, isGood: false, lines: [error instanceof Error ? error.message : String(error), ...logs] };
  } finally {
    await Promise.all(children.map((child) => child.kill()));
    await run(["umount", folder]);
  }
}

async function prove(
  name: string,
  folder: string,
  tools: number,
  programs: Programs,
  children: Child[],
): Promise<Result> {
  const first = 28_000 + Math.floor(Math.random() * 1_000);
  const names = Array.from({ length: tools }, (_, at) => `T${at + 1}`);
  const model = await Deno.realPath("tests/fab/counter.json");
  const fab = {
    site: "FAB",
    tools: Object.fromEntries(names.map((tool, at) => [tool, {
      address: "127.0.0.1",
      port: first + at,
      model,
      want: { events: { Counted: ["Number"] }, spooled: [6] },
      timers: { t5: 1000, linktest: 2000 },
    }])),
  };
  await Deno.writeTextFile(`${folder}/fab.json`, JSON.stringify(fab));
  let withHost = 0;
  let spooling = 0;
  const floor = new Child("tools", [
    ...programs.tools,
    ...["simulate", model, "--bind", "127.0.0.1", "--port", `${first}`, "--ports", "--count", `${tools}`],
    ...["--spool", "100000", "--json", "--t3", "2s"],
  ], (line) => {
    if (line.includes("The host is communicating")) withHost++;
    if (line.includes("The spool is active")) spooling++;
  });
  children.push(floor);
  await floor.saw(/listens? on ports? /);
  await floor.write("tool all");
  const gateway = new Child("gateway", [...programs.gateways[0]!.command, "gateway", `${folder}/fab.json`]);
  children.push(gateway);
  await until(() => withHost >= tools, "all tools have a host");
  // Each tool is set up: the last line of that is in the files.
  await until(
    async () => (await messagesIn(folder)).filter(({ body }) => body.name === "set-up").length >= tools,
    "set up",
  );
  let sent = 0;
  const send = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) {
      await floor.write(`event Counted Number=${++sent}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  await send(20);
  const ballast = await Deno.open(`${folder}/ballast`, { write: true, create: true });
  let isFull = false;
  while (!isFull) {
    isFull = await ballast.write(new Uint8Array(4096)).then((length) => length < 4096, () => true);
  }
  ballast.close();
  const before = spooling;
  await send(60);
  await until(() => spooling > before, "a tool has its spool active");
  const said = `${spooling - before} of ${tools} tools had no answer, and spooled`;
  await Deno.remove(`${folder}/ballast`);
  await send(20);
  const wanted = sent * tools;
  await until(
    async () => new Set(eventsOf(await messagesIn(folder)).map(({ id }) => id)).size >= wanted,
    "all is there",
  )
    .catch(() => {});
  const verdict = judge(names, 1, sent, await messagesIn(folder));
  return { name, isGood: isClean(verdict), lines: [sentence(verdict), said] };
}

function eventsOf(messages: readonly SeenMessage[]): SeenMessage[] {
  return messages.filter(({ body: { kind } }) => kind === "event");
}

async function messagesIn(folder: string): Promise<SeenMessage[]> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(`${folder}/messages`)) names.push(name);
  } catch {
    return [];
  }
  const texts = await Promise.all(
    names.sort().map((name) => Deno.readTextFile(`${folder}/messages/${name}`)),
  );
  return texts.flatMap((text) =>
    text.split("\n").flatMap((line, seq) => {
      try {
        return [{ seq, ...JSON.parse(line) }];
      } catch {
        return []; // The last line of a file may be torn.
      }
    })
  );
}

async function until(holds: () => boolean | Promise<boolean>, what: string, ms = 60_000): Promise<void> {
  const start = Date.now();
  while (!(await holds())) {
    if (Date.now() - start > ms) throw new Error(`It is not so that ${what} within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
