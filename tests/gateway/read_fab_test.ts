import { test } from "node:test";
import { HsmsTimeouts } from "@secs/hsms";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { Ajv2020 } from "ajv/dist/2020.js";
import { diffFab, fabSchema, readFab } from "../../src/gateway/mod.ts";
import { wishOf } from "../../src/gateway/config/wish_of.ts";

const FULL = {
  $schema: "fab.schema.json",
  site: "F1",
  area: "ETCH",
  state: "state",
  tools: {
    "ETCH-3": {
      address: "10.0.0.7",
      port: 5000,
      session: 1,
      model: "etcher",
      profile: { formats: { CEID: "U2" } },
      want: {
        events: { LotStarted: ["LotId"], "4002": [1001] },
        alarms: "all",
        clock: true,
        spooled: [5, 6],
      },
      sml: true,
      timers: { t3: 45_000, linktest: 0 },
      commands: ["remote:START", "variables"],
      tls: { caFile: "ca.pem", certFile: "gw.pem", keyFile: "gw.key", serverName: "etch-3" },
      ids: "bytes",
    },
    CVD_1: { area: "CVD", listen: 5001, address: "10.0.0.8" },
  },
  sinks: { ndjson: { folder: "messages", rotateAbove: 1_000_000, keep: 10 } },
  journal: { maxBytes: 1_000_000 },
  http: { port: 9100, address: "::1" },
} as const;

/** The fields of a tool that is dialled. */
const DIALLED = { address: "10.0.0.7", port: 5000 };

/** What is wrong with a file, line by line. */
function problemsOf(file: object): string[] {
  const [head, ...lines] = assertThrows(() => readFab(file), RangeError).message.split("\n  ");
  return lines.length > 0 ? lines : [head!.replace("The fab file is not right: ", "")];
}

test("readFab() takes every field, and so does the schema", () => {
  assertEquals(readFab(JSON.stringify(FULL)), FULL as never);
  const isValid = new Ajv2020({ strict: true, allErrors: true }).compile(fabSchema());
  assert(isValid(FULL), JSON.stringify(isValid.errors));
  assert(!isValid({ ...FULL, sites: "F1" }));
});

const NATS = {
  servers: ["nats://a:4222", "tls://b:4222"],
  credentials: { user: "gw", passwordFile: "password" },
  tls: { caFile: "ca.pem" },
  stream: "F1_messages",
  replicas: 3,
  duplicates: 3_600_000,
  keep: 86_400_000,
  lease: 5_000,
};
const MQTT = { server: "mqtts://b:8883", credentials: { user: "gw", passwordFile: "password" }, tls: {} };

for (const sinks of [{ nats: NATS }, { mqtt: MQTT }]) {
  test(`readFab() takes every field of ${Object.keys(sinks)[0]}, and so does the schema`, () => {
    const fab = { ...FULL, sinks };
    assertEquals(readFab(JSON.stringify(fab)), fab as never);
    const isValid = new Ajv2020({ strict: true, allErrors: true }).compile(fabSchema());
    assert(isValid(fab), JSON.stringify(isValid.errors));
  });
}

function problemsOfSinks(sinks: object): string[] {
  return problemsOf({ site: "F1", tools: {}, sinks });
}

test("messages go to one sink", () => {
  assertEquals(problemsOfSinks({ nats: NATS, mqtt: MQTT }), [
    "sinks: there is nats and mqtt: messages go to one of them",
  ]);
});

test("an address of a broker has a scheme and a host, and no password: what is wrong does not show it", () => {
  for (const server of ["broker:4222", "http://broker", "nats://", "mqtt://broker"]) {
    assertEquals(problemsOfSinks({ nats: { servers: [server] } }), [
      "sinks.nats.servers[0]: expected nats://HOST:PORT or tls://HOST:PORT",
    ]);
  }
  const secret = "nats://gw:s3cret@broker:4222";
  for (
    const [sinks, path] of [
      [{ nats: { servers: [secret] } }, "sinks.nats.servers[0]"],
      [{ mqtt: { server: secret.replace("nats", "mqtt") } }, "sinks.mqtt.server"],
    ] as const
  ) {
    const [problem] = problemsOfSinks(sinks);
    assert(problem!.startsWith(`${path}: expected no user and password`), problem);
    assert(!problem!.includes("s3cret"), problem);
  }
});

test("credentials of NATS are one way, and whole", () => {
  const wrong = ["sinks.nats.credentials: expected creds, nkey, tokenFile, or user and passwordFile"];
  for (const credentials of [{}, { user: "a" }, { creds: "x", nkey: "y" }, { creds: "x", user: "a" }]) {
    assertEquals(problemsOfSinks({ nats: { ...NATS, credentials } }), wrong);
  }
  for (const credentials of [{ creds: "x" }, { nkey: "y" }, { tokenFile: "z" }]) {
    readFab({ site: "F1", tools: {}, sinks: { nats: { ...NATS, credentials } } });
  }
});

test("readFab() says what is missing, and what was meant", () => {
  assertEquals(problemsOf({ tools: {}, htpp: {} }), [
    "htpp: there is no such field here; did you mean http?",
    "site: it is missing",
  ]);
  assertThrows(() => readFab("{"), SyntaxError, "The fab file is no JSON");
  assertEquals(problemsOf([]), ["expected an object, got an array"]);
});

test("a part of a subject has no dots, blanks and wildcards", () => {
  for (const site of ["F.1", "F 1", "F>", "*", "F/1", "F+", "#", "é"]) {
    assert(problemsOf({ site, tools: {} })[0]!.startsWith("site: expected "), site);
    assert(problemsOf({ site: "F1", area: site, tools: {} })[0]!.startsWith("area: expected "), site);
    assert(problemsOf({ site: "F1", tools: { [site]: DIALLED } })[0]!.startsWith("tools"), site);
    const area = problemsOf({ site: "F1", tools: { A: { ...DIALLED, area: site } } });
    assert(area[0]!.startsWith("tools.A.area: expected "), site);
  }
});

test("a tool is dialled or waited for, and not both", () => {
  assertEquals(problemsOf({ site: "F1", tools: { A: { address: "a" } } }), [
    "tools.A: it needs address and port, to be dialled, or listen, to be waited for",
  ]);
  assertEquals(problemsOf({ site: "F1", tools: { A: { ...DIALLED, listen: 5000 } } }), [
    "tools.A.listen: it has a port too: the gateway dials it, or waits for it",
  ]);
  assertEquals(problemsOf({ site: "F1", tools: { A: { listen: 5000 }, B: { listen: 5000 } } }), [
    "tools.B.listen: A is waited for on this port already",
  ]);
});

test("a command that may be asked for is a kind, or a remote command", () => {
  const [problem] = problemsOf({
    site: "F1",
    tools: { A: { ...DIALLED, commands: ["remote:X", "variable"] } },
  });
  assert(problem!.startsWith("tools.A.commands[1]: expected remote, variables"), problem);
  assert(problem!.endsWith('got "variable"; did you mean variables?'), problem);
});

test("the pages are on loopback only", () => {
  assertEquals(problemsOf({ site: "F1", tools: {}, http: { port: 80, address: "0.0.0.0" } }), [
    'http.address: expected 127.0.0.1, ::1, got "0.0.0.0"',
  ]);
});

test("a wish has numbers for ids, and asks for the spool", () => {
  assertEquals(wishOf(FULL.tools["ETCH-3"].want), {
    clock: true,
    spool: "request",
    alarms: "all",
    events: [
      { event: { id: 4002 }, variables: [{ id: 1001 }] },
      { event: "LotStarted", variables: ["LotId"] },
    ],
  });
  assertEquals(wishOf({ alarms: [5001, "DoorOpen"], spool: "leave" }), {
    spool: "leave",
    alarms: [{ id: 5001 }, "DoorOpen"],
  } as never);
});

test("diffFab() names the tools that are new, gone and changed, and no other", () => {
  const before = readFab({
    site: "F1",
    tools: { A: DIALLED, B: DIALLED, C: { ...DIALLED, commands: ["remote"] } },
  });
  const after = readFab({
    site: "F1",
    tools: { D: DIALLED, B: { ...DIALLED, port: 5001 }, C: { commands: ["remote"], ...DIALLED } },
  });
  assertEquals(diffFab(before, after), { added: ["D"], removed: ["A"], changed: ["B"], needsRestart: [] });
});

test("a tool without an area has changed when the area of the file has", () => {
  const tools = { A: DIALLED, B: { ...DIALLED, area: "X" } };
  const diff = diffFab(readFab({ site: "F1", tools }), readFab({ site: "F1", area: "Y", tools }));
  assertEquals(diff.changed, ["A"]);
  assertEquals(
    diffFab(readFab({ site: "F1", area: "all", tools }), readFab({ site: "F1", tools })).changed,
    [],
  );
});

test("what only a start of the gateway takes is named", () => {
  const other = { ...FULL, site: "F2", state: "x", sinks: {}, journal: {}, http: { port: 1 } };
  const { needsRestart } = diffFab(readFab(FULL), readFab(other));
  assertEquals(needsRestart, ["site", "state", "sinks", "journal", "http"]);
});

test("the timers have the ranges that a connection takes", () => {
  const ranges = { t3: 120_000, t5: 240_000, t6: 240_000, t7: 240_000, t8: 120_000, linktest: 86_400_000 };
  for (const [timer, most] of Object.entries(ranges)) {
    for (const ms of [1000, most]) {
      const { timers } = readFab({ site: "F1", tools: { A: { ...DIALLED, timers: { [timer]: ms } } } }).tools
        .A!;
      assertEquals((new HsmsTimeouts(timers) as unknown as Record<string, number>)[timer], ms);
    }
    for (const ms of [999, most + 1]) {
      const [problem] = problemsOf({ site: "F1", tools: { A: { ...DIALLED, timers: { [timer]: ms } } } });
      assert(problem!.startsWith(`tools.A.timers.${timer}: expected `), problem);
      assertThrows(() => new HsmsTimeouts({ [timer]: ms }), RangeError);
    }
  }
});
