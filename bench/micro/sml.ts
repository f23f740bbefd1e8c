// SML: a library of messages to items, beside a loop that splits it into words and nests them, and checks nothing.

import { parseMessages } from "@secs/hsms";
import type { Case } from "./case.ts";

const COUNT = 64;
/** Keeps what was made, so that the compiler cannot leave it out. */
const kept: unknown[] = [undefined];

const event = (id: number): string =>
  `S6F11 W <L [3] <U4 ${id}> <U4 50> <L [1] <L [2] <U4 7> <L [5] <A "LOT-0815"> <F8 0.5> <BOOLEAN T> <B 0x01 0xff> <I2 -3 4 5>>>>>.`;

/** The same as other programs write it: with names and labels, stale counts and other formats, and without full stops. */
const spelled = (id: number): string =>
  `* event ${id}\nDone.${id}: 'S6F11' [W]\n<L,3 <UINT4 [DATAID] "${id}"> <UINT4,1 50> = CEID <L [2] <L [2] <U4 [4] 7> <L [5] <A [0] “LOT-0815”> <D8 0.5> <TF T> <B 0x01 0xff> <INT2 -3 4 5>>>>>\n`;

/** What is measured of SML: nanoseconds for a message. */
export const SML: readonly Case[] = [
  parsing("parse as it is printed", event),
  parsing("parse as others write it", spelled),
];

function parsing(name: string, message: (id: number) => string): Case {
  const text = Array.from({ length: COUNT }, (_, i) => message(i)).join("\n");
  if (parseMessages(text).length !== COUNT) throw new Error("The messages are not all read");
  return {
    layer: "sml",
    name,
    count: COUNT,
    bytes: text.length,
    ours: () => kept[0] = parseMessages(text),
    plain: () => kept[0] = nest(text),
  };
}

/** The words and quoted texts of a text, in arrays as they are in angle brackets. */
function nest(text: string): unknown {
  const words = /[<>]|"[^"]*"|“[^”]*”|[^\s<>"“]+/g;
  const open: unknown[][] = [[]];
  for (let found; (found = words.exec(text)) !== null;) {
    const [word] = found;
    if (word === "<") open.push([]);
    else if (word !== ">") open.at(-1)!.push(/^[+-]?\d/.test(word) ? Number(word) : word);
    else {
      const item = open.pop();
      open.at(-1)!.push(item);
    }
  }
  if (open.length !== 1) throw new Error("The brackets do not match");
  return open[0];
}
