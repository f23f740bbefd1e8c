import { LogWriter } from "../../src/view/log/mod.ts";
import { readStory, type Story, type StoryOptions } from "../../src/view/story/mod.ts";
import { fromHex } from "../support/hex.ts";

/** 2026-01-01, 08:30 UTC. */
export const BEGIN = Date.UTC(2026, 0, 1, 8, 30);
const NOTHING = new Uint8Array();

export const SELECT_REQ = "0000000a ffff 00 00 00 01 00000001";
export const SELECT_RSP = "0000000a ffff 00 00 00 02 00000001";
export const SEPARATE = "0000000a ffff 00 00 00 09 000000ff";

/** A log that a test writes: a host at 10.0.0.9 connects to a tool at 10.0.0.7:5000. */
export class Play {
  readonly writer = new LogWriter();
  /** The time of the next entry. */
  at = BEGIN;
  #connection = 0;

  /** Time goes by. */
  wait(ms: number): this {
    this.at += ms;
    return this;
  }

  /** A new connection; `seen`: its SYN is in the recording. */
  connect({ port = 40000, seen = true, host = "10.0.0.9" } = {}): this {
    const a = { address: host, port };
    const b = { address: "10.0.0.7", port: 5000 };
    this.writer.connection({ number: ++this.#connection, a, b, opener: seen ? "a" : undefined });
    if (seen) this.#entry("opened", "a", NOTHING);
    return this;
  }

  /** The same, and selected. */
  selected(): this {
    return this.connect().host(SELECT_REQ).tool(SELECT_RSP);
  }

  /** A frame of the host, as hex digits. */
  host(hex: string): this {
    return this.#entry("frame", "a", fromHex(hex));
  }

  /** A frame of the tool. */
  tool(hex: string): this {
    return this.#entry("frame", "b", fromHex(hex));
  }

  /** Bytes that are no frame. */
  bytes(from: "a" | "b", hex: string, why: string, since?: number): this {
    return this.#entry("bytes", from, fromHex(hex), why, since);
  }

  closed(from: "a" | "b" | undefined, why = "closed with FIN"): this {
    return this.#entry("closed", from, NOTHING, why);
  }

  story(options?: StoryOptions): Story {
    return readStory(this.writer.take(), options);
  }

  #entry(
    kind: "frame" | "bytes" | "opened" | "closed",
    from: "a" | "b" | undefined,
    bytes: Uint8Array,
    why?: string,
    since?: number,
  ): this {
    this.writer.entry({ kind, connection: this.#connection, at: this.at, from, bytes, why, since });
    this.at += 10;
    return this;
  }
}

/** The faults of a story, one a line: `bad no-reply 3 S1F3`. */
export function faultsOf(story: Story): string[] {
  return story.faults.map(({ severity, kind, entry }) =>
    `${severity} ${kind} ${entry} ${story.nameOf(entry)}`
  );
}
