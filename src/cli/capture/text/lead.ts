import type { Direction } from "../../record/format.ts";

/** What a log says of bytes: when, and who sent them. */
export interface Lead {
  /** The time as the log writes it. */
  readonly time?: string | undefined;
  /** `out`: the side that wrote the log sent them. */
  readonly direction?: Direction | undefined;
  /** Another name of the sender, if the log tells the sides apart without saying which one is its own. */
  readonly side?: string | undefined;
}

/** Number of characters at the beginning and at the end of a text that are looked at. */
const MAX_TEXT = 400;

const DATE = String.raw`(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ,_]+|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}[T ,_]+)?`;
const CLOCK = String.raw`\d{1,2}:\d{2}:\d{2}(?:[.,:]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?`;
const TIME = new RegExp(`(?<![\\w:])${DATE}${CLOCK}(?![\\w:])`);

/** Words and arrows for what the log's own side sent, and for what it received; a key of JSON is none. */
const OUT = String.raw`send|sends|sent|sending|tx|transmit(?:s|ted|ting)?|write|wrote|outgoing|outbound`;
const IN = String.raw`recv|rcv|rcvd|recvd|receives?|received|receiving|rx|read|incoming|inbound`;
const WORDS = new RegExp(`(?<![a-z])(?:(${OUT})|(${IN}))(?![a-z]|["']\\s*:)`, "gi");
const CAMEL = /(Send|Sent)(?![a-z])|(Recv|Received?)(?![a-z])/g;
const SHORT = /[[(<](?:(out)|(in))[\])>]|(?<![a-z])(?:(out)|(in))(?=\s*[:=|])/gi;
const CAPITALS = /(?<![A-Za-z])(?:(OUT)|(IN))(?![A-Za-z])/g;
const ARROWS = /(-+>|=+>|>>+|→|(?<=^|\s)>(?=\s|$))|(<-+|<=+|<<+|←|(?<=^|\s)<(?=\s|$))/g;

/** Two ends with an arrow between: who sent it is known, but not which end wrote the log. */
const END = String
  .raw`(?:\d{1,3}(?:\.\d{1,3}){3}(?:[:.]\d+)?|\b\d{2,5}\b|\b(?:host|h|equipment|eqp?|e|tool|client|server)\b)`;
const ENDS = new RegExp(`(${END})\\s*(?:([-=]*>+|→)|(<+[-=]*|←))\\s*(${END})`, "i");
/** Wireshark's C arrays. */
const PEER = /\b(peer\d+)_\d+\s*\[/;

/** Reads the time and the sender out of what is before some bytes. */
export function parseLead(text: string): Lead {
  const begin = text.slice(0, MAX_TEXT);
  const end = text.slice(-MAX_TEXT);
  const time = TIME.exec(begin)?.[0];
  const peer = PEER.exec(end)?.[1];
  if (peer !== undefined) return { time, side: peer };
  const ends = ENDS.exec(end);
  if (ends !== null) return { time, side: (ends[2] === undefined ? ends[4] : ends[1])!.toLowerCase() };
  return { time, direction: directionIn(end) };
}

/** The last word or arrow that says a direction. */
function directionIn(text: string): Direction | undefined {
  let last = -1;
  let direction: Direction | undefined;
  for (const pattern of [WORDS, CAMEL, SHORT, CAPITALS, ARROWS]) {
    for (const match of text.matchAll(pattern)) {
      if (match.index < last) continue;
      last = match.index;
      direction = match[1] ?? match[3] ? "out" : "in";
    }
  }
  return direction;
}
