import { AssertionError } from "@std/assert";
import type { DialOptions, Endpoint, Listener, Network, Transport } from "../../core/network/mod.ts";
import { Probe } from "./probe.ts";

/** Options of {@linkcode transportContract}. */
export interface TransportContractOptions {
  /** Makes the network under test; called once for each case. */
  network: () => Network;
  /**
   * Makes the network that `network` wraps, if it wraps one. Then one more case checks that the wrapping transports offer
   * what the inner ones offer: `allocate`, and the same `writesAtOnce`.
   */
  inner?: () => Network;
  /** The address to listen on. Only this machine is dialled. @default {"127.0.0.1"} */
  host?: string;
  /** Whether the peer gets a reset after `abort`. @default {true} */
  reset?: boolean;
  /** Maximum time of a case, in ms. @default {10000} */
  deadline?: number;
}

/** A case of the contract: its name is the promise, `run` checks it. */
export interface TransportContractCase {
  /** The promise. */
  readonly name: string;
  /**
   * Checks the promise.
   *
   * @throws {AssertionError} When it is broken.
   */
  run(): Promise<void>;
}

/** Checks one promise. */
export type Check = (fixture: Fixture) => Promise<void>;

/** Makes cases of checks by their names. */
export function casesOf(
  options: TransportContractOptions,
  checks: Record<string, Check>,
): TransportContractCase[] {
  return Object.entries(checks).map(([name, check]) => ({ name, run: () => runCheck(check, options) }));
}

async function runCheck(check: Check, options: TransportContractOptions): Promise<void> {
  const fixture = new Fixture(options);
  try {
    await within(options.deadline ?? 10_000, check(fixture), fixture);
  } finally {
    await fixture.end();
  }
  fixture.check();
}

async function within(deadline: number, done: Promise<void>, fixture: Fixture): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AssertionError(`Not done after ${deadline} ms: ${fixture.describe()}`));
    }, deadline);
  });
  try {
    await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A listening port and the connections that came in. */
export class TestServer {
  readonly listener: Listener;
  readonly endpoint: Endpoint;
  readonly #accepted: AcceptQueue;

  constructor(listener: Listener, accepted: AcceptQueue, address: string) {
    this.listener = listener;
    this.endpoint = { address, port: listener.endpoint.port };
    this.#accepted = accepted;
  }

  /** The next connection that comes in. */
  next(): Promise<Probe> {
    return this.#accepted.next();
  }
}

class AcceptQueue {
  #waiting: Probe[] = [];
  #awaited: ((probe: Probe) => void)[] = [];

  add(probe: Probe): void {
    const resolve = this.#awaited.shift();
    if (resolve === undefined) this.#waiting.push(probe);
    else resolve(probe);
  }

  next(): Promise<Probe> {
    const probe = this.#waiting.shift();
    if (probe !== undefined) return Promise.resolve(probe);
    return new Promise((resolve) => this.#awaited.push(resolve));
  }
}

/** What a case works with: one network, and the connections and ports that it opened; all are released in the end. */
export class Fixture {
  readonly network: Network;
  readonly host: string;
  /** Whether the peer gets a reset after `abort`. */
  readonly reset: boolean;
  readonly #probes: Probe[] = [];
  readonly #listeners: Listener[] = [];

  constructor(options: TransportContractOptions) {
    this.network = options.network();
    this.host = options.host ?? "127.0.0.1";
    this.reset = options.reset ?? true;
  }

  /** Listens; `accept` gets each connection before it is queued for `next`, and may throw. */
  async listen(at: Partial<Endpoint> = {}, accept: (probe: Probe) => void = ignore): Promise<TestServer> {
    const { address = this.host, port = 0 } = at;
    const accepted = new AcceptQueue();
    const listener = await this.network.listen({ address, port }, (transport) => {
      const probe = this.watch(transport);
      accept(probe);
      accepted.add(probe);
    });
    this.#listeners.push(listener);
    return new TestServer(listener, accepted, address);
  }

  async dial(endpoint: Endpoint, options?: DialOptions): Promise<Probe> {
    return this.watch(await this.network.dial(endpoint, options));
  }

  /** Both ends of a new connection, neither of them started. */
  async pair(): Promise<[dialled: Probe, accepted: Probe]> {
    const server = await this.listen();
    const dialled = await this.dial(server.endpoint);
    return [dialled, await server.next()];
  }

  /** Both ends of a new connection, started. */
  async startedPair(): Promise<[dialled: Probe, accepted: Probe]> {
    const [dialled, accepted] = await this.pair();
    return [dialled.start(), accepted.start()];
  }

  /** Waits until the network is idle: makes round trips on a separate connection. */
  async fence(): Promise<void> {
    const [there, back] = await this.startedPair();
    for (let round = 1; round <= 3; round++) {
      there.write(Uint8Array.of(round));
      await back.untilLength(round);
      back.write(Uint8Array.of(round));
      await there.untilLength(round);
      await turn();
    }
    there.close();
    await there.untilClosed();
  }

  /** Records a transport that the case opened itself. */
  watch(transport: Transport): Probe {
    const probe = new Probe(transport);
    this.#probes.push(probe);
    return probe;
  }

  /** Releases everything. */
  async end(): Promise<void> {
    for (const probe of this.#probes) probe.transport.abort();
    for (const listener of this.#listeners) await listener.close();
    await turn();
  }

  /** Throws an AssertionError if something was broken that always holds. */
  check(): void {
    const breaches = this.#probes.flatMap((probe) => probe.breaches);
    if (breaches.length > 0) throw new AssertionError(`The transport breaks the contract: ${breaches[0]}`);
  }

  /** The state of the connections, for the error of a case that did not end. */
  describe(): string {
    return this.#probes.map((probe) => `${probe.length} bytes, closed: ${probe.closed}`).join("; ");
  }
}

/** Waits for one turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function ignore(): void {}
