// What two sides really said to each other, in virtual time: the rows of a drawing.

import type { HsmsConnection } from "../../mod.ts";
import { decodeItem, type Item } from "../../src/secs2/mod.ts";
import { printItem } from "../../src/sml/mod.ts";
import { MemoryNetwork, VirtualClock } from "../../src/testing/mod.ts";

/** One of the two sides. */
export type Side = "host" | "tool";

/** What happens, from the top to the bottom. */
export type Row =
  | {
    readonly kind: "frame";
    readonly at: number;
    readonly from: Side;
    readonly name: string;
    readonly body: string;
    readonly isLost: boolean;
  }
  | {
    readonly kind: "note";
    readonly at: number;
    readonly side: Side;
    readonly text: string;
    readonly tone: string;
  };

/** Records what is sent between a host and a tool in memory. */
export class Story {
  readonly clock: VirtualClock = new VirtualClock();
  readonly network: MemoryNetwork = new MemoryNetwork({ clock: this.clock });
  readonly #rows: Row[] = [];
  /** What the other side has not received, by its place in the rows. */
  readonly #lost = new Map<string, number>();
  #from = 0;

  /** Everything up to now, without what was left out. */
  get rows(): readonly Row[] {
    const lost = new Set(this.#lost.values());
    return this.#rows.map((row, i) => row.kind === "frame" ? { ...row, isLost: lost.has(i) } : row).slice(
      this.#from,
    );
  }

  /** Leaves out what has happened up to now. */
  begin(): void {
    this.#from = this.#rows.length;
  }

  /** Listens to the connection of a side. */
  hear(side: Side, connection: Pick<HsmsConnection, "on">): void {
    const other = side === "host" ? "tool" : "host";
    connection.on(
      "received",
      ({ packet: { header } }) => this.#lost.delete(`${other} ${header.name} ${header.system}`),
    );
    connection.on("sent", ({ packet }) => {
      const { header, data } = packet;
      const wait = header.requireResponse ? " W" : "";
      const name = header.sType === 0 ? `S${header.stream}F${header.function}${wait}` : header.name;
      const body = header.sType !== 0 ? bytesOf(header.name, header.function) : sml(decodeItem(data));
      this.#lost.set(`${side} ${header.name} ${header.system}`, this.#rows.length);
      this.say(side, name, body);
    });
  }

  /** Says what a side sends that is no connection. */
  say(from: Side, name: string, body: string): void {
    this.#rows.push({ kind: "frame", at: this.clock.now(), from, name, body, isLost: false });
  }

  /** Says something beside a side. */
  note(side: Side, text: string, tone = "quiet"): void {
    this.#rows.push({ kind: "note", at: this.clock.now(), side, text, tone });
  }
}

function sml(item: Item | undefined): string {
  return item === undefined ? "" : printItem(item, { indent: 0 }).replace(/\s+/g, " ").replaceAll(" >", ">");
}

/** The byte of a control message that says how it went. */
function bytesOf(name: string, byte: number): string {
  return /^(?:Select|Deselect)\.rsp$/.test(name)
    ? `status ${byte}`
    : name === "Reject.req"
    ? `reason ${byte}`
    : "";
}
