import type { GemStore } from "../../gem/mod.ts";

/** How many numbers are taken with one write: so many are left out after the end of the process. */
const BLOCK = 10_000;

/** The number of a message of a tool. */
export interface MessageNumber {
  /** Which connection of the tool, since the gateway's folder was made. */
  readonly generation: number;
  /** Larger than that of every message of the tool before. */
  readonly count: number;
}

/** What a tool has in the store. */
interface Stored {
  readonly generation: number;
  readonly next: number;
}

/** The numbers of messages, which survive the end of the process. */
export class Numbers {
  /** Tells the numbers of this folder from those of another gateway. */
  readonly origin: string;
  readonly #store: GemStore;
  readonly #stored: ReadonlyMap<string, Uint8Array>;
  readonly #tools = new Map<string, ToolNumbers>();

  /** With what `open` has read. */
  constructor(store: GemStore, stored: ReadonlyMap<string, Uint8Array>, origin: string) {
    this.#store = store;
    this.#stored = stored;
    this.origin = origin;
  }

  /** Opens the store, and reads what is there. */
  static async open(store: GemStore): Promise<Numbers> {
    const stored = await store.open();
    const known = stored.get("origin");
    if (known !== undefined) return new Numbers(store, stored, new TextDecoder().decode(known));
    const origin = crypto.randomUUID().slice(0, 8);
    await store.write([{ key: "origin", value: new TextEncoder().encode(origin) }]);
    return new Numbers(store, stored, origin);
  }

  /** The numbers of a tool; always the same ones for a name. */
  of(tool: string): ToolNumbers {
    let numbers = this.#tools.get(tool);
    if (numbers === undefined) {
      const bytes = this.#stored.get(`tool/${tool}`);
      const start: Stored = bytes === undefined
        ? { generation: 0, next: 1 }
        : JSON.parse(new TextDecoder().decode(bytes));
      numbers = new ToolNumbers(start, (state) => {
        const value = new TextEncoder().encode(JSON.stringify(state));
        return this.#store.write([{ key: `tool/${tool}`, value }]);
      });
      this.#tools.set(tool, numbers);
    }
    return numbers;
  }

  /** Closes the store. */
  close(): Promise<void> {
    return this.#store.close();
  }
}

/** The numbers of one tool. */
export class ToolNumbers {
  readonly #write: (state: Stored) => Promise<void>;
  #generation: number;
  #next: number;
  /** What is durable: numbers below `next` of this generation may be used. */
  #durable: Stored;
  #writing: Promise<void> | undefined;

  constructor(start: Stored, write: (state: Stored) => Promise<void>) {
    this.#generation = start.generation;
    this.#next = start.next;
    this.#durable = start;
    this.#write = write;
  }

  /** A connection begins. */
  begin(): void {
    this.#generation++;
  }

  /** The next number, once it is sure that it is not used again. Rejects with the error of the store. */
  async take(): Promise<MessageNumber> {
    while (this.#next >= this.#durable.next || this.#generation !== this.#durable.generation) {
      await (this.#writing ??= this.#reserve());
    }
    return { generation: this.#generation, count: this.#next++ };
  }

  async #reserve(): Promise<void> {
    const state = { generation: this.#generation, next: this.#next + BLOCK };
    try {
      await this.#write(state);
      this.#durable = state;
    } finally {
      this.#writing = undefined;
    }
  }
}
