// What faults of data messages are called, and what they mean, for the person at the tool.

import { capital, type Said, seconds } from "./said.ts";

export function noReply(name: string, from: string, to: string, t3: number): Said {
  return {
    title: `No reply to ${name} within T3`,
    meaning: `${capital(from)} asked ${to}, and nothing came for ${seconds(t3)}, the T3 of this view. ` +
      `Check whether ${to} knows ${name} and this device id, whether its program hangs, and whether it waits for S1F13 first`,
  };
}

export function saidNoReply(name: string, from: string, to: string, waited: number): Said {
  return {
    title: `No reply to ${name} within T3`,
    meaning: `${capital(from)} says so itself, with S9F9, after ${seconds(waited)}. ` +
      `Check whether ${to} knows ${name}, and whether its program hangs`,
  };
}

export function lateReply(name: string, waited: number, t3: number): Said {
  return {
    title: `Reply to ${name} after T3`,
    meaning:
      `It came after ${seconds(waited)}; T3 is ${
        seconds(t3)
      } in this view. If the sender has that T3 too, it had given up, ` +
      "and takes this for a message that nobody asked for. Check what made the other side slow, or set a longer T3",
  };
}

const STREAM_9: Readonly<Record<number, readonly [title: string, check: string]>> = {
  1: ["unknown device id", "The device ids of the two sides differ. Compare the setting of host and tool"],
  3: [
    "unknown stream",
    "It has no message of this stream. Check its manual; a stream can need an option of the tool",
  ],
  5: [
    "unknown function",
    "It knows the stream, but not this message. Check the list of messages in its manual",
  ],
  7: [
    "illegal data",
    "It cannot read the body. Compare formats and lengths with its manual; ids are often U4 on one side and U2 on the other",
  ],
  9: [
    "transaction timer timeout",
    "A reply to it did not come within T3. The request is before the beginning of this recording",
  ],
  11: ["data too long", "The body is longer than it can take. Send less at a time"],
  13: [
    "conversation timeout",
    "It waited for a message that had to follow. Check what the other side should have sent next",
  ],
};

export function stream9(func: number, name: string | undefined, by: string): Said {
  const [what, check] = STREAM_9[func] ?? ["a function of stream 9 that is not in E5", "Check its manual"];
  return {
    title: `S9F${func}: ${what}`,
    meaning: `${capital(by)} says it of ${name ?? "a message that it does not name"}. ${check}`,
  };
}

export function aborted(name: string, reply: string, by: string): Said {
  const isControl = by === "the tool";
  return {
    title: `${name} aborted with ${reply}`,
    meaning: `${capital(by)} took ${name} and did not do it. ` +
      (isControl
        ? "A tool that is OFF-LINE, or not communicating, answers so: check its control state"
        : "It does not know the message, or its program failed on it: check its log"),
  };
}

export function refusedByCode(name: string, meaning: string, what: string): Said {
  return {
    title: `${name}: ${meaning.split(":")[0]!.split(",")[0]!}`,
    meaning: `Refused: ${what}. ${meaning}`,
  };
}

export function malformed(name: string, why: string): Said {
  return {
    title: `${name} is malformed`,
    meaning: `${capital(why)}. The receiver answers S9F7, or cannot read it: the sender is at fault`,
  };
}

export function systemTwice(name: string, system: number, earlier: string): Said {
  return {
    title: `System bytes ${system} twice`,
    meaning:
      `${earlier} of the same sender is still open with them, so its reply and that of ${name} cannot be told apart. ` +
      "The sender must count its system bytes up: its HSMS is at fault",
  };
}

export function unaskedReply(name: string, why: string): Said {
  return {
    title: `${name} answers nothing`,
    meaning: `${
      capital(why)
    }. The request timed out long ago, it did not ask for a reply, or the sender uses other system bytes`,
  };
}

export function notSelected(name: string, from: string): Said {
  return {
    title: `${name} while not selected`,
    meaning:
      `${
        capital(from)
      } sent data before a session was selected; the other side answers Reject 4 and does not take it. ` +
      "Wait for Select.rsp, and after a Deselect for the next one",
  };
}
