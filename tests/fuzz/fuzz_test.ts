import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { decodeItem } from "@secs/hsms/secs2";
import { parseMessages } from "@secs/hsms/sml";
import {
  AlwaysDue,
  AnswersTwice,
  Forgets,
  InventsChanges,
  RejectsRejects,
  SettlesTwice,
} from "../model/broken.ts";
import * as broken from "./broken.ts";
import { BODIES, RECORDED, TEXTS } from "./corpus.ts";
import { decoderTarget } from "./decoder_target.ts";
import { FOUND } from "./found.ts";
import type { Fault } from "./protocol_scene.ts";
import { equipmentTarget } from "./equipment_target.ts";
import { protocolTarget } from "./protocol_target.ts";
import { cut } from "./reference.ts";
import { secs2Target } from "./secs2_target.ts";
import { secsTarget } from "./secs_target.ts";
import { logTarget } from "./log_target.ts";
import { machineTarget } from "./machine_target.ts";
import { smlTarget } from "./sml_target.ts";
import { checkOne, fuzz, type Target } from "./target.ts";
import { TARGETS } from "./targets.ts";
import { fromText } from "./text.ts";
import { trap } from "./trap.ts";

const SEED = 1;
const RUNS: Readonly<Record<string, number>> = { protocol: 150, secs: 150, equipment: 100 };

for (const target of TARGETS) {
  const runs = RUNS[target.name] ?? 500;
  test(`${target.name}: ${runs} inputs find nothing`, async () => {
    trap.set();
    const { inputs, failure } = await fuzz(target, { seed: SEED, runs });
    trap.remove();
    assertEquals(failure, undefined);
    assertEquals(inputs, runs);
  });
}

test("what the mutators begin with is good: only spoiling it makes it bad", () => {
  for (const text of TEXTS) assert(parseMessages(text).length > 0, text);
  for (const body of BODIES) assert(decodeItem(body) !== undefined);
  for (const stream of RECORDED) {
    assertEquals([cut(stream, 100).fault, cut(stream, 100).rest], [undefined, 0]);
  }
});

for (const { target: name, what, input } of FOUND) {
  test(`${name}: ${what}: no more`, async () => {
    await checkOne(TARGETS.find((target) => target.name === name)!, input);
  });
}

function finds<Input>(target: Target<Input>, what: string, said: string, slow?: number): void {
  test(`${target.name}: the fuzz finds ${what}`, async () => {
    const effort = slow === undefined ? {} : { slow };
    const { failure } = await fuzz(target, { seed: SEED, runs: 5000, ...effort });
    assert(failure !== undefined, "it found nothing");
    assertStringIncludes(failure.what, said);
  });
}

finds(decoderTarget(broken.LosesAByte), "a byte lost between two chunks", "how many packets");
finds(decoderTarget(broken.BelievesAnnouncements), "memory for what is only announced", "memory: ");
finds(decoderTarget(broken.ThrowsAnything), "an error without a type", "Error: The peer");
finds(decoderTarget(broken.ForgetsTheEnd), "a frame that is forgotten", "how many packets");

finds(machineTarget(SettlesTwice), "a transaction that settles twice", "settled-once");
finds(machineTarget(Forgets), "a transaction that never settles", "settled-once");
finds(machineTarget(AnswersTwice), "two answers", "bounded");
finds(machineTarget(RejectsRejects), "a Reject of a Reject", "rejects");
finds(machineTarget(AlwaysDue), "an alarm that rings without end", "deadline");
finds(machineTarget(InventsChanges), "a change that the table has not", "table");
finds(machineTarget(broken.ThrowsAtUnknownTypes), "a session that dies of an SType", "TypeError");

finds(secs2Target(broken.decodeAnyDepth), "a nest without a bound", "lists in each other");
finds(secs2Target(broken.decodeOnTheStack), "a stack that is used up", "Maximum call stack");
finds(secs2Target(broken.decodeWrongly), "an item that is another", "an item encodes to an equal one");

finds(smlTarget(broken.parseNameless), "a name that is lost", "the header");
finds(smlTarget(broken.parseCarelessly), "an error without a place", "TypeError");
finds(smlTarget(broken.parseSlowly), "a text that takes long", "slow: took", 15);

finds(logTarget(broken.readAllDigits), "a time that becomes a frame", "the frames of the log");
finds(logTarget(broken.readLineByLine), "a frame over two lines that is lost", "the frames of the log");

finds(secsTarget(broken.NeverAnswers), "a primary that nobody answers", "got 0 replies and 0 S9Fx");
finds(secsTarget(broken.AnswersAgain), "a primary with two answers", "got 2 replies");

finds(equipmentTarget(broken.DiscardsAlarms), "an alarm message that nobody answers", "S5F");

const FAULTS: readonly [what: string, said: string, fault: Fault][] = [
  ["a timer that is left behind", "1 timers are left", ({ clock }) => clock.schedule(() => {}, 1e9)],
  ["a neighbour that is cut off", "the healthy pair was disturbed", ({ pair }) => void pair.server.stop()],
  ["an error that nobody caught", "uncaught: ", () => trap.catch(new Error("nobody caught this"))],
  ["an end that does not come", "disable() has not resolved", ({ handler }) => {
    const { connection } = handler;
    connection.disable = () => new Promise(() => {});
  }],
  ["an error that is not ours", "not an error of ours", ({ handler }) => {
    handler.sendLinktestReq = () => Promise.reject(new TypeError("undefined is not a function"));
  }],
  ["a call that never ends", "calls have not ended", ({ handler }) => {
    handler.sendLinktestReq = () => new Promise(() => {});
  }],
];
for (const [what, said, fault] of FAULTS) finds(protocolTarget(fault), what, said);

test("what was found is small, and its seed and path find it again", async () => {
  const target = decoderTarget(broken.LosesAByte);
  const { failure } = await fuzz(target, { seed: 7, runs: 5000 });
  const { seed, path, input } = failure!;
  const again = await fuzz(target, { seed, runs: 1, path });
  assertEquals([again.inputs, again.failure?.input], [1, input]);
  const { bytes, sizes } = fromText(input) as { bytes: Uint8Array; sizes: number[] };
  assert(bytes.length <= 30 && sizes.length <= 2, input);
});
