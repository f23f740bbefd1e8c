// A header: ten bytes to an object, an object to ten bytes, fields to an object.

import { HsmsHeader } from "@secs/hsms";
import type { Case } from "./case.ts";
import { type PlainHeader, plainHeader, readHeader, writeHeader } from "./plain.ts";

const COUNT = 256;
const LENGTH = 10;

const fields = Array.from({ length: COUNT }, (_, i) => ({
  sessionId: i,
  stream: i & 0x7f,
  function: i,
  system: 1_000_000 + i,
  requireResponse: i % 2 === 1,
}));
const headers = fields.map((some) => new HsmsHeader(some));
const plainHeaders: PlainHeader[] = fields.map(plainHeader);
const bytes = new Uint8Array(COUNT * LENGTH);
headers.forEach((header, i) => header.encodeInto(bytes, i * LENGTH));
const target = new Uint8Array(COUNT * LENGTH);
/** Keeps what was made, so that the compiler cannot leave it out. */
const kept: unknown[] = new Array(COUNT).fill(undefined);

const shape = { layer: "header", count: COUNT };

/** What is measured of headers. */
export const HEADER: readonly Case[] = [
  {
    ...shape,
    name: "decode",
    ours: () => {
      for (let i = 0; i < COUNT; i++) kept[i] = HsmsHeader.decode(bytes, i * LENGTH);
    },
    plain: () => {
      for (let i = 0; i < COUNT; i++) kept[i] = readHeader(bytes, i * LENGTH);
    },
  },
  {
    ...shape,
    name: "encodeInto",
    ours: () => {
      for (let i = 0; i < COUNT; i++) headers[i]!.encodeInto(target, i * LENGTH);
    },
    plain: () => {
      for (let i = 0; i < COUNT; i++) writeHeader(plainHeaders[i]!, target, i * LENGTH);
    },
  },
  {
    ...shape,
    name: "construct",
    ours: () => {
      for (let i = 0; i < COUNT; i++) kept[i] = new HsmsHeader(fields[i]);
    },
    plain: () => {
      for (let i = 0; i < COUNT; i++) kept[i] = plainHeader(fields[i]!);
    },
  },
];
