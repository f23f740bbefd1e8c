// secs4js (npm) as a contender. It lies in a folder of its own, because it brings packages that nobody else here needs.

import { pathToFileURL } from "node:url";
import { binaryBody, messageOf, REPORT, reportValues } from "./bodies.ts";
import { bufferOf, readSecs4js, type Secs4jsItem } from "../secs2/secs4js.ts";
import type { Contender, Task, Work } from "./contender.ts";
import { askInLoops } from "./loops.ts";

interface Communicator {
  on(event: string, listener: (message: Message) => void): unknown;
  open(): Promise<void>;
  close(): Promise<void>;
  send(stream: number, func: number, w: boolean, body: Secs4jsItem | null): Promise<unknown>;
  reply(to: Message, stream: number, func: number, body: Secs4jsItem | null): Promise<void>;
  readonly server: { address(): { port: number } };
}

interface Message {
  readonly stream: number;
  readonly func: number;
  readonly wBit: boolean;
  readonly body: Secs4jsItem | null;
}

type Make = new (options: Record<string, unknown>) => Communicator;
// deno-lint-ignore no-explicit-any
type Factory = Readonly<Record<string, (...values: any[]) => Secs4jsItem>>;

interface Library {
  readonly Active: Make;
  readonly Passive: Make;
  readonly factory: Factory;
  parse(bytes: Uint8Array): Secs4jsItem;
}

/** Its communicators, installed in `folder`. */
export async function loadSecs4js(folder: string): Promise<Contender> {
  const library = await load(folder);
  return {
    async tool() {
      const tool = new library.Passive(optionsOf(0, true));
      const tally = { received: 0, read: 0 };
      tool.on("message", (primary) => {
        tally.received++;
        if (primary.stream === REPORT[0]) tally.read += readSecs4js(primary.body!);
        if (primary.wBit) void tool.reply(primary, primary.stream, primary.func + 1, null);
      });
      await tool.open();
      const { port } = tool.server.address();
      return { port, received: () => tally.received, close: () => tool.close() };
    },
    async host(_link, port) {
      const host = new library.Active(optionsOf(port, false));
      const selected = new Promise((resolve) => host.on("selected", resolve));
      void host.open();
      await selected;
      return { run: (task) => ask(library, host, task), close: () => host.close() };
    },
  };
}

function ask({ factory, parse }: Library, host: Communicator, { body, open, ms }: Task): Promise<Work> {
  const [stream, func] = messageOf(body);
  const item = body === "list" || body === 0 ? null : parse(bufferOf(binaryBody(body)));
  let n = 0;
  const next = body === "list" ? () => buildReport(factory, n++) : () => item;
  return askInLoops(open, ms, [() => host.send(stream, func, true, next())]);
}

function buildReport(factory: Factory, n: number): Secs4jsItem {
  const [id, name, value, ok, count] = reportValues(n);
  return factory["createListItem"]!(
    factory["createU4Item"]!(id),
    factory["createAsciiItem"]!(name),
    factory["createF8Item"]!(value),
    factory["createBooleanItem"]!(ok),
    factory["createU4Item"]!(count),
  );
}

/** Its timers are in seconds, its linktest is in ms. */
function optionsOf(port: number, isEquip: boolean): Record<string, unknown> {
  return {
    ip: "127.0.0.1",
    port,
    deviceId: 0,
    isEquip,
    timeoutT3: 120,
    timeoutT8: 120,
    linkTestInterval: 600_000,
  };
}

async function load(folder: string): Promise<Library> {
  const base = pathToFileURL(`${folder}/node_modules/secs4js/lib/`);
  const from = (path: string) => import(new URL(path, base).href);
  const { HsmsActiveCommunicator } = await from("hsms/HsmsActiveCommunicator.js");
  const { HsmsPassiveCommunicator } = await from("hsms/HsmsPassiveCommunicator.js");
  const { Secs2ItemFactory } = await from("core/secs2item/Secs2ItemFactory.js");
  const { Secs2ItemParser } = await from("core/secs2item/Secs2ItemParser.js");
  return {
    Active: HsmsActiveCommunicator,
    Passive: HsmsPassiveCommunicator,
    factory: Secs2ItemFactory,
    parse: (bytes) => Secs2ItemParser.fromBuffer(bytes).item,
  };
}
