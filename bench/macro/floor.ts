// The floor: bare frames, and what the interface of requests asks for by its form: a promise and a deadline for each
// request, a header and a packet object each way, one call of a function for the answer. It tests nothing and tells nobody.

import { binaryBody, messageOf } from "./bodies.ts";
import { socketsHere } from "./bare.ts";
import type { Contender, Host, Task, Tool, Work } from "./contender.ts";
import { FrameReader } from "./frames.ts";
import { buildReport, readReport } from "./hsms.ts";
import { askInLoops } from "./loops.ts";
import type { Message as Frame } from "./slab.ts";
import type { Wire } from "./wire.ts";

const NONE = new Uint8Array(0);
/** The reply timeout of E37, in ms. */
const T3 = 45_000;
/** Number of open requests that a table has room for at first, a power of two. */
const SLOTS = 16;

/** The floor. */
export const floor: Contender = {
  async tool(): Promise<Tool> {
    const tally = { received: 0, read: 0 };
    const { port, close } = await socketsHere().listen((wire) => {
      readFrames(wire, (primary) => {
        if (primary.header.sType !== 0) return wire.out.message(controlResponse(primary));
        tally.received++;
        if (primary.header.stream === 6) tally.read += readReport(primary.data);
        if (primary.header.requireResponse) wire.out.message(answer(primary));
      });
    });
    return { port, received: () => tally.received, close };
  },
  async host({ connections }, port): Promise<Host> {
    const hosts: FloorHost[] = [];
    for (let i = 0; i < connections; i++) hosts.push(await FloorHost.connect(port));
    return {
      run: (task) => ask(hosts, task),
      close: () => hosts.forEach((host) => host.close()),
    };
  },
};

/** A request that is open. */
interface Open {
  readonly request: Frame;
  readonly deadline: number;
  readonly settle: (reply: Frame) => void;
}

class FloorHost {
  wire!: Wire;
  /** By the last bits of their system bytes, which are counted up. */
  #open: (Open | undefined)[] = new Array(SLOTS).fill(undefined);
  /** The time of this turn, in ms. */
  #now: number | undefined;
  #system = 0;

  static async connect(port: number): Promise<FloorHost> {
    const host = new FloorHost();
    host.wire = await socketsHere().connect(port, (wire) => readFrames(wire, (reply) => host.#settle(reply)));
    return host;
  }

  request(stream: number, func: number, data: Uint8Array): Promise<Frame> {
    const system = ++this.#system;
    const header = {
      sessionId: 0,
      requireResponse: true,
      stream,
      function: func,
      pType: 0,
      sType: 0,
      system,
    };
    const request = { header, data };
    this.#now ??= this.#turn();
    const deadline = this.#now + T3;
    const reply = new Promise<Frame>((settle) => {
      this.#add({ request, deadline, settle });
    });
    this.wire.out.message(request);
    return reply;
  }

  close(): void {
    this.wire.close();
  }

  #add(open: Open): void {
    const slot = open.request.header.system & (this.#open.length - 1);
    if (this.#open[slot] === undefined) return void (this.#open[slot] = open);
    const all = this.#open.filter((one) => one !== undefined);
    this.#open = new Array(this.#open.length * 2).fill(undefined);
    for (const one of [...all, open]) this.#add(one);
  }

  /** What is sent in one turn is one write. */
  #turn(): number {
    queueMicrotask(() => {
      this.#now = undefined;
      this.wire.flush();
    });
    return performance.now();
  }

  #settle(reply: Frame): void {
    const slot = reply.header.system & (this.#open.length - 1);
    const open = this.#open[slot];
    this.#open[slot] = undefined;
    open?.settle(reply);
  }
}

function readFrames(wire: Wire, onFrame: (frame: Frame) => void): void {
  const reader = new FrameReader((bytes, at, data) => {
    const byte2 = bytes[at + 6]!;
    const header = {
      sessionId: bytes[at + 4]! << 8 | bytes[at + 5]!,
      requireResponse: byte2 > 0x7f,
      stream: byte2 & 0x7f,
      function: bytes[at + 7]!,
      pType: bytes[at + 8]!,
      sType: bytes[at + 9]!,
      system: (bytes[at + 10]! << 24 | bytes[at + 11]! << 16 | bytes[at + 12]! << 8 | bytes[at + 13]!) >>> 0,
    };
    onFrame({ header, data });
  }, false);
  wire.onChunk = (chunk) => {
    reader.push(chunk);
    wire.flush();
  };
}

function answer({ header }: Frame): Frame {
  const { sessionId, stream, function: func, system } = header;
  const reply = { sessionId, requireResponse: false, stream, function: func + 1, pType: 0, sType: 0, system };
  return { header: reply, data: NONE };
}

function controlResponse({ header }: Frame): Frame {
  return { header: { ...header, sType: header.sType + 1 }, data: NONE };
}

function ask(hosts: readonly FloorHost[], { body, open, ms }: Task): Promise<Work> {
  const [stream, func] = messageOf(body);
  const bytes = binaryBody(body === "list" ? 0 : body);
  let n = 0;
  const next = body === "list" ? () => buildReport(n++) : () => bytes;
  return askInLoops(open, ms, hosts.map((host) => () => host.request(stream, func, next())));
}
