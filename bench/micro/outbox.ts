// The outbox: packets in, writes out. An internal.

import { streamFunction } from "@secs/hsms";
import { BufferAccount } from "../../src/core/hsms/budget.ts";
import { Outbox } from "../../src/core/hsms/link/outbox.ts";
import type { Case } from "./case.ts";
import { type PlainHeader, plainHeader, writeHeader, writeLength } from "./plain.ts";

const COUNT = 256;

let last: Uint8Array | undefined;
const transport = {
  write(bytes: Uint8Array): boolean {
    last = bytes;
    return true;
  },
};
const owner = { peer: "peer", onSent() {}, onBurstSent() {}, onRoom() {}, onBlocked() {} };
const outbox = new Outbox(transport, owner, 16 * 1024 * 1024, new BufferAccount(Infinity, undefined));
const packets = Array.from({ length: COUNT }, (_, i) => streamFunction(1, 1, undefined, { system: i }));
const large = streamFunction(7, 3, new Uint8Array(1024 * 1024));
const headers: PlainHeader[] = packets.map(({ header }) => plainHeader(header));

/** What is measured of the outbox. It is awaited, so that its own microtask runs as it does in a program. */
export const OUTBOX: readonly Case[] = [
  {
    layer: "outbox",
    name: "256 empty packets in one write",
    count: COUNT,
    bytes: COUNT * 14,
    ours: async () => {
      for (const packet of packets) outbox.push(packet);
      outbox.flush();
      await last;
    },
    plain: async () => {
      const bytes = new Uint8Array(COUNT * 14);
      for (let i = 0; i < COUNT; i++) {
        writeLength(10, bytes, i * 14);
        writeHeader(headers[i]!, bytes, i * 14 + 4);
      }
      last = bytes;
      await last;
    },
  },
  {
    layer: "outbox",
    name: "1 MiB body, handed over by reference",
    count: 1,
    ours: async () => {
      outbox.push(large);
      outbox.flush();
      await last;
    },
  },
];
