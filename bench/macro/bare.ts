// The limit: frames by hand on the runtime's own sockets. It matches nothing, tests nothing and keeps no time.

import { binaryBody, burstOf, EMPTY, type Message, messageOf } from "./bodies.ts";
import { bunSockets } from "./bare_bun.ts";
import { denoSockets } from "./bare_deno.ts";
import { nodeSockets } from "./bare_node.ts";
import type { Contender, Task, Work } from "./contender.ts";
import { FrameReader, HEAD, type OnFrame } from "./frames.ts";
import { buildReport } from "./hsms.ts";
import { askTimed, Slice, turn } from "./loops.ts";
import { median } from "./statistics.ts";
import { HIGH, type Sockets, type Wire } from "./wire.ts";

const SELECT_REQ = Uint8Array.of(0, 0, 0, 10, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 0);
const W = 0x80;
const NONE = new Uint8Array(0);

/** Frames by hand; `views`: the tool is lent the bodies, and keeps none. */
export function bare(views: boolean): Contender {
  const sockets = socketsHere();
  return {
    async tool() {
      let received = 0;
      const { port, close } = await sockets.listen((wire) => {
        read(wire, views, (bytes, at, body) => {
          received++;
          last = body;
          if (bytes[at + 6]! & W || bytes[at + 9] !== 0) wire.out.reply(bytes, at);
        });
      });
      return { port, received: () => received, close };
    },
    async host({ way, connections }, port) {
      if (way === "connect") return { run: ({ ms }) => connectInTurn(sockets, port, ms), close: () => {} };
      const wires: BareHost[] = [];
      for (let i = 0; i < connections; i++) wires.push(await BareHost.connect(sockets, port));
      await wires[0]!.select();
      return {
        run: (task) => runOn(wires, task),
        close: () => wires.forEach((wire) => wire.close()),
      };
    },
  };
}

/** The body that came in last: bodies are made to be had. */
let last: Uint8Array = NONE;

/** What came in last, for whoever wants to see that it is there. */
export function lastBody(): Uint8Array {
  return last;
}

function read(wire: Wire, views: boolean, onFrame: OnFrame): void {
  const reader = new FrameReader(onFrame, views);
  wire.onChunk = (chunk) => {
    reader.push(chunk);
    wire.flush();
  };
}

function runOn(hosts: readonly BareHost[], task: Task): Promise<Work> {
  if (task.way === "stream") return hosts[0]!.stream(task);
  return task.timed ? askTimed(task.ms, () => hosts[0]!.ask(headOf(EMPTY, 0, W))) : askAll(hosts, task);
}

class BareHost {
  onReply: () => void = () => {};
  wire!: Wire;
  #system = 0;

  static async connect(sockets: Sockets, port: number): Promise<BareHost> {
    const host = new BareHost();
    host.wire = await sockets.connect(port, (wire) => read(wire, false, () => host.onReply()));
    return host;
  }

  /** Adds a request, without writing it. */
  add(head: Uint8Array, body: Uint8Array): void {
    this.wire.out.frame(head, ++this.#system, body);
  }

  async stream({ body, ms }: Task): Promise<Work> {
    const bytes = binaryBody(body === "list" ? 0 : body);
    const head = headOf(messageOf(body), bytes.length, 0);
    const burst = burstOf(bytes.length);
    const { wire } = this;
    const slice = new Slice(ms);
    let messages = 0;
    while (slice.running) {
      for (let i = 0; i < burst; i++) this.add(head, bytes);
      messages += burst;
      if (!wire.flush()) await turn();
      else if (wire.out.waiting > HIGH) await new Promise<void>((resolve) => wire.onDrain = resolve);
    }
    await this.ask(headOf(EMPTY, 0, W));
    return slice.end(messages + 1);
  }

  select(): Promise<void> {
    return this.ask(SELECT_REQ);
  }

  close(): void {
    this.wire.close();
  }

  /** Sends one request; resolves when it was answered. */
  ask(head: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.onReply = resolve;
      this.add(head, NONE);
      this.wire.flush();
    });
  }
}

/** Keeps requests open on all connections; each reply makes the next request. */
function askAll(hosts: readonly BareHost[], { body, open, ms }: Task): Promise<Work> {
  const bytes = body === "list" ? buildReport(0) : binaryBody(body);
  const head = headOf(messageOf(body), bytes.length, W);
  const slice = new Slice(ms);
  let left = open * hosts.length;
  let messages = 0;
  return new Promise((resolve) => {
    for (const host of hosts) {
      host.onReply = () => {
        messages++;
        if (slice.running) host.add(head, bytes);
        else if (--left === 0) resolve(slice.end(messages));
      };
      for (let i = 0; i < open; i++) host.add(head, bytes);
      host.wire.flush();
    }
  });
}

async function connectInTurn(sockets: Sockets, port: number, ms: number): Promise<Work> {
  const times: number[] = [];
  const slice = new Slice(ms);
  do {
    const start = performance.now();
    const host = await BareHost.connect(sockets, port);
    await host.select();
    times.push(performance.now() - start);
    host.close();
  } while (slice.running);
  return { messages: times.length, ms: median(times) * times.length };
}

function headOf([stream, func]: Message, bodyLength: number, w: number): Uint8Array {
  const head = new Uint8Array(HEAD);
  const view = new DataView(head.buffer);
  view.setUint32(0, 10 + bodyLength);
  head[6] = stream | w;
  head[7] = func;
  return head;
}

/** The sockets of the runtime that this is. */
export function socketsHere(): Sockets {
  if ("Bun" in globalThis) return bunSockets;
  return "Deno" in globalThis ? denoSockets : nodeSockets;
}
