// This package as a contender, through what it exports and nothing else.

import { HsmsConnectionManager, HsmsMultiPassiveServer, HsmsProtocol, streamFunction, tcp } from "@secs/hsms";
import { A, BOOLEAN, decodeItem, encodeItem, F8, L, U4 } from "@secs/hsms/secs2";
import { binaryBody, burstOf, EMPTY, messageOf, REPORT, reportValues } from "./bodies.ts";
import type { Contender, Host, Link, Task, Tool, Work } from "./contender.ts";
import { askInLoops, askTimed, Slice, turn } from "./loops.ts";
import { median } from "./statistics.ts";

const HERE = "127.0.0.1";
const OPTIONS = { network: tcp, bindAddress: HERE };
/** A stream waits when so much stands before a peer that reads slowly, rather than at 16 MiB. */
const STREAM = { ...OPTIONS, maxQueuedBytes: 2 ** 20 };
/** Peers beyond those that are connected, for connections that come while others go. */
const SPARE = 16;

/** HsmsProtocol. */
export const hsms: Contender = {
  tool({ passive, connections }) {
    if (passive === "handler") return oneTool();
    return passive === "server" ? toolsOfServer(connections) : toolsOfManager(connections);
  },
  async host({ way, connections }: Link, port: number): Promise<Host> {
    if (way === "connect") return { run: ({ ms }) => connectInTurn(port, ms), close: () => {} };
    const options = way === "stream" ? STREAM : OPTIONS;
    const names = Array.from({ length: connections }, (_, i) => `host ${i}`);
    const hosts = names.map((name) => new HsmsProtocol(HERE, port, true, 0, name, options));
    for (const host of hosts) await select(host);
    return {
      run: (task) => task.way === "stream" ? stream(hosts[0]!, task) : ask(hosts, task),
      close: async () => void await Promise.all(hosts.map((host) => host.disable())),
    };
  },
};

async function oneTool(): Promise<Tool> {
  const tool = new HsmsProtocol(HERE, 0, false, 0, "tool", OPTIONS);
  const tally = { received: 0, read: 0 };
  answer(tool, tally);
  await tool.enable();
  const port = tool.connection.listeningEndpoint!.port;
  return { port, received: () => tally.received, close: () => tool.disable() };
}

async function toolsOfServer(connections: number): Promise<Tool> {
  const server = new HsmsMultiPassiveServer(0, OPTIONS);
  const tally = { received: 0, read: 0 };
  for (let i = 0; i < connections + SPARE; i++) {
    const tool = new HsmsProtocol("*", 0, false, 0, `tool ${i}`, { network: tcp, server });
    answer(tool, tally);
    await tool.enable();
  }
  await server.start();
  const { port } = server.listeningEndpoint!;
  return { port, received: () => tally.received, close: () => server.stop() };
}

async function toolsOfManager(connections: number): Promise<Tool> {
  const manager = new HsmsConnectionManager(OPTIONS);
  const tally = { received: 0, read: 0 };
  for (let i = 0; i < connections + SPARE; i++) {
    const tool = manager.addPeer(`tool ${i}`, "*", 0, false, 0);
    answer(tool, tally);
    await tool.enable();
  }
  const port = manager.listeningEndpoint(0)!.port;
  return { port, received: () => tally.received, close: () => manager.stop() };
}

/** Answers, and counts what came in; `read` depends on every value that was read. */
function answer(tool: HsmsProtocol, tally: { received: number; read: number }): void {
  tool.on("primary", ({ packet: primary }) => {
    const { stream, function: func, requireResponse } = primary.header;
    tally.received++;
    if (stream === REPORT[0]) tally.read += readReport(primary.data);
    if (requireResponse) tool.sendResponse(streamFunction(stream, func + 1), primary);
  });
}

/** Reads every value of a report; what it returns depends on all of them. */
export function readReport(bytes: Uint8Array): number {
  const item = decodeItem(bytes);
  if (item?.format !== "L") throw new TypeError("The report is no list");
  let sum = 0;
  for (const child of item.items) {
    if (child.format === "A") sum += child.text.length;
    else if (child.format === "BOOLEAN") sum += child.value ? 1 : 0;
    else if (child.format === "U4" || child.format === "F8") sum += child.value;
  }
  return sum;
}

/** The body of a report, built and encoded. */
export function buildReport(n: number): Uint8Array {
  const [id, name, value, ok, count] = reportValues(n);
  return encodeItem(L(U4(id), A(name), F8(value), BOOLEAN(ok), U4(count)));
}

function ask(hosts: readonly HsmsProtocol[], { body, open, timed, ms }: Task): Promise<Work> {
  const [stream, func] = messageOf(body);
  const bytes = binaryBody(body === "list" ? 0 : body);
  let n = 0;
  const next = body === "list" ? () => buildReport(n++) : () => bytes;
  const asks = hosts.map((host) => () => host.sendAndWaitForResponse(streamFunction(stream, func, next())));
  return timed ? askTimed(ms, asks[0]!) : askInLoops(open, ms, asks);
}

async function stream(host: HsmsProtocol, { body, ms }: Task): Promise<Work> {
  const bytes = binaryBody(body === "list" ? 0 : body);
  const [stream, func] = messageOf(body);
  const burst = burstOf(bytes.length);
  const slice = new Slice(ms);
  let messages = 0;
  while (slice.running) {
    for (let i = 0; i < burst; i++) {
      const packet = numbered(host, stream, func, bytes);
      if (!host.connection.trySendPacket(packet)) await host.connection.sendPacketWhenRoom(packet);
    }
    messages += burst;
    await turn();
  }
  await host.sendAndWaitForResponse(streamFunction(...EMPTY));
  return slice.end(messages + 1);
}

/** A connection takes packets as they are: the system bytes are the sender's. */
function numbered(host: HsmsProtocol, stream: number, func: number, bytes: Uint8Array) {
  return streamFunction(stream, func, bytes, { system: host.getNextSystemCounter() });
}

async function connectInTurn(port: number, ms: number): Promise<Work> {
  const times: number[] = [];
  const slice = new Slice(ms);
  do {
    const host = new HsmsProtocol(HERE, port, true, 0, "host", OPTIONS);
    const start = performance.now();
    await select(host);
    times.push(performance.now() - start);
    await host.disable();
  } while (slice.running);
  return { messages: times.length, ms: median(times) * times.length };
}

async function select(host: HsmsProtocol): Promise<void> {
  await host.enable();
  await host.whenSelected();
}
