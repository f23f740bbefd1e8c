import { loadPeers } from "../load_peer.ts";

// What is used of the packages @nats-io/transport-node, jetstream and kv, so that the types of this package need none of them.

/** A message of a subscription. */
export interface NatsMessage {
  readonly subject: string;
  readonly data: Uint8Array;
  readonly reply?: string;
  respond(body: Uint8Array): boolean;
}

/** A connection to a server. */
export interface NatsConnection {
  readonly info?: { readonly version: string; readonly max_payload: number };
  closed(): Promise<void | Error>;
  close(): Promise<void>;
  isClosed(): boolean;
  flush(): Promise<void>;
  publish(subject: string, body: Uint8Array): void;
  subscribe(
    subject: string,
    options: { callback(error: Error | null, message: NatsMessage): void },
  ): { unsubscribe(): void };
}

/** Says who the client is, when the server asks. */
export type NatsAuthenticator = (nonce?: string) => unknown;

/** What `connect` takes. */
export interface NatsOptions {
  readonly servers: string[];
  readonly name: string;
  readonly timeout: number;
  readonly reconnect: false;
  readonly pingInterval: number;
  readonly maxPingOut: number;
  readonly authenticator?: NatsAuthenticator;
  readonly tls?: Readonly<Record<string, unknown>>;
}

/** A stream as the server has it. */
export interface StreamConfig {
  readonly name: string;
  readonly subjects: string[];
  readonly storage: "file" | "memory";
  /** In ns. */
  readonly duplicate_window: number;
  readonly num_replicas: number;
  readonly retention?: "limits";
  readonly discard?: "old" | "new";
  readonly max_age?: number;
  readonly max_bytes?: number;
}

/** A message of a stream. */
export interface StoredMessage {
  readonly subject: string;
  readonly seq: number;
  readonly data: Uint8Array;
  readonly header: { get(name: string): string };
}

/** An entry that a watch of a bucket tells. */
export interface KvEntry {
  readonly key: string;
  readonly operation: "PUT" | "DEL" | "PURGE";
  readonly revision: number;
  string(): string;
}

/** A bucket. */
export interface Kv {
  put(
    key: string,
    value: string,
    options: { readonly previousSeq: number; readonly timeout: number },
  ): Promise<number>;
  delete(key: string, options: { readonly previousSeq: number }): Promise<void>;
  watch(): Promise<AsyncIterable<KvEntry> & { stop(): void }>;
}

/** The clients of JetStream that a connection gives. */
export interface NatsClients {
  connect(options: NatsOptions): Promise<NatsConnection>;
  credsAuthenticator(creds: Uint8Array): NatsAuthenticator;
  nkeyAuthenticator(seed: Uint8Array): NatsAuthenticator;
  usernamePasswordAuthenticator(user: string, password: string): NatsAuthenticator;
  tokenAuthenticator(token: string): NatsAuthenticator;
  jetstream(connection: NatsConnection): {
    publish(
      subject: string,
      body: Uint8Array,
      options: { readonly msgID: string; readonly timeout: number },
    ): Promise<{ readonly stream: string; readonly seq: number; readonly duplicate: boolean }>;
  };
  jetstreamManager(connection: NatsConnection): Promise<{
    readonly streams: {
      info(name: string): Promise<{ readonly config: StreamConfig }>;
      add(config: StreamConfig): Promise<unknown>;
      getMessage(stream: string, query: { readonly last_by_subj: string }): Promise<StoredMessage | null>;
    };
  }>;
  Kvm: new (connection: NatsConnection) => {
    create(
      bucket: string,
      options: { readonly history: number; readonly storage: string; readonly replicas: number },
    ): Promise<Kv>;
  };
}

/** The packages that NATS needs. */
const PACKAGES = ["@nats-io/transport-node", "@nats-io/jetstream", "@nats-io/kv"] as const;

/**
 * Loads the client of NATS.
 *
 * @throws {PeerMissingError} When a package is not installed.
 */
export async function loadNats(): Promise<NatsClients> {
  return Object.assign({}, ...await loadPeers("--nats", PACKAGES)) as NatsClients;
}
