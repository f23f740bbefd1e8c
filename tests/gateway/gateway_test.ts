import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import { Equipment, GemEquipmentHandler, MemoryStore } from "../../src/gem/mod.ts";
import { type AuditEntry, type FabFile, Gateway, MemorySink, readFab } from "../../src/gateway/mod.ts";
import { answerPage } from "../../src/gateway/outside/pages.ts";
import { ETCHER } from "../gem/equipment/etcher.ts";
import { Log } from "../support/log.ts";

const MODELS = new Map([["etcher", ETCHER as never]]);
const WANT = { events: { LotStarted: ["LotId"] }, alarms: "all" };

/** Two tools, and a gateway for both: A is dialled, B dials. */
class GatewayScene {
  readonly clock = new VirtualClock();
  readonly network = new MemoryNetwork({ clock: this.clock });
  readonly sink = new MemorySink();
  readonly audit: AuditEntry[] = [];
  readonly log = new Log();
  readonly stores = [new MemoryStore(), new MemoryStore()] as const;
  readonly tools = new Map<
    string,
    { equipment: Equipment<typeof ETCHER.definition>; handler: GemEquipmentHandler }
  >();
  gateway!: Gateway;

  fab(change: object = {}): FabFile {
    const common = { model: "etcher", want: WANT, timers: { linktest: 0, t5: 1000 } };
    return readFab({
      site: "F1",
      area: "ETCH",
      tools: {
        A: {
          ...common,
          address: "127.0.0.1",
          port: 5000,
          commands: ["remote:BEEP", "variables", "set-constants"],
        },
        B: { ...common, listen: 6000 },
        ...change,
      },
    });
  }

  make(fab = this.fab()): Gateway {
    const { clock, network, sink, audit, log } = this;
    const [numbers, journal] = this.stores;
    return new Gateway({
      fab,
      models: MODELS,
      sink,
      numbers,
      journal,
      network,
      clock,
      date: () => new Date(0),
      tell: (sentence) => log.write(sentence),
      audit: (entry) => audit.push(entry),
    });
  }

  async open(): Promise<void> {
    const { network, clock } = this;
    const options = {
      network,
      clock,
      timeouts: { linktest: 0, t5: 1000 },
      control: { onlineSubstate: "remote" },
    } as const;
    for (const name of ["A", "B"]) {
      const equipment = await Equipment.open(ETCHER);
      equipment.onCommand("BEEP", () => {});
      const handler = name === "A"
        ? new GemEquipmentHandler("*", 5000, false, 0, "host", { ...options, equipment })
        : new GemEquipmentHandler("127.0.0.1", 6000, true, 0, "host", { ...options, equipment });
      this.tools.set(name, { equipment, handler });
      await handler.enable();
    }
    this.gateway = this.make();
    await this.gateway.start();
    await clock.advance(11_000);
  }

  trigger(tool: string, LotId: string): void {
    this.tools.get(tool)!.equipment.trigger("LotStarted", { LotId });
  }

  /** `A A1`: the tool and the lot of each event. */
  get lots(): string[] {
    return this.sink.messages.filter(({ subject }) => subject.endsWith(".event.LotStarted"))
      .map(({ body }) => JSON.parse(new TextDecoder().decode(body)))
      .map(({ tool, values }) => `${tool} ${values.LotId}`);
  }

  get communicating(): string[] {
    return this.gateway.state.tools.filter(({ isCommunicating }) => isCommunicating).map(({ name }) => name);
  }

  async end(): Promise<void> {
    const stopped = this.gateway.stop();
    await this.clock.advance(5000);
    await stopped;
    for (const { handler, equipment } of this.tools.values()) {
      await handler.disable();
      await equipment.close();
    }
  }
}

function gatewayTest(name: string, play: (scene: GatewayScene) => Promise<void>): void {
  test(name, async () => {
    const scene = new GatewayScene();
    await scene.open();
    try {
      await play(scene);
    } finally {
      await scene.end();
    }
  });
}

gatewayTest(
  "a tool that is dialled and one that dials: the events of both come to the sink",
  async (scene) => {
    assertEquals(scene.communicating, ["A", "B"]);
    scene.trigger("A", "1");
    scene.trigger("B", "2");
    await scene.clock.settle();
    assertEquals(scene.lots.sort(), ["A 1", "B 2"]);
    assertEquals(scene.gateway.state.tools[0]!.counters.put.event, 1);
  },
);

gatewayTest("while the sink is away the journal answers the tools, and empties itself", async (scene) => {
  scene.sink.leave();
  scene.trigger("A", "1");
  await scene.clock.settle();
  const { journal, sink } = scene.gateway.state;
  assertEquals([journal.depth, journal.state.isUp, sink.state.isUp], [1, true, false]);
  assertEquals(scene.gateway.state.tools[0]!.counters.put.event, 1);
  scene.sink.comeBack();
  await scene.clock.advance(1000);
  assertEquals(scene.lots, ["A 1"]);
});

gatewayTest(
  "a command is done if the tool's list has it, and each leaves a line in the audit",
  async (scene) => {
    const { gateway, audit } = scene;
    const ask = (request: object) => gateway.answer(request as never, "test");
    assertEquals(await ask({ tool: "A", command: "remote", name: "BEEP" }), {
      ok: true,
      result: { code: 0, isDone: true },
    });
    assertEquals(await ask({ tool: "A", command: "variables", refs: ["ChamberPressure", 1002] }), {
      ok: true,
      result: { ChamberPressure: 0, WaferCount: 0 },
    });
    assertEquals(await ask({ tool: "A", command: "set-constants", values: { MaxPressure: 6 } }), {
      ok: true,
      result: { ack: { name: "EAC", value: 0 } },
    });
    assertEquals(audit.map(({ tool, command, name, outcome, by }) => [tool, command, name, outcome, by]), [
      ["A", "remote", "BEEP", "ok", "test"],
      ["A", "variables", undefined, "ok", "test"],
      ["A", "set-constants", undefined, "ok", "test"],
    ]);
  },
);

gatewayTest("what is not done says why, with a code, and leaves a line in the audit", async (scene) => {
  const { gateway, audit, clock } = scene;
  const codeOf = async (request: object) => {
    const reply = await gateway.answer(request as never, "test");
    assert(!reply.ok);
    return reply.error.code;
  };
  assertEquals(await codeOf({ tool: "A", command: "remote", name: "START" }), "not-allowed");
  assertEquals(await codeOf({ tool: "B", command: "variables" }), "not-allowed");
  assertEquals(await codeOf({ tool: "C", command: "variables" }), "no-tool");
  assertEquals(await codeOf({ tool: "A", command: "explode" }), "bad-request");
  assertEquals(await codeOf({ tool: "A", command: "remote" }), "bad-request");
  assertEquals(await codeOf({ tool: "A", command: "variables", ref: [] }), "bad-request");
  assertEquals(await codeOf({ tool: "A", command: "variables", refs: ["Presure"] }), "bad-request");
  const refused = await gateway.answer(
    { tool: "A", command: "set-constants", values: { MaxPressure: 11 } },
    "test",
  );
  assert(!refused.ok);
  assertEquals([refused.error.code, refused.error.ack], ["refused", { name: "EAC", value: 3 }]);
  await scene.tools.get("A")!.handler.disable();
  await clock.settle();
  assertEquals(await codeOf({ tool: "A", command: "variables" }), "not-communicating");
  assertEquals(audit.map(({ outcome }) => outcome), [
    ...["not-allowed", "not-allowed", "no-tool", "bad-request", "bad-request", "bad-request", "bad-request"],
    ...["refused", "not-communicating"],
  ]);
});

gatewayTest("a reload opens and closes the tools that changed, and touches no other", async (scene) => {
  const { gateway, clock } = scene;
  const fab = scene.fab();
  const { B } = fab.tools;
  const ended: string[] = [];
  for (const [name, { handler }] of scene.tools) handler.on("not-communicating", () => ended.push(name));
  const reload = async (tools: FabFile["tools"]) => {
    const done = gateway.reload({ fab: { ...fab, tools }, models: MODELS });
    await clock.advance(11_000);
    return await done;
  };
  assertEquals((await reload({ B: B! })).removed, ["A"]);
  assertEquals([ended, scene.communicating], [["A"], ["B"]]);
  assertEquals((await reload(fab.tools)).added, ["A"]);
  assertEquals(scene.communicating.sort(), ["A", "B"]);
  assertEquals((await reload({ ...fab.tools, A: { ...fab.tools.A!, sml: true } })).changed, ["A"]);
  assertEquals([ended, scene.communicating.sort()], [["A", "A"], ["A", "B"]]);
  scene.trigger("A", "1");
  scene.trigger("B", "2");
  await clock.settle();
  assertEquals(scene.lots.sort(), ["A 1", "B 2"]);
});

gatewayTest("stop() waits for what is with the sink, and not for ever", async (scene) => {
  const { gateway, clock, sink } = scene;
  sink.hold();
  scene.trigger("A", "1");
  await clock.settle();
  let isStopped = false;
  const stopped = gateway.stop().then(() => isStopped = true);
  await clock.advance(4999);
  assertEquals(isStopped, false);
  await clock.advance(1);
  await stopped;
});

test("what the model does not have is refused before any tool is touched", () => {
  const scene = new GatewayScene();
  const want = { events: { LotStartet: [] } };
  const fab = scene.fab({ A: { address: "127.0.0.1", port: 5000, model: "etcher", want } });
  const error = assertThrows(() => scene.make(fab), RangeError);
  assert(error.message.startsWith('The fab file is not right: tools["A"].want: '), error.message);
  assert(error.message.includes("did you mean LotStarted?"), error.message);
});

gatewayTest("the pages: health, metrics, state, and all tools; for this machine alone", async (scene) => {
  const get = (path: string, host = "127.0.0.1:9100", method = "GET") =>
    answerPage({ path, host, method }, () => scene.gateway.state);
  scene.trigger("A", "1");
  await scene.clock.settle();
  assertEquals([get("/healthz").status, get("/healthz").body], [200, "ok\n"]);
  const metrics = get("/metrics").body;
  assert(metrics.includes('hsms_gateway_tool_up{tool="A",area="ETCH"} 1\n'), metrics);
  assert(metrics.includes('hsms_gateway_messages_total{tool="A",area="ETCH",kind="event"} 1\n'), metrics);
  assert(metrics.includes("hsms_gateway_journal_depth 0\n"), metrics);
  for (const line of metrics.trimEnd().split("\n")) {
    assert(/^(# (HELP|TYPE) )?hsms_gateway_\w+/.test(line) || line.startsWith("# "), line);
  }
  assertEquals(JSON.parse(get("/state").body).tools.length, 2);
  assert(get("/").body.includes("2 of 2 tools are COMMUNICATING"));
  assertEquals(get("/else").status, 404);
  assertEquals(get("/", "localhost", "POST").status, 405);
  for (const host of ["evil.example", "evil.example:9100", "", "127.0.0.1.evil.example"]) {
    assertEquals(get("/state", host).status, 403, host);
  }
  assertEquals(get("/state", "localhost").status, 200);
  assertEquals(get("/state", "[::1]:9100").status, 200);
});
