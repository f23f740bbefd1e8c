import { type Network, tcp, type Transport, type TransportHandler } from "@secs/hsms";
import { toHex } from "../support/hex.ts";
import { Log } from "../support/log.ts";

/** Digits of the length field and the header. */
const HEAD = 28;

/**
 * TCP that writes down what passes: a line for each frame, `> ` what we wrote or `< ` what we read, then the 14 bytes
 * of length field and header in hex. The bytes are those of the socket: no code under test has read or written them.
 */
export class Wire extends Log implements Network {
  async dial(...args: Parameters<Network["dial"]>): Promise<Transport> {
    return this.#tap(await tcp.dial(...args));
  }

  listen(...[endpoint, accept]: Parameters<Network["listen"]>): ReturnType<Network["listen"]> {
    return tcp.listen(endpoint, (transport) => accept(this.#tap(transport)));
  }

  resolve(hostname: string): Promise<string[]> {
    return tcp.resolve(hostname);
  }

  #tap(transport: Transport): Transport {
    const out = new Heads((head) => this.write(`> ${head}`));
    const into = new Heads((head) => this.write(`< ${head}`));
    return {
      local: transport.local,
      remote: transport.remote,
      start: (handler: TransportHandler) =>
        transport.start({
          onData: (chunk) => {
            into.push(chunk);
            handler.onData(chunk);
          },
          onDrain: () => handler.onDrain(),
          onClose: (error) => handler.onClose(error),
        }),
      write: (bytes) => {
        out.push(bytes);
        return transport.write(bytes);
      },
      ...(transport.writesAtOnce !== undefined && { writesAtOnce: transport.writesAtOnce }),
      ...(transport.allocate !== undefined && { allocate: (size) => transport.allocate!(size) }),
      pause: () => transport.pause(),
      resume: () => transport.resume(),
      close: () => transport.close(),
      abort: (reason) => transport.abort(reason),
    };
  }
}

/** Finds the frames' heads in a stream of bytes. */
class Heads {
  readonly #found: (head: string) => void;
  #head = "";
  /** Bytes of the body that are still to come. */
  #body = 0;

  constructor(found: (head: string) => void) {
    this.#found = found;
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      const skipped = Math.min(this.#body, bytes.length - at);
      this.#body -= skipped;
      at += skipped;
      const end = at + (HEAD - this.#head.length) / 2;
      const part = bytes.subarray(at, end);
      this.#head += toHex(part);
      at += part.length;
      if (this.#head.length < HEAD) continue;
      this.#found(this.#head);
      this.#body = parseInt(this.#head.slice(0, 8), 16) - 10;
      this.#head = "";
    }
  }
}
