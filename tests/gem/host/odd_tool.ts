// A host of ours, and a tool in the hands of the test, which speaks bytes.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { GemHostHandler, type GemHostOptions } from "../../../src/gem/mod.ts";
import { Log } from "../../support/log.ts";
import type { ETCHER } from "../equipment/etcher.ts";

const HOST = { address: "127.0.0.1", port: 5000 };

/** What a test may change. */
export type OddOptions = Partial<GemHostOptions<typeof ETCHER.definition>>;

/** A tool whose bytes are written in the test. Bodies are hexadecimal digits; headers are made here. */
export class OddTool {
  readonly clock = new VirtualClock();
  readonly network = new MemoryNetwork({ clock: this.clock });
  readonly host: GemHostHandler<typeof ETCHER.definition>;
  /** The same, for names that the etcher does not have. */
  readonly anyHost: GemHostHandler;
  /** `fault MESSAGE`, `error MESSAGE`, `unhandled NAME`, `control STATE`. */
  readonly log = new Log();
  peer!: ScriptedPeer;
  /** The header of the last primary of the host. */
  #asked: Uint8Array = new Uint8Array(10);
  #system = 0x20;

  constructor(options: OddOptions) {
    const { network, clock, log } = this;
    this.host = new GemHostHandler("*", HOST.port, false, 0, "odd tool", {
      network,
      clock,
      firstSystem: 0x100,
      timeouts: { linktest: 0 },
      spool: { ask: false }, // what this host asks for by itself would come between what a test expects
      ...options,
    });
    this.anyHost = this.host as unknown as GemHostHandler;
    this.host.on("fault", ({ error }) => log.write(`fault ${error.message}`));
    this.host.on("error", ({ error }) => log.write(`error ${(error as Error).message}`));
    this.host.on("unhandled", ({ message }) => log.write(`unhandled ${message.header.name}`));
    this.host.on("control-state", ({ state }) => log.write(`control ${state}`));
  }

  /** The tool connects and selects. */
  async select(): Promise<void> {
    await this.host.enable();
    this.peer = await ScriptedPeer.dial(this.network, HOST);
    this.peer.send("0000000a ffff 00 00 00 01 00000001");
    await this.peer.expect("0000000a ffff 00 00 00 02 00000001");
  }

  /** The tool connects, selects, and answers the host's S1F13. */
  async establish(): Promise<void> {
    await this.select();
    await this.expect("S1F13 W", "0100");
    this.reply("0102 210100 0102 41014d 410131");
    await this.host.waitForCommunicating();
  }

  /** After the link was lost: the tool connects, selects, and answers the host's S1F13. */
  async reconnect(): Promise<void> {
    await this.clock.settle();
    this.peer = await ScriptedPeer.dial(this.network, HOST);
    this.peer.send("0000000a ffff 00 00 00 01 00000001");
    await this.peer.expect("0000000a ffff 00 00 00 02 00000001");
    await this.expect("S1F13 W", "0100");
    this.reply("0102 210100 0102 41014d 410131");
    await this.host.waitForCommunicating();
  }

  /** The next message of the host is this one. */
  async expect(name: string, body: string): Promise<void> {
    const frame = await this.peer.expectFrame();
    const header = frame.slice(4, 14);
    assertEquals(`${nameOf(header)} ${hexOf(frame.slice(14))}`, `${name} ${tidy(body)}`);
    if (header[2]! & 0x80) this.#asked = header;
  }

  /** The next message of the host, whatever it is: its name and its body. */
  async next(): Promise<{ readonly name: string; readonly body: Uint8Array }> {
    const frame = await this.peer.expectFrame();
    const header = frame.slice(4, 14);
    if (header[2]! & 0x80) this.#asked = header;
    return { name: nameOf(header), body: frame.slice(14) };
  }

  /** The next message of the host has this name; it is answered with a body. */
  async answer(name: string, body: string): Promise<void> {
    const header = (await this.peer.expectFrame()).slice(4, 14);
    assertEquals(nameOf(header), name);
    this.#asked = header;
    this.reply(body);
  }

  /** The next message of the host has this name; it is answered with S9F7. */
  async refuse(name: string): Promise<void> {
    const header = (await this.peer.expectFrame()).slice(4, 14);
    assertEquals(nameOf(header), name);
    this.#asked = header;
    this.stream9(7);
  }

  /** Answers the last primary of the host; `func` in place of the next function. */
  reply(body: string, func: number = this.#asked[3]! + 1): void {
    this.#send([this.#asked[2]! & 0x7f, func], this.#asked.slice(6, 10), body);
  }

  /** Answers the last primary of the host at a later time, when there may be others. */
  later(): (body: string) => void {
    const asked = this.#asked;
    return (body) => this.#send([asked[2]! & 0x7f, asked[3]! + 1], asked.slice(6, 10), body);
  }

  /** Reports the last primary of the host in stream 9. */
  stream9(func: number): void {
    this.#send([9, func], Uint8Array.of(0, 0, 0x99, func), `210a ${hexOf(this.#asked)}`);
  }

  /** A primary of the tool: "S6F11 W". Returns its system bytes. */
  say(name: string, body: string): Uint8Array {
    const [, stream, func, wants] = /^S(\d+)F(\d+)( W)?$/.exec(name)!;
    const system = Uint8Array.of(0, 0, 0, this.#system++);
    this.#send([Number(stream) | (wants === undefined ? 0 : 0x80), Number(func)], system, body);
    return system;
  }

  /** S1F1, which the host answers: what was sent before it has been handled then. */
  async isThere(): Promise<void> {
    this.say("S1F1 W", "");
    await this.expect("S1F2", "0100");
    this.peer.expectSilence();
  }

  async end(): Promise<void> {
    this.peer?.end();
    await this.host.disable();
  }

  #send([stream, func]: [number, number], system: Uint8Array, body: string): void {
    const bytes = tidy(body);
    const length = (10 + bytes.length / 2).toString(16).padStart(8, "0");
    this.peer.send(`${length}0000${hexOf(Uint8Array.of(stream, func, 0, 0))}${hexOf(system)}${bytes}`);
  }
}

/** Plays a scenario with a tool that has established communications. */
export function oddTest(name: string, options: OddOptions, play: (tool: OddTool) => Promise<void>): void {
  test(name, async () => {
    const tool = new OddTool(options);
    try {
      await tool.establish();
      await play(tool);
    } finally {
      await tool.end();
    }
  });
}

function nameOf(header: Uint8Array): string {
  const stream = header[2]!;
  return `S${stream & 0x7f}F${header[3]}${stream & 0x80 ? " W" : ""}`;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function tidy(hex: string): string {
  return hex.replaceAll(/\s/g, "");
}
