// Typed messages: a value to an item and back, beside items made and read by hand.

import {
  A,
  decodeItem,
  encodeItem,
  F4,
  type Item,
  L,
  type MessageBody,
  type NumberItem,
  S1F13,
  S2F33,
  S6F11,
  type SecsDefineReports,
  type SecsEventReport,
  type SecsIdentity,
  U4,
} from "@secs/hsms";
import type { Case } from "./case.ts";

const COUNT = 64;
/** Keeps what was made, so that the compiler cannot leave it out. */
const kept: unknown[] = new Array(COUNT).fill(undefined);

const numbers = (length: number): number[] => Array.from({ length }, (_, i) => 1000 + i);

const EVENT: SecsEventReport = {
  DATAID: 1,
  CEID: 50,
  RPT: [{ RPTID: 7, V: [...numbers(5).map((n) => U4(n)), ...numbers(5).map((n) => F4(n / 8))] }],
};
const REPORTS: SecsDefineReports = {
  DATAID: 1,
  REPORTS: numbers(10).map((RPTID) => ({ RPTID, VID: numbers(5) })),
};
const IDENTITY: SecsIdentity = { MDLN: "MODEL-8312", SOFTREV: "1.0.7" };

/** What is measured of typed messages. */
export const SCHEMA: readonly Case[] = [
  ...casesOf("S1F13", S1F13.toHost, IDENTITY, {
    build: ({ MDLN, SOFTREV }) => L(A(MDLN), A(SOFTREV)),
    read: (item) => {
      const [mdln, softrev] = listOf(item);
      return { MDLN: textOf(mdln), SOFTREV: textOf(softrev) };
    },
  }),
  ...casesOf("S2F33 of 10 reports", S2F33.toEquipment, REPORTS, {
    build: ({ DATAID, REPORTS }) =>
      L(
        U4(Number(DATAID)),
        L(REPORTS.map(({ RPTID, VID }) => L(U4(Number(RPTID)), L(VID.map((vid) => U4(Number(vid))))))),
      ),
    read: (item) => {
      const [dataid, reports] = listOf(item);
      return {
        DATAID: numberOf(dataid),
        REPORTS: listOf(reports).map((report) => {
          const [rptid, vids] = listOf(report);
          return { RPTID: numberOf(rptid), VID: listOf(vids).map(numberOf) };
        }),
      };
    },
  }),
  ...casesOf("S6F11 of 10 values", S6F11.toHost, EVENT, {
    build: ({ DATAID, CEID, RPT }) =>
      L(U4(Number(DATAID)), U4(Number(CEID)), L(RPT.map(({ RPTID, V }) => L(U4(Number(RPTID)), L(V))))),
    read: (item) => {
      const [dataid, ceid, reports] = listOf(item);
      return {
        DATAID: numberOf(dataid),
        CEID: numberOf(ceid),
        RPT: listOf(reports).map((report) => {
          const [rptid, values] = listOf(report);
          return { RPTID: numberOf(rptid), V: listOf(values) };
        }),
      };
    },
  }),
];

interface ByHand<T> {
  readonly build: (value: T) => Item;
  readonly read: (item: Item | undefined) => T;
}

/** To build: a value to an item. To read: an item of a body that was just decoded to a value. */
function casesOf<T>(
  name: string,
  body: MessageBody<T, MessageBody<unknown>>,
  value: T,
  plain: ByHand<T>,
): Case[] {
  const bytes = encodeItem(plain.build(value));
  const same = body.build(value)?.equals(plain.build(value)) &&
    JSON.stringify(body.read(decodeItem(bytes))) === JSON.stringify(plain.read(decodeItem(bytes)));
  if (same !== true) throw new Error("The contenders do not do the same");
  const shape = { layer: "schema", count: COUNT };
  const repeat = (act: () => unknown) => (): void => {
    for (let i = 0; i < COUNT; i++) kept[i] = act();
  };
  return [
    {
      ...shape,
      name: `build ${name}`,
      ours: repeat(() => body.build(value)),
      plain: repeat(() => plain.build(value)),
    },
    {
      ...shape,
      name: `read ${name}`,
      ours: repeat(() => body.read(decodeItem(bytes))),
      plain: repeat(() => plain.read(decodeItem(bytes))),
    },
  ];
}

function listOf(item: Item | undefined): readonly Item[] {
  if (item?.format === "L") return item.items;
  throw new TypeError("not a list");
}

function textOf(item: Item | undefined): string {
  if (item?.format === "A") return item.text;
  throw new TypeError("not text");
}

function numberOf(item: Item | undefined): number {
  if (item?.format === "U4") return (item as NumberItem<"U4">).value;
  throw new TypeError("not a number");
}
