// What is measured: a number of things that grows, and nothing else that does.

import { type HsmsProtocol, type HsmsRequestOptions, streamFunction } from "@secs/hsms";
import { bareSockets } from "./bare.ts";
import { openTools } from "./gem.ts";
import { dialHosts, LARGE_ASK, listen, seatTools, SILENT_ASK } from "./hsms.ts";
import type { Name } from "./names.ts";
import type { Kind, Peer } from "./orders.ts";

/** Makes `count` more of something, and holds them all. */
export type Grow = (count: number) => Promise<void>;

/** What is counted: so many first, which also warm the runtime up, and then so many more. */
export interface Scenario {
  readonly first: number;
  readonly more: number;
  prepare(peer: Peer): Promise<Grow>;
}

/** As many first: the machine code that they have compiled belongs to none of those that are counted. */
const CONNECTIONS = { first: 1_000, more: 1_000 };
const REQUESTS = { first: 1_000, more: 10_000 };
const TOOLS = { first: 100, more: 1_000 };
const SEATS = CONNECTIONS.first + CONNECTIONS.more;

/** Longer than it is measured. */
const WAIT: HsmsRequestOptions = { timeout: 100_000 };

/** All that is measured by counting things. */
export const SCENARIOS: Readonly<Record<Exclude<Name, "growth">, Scenario>> = {
  "idle active": { ...CONNECTIONS, prepare: hosts },
  "idle passive": { ...CONNECTIONS, prepare: tools },
  "idle after 256 KiB": { ...CONNECTIONS, prepare: usedHosts },
  "bare active": { ...CONNECTIONS, prepare: dialled },
  "bare passive": { ...CONNECTIONS, prepare: accepted },
  "open transaction": { ...REQUESTS, prepare: requests },
  "bare promise": { ...REQUESTS, prepare: promises },
  "tool of 500 variables": { ...TOOLS, prepare: () => gemTools(false) },
  "tool and its model": { ...TOOLS, prepare: () => gemTools(true) },
};

async function hosts(peer: Peer): Promise<Grow> {
  const held: HsmsProtocol[] = [];
  const port = await peer.order({ what: "listen", kind: "hsms", seats: SEATS });
  return async (count) => {
    held.push(...await dialHosts(port, count));
    if (!held.every(isSelected)) throw new Error("A host is not selected any more");
  };
}

/** Hosts that have read a large message, and are idle since. */
async function usedHosts(peer: Peer): Promise<Grow> {
  const held: HsmsProtocol[] = [];
  const port = await peer.order({ what: "listen", kind: "hsms", seats: SEATS });
  return async (count) => {
    const fresh = await dialHosts(port, count);
    for (const host of fresh) await host.sendAndWaitForResponse(streamFunction(1, LARGE_ASK));
    held.push(...fresh);
  };
}

async function tools(peer: Peer): Promise<Grow> {
  const held: HsmsProtocol[] = [];
  const server = await listen();
  return async (count) => {
    held.push(...await seatTools(server, count));
    await dialFrom(peer, "hsms", server.listeningEndpoint!.port, count);
    if (!held.every(isSelected)) throw new Error("A tool is not selected");
  };
}

async function dialled(peer: Peer): Promise<Grow> {
  const held: unknown[] = [];
  const sockets = bareSockets();
  const port = await peer.order({ what: "listen", kind: "bare", seats: 0 });
  return async (count) => {
    for (let i = 0; i < count; i++) held.push(await sockets.dial(port));
  };
}

async function accepted(peer: Peer): Promise<Grow> {
  const held: unknown[] = [];
  const port = await bareSockets().listen(held);
  return async (count) => {
    const wanted = held.length + count;
    await dialFrom(peer, "bare", port, count);
    while (held.length < wanted) await new Promise((resolve) => setTimeout(resolve, 10));
  };
}

/** Each request is a packet of its own, as programs make them. */
async function requests(peer: Peer): Promise<Grow> {
  const held: Promise<unknown>[] = [];
  const port = await peer.order({ what: "listen", kind: "hsms", seats: 1 });
  const [host] = await dialHosts(port, 1);
  return async (count) => {
    for (let i = 0; i < count; i++) {
      held.push(host!.sendAndWaitForResponse(streamFunction(1, SILENT_ASK), WAIT));
    }
    await host!.sendLinktestReq(); // its answer comes after all requests have left
    const { openTransactions } = host!.stats();
    if (openTransactions !== held.length) throw new Error(`${openTransactions} requests are open`);
  };
}

/** The least that a request can be: a promise, and its two functions in a map. */
async function promises(): Promise<Grow> {
  const held: Promise<unknown>[] = [];
  const open = new Map<number, object>();
  await Promise.resolve();
  return (count) => {
    for (let i = 0; i < count; i++) {
      held.push(new Promise((resolve, reject) => open.set(held.length, { resolve, reject })));
    }
    return Promise.resolve();
  };
}

/** GEM tools with a host each, which is not connected. */
async function gemTools(hasOwnModel: boolean): Promise<Grow> {
  const held: unknown[] = [];
  return await Promise.resolve(async (count) => void held.push(...await openTools(count, hasOwnModel)));
}

async function dialFrom(peer: Peer, kind: Kind, port: number, count: number): Promise<void> {
  await peer.order({ what: "dial", kind, port, count });
}

function isSelected(handler: HsmsProtocol): boolean {
  return handler.connectionState === "selected";
}
