import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import {
  A,
  encodeItem,
  HsmsHeader,
  type HsmsHeaderFields,
  HsmsPacket,
  linktestReq,
  SecsMessage,
  selectReq,
  streamFunction,
} from "@secs/hsms";
import { comparators, saysEqual } from "./comparators.ts";
import { inspect, shownByConsole } from "../support/inspect.ts";

const FIELDS: HsmsHeaderFields = {
  sessionId: 1,
  stream: 1,
  function: 13,
  pType: 0,
  sType: 0,
  system: 312,
  requireResponse: true,
};
const OTHER: HsmsHeaderFields = {
  sessionId: 2,
  stream: 2,
  function: 14,
  pType: 1,
  sType: 5,
  system: 313,
  requireResponse: false,
};

/** No two of them are equal. */
const PACKETS: readonly (() => HsmsPacket)[] = [
  () => streamFunction(1, 13, encodeItem(A("LOT1")), { requireResponse: true }),
  () => streamFunction(1, 13, encodeItem(A("LOT2")), { requireResponse: true }),
  () => streamFunction(1, 13, encodeItem(A("LOT1"))),
  () => streamFunction(1, 13),
  () => streamFunction(1, 13, encodeItem(A("LOT1")), { requireResponse: true, system: 5 }),
  () => linktestReq(5),
  () => selectReq(5),
];

/** The packet as it comes out of a larger buffer. */
function received(packet: HsmsPacket): HsmsPacket {
  const frame = packet.encode();
  const bytes = new Uint8Array(frame.length + 30).fill(0xee);
  bytes.set(frame, 13);
  return HsmsPacket.decode(bytes.subarray(13, 13 + frame.length));
}

for (const tool of await comparators()) {
  test(`${tool.name} tells headers apart by every field, and equal ones are equal`, () => {
    const header = new HsmsHeader(FIELDS);
    assert(saysEqual(tool, header, HsmsHeader.decode(header.encode())));
    for (const field of Object.keys(FIELDS) as (keyof HsmsHeaderFields)[]) {
      const other = new HsmsHeader({ ...FIELDS, [field]: OTHER[field] });
      assert(!saysEqual(tool, header, other), field);
    }
  });

  test(`${tool.name} tells packets and messages apart, and equal ones are equal`, () => {
    PACKETS.forEach((make, i) => {
      PACKETS.forEach((makeOther, j) => {
        const [one, other] = [make(), received(makeOther())];
        assertEquals(saysEqual(tool, one, other), i === j, `${one} and ${other}`);
        const [message, otherMessage] = [new SecsMessage(one), new SecsMessage(other)];
        // Whether the body was read makes no difference.
        if (!one.header.isControl) assert(message.item !== null);
        assertEquals(saysEqual(tool, message, otherMessage), i === j, `${message} and ${otherMessage}`);
      });
    });
  });
}

test("console.log shows headers, packets and messages with their names", () => {
  const packet = streamFunction(1, 1, encodeItem(A("LOT1")), { requireResponse: true, system: 5 });
  const fields =
    "{sessionId:0x0000, stream:01, function:01, pType:0x00, sType:0x00, system:0x00000005, requireResponse:1}";
  for (
    const [value, text] of [
      [packet.header, `HsmsHeader S1F1 W ${fields}`],
      [packet, `HsmsPacket S1F1 W header: ${fields} data: 41 04 4c 4f 54 31`],
      [new SecsMessage(packet), 'SecsMessage S1F1 W session 0 system 5 <A "LOT1">'],
      [new SecsMessage(streamFunction(1, 2)), "SecsMessage S1F2 session 0 system 0"],
      [
        new SecsMessage(streamFunction(1, 2, Uint8Array.of(0x41, 9))),
        "SecsMessage S1F2 session 0 system 0 41 09",
      ],
    ] as const
  ) {
    assertEquals([inspect(value), shownByConsole(value)], [text, text]);
  }
});

test("JSON of packets and messages has the header and the body", () => {
  const packet = streamFunction(1, 1, encodeItem(A("LOT1")), { requireResponse: true, system: 5 });
  const header = {
    sessionId: 0,
    stream: 1,
    function: 1,
    pType: 0,
    sType: 0,
    system: 5,
    requireResponse: true,
  };
  const json = (value: unknown) => JSON.parse(JSON.stringify(value));
  assertEquals(json(packet), { header, data: "41 04 4c 4f 54 31" });
  assertEquals(json(new SecsMessage(packet)), { header, body: { format: "A", value: "LOT1" } });
  const malformed = new SecsMessage(new HsmsPacket(packet.header, Uint8Array.of(0x41, 9)));
  assertEquals(json(malformed), { header, body: "41 09" });
});
