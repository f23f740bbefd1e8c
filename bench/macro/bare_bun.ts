// Bun's own sockets by hand: writes that are taken in part go on when there is room.

import { type Port, type Sockets, Wire } from "./wire.ts";

interface BunSocket {
  data: { wire?: BunWire; readonly prepare: (wire: Wire) => void };
  write(bytes: Uint8Array): number;
  end(): void;
  setNoDelay(on: boolean): void;
}

interface Bun {
  listen(options: unknown): { readonly port: number; stop(closeConnections: boolean): void };
  connect(options: unknown): Promise<BunSocket>;
}

class BunWire extends Wire {
  readonly #socket: BunSocket;
  /** The piece that was taken in part, and what is left of it. */
  #piece: Uint8Array | undefined;
  #rest: Uint8Array | undefined;

  constructor(socket: BunSocket) {
    super();
    this.#socket = socket;
    socket.setNoDelay(true);
  }

  flush(): boolean {
    return this.#rest !== undefined || !this.#writeAll();
  }

  drained(): void {
    if (this.#rest === undefined) return;
    const taken = Math.max(this.#socket.write(this.#rest), 0);
    if (taken < this.#rest.length) {
      this.#rest = this.#rest.subarray(taken);
      return;
    }
    this.#rest = undefined;
    this.out.written(this.#piece!);
    if (this.#writeAll()) this.onDrain();
  }

  #writeAll(): boolean {
    for (let piece = this.out.take(); piece !== undefined; piece = this.out.take()) {
      const taken = Math.max(this.#socket.write(piece), 0);
      if (taken < piece.length) {
        this.#piece = piece;
        this.#rest = piece.subarray(taken);
        return false;
      }
      this.out.written(piece);
    }
    return true;
  }

  close(): void {
    this.#socket.end();
  }
}

const SHARED = {
  hostname: "127.0.0.1",
  socket: {
    binaryType: "uint8array",
    open(socket: BunSocket) {
      socket.data.wire = new BunWire(socket);
      socket.data.prepare(socket.data.wire);
    },
    data: (socket: BunSocket, chunk: Uint8Array) => socket.data.wire!.onChunk(chunk),
    drain: (socket: BunSocket) => socket.data.wire?.drained(),
    close() {},
    error(_socket: BunSocket, error: unknown) {
      throw error;
    },
  },
};

export const bunSockets: Sockets = {
  listen(prepare): Promise<Port> {
    const { Bun } = globalThis as unknown as { Bun: Bun };
    // Sockets of a listener share its data: each gets its own when it opens.
    const open = (socket: BunSocket) => {
      socket.data = { prepare };
      SHARED.socket.open(socket);
    };
    const listener = Bun.listen({ ...SHARED, port: 0, socket: { ...SHARED.socket, open } });
    return Promise.resolve({ port: listener.port, close: () => listener.stop(false) });
  },
  async connect(port, prepare) {
    const { Bun } = globalThis as unknown as { Bun: Bun };
    const socket = await Bun.connect({ ...SHARED, port, data: { prepare } });
    return socket.data.wire!;
  },
};
