// The sockets of the runtime that runs this file and nothing else: what any connection costs here.

import { connect, createServer } from "node:net";

const LOOPBACK = "127.0.0.1";

/** What is used of Bun. */
interface BunSockets {
  connect(options: { hostname: string; port: number; socket: object }): Promise<unknown>;
  listen(options: { hostname: string; port: number; socket: object }): { readonly port: number };
}

/** Sockets with the least that makes them useful, of one runtime. */
export interface BareSockets {
  /** Connects. */
  dial(port: number): Promise<unknown>;
  /** Listens on any port, which it returns, and puts what comes in into `taken`. */
  listen(taken: unknown[]): Promise<number>;
}

/** The runtime's own sockets. */
export function bareSockets(): BareSockets {
  if ("Deno" in globalThis) return deno;
  const { Bun } = globalThis as { Bun?: BunSockets };
  return Bun === undefined ? node : bun(Bun);
}

/** All connections read into these few bytes: nothing comes. */
const shared = new Uint8Array(16);

const deno: BareSockets = {
  async dial(port) {
    const conn = await Deno.connect({ hostname: LOOPBACK, port });
    conn.read(shared);
    return conn;
  },
  listen(taken) {
    const listener = Deno.listen({ hostname: LOOPBACK, port: 0 });
    void (async () => {
      for await (const conn of listener) {
        conn.read(shared);
        taken.push(conn);
      }
    })();
    return Promise.resolve(listener.addr.port);
  },
};

function bun(sockets: BunSockets): BareSockets {
  const handlers = { data() {}, close() {}, error() {} };
  return {
    dial: (port) => sockets.connect({ hostname: LOOPBACK, port, socket: handlers }),
    listen(taken) {
      const socket = { ...handlers, open: (opened: unknown) => void taken.push(opened) };
      return Promise.resolve(sockets.listen({ hostname: LOOPBACK, port: 0, socket }).port);
    },
  };
}

function ignore(): void {}

const node: BareSockets = {
  dial(port) {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: LOOPBACK, port });
      socket.on("data", ignore).once("error", reject);
      socket.once("connect", () => resolve(socket));
    });
  },
  listen(taken) {
    const server = createServer((socket) => {
      taken.push(socket.on("data", ignore).on("error", ignore));
    });
    return new Promise((resolve) => {
      server.listen(0, LOOPBACK, () => resolve((server.address() as { port: number }).port));
    });
  },
};
