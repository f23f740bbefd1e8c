import { inspect } from "node:util";
import { assertInstanceOf } from "@std/assert";
import { type Endpoint, type Listener, type Network, type Transport, TransportError } from "@secs/hsms";
import { createTls, tcp, type TlsOptions } from "@secs/hsms";
import { Log } from "../../support/log.ts";
import * as certificates from "./certificates.ts";

export const LOOPBACK = "127.0.0.1";
export const ON_DENO: boolean = "Deno" in globalThis;

/** A TLS listener that counts who came in, and keeps what it heard of those who did not. */
export class Door {
  readonly log = new Log();
  readonly refusals: TransportError[] = [];
  readonly remotes: Endpoint[] = [];
  readonly guests: Transport[] = [];
  readonly #listener: Listener;

  static async open(options: TlsOptions, network: Network = createTls(options)): Promise<Door> {
    const door: { open?: Door } = {};
    const listener = await network.listen(
      { address: LOOPBACK, port: 0 },
      (guest) => door.open!.#came(guest),
      { onRefused: (error, remote) => door.open!.#refused(error, remote) },
    );
    return door.open = new Door(listener);
  }

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  get endpoint(): Endpoint {
    return this.#listener.endpoint;
  }

  /** The first client that was turned away. */
  async firstRefusal(): Promise<TransportError> {
    await this.log.saw("refused");
    return this.refusals[0]!;
  }

  async close(): Promise<void> {
    for (const guest of this.guests) guest.abort();
    await this.#listener.close();
  }

  #came(guest: Transport): void {
    this.guests.push(guest);
    guest.start({ onData() {}, onDrain() {}, onClose: (error) => this.log.write(`closed ${error?.code}`) });
    this.log.write("accepted");
  }

  #refused(error: TransportError, remote: Endpoint): void {
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
