// Each word of a scenario: that it does what it says, and what a failure tells.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { STEP_SHAPES } from "../../src/cli/run/step_shape.ts";
import { playSteps, toldFailure } from "./playing.ts";

/** Steps that pass, by the word that they are about and what is promised. */
const PASSES: readonly (readonly [word: string, promise: string, steps: string, head?: string])[] = [
  [
    "link",
    "open waits until communications are established",
    "- link: open\n- expect: communication communicating within 0s",
  ],
  ["link", "enable waits for nothing", "- link: enable\n- expect: communication communicating"],
  [
    "link",
    "close ends the link, and open begins another",
    "- link: open\n- link: close\n- expect: link not connected within 0s\n- link: open",
  ],
  [
    "line",
    "cut breaks the link once",
    "- link: open\n- line: cut\n- expect: link not connected\n- expect: communication communicating within 60s",
  ],
  [
    "line",
    "down lasts until up",
    "- link: open\n- line: down\n- never: link selected within 10min\n- line: up\n- expect: link selected within 60s",
  ],
  [
    "expect",
    "a message by its name and its values",
    "- link: open\n- want: { events: { LotDone: [LotId, WaferCount] } }\n- operator: event LotDone LotId=A1 WaferCount=3\n- expect: S6F11 LotDone\n  with: { LotId: A1, WaferCount: above 2 }",
  ],
  [
    "expect",
    "an event by its CEID",
    "- link: open\n- want: { events: { LotDone: [] } }\n- operator: event LotDone\n- expect: S6F11 4003",
  ],
  [
    "expect",
    "a body by a pattern",
    '- link: open\n- want: { events: { LotDone: [LotId] } }\n- operator: event LotDone LotId=A1\n- expect: S6F11\n  body: <L <*> <U4 4003> <L <L <*> <L <A "A1">>>>>',
  ],
  [
    "expect",
    "what came before the step began, in its order",
    "- link: open\n- want: { events: { LotDone: [LotId] } }\n- operator: event LotDone LotId=A1\n- operator: event LotDone LotId=A2\n- wait: 1min\n- expect: S6F11 LotDone within 0s\n  with: { LotId: A1 }\n- expect: S6F11 LotDone within 0s\n  with: { LotId: A2 }",
  ],
  [
    "expect",
    "values are saved for the steps after it",
    "- link: open\n- want: { events: { LotDone: [LotId] } }\n- operator: event LotDone LotId=A9\n- expect: S6F11 LotDone\n  save: { lot: LotId }\n- check: { lot: A9 }",
  ],
  [
    "expect",
    "any event, whose values are saved",
    "- link: open\n- want: { events: { LotDone: [LotId] } }\n- parallel:\n    a: [{ expect: S6F11, save: { lot: LotId } }]\n    b: [{ wait: 1s }, { operator: event LotDone LotId=A9 }]\n- check: { lot: A9 }",
  ],
  [
    "expect",
    "an alarm that is set and cleared",
    "- link: open\n- want: { alarms: all }\n- operator: alarm GasLow\n- expect: alarm GasLow set\n- operator: clear GasLow\n- expect: alarm GasLow cleared",
  ],
  ["expect", "a state of the process", "- link: open\n- expect: process IDLE within 2s"],
  [
    "never",
    "nothing of that kind comes in that time",
    "- link: open\n- want: { alarms: all }\n- never: alarm DoorOpen set within 10min",
  ],
  [
    "never",
    "what it does not mean may come",
    "- link: open\n- want: { alarms: all }\n- operator: alarm GasLow\n- never: alarm DoorOpen set within 1s\n- expect: alarm GasLow set within 0s",
  ],
  [
    "send",
    "a message and its answer",
    "- link: open\n- send: S1F3 W <L <U4 1006>>.\n  answer: S1F4\n  body: <L <U1 0>>",
  ],
  ["send", "without W nothing is waited for", "- link: open\n- send: S1F1."],
  [
    "send",
    "no reply",
    "- link: open\n- fault: no-reply S1F1\n- send: S1F1 W.\n  answer: no reply",
    "timers: { t3: 5s }\n",
  ],
  ["command", "with its answer", "- link: open\n- command: STOP\n  answer: HCACK 2"],
  [
    "command",
    "a parameter that YAML reads as a number is the text that it has to be",
    "- link: open\n- wait: 2s\n- command: PP-SELECT\n  parameters: { PPID: 7 }\n- wait: 1s\n- read: PPExecName\n  with: { PPExecName: '7' }",
  ],
  [
    "read",
    "status variables and constants",
    "- link: open\n- read: [WafersDone, MaxTemperature]\n  with: { WafersDone: 0, MaxTemperature: 20 to 120 }\n  save: { hot: MaxTemperature }\n- check: { hot: 80 }",
  ],
  [
    "read",
    "a value of F4 is equal to how it is written",
    "- link: open\n- read: MaxPressure\n  with: { MaxPressure: 0.95 }",
  ],
  [
    "constants",
    "are set",
    "- link: open\n- constants: { MaxTemperature: 100 }\n- read: MaxTemperature\n  with: { MaxTemperature: 100 }",
  ],
  [
    "want",
    "sets up reports, links, enables and alarms",
    "- link: open\n- want: { events: { LotDone: [LotId] }, alarms: [GasLow], others: clear }\n- list: enabled alarms\n  has: [GasLow]\n  lacks: [DoorOpen]",
  ],
  [
    "enable",
    "and disable: events and alarms",
    "- link: open\n- disable: { events: all, alarms: all }\n- enable: { events: [LotDone], alarms: [GasLow] }\n- operator: event LotDone\n- expect: S6F11 LotDone",
  ],
  [
    "disable",
    "what is disabled does not come",
    "- link: open\n- want: { events: { LotDone: [] } }\n- disable: { events: [LotDone] }\n- operator: event LotDone\n- never: S6F11 LotDone within 10s",
  ],
  [
    "control",
    "on-line and off-line",
    "- link: open\n- control: off-line\n  answer: OFLACK 0\n- control: on-line\n  answer: ONLACK 0",
  ],
  [
    "download",
    "and upload: a process program as it was",
    "- link: open\n- download: R1\n  text: abc\n- upload: R1\n  with: { text: abc }\n  save: { body: text }\n- check: { body: abc }",
  ],
  ["upload", "with the answer that is expected", "- link: open\n- upload: R9\n  answer: S7F6"],
  [
    "delete",
    "process programs",
    "- link: open\n- download: R1\n  text: abc\n- delete: [R1]\n- list: programs\n  lacks: [R1]",
  ],
  ["list", "what the tool has", "- link: open\n- list: constants\n  has: [MaxPressure]\n  lacks: [Nothing]"],
  [
    "spool",
    "purge and read",
    "- link: open\n- spool: purge\n  answer: RSDA 2\n- spool: read\n  answer: RSDA 2",
  ],
  [
    "spooling",
    "which messages are kept",
    "- link: open\n- spooling: [S6F11, S5]\n  answer: RSPACK 0",
    "simulated: { spool: 10 }\n",
  ],
  [
    "clock",
    "is set and read",
    '- link: open\n- clock: "2030010112000000"\n- clock: read\n- clock: now\n- clock: read\n  near: 1s',
  ],
  [
    "terminal",
    "text, lines, and the terminal",
    "- link: open\n- terminal: Hello\n- terminal: [Hello, you]\n- terminal: Hello\n  to: 3\n  answer: ACKC10 2",
  ],
  [
    "trace",
    "and stop trace",
    "- link: open\n- trace: 5\n  variables: [WafersDone]\n  every: 1s\n  samples: 100\n- expect: S6F1 5 within 2s\n  with: { sample: 1, WafersDone: 0 }\n- stop trace: 5\n- wait: 1s\n- never: S6F1 within 10s",
  ],
  ["stop trace", "a trace that is not there", "- link: open\n- stop trace: 99"],
  [
    "limits",
    "are set and taken away",
    "- link: open\n- limits: { ChamberPressure: [{ id: 1, upper: 0.6, lower: 0.5 }] }\n- limits: none",
  ],
  ["let", "variables have new values", "- let: { a: 1, b: two }\n- let: { a: 2 }\n- check: { a: 2, b: two }"],
  [
    "check",
    "each condition",
    "- let: { n: 5, text: LOT-7, yes: true }\n- check: { n: [4, 5], text: 'matches /^LOT-\\d$/', yes: true }\n- check: { n: not 6, text: { is: LOT-7 } }\n- check: { n: at least 5 }\n- check: { n: at most 5, text: any }\n- check: { n: below 5.5 }",
  ],
  [
    "set",
    "values of the simulated tool",
    "- link: open\n- set: { WafersDone: 9, MaxTemperature: 90, CurrentLot: 7 }\n- read: [WafersDone, MaxTemperature, CurrentLot]\n  with: { WafersDone: 9, MaxTemperature: 90, CurrentLot: '7' }",
  ],
  [
    "operator",
    "does what is written at the panel",
    "- link: open\n- operator: local\n- command: START\n  parameters: { LotId: A }\n  answer: HCACK 2",
  ],
  [
    "fault",
    "is met, and none ends all",
    "- link: open\n- fault: abort S1F1\n- send: S1F1 W.\n  answer: S1F0\n- fault: none\n- send: S1F1 W.\n  answer: S1F2",
  ],
  ["wait", "a time", "- wait: 90min"],
  [
    "repeat",
    "counts its rounds",
    "- let: { last: 0 }\n- repeat: 3\n  as: n\n  steps:\n    - let: { last: $n }\n- check: { last: 3, n: 3 }",
  ],
  [
    "repeat",
    "as often as a variable says",
    "- let: { rounds: 2, last: 0 }\n- repeat: $rounds\n  as: n\n  steps: [{ let: { last: $n } }]\n- check: { last: 2 }",
  ],
  [
    "for each",
    "of a list",
    "- let: { all: '' }\n- for each: [a, b, c]\n  as: x\n  steps:\n    - let: { all: \"$all${x}\" }\n- check: { all: abc }",
  ],
  [
    "for each",
    "of a variable with a list",
    "- let: { list: [1, 2], last: 0 }\n- for each: $list\n  as: x\n  steps: [{ let: { last: $x } }]\n- check: { last: 2 }",
  ],
  [
    "parallel",
    "parts run at the same time, and each sees what comes",
    "- link: open\n- want: { events: { LotDone: [] }, alarms: all }\n- parallel:\n    one: [{ expect: S6F11 LotDone within 10s }]\n    two: [{ expect: alarm GasLow set within 10s }]\n    the operator:\n      - wait: 5s\n      - operator: alarm GasLow\n      - wait: 2s\n      - operator: event LotDone",
  ],
];

/** Steps that fail, and what is told of it. */
const FAILS:
  readonly (readonly [word: string, what: string, steps: string, told: readonly string[], head?: string])[] =
    [
      ["link", "a tool that says no", "- fault: no-reply S1F13\n- link: open\n  within: 20s", [
        "test.yaml:7:9: link open, within 20s",
        "communications with the tool ETCHER (simulated) within 20 s",
        "it is connected, and not communicating",
        "Address, port and session; hsms probe says more",
      ]],
      [
        "expect",
        "the values are others",
        "- link: open\n- want: { events: { LotDone: [LotId, WaferCount] } }\n- operator: event LotDone LotId=A2 WaferCount=1\n- expect: S6F11 LotDone within 5s\n  with: { LotId: A1, WaferCount: 2 to 3 }",
        [
          "test.yaml:9:9: expect S6F11 LotDone within 5s, with LotId A1, WaferCount 2 to 3",
          "S6F11 LotDone with LotId A1, WaferCount 2 to 3 of the tool ETCHER (simulated) within 5 s",
          "S6F11 LotDone came after 0 s, but LotId was A2, not A1, and WaferCount was 1, not 2 to 3",
          "S1F13 came",
          "Who sets these values, and their formats",
        ],
      ],
      [
        "expect",
        "another message came",
        "- link: open\n- want: { events: { LotStarted: [], LotDone: [] } }\n- operator: event LotDone\n- operator: event LotDone\n- expect: S6F11 LotStarted within 5s",
        [
          "test.yaml:10:9: expect S6F11 LotStarted within 5s",
          "S6F11 LotStarted of the tool ETCHER (simulated) within 5 s",
          "S1F13 came",
          "S6F11 LotDone came 2 times",
          "Whether the event is linked and enabled (want: events), the tool is on-line, and not spooling",
        ],
      ],
      [
        "expect",
        "the link ended",
        "- link: open\n- expect: S1F13\n- parallel:\n    a: [{ wait: 2s }, { line: cut }]\n    b: [{ expect: alarm DoorOpen set within 5s }]",
        [
          "test.yaml:10:15: expect alarm DoorOpen set within 5s",
          "alarm DoorOpen set of the tool ETCHER (simulated) within 5 s",
          "the link ended after 2 s: Lost 127.0.0.1:5000: connection reset (ECONNRESET). The peer crashed or reset the connection, or a device between cut it",
          "Whether the alarm is enabled (want: alarms), and the tool is on-line",
        ],
      ],
      [
        "expect",
        "the body is another one",
        '- link: open\n- expect: S1F13 within 1s\n  body: <L <A "OVEN"> <*>>',
        [
          'test.yaml:7:9: expect S1F13 within 1s, body <L <A "OVEN"> <*>>',
          "S1F13 with that body of the tool ETCHER (simulated) within 1 s",
          'S1F13 came after 0 s, but its body was S1F13 W <L [2] <A "ETCHER"> <A "1.0">>.',
          "Who sets these values, and their formats",
        ],
      ],
      ["expect", "a state that does not come", "- link: open\n- expect: control local within 1s", [
        "test.yaml:7:9: expect control local within 1s",
        "control local of the tool ETCHER (simulated) within 1 s",
        "the state was not known",
        "The addresses, the control state, and the frames of this scenario (--record)",
      ]],
      [
        "expect",
        "a value that is to be saved is not there",
        "- link: open\n- want: { events: { LotDone: [] } }\n- operator: event LotDone\n- expect: S6F11 LotDone\n  save: { lot: LotId }",
        [
          "test.yaml:9:9: expect S6F11 LotDone, save lot LotId",
          "a value LotId for $lot",
          "there are no values",
          "Whether the report of the event has that variable",
        ],
      ],
      [
        "never",
        "it came",
        "- link: open\n- want: { alarms: all }\n- operator: alarm GasLow\n- never: alarm GasLow set within 1s",
        [
          "test.yaml:9:9: never alarm GasLow set within 1s",
          "no alarm GasLow set of the tool ETCHER (simulated) within 1 s",
          'S5F1 GasLow set came after 0 s: S5F1 W <L [3] <B 0x86> <U4 5003> <A "The gas bottle is nearly empty">>.',
          "What came since the last message that a step has taken counts too",
        ],
      ],
      ["never", "the state was reached", "- link: open\n- never: link selected within 1s", [
        "test.yaml:7:9: never link selected within 1s",
        "never link selected within 1 s",
        "it was so after 0 s",
      ]],
      ["send", "another answer", "- link: open\n- send: S1F99 W.\n  answer: S1F2", [
        "test.yaml:7:9: send S1F99 W., answer S1F2",
        "the answer S1F2 of the tool ETCHER (simulated) to S1F99",
        "The equipment answered S1F99 W with S9F5: unrecognized function",
        "What the tool is doing, and who controls it",
      ]],
      [
        "send",
        "another body of the answer",
        "- link: open\n- send: S1F3 W <L <U4 1006>>.\n  body: <L <U1 5>>",
        [
          "test.yaml:7:9: send S1F3 W <L <U4 1006>>., body <L <U1 5>>",
          "an answer of the tool ETCHER (simulated) with the body <L <U1 5>>",
          "S1F4 <L [1] <U1 0>>.",
        ],
      ],
      ["command", "it is refused", "- link: open\n- command: STOP", [
        "test.yaml:7:9: command STOP",
        "the tool ETCHER (simulated) to accept command STOP",
        "The equipment answered S2F41 STOP with HCACK 2: it cannot do that now. Check whether it is REMOTE, and its processing state",
      ]],
      [
        "command",
        "another code",
        "- link: open\n- wait: 2s\n- command: PP-SELECT\n  parameters: { PPID: R1 }\n  answer: HCACK 4",
        [
          "test.yaml:8:9: command PP-SELECT, parameters PPID R1, answer HCACK 4",
          "the answer HCACK 4 of the tool ETCHER (simulated) to command PP-SELECT",
          "the answer was HCACK 0",
          "What the tool is doing, and who controls it",
        ],
      ],
      ["read", "another value", "- link: open\n- read: WafersDone\n  with: { WafersDone: 1 }", [
        "test.yaml:7:9: read WafersDone, with WafersDone 1",
        "WafersDone 1 of the tool ETCHER (simulated)",
        "WafersDone was 0",
      ]],
      ["constants", "out of range", "- link: open\n- constants: { MaxTemperature: 500 }", [
        "test.yaml:7:9: constants MaxTemperature 500",
        "the tool ETCHER (simulated) to accept set MaxTemperature",
        "The equipment answered S2F15 with EAC 3: a value is out of range. Ask for the ranges with listEcs, and check the formats of the values",
      ]],
      [
        "want",
        "a step of the set-up is refused",
        "- link: open\n- fault: s9f7 S2F37\n- want: { events: { LotDone: [] } }",
        [
          "test.yaml:8:9: want events LotDone",
          "the tool ETCHER (simulated) to be set up as it is wanted",
          "Enable LotDone. The equipment answered S2F37 W with S9F7: illegal data. Check the format of the message",
        ],
      ],
      ["upload", "the tool does not have it", "- link: open\n- upload: R9", [
        "test.yaml:7:9: upload R9",
        "the process program R9 of the tool ETCHER (simulated)",
        "the tool does not have it",
      ]],
      [
        "list",
        "something is missing, and something is there",
        "- link: open\n- list: alarms\n  has: [Fire]\n  lacks: [DoorOpen]",
        [
          "test.yaml:7:9: list alarms, has Fire, lacks DoorOpen",
          "Fire, no DoorOpen among the alarms of the tool ETCHER (simulated)",
          "there are DoorOpen, PressureHigh, GasLow",
        ],
      ],
      ["clock", "it is wrong", '- link: open\n- clock: "2030010112000000"\n- clock: read\n  near: 1s', [
        "test.yaml:8:9: clock read, near 1s",
        "the clock of the tool ETCHER (simulated) at most 1s from ours",
        "it was 2030-01-01T12:00:00.000Z, 126273600 s from ours",
      ]],
      ["check", "a variable has another value", "- let: { n: 5 }\n- check: { n: above 5 }", [
        "test.yaml:7:9: check n above 5",
        "$n above 5",
        "$n was 5",
      ]],
      ["operator", "the panel does not take it", "- operator: event DoorOpn", [
        "test.yaml:6:9: operator event DoorOpn",
        "that it can be done",
        "There is no event DoorOpn",
      ]],
      ["set", "a value that does not fit", "- set: { WafersDone: 300 }", [
        "test.yaml:6:9: set WafersDone 300",
        "that it can be done",
        "WafersDone (U1) takes whole numbers from 0 to 255, got 300",
      ]],
      [
        "repeat",
        "a number of rounds that is none",
        "- let: { n: many }\n- repeat: $n\n  steps: [{ wait: 1s }]",
        [
          "test.yaml:7:9: repeat many",
          "a whole number from 0 to 100000 of rounds",
          "it was many",
        ],
      ],
      [
        "repeat",
        "too many steps",
        "- repeat: 1000\n  steps:\n    - repeat: 1000\n      steps: [{ let: { a: 1 } }]",
        [
          "test.yaml:9:21: let a 1",
          "at most 100000 steps",
          "it was one more",
          "The loops",
        ],
      ],
      [
        "parallel",
        "a part that fails ends the others",
        "- parallel:\n    long: [{ wait: 60min }]\n    wrong: [{ let: { a: 1 } }, { check: { a: 2 } }]",
        [
          "test.yaml:8:38: check a 2",
          "$a 2",
          "$a was 1",
        ],
      ],
    ];

for (const [word, promise, steps, head] of PASSES) {
  test(`${word}: ${promise}`, async () => {
    const result = await playSteps(steps, head);
    assertEquals(toldFailure(result), []);
    assertEquals(result.result, "pass");
  });
}

for (const [word, what, steps, told, head] of FAILS) {
  test(`${word} fails: ${what}`, async () => {
    const result = await playSteps(steps, head);
    assertEquals(result.result, "fail");
    assertEquals(toldFailure(result), told);
  });
}

test("each word of a scenario has a test", () => {
  const tested = new Set(PASSES.map(([word]) => word));
  assertEquals(Object.keys(STEP_SHAPES).filter((word) => !tested.has(word)), []);
});

test("parallel: what fails takes no longer than the part that fails", async () => {
  const result = await playSteps(
    "- parallel:\n    long: [{ wait: 60min }]\n    wrong: [{ wait: 1s }, { check: { a: 1 } }]\n- let: { a: 2 }",
  );
  assert(result.took < 2000, `${result.took} ms`);
});

test("a step tells the round, and the part, that it belongs to", async () => {
  const { steps } = await playSteps(
    "- parallel:\n    one:\n      - repeat: 2\n        steps: [{ let: { a: 1 } }]",
  );
  assertEquals(steps.map(({ part }) => part), ["one, round 1 of 2", "one, round 2 of 2"]);
});

test("before and after: steps around those of each scenario, also after a failure", async () => {
  const head = "before: [{ let: { a: 1 } }]\nafter: [{ check: { a: 2 } }]\n";
  const told = async (steps: string) => {
    const { result, steps: done } = await playSteps(steps, head);
    return [result, ...done.map(({ text, part, result }) => `${text} ${part} ${result}`)];
  };
  assertEquals(await told("- let: { a: 2 }"), [
    "pass",
    "let a 1 before pass",
    "let a 2  pass",
    "check a 2 after pass",
  ]);
  assertEquals(await told("- let: { a: 2 }\n- check: { a: 3 }"), [
    "fail",
    "let a 1 before pass",
    "let a 2  pass",
    "check a 3  fail",
    "check a 2 after pass",
  ]);
  assertEquals(await told("- wait: 0s"), [
    "fail",
    "let a 1 before pass",
    "wait 0s  pass",
    "check a 2 after fail",
  ]);
});

test("after: what came is there for its steps too, and those before it have taken theirs", async () => {
  const head = "after: [{ never: S1F13 within 0s }]\n";
  assertEquals((await playSteps("- link: open\n- expect: S1F13", head)).result, "pass");
  assertEquals((await playSteps("- link: open", head)).result, "fail");
});

test("session: the id is in the messages of both sides", async () => {
  const result = await playSteps("- link: open\n- send: S1F1 W.", "session: 77\n");
  const frames = result.recording.lines.map((line) => JSON.parse(new TextDecoder().decode(line)));
  const data = frames.filter(({ name }) => name?.startsWith("S1F"));
  assertEquals(result.result, "pass");
  assertEquals([...new Set(data.map((frame) => frame["hsms.header.sessionid"]))], [77]);
});

test("simulated: the same seed gives the same values, and another one others", async () => {
  const read = async (seed: number): Promise<string> => {
    const steps = "- link: open\n- wait: 1min\n- read: ChuckTemperature";
    return (await playSteps(steps, `simulated: { seed: ${seed} }\n`)).steps.at(-1)!.said;
  };
  assertEquals(await read(1), await read(1));
  assert(await read(1) !== await read(2));
});

test("simulated: with speed 10 a rule of 90 s comes after 9 s", async () => {
  const steps = "- link: open\n- want: { alarms: all }\n- expect: alarm GasLow set within 10s";
  assertEquals((await playSteps(steps, "simulated: { speed: 10 }\n")).result, "pass");
  assertEquals((await playSteps(steps)).result, "fail");
});

test("the frames of a scenario end where it has failed", async () => {
  const { recording: { lines, failedAt } } = await playSteps(
    "- link: open\n- read: WafersDone\n  with: { WafersDone: 9 }",
  );
  const last = JSON.parse(new TextDecoder().decode(lines[failedAt! - 1]));
  assertEquals([last.name, last.direction], ["S1F4", "in"]);
  assertEquals(JSON.parse(new TextDecoder().decode(lines[failedAt!])).name, "Separate.req");
});
