// Deno's own sockets by hand: one read into one reused buffer, one write in flight.

import { LOW, type Port, type Sockets, Wire } from "./wire.ts";

const READ = 64 * 1024;

class DenoWire extends Wire {
  readonly #conn: Deno.TcpConn;
  #writing = false;
  #closed = false;

  constructor(conn: Deno.TcpConn) {
    super();
    this.#conn = conn;
    conn.setNoDelay(true);
  }

  async readAll(): Promise<void> {
    const buffer = new Uint8Array(READ);
    try {
      for (;;) {
        const length = await this.#conn.read(buffer);
        if (length === null) break;
        this.onChunk(buffer.subarray(0, length));
      }
    } catch (error) {
      if (!this.#closed) throw error;
    }
    this.close();
  }

  flush(): boolean {
    if (!this.#writing) void this.#writeAll();
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    for (let piece = this.out.take(); piece !== undefined; piece = this.out.take()) {
      let done = await this.#conn.write(piece);
      while (done < piece.length) done += await this.#conn.write(piece.subarray(done));
      this.out.written(piece);
      if (this.out.waiting <= LOW) this.onDrain();
    }
    this.#writing = false;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#conn.close();
  }
}

export const denoSockets: Sockets = {
  listen(accept): Promise<Port> {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    void acceptAll(listener, accept);
    return Promise.resolve({ port: listener.addr.port, close: () => listener.close() });
  },
  async connect(port, prepare) {
    const wire = new DenoWire(await Deno.connect({ hostname: "127.0.0.1", port }));
    prepare(wire);
    void wire.readAll();
    return wire;
  },
};

async function acceptAll(listener: Deno.TcpListener, accept: (wire: Wire) => void): Promise<void> {
  try {
    for await (const conn of listener) {
      const wire = new DenoWire(conn);
      accept(wire);
      void wire.readAll();
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted)) throw error;
  }
}
