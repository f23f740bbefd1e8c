import fc from "fast-check";
import { equals } from "@std/bytes";
import { assert } from "@std/assert";
import {
  L,
  S1F1,
  S1F11,
  S1F3,
  SecsError,
  SecsHandler,
  type SecsHandlerOptions,
  type SecsRole,
} from "@secs/hsms";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import { HostilePeer } from "./hostile_peer.ts";
import { cut, fieldsOf, putNumber } from "./reference.ts";
import { anyBody } from "./secs2_target.ts";
import type { Target } from "./target.ts";
import { trap } from "./trap.ts";

/** A data message of the peer. */
export interface DataMessage {
  readonly session: number;
  readonly byte2: number;
  readonly func: number;
  /** Which of our requests it answers; null: it has system bytes of its own. */
  readonly answers: number | null;
  readonly body: Uint8Array;
}

/** The handler's role, and what comes. */
export interface SecsInput {
  readonly role: "host" | "equipment";
  readonly messages: readonly DataMessage[];
}

/** What is under test; broken ones stand in for it in the tests of the fuzz. */
export type HandlerClass = new (...told: ConstructorParameters<typeof SecsHandler>) => SecsHandler<SecsRole>;

const PORT = 5000;
const SELECT_REQ = Uint8Array.of(0, 0, 0, 10, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 9);
/** Longer than any body may be. */
const MAX_BODY = 400;

/** The system bytes of our first request. */
const FIRST = 100;
/** Of the first message of the peer. */
const THEIRS = 0x4000_0000;

/** S9Fx about our first request. */
const COMPLAINT = Uint8Array.of(0x21, 10, 0, 0, 0x81, 1, 0, 0, 0, 0, 0, FIRST);

const message: fc.Arbitrary<DataMessage> = fc.record({
  session: fc.oneof({ arbitrary: fc.constant(0), weight: 6 }, fc.constantFrom(1, 0xffff)),
  byte2: fc.oneof({ arbitrary: fc.constantFrom(0x81, 0x01, 0x82, 0x89, 0x09), weight: 6 }, fc.nat(255)),
  func: fc.oneof({ arbitrary: fc.constantFrom(1, 2, 3, 5, 7, 9, 11, 12, 0, 255), weight: 6 }, fc.nat(255)),
  answers: fc.option(fc.nat(1), { nil: null }),
  body: fc.oneof({ arbitrary: anyBody, weight: 12 }, fc.constant(COMPLAINT)),
});

/** Whatever data comes, every primary that waits for an answer gets one, and the callbacks go on. */
export function secsTarget(Handler: HandlerClass = SecsHandler): Target<SecsInput> {
  return {
    name: "secs",
    share: 3,
    waits: true,
    inputs: fc.record({
      role: fc.constantFrom("host" as const, "equipment"),
      messages: fc.array(message, { maxLength: 8 }),
    }),
    check: async ({ role, messages }) => {
      const clock = new VirtualClock();
      const network = new MemoryNetwork({ clock });
      const handler = make(Handler, { network, clock, role });
      await handler.enable();
      const peer = new HostilePeer(await network.dial({ address: "127.0.0.1", port: PORT }));
      await clock.settle();
      peer.send(SELECT_REQ);
      await clock.settle();
      const asked = askAll(handler);
      messages.forEach((message, i) => peer.send(frameOf(message, i)));
      // One that every handler answers comes last.
      const last: DataMessage = { session: 0, byte2: 0x81, func: 1, answers: null, body: new Uint8Array(0) };
      peer.send(frameOf(last, messages.length));
      await clock.settle();
      const answers = cut(peer.received, 2 ** 32).frames;
      [...messages, last].forEach((sent, i) => checkAnswers(sent, i, answers, role));
      const disabled = handler.disable();
      await clock.advance(10_000);
      await disabled;
      for (const error of await asked) assert(error instanceof SecsError, `not an error of ours: ${error}`);
      assert(clock.pending === 0, `${clock.pending} timers are left`);
      trap.check();
    },
  };
}

/** A handler that answers S1F1 and S1F255, reads S1F3, fails at S1F5, S1F7 and S1F9, and does not know S1F11. */
function make(Handler: HandlerClass, options: SecsHandlerOptions): SecsHandler<SecsRole> {
  const handler = new Handler("*", PORT, false, 0, "tool", {
    firstSystem: FIRST,
    maxBodyLength: MAX_BODY,
    ...options,
  });
  handler.register(S1F1.toEquipment, () => ({ MDLN: "M", SOFTREV: "1" }));
  handler.register(S1F3.toEquipment, () => L());
  handler.register(1, 5, () => {
    throw new Error("a callback that throws");
  });
  handler.register(1, 7, () => Promise.reject(new Error("a callback that rejects")));
  handler.register(1, 9, () => undefined);
  handler.register(1, 255, () => L());
  handler.register(9, 1, async (message) => void await message.item);
  return handler;
}

/** Asks twice, in order; what is wrong with the answers. */
async function askAll(handler: SecsHandler<SecsRole>): Promise<unknown[]> {
  const asked = [handler.request(S1F1.toEquipment), handler.request(S1F11.toEquipment, [])];
  const results = await Promise.allSettled(asked);
  return results.filter((result) => result.status === "rejected").map(({ reason }) => reason);
}

function frameOf({ session, byte2, func, answers, body }: DataMessage, index: number): Uint8Array {
  const frame = new Uint8Array(14 + body.length);
  putNumber(frame, 0, 4, 10 + body.length);
  putNumber(frame, 4, 2, session);
  frame.set([byte2, func], 6);
  putNumber(frame, 10, 4, answers === null ? THEIRS + index : FIRST + answers);
  frame.set(body, 14);
  return frame;
}

/** Only for messages with system bytes of their own it can be told what answers them. */
function checkAnswers(sent: DataMessage, index: number, frames: readonly Uint8Array[], role: string): void {
  if (sent.answers !== null) return;
  const head = frameOf(sent, index).subarray(4, 14);
  const stream = sent.byte2 & 0x7f;
  const replies = frames.filter((frame) => isReply(frame, stream, sent.func, THEIRS + index)).length;
  const complaints = frames.filter((frame) => complainsOf(frame, head)).length;
  const said = `message ${index}, S${stream}F${sent.func}, got ${replies} replies and ${complaints} S9Fx`;
  if (role === "host") assert(complaints === 0, `${said} of a host`);
  assert(replies <= 1 && complaints <= 1, said);
  if (sent.byte2 < 128) return assert(replies === 0, said);
  if (sent.session === 0) return assert(replies + complaints > 0, said);
  const silent = role === "host" || (stream === 9 && sent.func === 1);
  assert(replies === 0 && (complaints > 0) === !silent, `${said} in another session`);
}

/** Whether a frame is the secondary of a primary, or SxF0. */
function isReply(frame: Uint8Array, stream: number, func: number, system: number): boolean {
  const fields = fieldsOf(frame);
  return fields.sType === 0 && fields.stream === stream && fields.system === system &&
    !fields.requireResponse && (fields.function === 0 || fields.function === func + 1);
}

/** Whether a frame is an S9Fx whose body, B[10], is this header. */
function complainsOf(frame: Uint8Array, head: Uint8Array): boolean {
  const { sType, stream } = fieldsOf(frame);
  return sType === 0 && stream === 9 && frame[14] === 0x21 && frame[15] === 10 &&
    equals(frame.subarray(16), head);
}
