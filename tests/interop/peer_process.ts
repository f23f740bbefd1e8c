import { Log } from "../support/log.ts";
import type { ItemJson } from "./item_json.ts";

/** Longest wait for the result of a command. */
const PATIENCE = 15_000;

/** What a peer says: `event` names it, the rest belongs to it. */
export type PeerEvent = { readonly event: string; readonly id?: number } & Record<string, unknown>;

/** A message as a peer saw it. */
export interface PeerMessage {
  readonly stype: number;
  readonly session: number;
  readonly stream: number;
  readonly function: number;
  readonly w: boolean;
  readonly system: number;
  /** In hex. */
  readonly body: string;
  /** What it read in the body, of a message that is for that. */
  readonly item?: ItemJson;
}

/**
 * A peer in a process of its own: commands to its stdin, events from its stdout, one JSON object in a line.
 *
 * The log has a line for each event: its name, and for `received` the message, as in `received S1F1 W 00000001`.
 */
export class PeerProcess {
  readonly log = new Log();
  /** The messages that it received and no request there waited for, in order. */
  readonly received: PeerMessage[] = [];
  readonly #child: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #results = new Map<number, (result: PeerEvent) => void>();
  readonly #output: Promise<unknown>;
  #stderr = "";
  #lastId = 0;

  constructor(command: readonly [string, ...string[]]) {
    const [program, ...args] = command;
    const child = new Deno.Command(program, { args, stdin: "piped", stdout: "piped", stderr: "piped" })
      .spawn();
    this.#child = child;
    this.#stdin = child.stdin.getWriter();
    this.#output = Promise.all([this.#readEvents(child.stdout), this.#readErrors(child.stderr)]);
  }

  /** The last lines that it wrote to stderr, for the person who reads a failure. */
  get stderr(): string {
    return this.#stderr.trimEnd();
  }

  /** Runs a command there; resolves with its result, rejects if it threw. */
  async command(name: string, fields: Record<string, unknown> = {}): Promise<PeerEvent> {
    const id = ++this.#lastId;
    const result = await new Promise<PeerEvent>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#results.delete(id);
        reject(new Error(`The peer did not finish ${name} within ${PATIENCE} ms`));
      }, PATIENCE);
      this.#results.set(id, (result) => {
        clearTimeout(timer);
        resolve(result);
      });
      const line = `${JSON.stringify({ id, command: name, ...fields })}\n`;
      this.#stdin.write(new TextEncoder().encode(line)).catch(reject);
    });
    if (result.error !== undefined) throw new Error(`The peer could not ${name}: ${result.error}`);
    return result;
  }

  /** A request of the peer; resolves with what it took for the reply. */
  async request(
    stream: number,
    func: number,
    body = "",
    session: Record<string, unknown> = {},
  ): Promise<PeerMessage> {
    return await this.command("request", {
      stream,
      function: func,
      body,
      ...session,
    }) as unknown as PeerMessage;
  }

  /** Ends the process with SIGKILL; resolves when it is gone. */
  async kill(): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await this.#child.status;
    await this.#output;
    await this.#stdin.abort().catch(() => {});
  }

  async #readEvents(stream: ReadableStream<Uint8Array>): Promise<void> {
    for await (const line of linesOf(stream)) {
      const event: PeerEvent = JSON.parse(line);
      if (event.event === "result") {
        this.#results.get(event.id!)?.(event);
        this.#results.delete(event.id!);
      } else if (event.event === "received") {
        const message = event as unknown as PeerMessage;
        this.received.push(message);
        const w = message.w ? " W" : "";
        const system = message.system.toString(16).padStart(8, "0");
        this.log.write(`received S${message.stream}F${message.function}${w} ${system}`);
      } else if (event.event === "error") this.log.write(`error ${event.message}`);
      else this.log.write(event.event);
    }
  }

  async #readErrors(stream: ReadableStream<Uint8Array>): Promise<void> {
    for await (const line of linesOf(stream)) this.#stderr = `${this.#stderr}${line}\n`.slice(-4000);
  }
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  for await (const chunk of stream) {
    const [first, ...rest] = decoder.decode(chunk, { stream: true }).split("\n");
    parts.push(first!);
    for (const next of rest) {
      yield parts.join("");
      parts = [next];
    }
  }
}
