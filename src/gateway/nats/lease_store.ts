import type { LeaseAnswer, LeaseEntry, LeaseStore } from "../lease/mod.ts";
import type { Kv, NatsConnection } from "./client.ts";
import type { NatsLink } from "./link.ts";

/** Where leases are kept. */
export interface NatsLeaseOptions {
  /** The bucket, made if it is not there: one for each site. */
  readonly bucket: string;
  /** On how many servers of the cluster; 1 if it is not said. */
  readonly replicas?: number;
  /** How long a write may take, in ms; 2,000 if it is not said. */
  readonly timeout?: number;
}

/** What JetStream says when the last write to the key had another revision. */
const WRONG_LAST_SEQUENCE = [10071, 10164];

type Listener = (entry: LeaseEntry | undefined) => void;

/** Leases in a bucket of JetStream's key-value store; needs no time to live of keys, so a server of 2.9 is enough. */
export class NatsLeaseStore implements LeaseStore {
  readonly #link: NatsLink;
  readonly #options: NatsLeaseOptions;
  readonly #listeners = new Map<Listener, { stop(): void }>();
  #kv: Kv | undefined;
  /** Those who are told once the link is up: who gets a tool can put its first message at once. */
  readonly #early = new Map<Listener, () => void>();

  /** To be made before the link is started. */
  constructor(link: NatsLink, options: NatsLeaseOptions) {
    this.#link = link;
    this.#options = options;
    link.onUp((connection) => this.#open(connection));
    link.onState(({ isUp }) => {
      if (!isUp) return;
      for (const begin of this.#early.values()) begin();
      this.#early.clear();
    });
  }

  put(key: string, value: string, revision: number): Promise<LeaseAnswer> {
    const timeout = this.#options.timeout ?? 2_000;
    return this.#write(async (kv) => ({
      is: "done",
      revision: await kv.put(key, value, { previousSeq: revision, timeout }),
    }));
  }

  remove(key: string, revision: number): Promise<LeaseAnswer> {
    return this.#write(async (kv) => {
      await kv.delete(key, { previousSeq: revision });
      return { is: "done" };
    });
  }

  /** Also before the server is there: it tells when it is. */
  async watch(listener: Listener): Promise<() => void> {
    this.#listeners.set(listener, { stop: () => {} });
    if (this.#kv !== undefined) await this.#follow(this.#kv, listener);
    return () => {
      this.#listeners.get(listener)?.stop();
      this.#listeners.delete(listener);
    };
  }

  async #open(connection: NatsConnection): Promise<void> {
    const { bucket, replicas = 1 } = this.#options;
    const kv = await new this.#link.clients.Kvm(connection)
      .create(bucket, { history: 1, storage: "file", replicas });
    this.#kv = kv;
    connection.closed().then(() => {
      if (this.#kv === kv) this.#kv = undefined;
    });
    for (const listener of this.#listeners.keys()) await this.#follow(kv, listener);
  }

  /** A key that is written after the watch began: when it is told, all that was there before has been told. */
  async #follow(kv: Kv, listener: Listener): Promise<void> {
    const mark = `mark.${crypto.randomUUID()}`;
    const entries = await kv.watch();
    this.#listeners.get(listener)?.stop();
    this.#listeners.set(listener, entries);
    this.#read(entries, mark, listener);
    const revision = await kv.put(mark, "", { previousSeq: 0, timeout: this.#options.timeout ?? 2_000 });
    await kv.delete(mark, { previousSeq: revision });
  }

  async #read(
    entries: Awaited<ReturnType<Kv["watch"]>>,
    mark: string,
    listener: Listener,
  ): Promise<void> {
    let isMarked = false;
    try {
      if (!this.#link.state.isUp) await new Promise<void>((resolve) => this.#early.set(listener, resolve));
      for await (const found of entries) {
        if (this.#listeners.get(listener) !== entries) return;
        const isMark = found.key === mark;
        if (isMark && !isMarked) listener(undefined);
        isMarked ||= isMark;
        if (!found.key.startsWith("mark.")) listener(entryOf(found));
      }
    } catch {
      // The connection ended: the next one begins again.
    }
  }

  async #write(write: (kv: Kv) => Promise<LeaseAnswer>): Promise<LeaseAnswer> {
    const kv = this.#link.state.isUp ? this.#kv : undefined;
    if (kv === undefined) return { is: "unknown", why: "the connection to NATS is not there" };
    try {
      return await write(kv);
    } catch (error) {
      const { code } = error as { readonly code?: number };
      if (code !== undefined && WRONG_LAST_SEQUENCE.includes(code)) return { is: "refused" };
      return { is: "unknown", why: error instanceof Error ? error.message : String(error) };
    }
  }
}

function entryOf(found: { key: string; operation: string; revision: number; string(): string }): LeaseEntry {
  const { key, operation, revision } = found;
  return { key, value: operation === "PUT" ? found.string() : undefined, revision };
}
