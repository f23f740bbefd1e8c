import type { Clock } from "../../core/base/mod.ts";
import { checkBrokerAddress } from "../broker_address.ts";
import { readSecret, readSecretLine } from "../read_secret.ts";
import type { SinkState } from "../sink.ts";
import type { MqttClient, MqttPackage } from "./client.ts";

/** Where the broker is, and who this gateway is. */
export interface MqttLinkOptions {
  /** `mqtt://HOST:PORT` or `mqtts://HOST:PORT`, without user and password: those are in files. */
  readonly server: string;
  /** The client identifier: one for each gateway. */
  readonly name: string;
  readonly clock: Clock;
  /** The file is read at each connection, so that the password can be replaced. */
  readonly credentials?: { readonly user: string; readonly passwordFile: string };
  /** Paths of PEM files. */
  readonly tls?: { readonly caFile?: string; readonly certFile?: string; readonly keyFile?: string };
  /** Between two attempts, in ms; 1,000 if it is not said. */
  readonly retry?: number;
}

/** A connection that the broker has accepted. */
export interface MqttSession {
  readonly client: MqttClient;
  /** How many messages may be without a PUBACK. */
  readonly window: number;
  /** Called when the connection ends, in this order. */
  readonly onEnd: Set<() => void>;
}

const CONNECT_TIMEOUT = 5_000;
const KEEP_ALIVE_SECONDS = 10;
/** What MQTT 5 says if the broker names no Receive Maximum. */
const RECEIVE_MAXIMUM = 65_535;

/** The connection to a broker, made again when it breaks; nothing that was meant for one before is sent on it. */
export class MqttLink {
  readonly #mqtt: MqttPackage;
  readonly #options: MqttLinkOptions;
  readonly #listeners = new Set<(state: SinkState) => void>();
  #state: SinkState = { isUp: false, why: "the connection to MQTT is not there yet" };
  #session: MqttSession | undefined;
  #isClosed = false;
  #wake: () => void = () => {};
  #loop: Promise<void> | undefined;

  /** @throws {TypeError} When the address is none, or has a password in it. */
  constructor(mqtt: MqttPackage, options: MqttLinkOptions) {
    checkBrokerAddress("MQTT", options.server, ["mqtt:", "mqtts:"]);
    this.#mqtt = mqtt;
    this.#options = options;
  }

  get state(): SinkState {
    return this.#state;
  }

  /** The connection that is there; undefined without one. */
  get session(): MqttSession | undefined {
    return this.#session;
  }

  onState(listener: (state: SinkState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Begins to connect. */
  start(): void {
    this.#loop ??= this.#run();
  }

  /** Gives up a connection that does not answer. */
  renew({ client, onEnd }: MqttSession): void {
    client.end(true);
    for (const listener of onEnd) listener();
    onEnd.clear();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#wake();
    const session = this.#session;
    if (session !== undefined) session.client.end(false);
    await this.#loop;
    this.#setState({ isUp: false, why: "the connection to MQTT was closed by this gateway" });
  }

  async #run(): Promise<void> {
    const place = `MQTT at ${this.#options.server}`;
    while (!this.#isClosed) {
      try {
        const session = await this.#connect();
        if (this.#isClosed) session.client.end(true);
        await new Promise<void>((resolve) => {
          session.onEnd.add(() => {
            this.#session = undefined;
            this.#setState({ isUp: false, why: `the connection to ${place} ended; check the broker` });
            resolve();
          });
          this.#session = session;
          this.#setState({ isUp: true });
        });
      } catch (error) {
        const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
        this.#setState({ isUp: false, why: `${place}: ${reason === "" ? "cannot be reached" : reason}` });
      }
      if (!this.#isClosed) await this.#pause();
    }
  }

  async #connect(): Promise<MqttSession> {
    const client = this.#mqtt.connect(this.#options.server, await this.#clientOptions());
    return await new Promise((resolve, reject) => {
      let failure = new Error("the broker ended the connection before it accepted it");
      const onEnd = new Set<() => void>();
      const finish = (): void => {
        client.end(true);
        reject(failure);
        for (const listener of onEnd) listener();
        onEnd.clear();
      };
      client.on("error", (error) => {
        failure = error;
        finish();
      });
      client.on("close", finish);
      client.on("connect", ({ properties }) => {
        resolve({ client, window: properties?.receiveMaximum ?? RECEIVE_MAXIMUM, onEnd });
      });
    });
  }

  async #clientOptions(): Promise<Record<string, unknown>> {
    const { name, credentials, tls } = this.#options;
    const options: Record<string, unknown> = {
      clientId: name,
      protocolVersion: 5,
      clean: true,
      reconnectPeriod: 0,
      connectTimeout: CONNECT_TIMEOUT,
      keepalive: KEEP_ALIVE_SECONDS,
    };
    if (credentials !== undefined) {
      options.username = credentials.user;
      options.password = await readSecretLine(credentials.passwordFile);
    }
    if (tls?.caFile !== undefined) options.ca = await pemOf(tls.caFile);
    if (tls?.certFile !== undefined) options.cert = await pemOf(tls.certFile);
    if (tls?.keyFile !== undefined) options.key = await pemOf(tls.keyFile);
    return options;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.schedule(resolve, this.#options.retry ?? 1_000);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  #setState(state: SinkState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }
}

async function pemOf(path: string): Promise<string> {
  return new TextDecoder().decode(await readSecret(path));
}
