import { inspect } from "node:util";
import { assertInstanceOf } from "@std/assert";
import { type Endpoint, type Listener, type Network, type Transport, TransportError } from "@secs/hsms";
import { createTls, tcp, type TlsOptions } from "@secs/hsms";
import { Log } from "../../support/log.ts";
import * as certificates from "./certificates.ts";

export const LOOPBACK = "127.0.0.1";
export const ON_DENO: boolean = "Deno" in globalThis;

/** A TLS listener that keeps the clients that it accepted, and the errors of those that were refused. */
export class TlsListener {
  readonly log = new Log();
  readonly refusals: TransportError[] = [];
  readonly remotes: Endpoint[] = [];
  readonly accepted: Transport[] = [];
  #listener!: Listener;

  static async open(options: TlsOptions, network: Network = createTls(options)): Promise<TlsListener> {
    const opened = new TlsListener();
    opened.#listener = await network.listen(
      { address: LOOPBACK, port: 0 },
      (transport) => opened.#onAccept(transport),
      { onRefused: (error, remote) => opened.#onRefused(error, remote) },
    );
    return opened;
  }

  get endpoint(): Endpoint {
    return this.#listener.endpoint;
  }

  /** The first client that was refused. */
  async firstRefusal(): Promise<TransportError> {
    await this.log.saw("refused");
    return this.refusals[0]!;
  }

  async close(): Promise<void> {
    for (const transport of this.accepted) transport.abort();
    await this.#listener.close();
  }

  #onAccept(transport: Transport): void {
    this.accepted.push(transport);
    transport.start({
      onData() {},
      onDrain() {},
      onClose: (error) => this.log.write(`closed ${error?.code}`),
    });
    this.log.write("accepted");
  }

  #onRefused(error: TransportError, remote: Endpoint): void {
    this.refusals.push(error);
    this.remotes.push(remote);
    this.log.write(`refused ${error.code}`);
  }
}

/** The error that `attempt` rejects with; what it opened instead is ended. */
export async function rejection(attempt: Promise<Transport | Listener>): Promise<TransportError> {
  let opened: Transport | Listener;
  try {
    opened = await attempt;
  } catch (error) {
    assertInstanceOf(error, TransportError);
    assertSecret(error);
    return error;
  }
  opened.close();
  throw new Error("The attempt succeeded, expected it to reject");
}

/** A TCP client that knows no TLS. */
export interface PlainClient {
  readonly log: Log;
  leave(): void;
}

/** Opens a TCP connection, sends `bytes`, and reads what comes. */
export async function plainClient(endpoint: Endpoint, bytes: Uint8Array): Promise<PlainClient> {
  const transport = await tcp.dial(endpoint);
  const log = new Log();
  transport.start({ onData() {}, onDrain() {}, onClose: () => log.write("closed") });
  if (bytes.length > 0) transport.write(bytes);
  return { log, leave: () => transport.abort() };
}

const KEYS = Object.values(certificates)
  .flatMap((one) => typeof one === "string" ? [] : [one.key])
  .flatMap((key) => key.split("\n").filter((line) => line.length > 20 && !line.startsWith("-----")));

/** Throws if anything, an error and its causes for instance, holds a piece of a private key. */
export function assertSecret(thing: unknown): void {
  const text = inspect(thing, { depth: 10, showHidden: true, maxStringLength: null });
  if (KEYS.some((line) => text.includes(line)) || text.includes("PRIVATE KEY")) {
    throw new Error("A private key shows in it");
  }
}
