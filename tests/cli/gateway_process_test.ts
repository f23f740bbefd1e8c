import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { tcp } from "@secs/hsms";
import { assert, assertEquals } from "@std/assert";
import { runProcess } from "../../src/cli/main.ts";
import { Equipment, GemEquipmentHandler, readEquipment } from "../../src/gem/mod.ts";
import { ETCHER } from "../../src/cli/models/etcher.ts";
import { Log } from "../support/log.ts";
import { inFolder } from "./captures.ts";
import { CommandProcess, isCommand } from "./command_process.ts";

// The processes that this test starts run this file too, as the command.
if (isCommand) await runProcess();

/** Pipes with a name. */
const skip = existsSync("/proc/self/status") ? false : "needs /proc";
const path = fileURLToPath(import.meta.url);

/** A tool of this process, on a port of its own. */
class Tool {
  /** `S6F12` and `S2F37` as they come, and `communicating`. */
  readonly log = new Log();
  readonly port: number;
  readonly #equipment: Equipment;
  readonly #handler: GemEquipmentHandler;

  private constructor(equipment: Equipment, port: number) {
    this.#equipment = equipment;
    this.port = port;
    this.#handler = new GemEquipmentHandler("*", port, false, 0, "host", {
      network: tcp,
      equipment,
      bindAddress: "127.0.0.1",
      control: { onlineSubstate: "remote" },
    });
    this.#handler.on("communicating", () => this.log.write("communicating"));
    this.#handler.on("not-communicating", () => this.log.write("gone"));
    this.#handler.secs.session.on("received", ({ packet: { header, data } }) => {
      const isAccepted = header.stream !== 6 || data[2] === 0;
      if (isAccepted) this.log.write(`S${header.stream}F${header.function}`);
    });
  }

  static async open(): Promise<Tool> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const tool = new Tool(await Equipment.open(readEquipment(ETCHER)), port);
    await tool.#handler.enable();
    return tool;
  }

  /** Number of events that were acknowledged. */
  get acknowledged(): number {
    return this.log.count("S6F12");
  }

  start(lot: string): void {
    this.#equipment.trigger("LotStarted", { LotId: lot });
  }

  async close(): Promise<void> {
    await this.#handler.disable();
    await this.#equipment.close();
  }
}

/** The lots of a tool in all files, in the order in which they were written; and all ids. */
async function written(folder: string): Promise<{ lotsOf: (tool: string) => string[]; ids: string[] }> {
  const names = (await readdir(folder)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const lines = texts.flatMap((text) => text.split("\n").slice(0, -1).map((line) => JSON.parse(line)));
  return {
    lotsOf: (tool) =>
      lines.filter(({ subject }) => subject === `F1.all.${tool}.event.LotStarted`)
        .map(({ body }) => {
          // Before the set-up of the second gateway the report has no names yet.
          return /(?:first|second) \d+/.exec(JSON.stringify(body))![0];
        }),
    ids: lines.map(({ id }) => id),
  };
}

if (!isCommand) {
  test(
    "hsms gateway: after SIGKILL in a flood of events nothing acknowledged is lost, and SIGHUP takes a tool away",
    { skip, timeout: 60_000 },
    async () => {
      await inFolder(async (folder) => {
        const [a, b] = [await Tool.open(), await Tool.open()];
        const processes: CommandProcess[] = [];
        const fabOf = (tools: Readonly<Record<string, Tool>>): string =>
          JSON.stringify({
            site: "F1",
            http: { port: 0 },
            tools: Object.fromEntries(
              Object.entries(tools).map(([name, { port }]) => [name, {
                address: "127.0.0.1",
                port,
                model: "etcher",
                want: { events: { LotStarted: ["LotId"] } },
                timers: { t5: 1000 },
              }]),
            ),
          });
        const file = join(folder, "fab.json");
        const start = async (name: string): Promise<CommandProcess> => {
          await mkdir(join(folder, name));
          const gateway = await CommandProcess.start(path, join(folder, name), "gateway", file);
          processes.push(gateway);
          return gateway;
        };
        try {
          await writeFile(file, fabOf({ A: a, B: b }));
          const first = await start("first");
          await Promise.all([a.log.saw("S2F37"), b.log.saw("S2F37")]);
          for (let n = 1; n <= 500; n++) for (const tool of [a, b]) tool.start(`first ${n}`);
          await Promise.all([a.log.saw("S6F12", 20), b.log.saw("S6F12", 20)]);
          await first.close();
          await Promise.all([a.log.saw("gone"), b.log.saw("gone")]);
          const before = [a.acknowledged, b.acknowledged];

          const second = await start("second");
          await Promise.all([a.log.saw("communicating", 2), b.log.saw("communicating", 2)]);
          const pages = await second.stderr.match(/Pages are on port (\d+)/);
          assertEquals(await (await fetch(`http://127.0.0.1:${pages}/healthz`)).text(), "ok\n");
          const middle = [a.acknowledged, b.acknowledged];
          for (let n = 1; n <= 10; n++) for (const tool of [a, b]) tool.start(`second ${n}`);
          await Promise.all([a.log.saw("S6F12", middle[0]! + 10), b.log.saw("S6F12", middle[1]! + 10)]);

          await writeFile(file, fabOf({ A: a }));
          second.interrupt("SIGHUP");
          await second.stderr.match(/(removed: B)/);
          await b.log.saw("gone", 2);
          assertEquals(a.log.count("gone"), 1);
          second.interrupt("SIGTERM");
          assertEquals(await second.ended, 0);

          const { lotsOf, ids } = await written(join(folder, "messages"));
          for (const [at, name] of ["A", "B"].entries()) {
            const lots = lotsOf(name);
            for (let n = 1; n <= before[at]!; n++) assert(lots.includes(`first ${n}`), `${name} first ${n}`);
            assertEquals(lots.filter((lot) => lot.startsWith("second")).length, 10);
            const numbers = lots.filter((lot) => lot.startsWith("first")).map((lot) => Number(lot.slice(6)));
            assertEquals(numbers, [...numbers].sort((x, y) => x - y));
          }
          assertEquals(new Set(ids).size, ids.length);
        } finally {
          for (const started of processes) await started.close();
          await Promise.all([a.close(), b.close()]);
        }
      });
    },
  );
}
