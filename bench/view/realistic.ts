// A recording as a fab has it, of any number of frames; the same number gives the same recording.

import { A, B, encodeItem, F4, type Item, L, U4 } from "../../src/secs2/mod.ts";
import { LogWriter } from "../../src/view/log/mod.ts";

const HOST = { address: "10.20.0.9", port: 0 };
const TOOL = { address: "10.20.1.7", port: 5000 };
const NO_BYTES = new Uint8Array();
/** Frames after which the connection is lost, or ended in good order. */
const CONNECTION = 20_000;
/** 2026-01-05, 06:00 UTC. */
const BEGIN = 1_767_592_800_000;

/** The frame of a data message. */
export function dataFrame(
  stream: number,
  func: number,
  system: number,
  item?: Item,
  { asks = func % 2 === 1, session = 0 }: { readonly asks?: boolean; readonly session?: number } = {},
): Uint8Array {
  const body = item === undefined ? NO_BYTES : encodeItem(item);
  const bytes = new Uint8Array(14 + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 10 + body.length);
  view.setUint16(4, session);
  bytes.set([asks ? stream | 0x80 : stream, func, 0, 0], 6);
  view.setUint32(10, system);
  bytes.set(body, 14);
  return bytes;
}

/** The frame of a control message. */
export function controlFrame(sType: number, system: number, byte3 = 0, byte2 = 0): Uint8Array {
  const bytes = new Uint8Array(14);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 10);
  view.setUint16(4, 0xffff);
  bytes.set([byte2, byte3, 0, sType], 6);
  view.setUint32(10, system);
  return bytes;
}

/** A log of about `count` frames, in chunks: events with reports, alarms, status requests, commands, linktests, reconnects. */
export function* realisticLog(count: number, seed = 1): Generator<Uint8Array, void, undefined> {
  const writer = new LogWriter();
  const play = new Play(writer, seed);
  while (play.frames < count) {
    play.connect();
    for (let i = 0; i < CONNECTION && play.frames < count; i = play.sinceConnect) {
      play.step();
      if (writer.length > 256 * 1024) yield writer.take();
    }
    play.end();
  }
  yield writer.take();
}

class Play {
  readonly #writer: LogWriter;
  #state: number;
  #at = BEGIN;
  #connection = 0;
  #system = 0x1000;
  #toolSystem = 1;
  #lot = 100;
  frames = 0;
  sinceConnect = 0;

  constructor(writer: LogWriter, seed: number) {
    this.#writer = writer;
    this.#state = seed;
  }

  /** A number from 0 to 1, the next of a fixed row. */
  #random(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }

  #send(from: "a" | "b", bytes: Uint8Array, after: number): void {
    this.#at += after * (0.5 + this.#random());
    this.#writer.entry({ kind: "frame", connection: this.#connection, at: this.#at, from, bytes });
    this.frames++;
    this.sinceConnect++;
  }

  connect(): void {
    this.#at += 12_000;
    this.sinceConnect = 0;
    const a = { ...HOST, port: 40_000 + this.#connection % 20_000 };
    this.#writer.connection({ number: ++this.#connection, a, b: TOOL, opener: "a" });
    this.#writer.entry({
      kind: "opened",
      connection: this.#connection,
      at: this.#at,
      from: "a",
      bytes: NO_BYTES,
    });
    this.#ask("a", controlFrame(1, ++this.#system), controlFrame(2, this.#system));
    this.#message("a", 1, 13, L(), L(B(0), L(A("ETCH-3"), A("1.2.0"))));
    this.#message("a", 1, 17, undefined, B(0));
    this.#message("a", 2, 33, L(U4(0), L(L(U4(1), L(U4(1001), U4(1002), U4(2001))))), B(0));
    this.#message("a", 2, 35, L(U4(0), L(L(U4(4001), L(U4(1))))), B(0));
    this.#message("a", 2, 37, L(B(1), L()), B(0));
  }

  step(): void {
    const dice = this.#random();
    if (dice < 0.55) this.#event();
    else if (dice < 0.85) {
      this.#message("a", 1, 3, L(U4(1001), U4(1002)), L(F4(this.#pressure()), F4(20 + this.#random())));
    } else if (dice < 0.9) this.#alarm();
    else if (dice < 0.95) {
      this.#message(
        "a",
        2,
        41,
        L(A("START"), L(L(A("LOTID"), A(`L${this.#lot++}`)))),
        L(B(dice < 0.901 ? 2 : 4), L()),
      );
    } else this.#ask("a", controlFrame(5, ++this.#system), controlFrame(6, this.#system));
  }

  end(): void {
    const isLost = this.#random() < 0.5;
    if (!isLost) this.#send("a", controlFrame(9, ++this.#system), 100);
    this.#writer.entry({
      kind: "closed",
      connection: this.#connection,
      at: this.#at += 2,
      from: isLost ? "b" : "a",
      bytes: NO_BYTES,
      why: isLost ? "reset with RST" : "closed with FIN",
    });
  }

  #event(): void {
    const report = L(U4(1), L(F4(this.#pressure()), F4(20 + this.#random()), A(`L${this.#lot}`)));
    this.#message("b", 6, 11, L(U4(this.#toolSystem), U4(4001), L(report)), B(0));
  }

  #alarm(): void {
    const isSet = this.#random() < 0.5;
    const text = A("The chamber door is open");
    this.#message("b", 5, 1, L(B(isSet ? 0x84 : 4), U4(5001), text), B(0));
  }

  #pressure(): number {
    return 0.5 + Math.sin(this.frames / 500) / 4 + this.#random() / 50;
  }

  #message(from: "a" | "b", stream: number, func: number, item: Item | undefined, reply: Item): void {
    const system = from === "a" ? ++this.#system : ++this.#toolSystem;
    this.#ask(from, dataFrame(stream, func, system, item), dataFrame(stream, func + 1, system, reply));
  }

  #ask(from: "a" | "b", request: Uint8Array, reply: Uint8Array): void {
    this.#send(from, request, 300);
    this.#send(from === "a" ? "b" : "a", reply, this.#random() < 0.01 ? 900 : 12);
  }
}
