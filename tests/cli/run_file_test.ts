// Files of scenarios that are not right: each problem with its place.

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { CommandError } from "../../src/cli/errors.ts";
import { readSuite, suiteIn } from "../../src/cli/run/read_scenario.ts";

/** The problems of a file; none: it is right. */
async function problemsOf(text: string): Promise<readonly string[]> {
  try {
    await suiteIn(text, "lot.yaml");
    return [];
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    assertEquals(error.exitCode, 2);
    return error.message.split("\n");
  }
}

/** A file with one step, which begins in line 6, column 9. */
function withStep(step: string, head = ""): string {
  return `name: A lot\nmodel: etcher\nscenarios:\n  S:\n    steps:\n      - ${
    step.replaceAll("\n", "\n        ")
  }\n${head}`;
}

/** Files that are wrong, by what is wrong. */
const FILES: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  ["is empty", "", ["lot.yaml:1:1: expected an object, got null"]],
  ["is no YAML", "name: [1\nb: 2\n", [
    "lot.yaml:2:1: this is no YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
  ]],
  ["has a key twice", "name: a\nname: b\n", ["lot.yaml:2:1: this is no YAML: Map keys must be unique"]],
  ["has two documents", "a: 1\n---\nb: 2\n", [
    "lot.yaml:2:1: this is no YAML: Source contains multiple documents; please use YAML.parseAllDocuments()",
  ]],
  ["has a tag that nobody knows", "name: !secret a\n", [
    "lot.yaml:1:7: this is no YAML: Unresolved tag: !secret",
  ]],
  ["has an alias of nothing", "name: *x\n", [
    "lot.yaml:1:7: there is no &x before *x",
  ]],
  [
    "has aliases that stand for too much",
    `a: &a [${"1,".repeat(20)}]\nb: &b [${"*a,".repeat(20)}]\nc: [${"*b,".repeat(20)}]\n`,
    [
      "lot.yaml: this YAML cannot be read: its aliases stand for too much",
    ],
  ],
  ["is nested too deeply", "[".repeat(100_000), [
    "lot.yaml: this YAML cannot be read: it is nested too deeply",
  ]],
  ["has an unknown field", "nme: a\nmodel: etcher\nscenarios: { S: { steps: [{ wait: 1s }] } }\n", [
    "lot.yaml:1:1: nme: there is no such field here; did you mean name?",
    "lot.yaml:1:1: name: it is missing",
  ]],
  ["has no model", "name: a\nscenarios: { S: { steps: [{ wait: 1s }] } }\n", [
    "lot.yaml:1:1: model: it is missing: the model says what is simulated. Write etcher, or the name of a file",
  ]],
  [
    "has a model that is not there",
    "name: a\nmodel: oven.json\nscenarios: { S: { steps: [{ wait: 1s }] } }\n",
    [
      "lot.yaml:2:1: Cannot take a model from oven.json: no such file or directory (ENOENT). etcher and inspection come with the command",
    ],
  ],
  ["has a wrong step before all", withStep("wait: 1s", "before: [{ wiat: 1s }]\n"), [
    "lot.yaml:7:12: before[0].wiat: wiat begins no step; did you mean wait?",
  ]],
  ["has a wrong name after all", withStep("wait: 1s", "after: [{ command: STPO }]\n"), [
    "lot.yaml:7:11: after[0].command: There is no command STPO; did you mean STOP?",
  ]],
  ["has a peer that is none", withStep("wait: 1s", "peer: 10.0.0.7\n"), [
    'lot.yaml:7:1: peer: expected simulated, connect to HOST:PORT, or listen on PORT, got "10.0.0.7"',
  ]],
  ["has a time without a unit", withStep("wait: 1s", "timers: { t3: 45 }\n"), [
    "lot.yaml:7:11: timers.t3: expected a time with its unit, such as 10s, 500ms or 2min, got 45",
  ]],
  ["has a variable without a name", withStep("wait: 1s", "variables: { my lot: 1 }\n"), [
    'lot.yaml:7:14: variables["my lot"]: expected the name of a variable: letters, digits and _',
  ]],
];

/** Steps that are wrong, by what is wrong. */
const STEPS: readonly (readonly [what: string, step: string, problems: readonly string[]])[] = [
  ["a word that is none", "expct: S6F11", [
    "lot.yaml:6:9: scenarios.S.steps[0].expct: expct begins no step; did you mean expect?",
  ]],
  ["no object", "connect", ['lot.yaml:6:9: scenarios.S.steps[0]: expected a step, got "connect"']],
  ["two words", "expect: S6F11\nsend: S1F1", [
    "lot.yaml:7:9: scenarios.S.steps[0].send: expect and send are two: each is a step of its own",
  ]],
  ["a field that is none", "expect: S6F11\nwth: {}", [
    "lot.yaml:7:9: scenarios.S.steps[0].wth: there is no such field here; did you mean with?",
  ]],
  ["a type that is wrong", "command: START\nparameters: [1]", [
    "lot.yaml:7:9: scenarios.S.steps[0].parameters: expected an object, got an array",
  ]],
  ["a choice that is none", "link: opn", [
    'lot.yaml:6:9: scenarios.S.steps[0].link: expected open, enable, close, got "opn"; did you mean open?',
  ]],
  ["a time that is none", "wait: 5 seconds", [
    'lot.yaml:6:9: scenarios.S.steps[0].wait: expected a time with its unit, such as 10s, 500ms or 2min, got "5 seconds"',
  ]],
  ["within without a unit", "expect: S6F11 within 10", [
    'lot.yaml:6:9: scenarios.S.steps[0].expect: "10" is not a time. Add the unit: 10s, or 10ms',
  ]],
  ["a reply that is awaited", "expect: S1F2", [
    "lot.yaml:6:9: scenarios.S.steps[0].expect: S1F2 is a reply: it is the answer of the step that asks, not awaited by itself",
  ]],
  ["nothing to wait for", "expect: alrm DoorOpen set", [
    'lot.yaml:6:9: scenarios.S.steps[0].expect: "alrm DoorOpen set" is nothing to wait for: write a message such as S6F11 LotStarted, or alarm, link, communication, control, spool, process and its state; did you mean alarm?',
  ]],
  ["an alarm without its state", "expect: alarm DoorOpen", [
    'lot.yaml:6:9: scenarios.S.steps[0].expect: "alarm DoorOpen" says not whether the alarm is set: write alarm DoorOpen set, or cleared',
  ]],
  ["a state that is none", "expect: control remot", [
    'lot.yaml:6:9: scenarios.S.steps[0].expect: "control remot" is no state: expected on-line, off-line, local, remote; did you mean remote?',
  ]],
  ["a state with values", "expect: control local\nwith: { a: 1 }", [
    "lot.yaml:6:9: scenarios.S.steps[0].expect: a state has no values: leave out with and body",
  ]],
  ["never without a time", "never: S6F11 LotDone", [
    'lot.yaml:6:9: scenarios.S.steps[0].never: "S6F11 LotDone" says not for how long: write S6F11 LotDone within 10s',
  ]],
  ["an event that is not in the model", "expect: S6F11 LotStart", [
    "lot.yaml:6:9: scenarios.S.steps[0].expect: There is no event LotStart; did you mean LotStarted?",
  ]],
  ["an alarm that is not in the model", "expect: alarm DoorOpn set", [
    "lot.yaml:6:9: scenarios.S.steps[0].expect: There is no alarm DoorOpn; did you mean DoorOpen?",
  ]],
  ["a variable that is not in the model", "want: { events: { LotDone: [LotI] } }", [
    "lot.yaml:6:37: scenarios.S.steps[0].want.events.LotDone[0]: There is no variable LotI; did you mean LotId?",
  ]],
  ["a wanted event that is not in the model", "want: { events: { LotDon: [] } }", [
    "lot.yaml:6:27: scenarios.S.steps[0].want.events.LotDon: There is no event LotDon; did you mean LotDone?",
  ]],
  ["a command that is not in the model", "command: STRAT", [
    "lot.yaml:6:9: scenarios.S.steps[0].command: There is no command STRAT; did you mean START?",
  ]],
  ["a constant that is not in the model", "constants: { MaxPresure: 1 }", [
    "lot.yaml:6:22: scenarios.S.steps[0].constants.MaxPresure: There is no variable MaxPresure; did you mean MaxPressure?",
  ]],
  ["a value that is read and not in the model", "read: [WafersDone, Wafer]", [
    "lot.yaml:6:28: scenarios.S.steps[0].read[1]: There is no variable Wafer",
  ]],
  ["SML that is none", "send: S1F3 W <L", [
    'lot.yaml:6:9: scenarios.S.steps[0].send: Line 1, column 10: expected an item or ">" to end L, got the end of the text',
  ]],
  ["two messages in one", "send: S1F1 W. S1F1 W.", [
    "lot.yaml:6:9: scenarios.S.steps[0].send: it is one message that is sent, got 2",
  ]],
  ["an answer to a message without W", "send: S1F1.\nanswer: S1F2", [
    "lot.yaml:6:9: scenarios.S.steps[0].send: the message has no W: nobody answers it",
  ]],
  ["a pattern that is none", "expect: S6F11\nbody: <L <*>", [
    'lot.yaml:7:9: scenarios.S.steps[0].body: Line 1, column 7: expected an item or ">" to end L, got the end of the text',
  ]],
  ["an answer that is none", "command: START\nanswer: HACK 0", [
    'lot.yaml:7:9: scenarios.S.steps[0].answer: "HACK 0" is no answer: write a code such as HCACK 4, a message such as S9F5 or S1F0, or no reply; did you mean HCACK?',
  ]],
  ["an answer that is a primary", "command: START\nanswer: S2F41", [
    "lot.yaml:7:9: scenarios.S.steps[0].answer: S2F41 is no answer: the function of a reply is even",
  ]],
  ["a pattern of text that is none", "expect: S6F11\nwith: { LotId: 'matches /(/' }", []],
  ["a pattern of text without slashes", "expect: S6F11\nwith: { LotId: matches A }", [
    'lot.yaml:7:17: scenarios.S.steps[0].with.LotId: "matches A" has no slashes: write matches /A/',
  ]],
  ["a variable that is not there", "wait: $tme", [
    "lot.yaml:6:9: scenarios.S.steps[0].wait: there is no variable $tme. Write $$ for a dollar sign",
  ]],
  ["a fault that is none", "fault: no-rply S1F3", [
    'lot.yaml:6:9: scenarios.S.steps[0].fault: "no-rply" is no fault. Write one of no-reply, abort, s9f5, s9f7, wrong-format, double, slow, as in no-reply S1F3',
  ]],
  ["a fault at the panel", "operator: fault no-reply S1F3", [
    'lot.yaml:6:9: scenarios.S.steps[0].operator: "fault no-reply S1F3" is a step of its own: write fault:',
  ]],
  ["a word that the panel does not have", "operator: alrm DoorOpen", [
    'lot.yaml:6:9: scenarios.S.steps[0].operator: there is no "alrm" on the panel; did you mean alarm?',
  ]],
  ["an alarm at the panel that is not in the model", "operator: alarm DoorOpn", [
    "lot.yaml:6:9: scenarios.S.steps[0].operator: There is no alarm DoorOpn; did you mean DoorOpen?",
  ]],
  ["messages to spool that are none", "spooling: [S6F11, events]", [
    'lot.yaml:6:27: scenarios.S.steps[0].spooling[1]: "events" is no message: write S6F11, or S6 for all of a stream',
  ]],
  ["a step within a step", "repeat: 2\nsteps:\n  - wiat: 1s", [
    "lot.yaml:8:13: scenarios.S.steps[0].steps[0].wiat: wiat begins no step; did you mean wait?",
  ]],
  ["too many rounds", "repeat: 1000000\nsteps: [{ wait: 1s }]", [
    "lot.yaml:6:9: scenarios.S.steps[0].repeat: expected a whole number from 0 to 100000, or a variable, got 1000000",
  ]],
];

for (const [what, text, problems] of FILES) {
  test(`a file of scenarios that ${what}`, async () => assertEquals(await problemsOf(text), problems));
}

for (const [what, step, problems] of STEPS) {
  if (what === "a pattern of text that is none") continue; // Engines say it in their own words.
  test(`a step with ${what}`, async () => assertEquals(await problemsOf(withStep(step)), problems));
}

test("a step with a pattern of text that is none", async () => {
  const [problem] = await problemsOf(withStep("expect: S6F11\nwith: { LotId: 'matches /(/' }"));
  assertStringIncludes(problem!, "lot.yaml:7:17: scenarios.S.steps[0].with.LotId: ");
});

test("a name that a variable stands for is checked if its value is known", async () => {
  const text = withStep("expect: S6F11 $event", "variables: { event: LotStart }\n");
  assertEquals(await problemsOf(text), [
    "lot.yaml:6:9: scenarios.S.steps[0].expect: There is no event LotStart; did you mean LotStarted?",
  ]);
  assertEquals(await problemsOf(text.replace("LotStart }", "LotStarted }")), []);
});

test("a variable that a step sets may be used in the steps", async () => {
  assertEquals(await problemsOf(withStep("let: { a: 1 }") + ""), []);
  assertEquals(await problemsOf(withStep("for each: [1s]\nas: t\nsteps: [{ wait: $t }]")), []);
});

test("a file of scenarios that is longer than 16 MiB is not read", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "run-")), "long.yaml");
  writeFileSync(path, "#".repeat(16 * 1024 * 1024 + 1));
  await assertRejects(() => readSuite(path), CommandError, "it is longer than 16777216 bytes");
});

test("the model of a file of scenarios is found from its folder", async () => {
  const folder = mkdtempSync(join(tmpdir(), "run-"));
  writeFileSync(join(folder, "oven.json"), '{ "model": "OVEN", "revision": "1" }');
  writeFileSync(
    join(folder, "a.yaml"),
    "name: a\nmodel: oven.json\nscenarios: { S: { steps: [{ wait: 1s }] } }\n",
  );
  assertEquals((await readSuite(join(folder, "a.yaml"))).model?.model, "OVEN");
});
