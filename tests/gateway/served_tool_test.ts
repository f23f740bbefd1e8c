import { assert, assertEquals } from "@std/assert";
import { bodyOf, DATE, toolMessages, toolTest, WANT } from "./tool_scene.ts";

toolTest(
  "an event becomes a message, and the tool gets S6F12",
  {},
  async ({ equipment, sink, log, clock }) => {
    equipment.trigger("LotStarted", { LotId: "A1" });
    await log.saw("S6F12");
    const [message] = toolMessages(sink);
    assertEquals(message!.subject, "F1.ETCH.ETCH-3.event.LotStarted");
    const { system, generation, digest, ...body } = bodyOf(message!);
    assert(/^[0-9a-f]{24}$/.test(`${digest}`));
    assertEquals(body, {
      site: "F1",
      area: "ETCH",
      tool: "ETCH-3",
      kind: "event",
      name: "LotStarted",
      time: DATE.toISOString(),
      gateway: "gw",
      fence: 7,
      message: "S6F11 W",
      ceid: 4001,
      values: { LotId: "A1" },
    });
    assertEquals(generation, 1);
    assert(new RegExp(`^ETCH-3\\.[0-9a-f]{8}\\.1\\.${system}\\.\\d+$`).test(message!.id), message!.id);
    await clock.settle();
    assertEquals(log.lines, ["S6F12"]);
  },
);

toolTest("the tool gets no answer before the sink has the message, and one after it", {}, async (scene) => {
  const { equipment, sink, log, clock, served } = scene;
  sink.hold();
  equipment.trigger("LotStarted", { LotId: "A1" });
  await clock.settle();
  assertEquals(log.lines, []);
  assertEquals(served.counters.underWay, 1);
  sink.release();
  await log.saw("S6F12");
  await clock.settle();
  assertEquals(log.lines, ["S6F12"]);
});

toolTest(
  "a sink that rejects: the tool gets no answer, and no link before there is room",
  {},
  async (scene) => {
    const { equipment, sink, log, clock, served } = scene;
    const gone = new Promise<void>((resolve) => scene.tool.connection.on("closed", () => resolve()));
    sink.leave();
    equipment.trigger("LotStarted", { LotId: "A1" });
    await clock.settle();
    await gone;
    assertEquals(log.lines, [
      "tell ETCH-3: its link is closed, as its messages are not taken: The memory is away",
    ]);
    assertEquals(served.counters.pauses, 1);
    await clock.advance(9_000);
    assertEquals(served.host.communicationState === "COMMUNICATING", false);
    sink.comeBack();
    await clock.advance(11_000);
    equipment.trigger("LotDone", { LotId: "A1" });
    await log.saw("S6F12");
    assertEquals(toolMessages(sink).map(({ subject }) => subject), ["F1.ETCH.ETCH-3.event.LotDone"]);
  },
);

toolTest(
  "a sink that says nothing for half of T3: the link is closed, so that the tool does not forget the message",
  { timers: { t3: 10_000, linktest: 0 } },
  async ({ equipment, sink, log, clock, served }) => {
    sink.hold();
    equipment.trigger("LotStarted", { LotId: "A1" });
    await clock.advance(4_999);
    assertEquals(served.host.communicationState, "COMMUNICATING");
    await clock.advance(1);
    assertEquals(served.counters.pauses, 1);
    assertEquals(log.count("unanswered"), 0);
  },
);

toolTest("a sink that hangs: T3 at the tool, and a late answer disturbs nothing", {}, async (scene) => {
  const { equipment, sink, log, clock } = scene;
  sink.hold();
  equipment.trigger("LotStarted", { LotId: "A1" });
  await clock.advance(10_000);
  await log.saw("unanswered S6F11");
  sink.release();
  await clock.settle();
  equipment.trigger("LotDone", { LotId: "A1" });
  await clock.settle();
  assertEquals(toolMessages(sink).map(({ subject }) => subject.split(".")[4]), ["LotStarted", "LotDone"]);
});

toolTest("a message that had no answer before the link was lost has its id of before", {}, async (scene) => {
  const { equipment, sink, log, clock, served, tool } = scene;
  const door = equipment.alarm("DoorOpen");
  sink.hold();
  door.set();
  await clock.settle();
  await tool.disable();
  await clock.settle();
  door.clear();
  sink.release();
  await clock.settle();
  const [first] = toolMessages(sink);
  assertEquals(bodyOf(first!).repeats, undefined);

  await tool.enable();
  await clock.advance(15_000);
  door.set();
  await log.saw("S5F2");
  const [, again] = toolMessages(sink);
  assertEquals(again!.id, first!.id);
  assertEquals([bodyOf(again!).repeats, bodyOf(again!).generation], [true, 2]);
  assertEquals(served.counters.repeats, 1);

  door.clear();
  door.set();
  await log.saw("S5F2", 3);
  assertEquals(new Set(toolMessages(sink).map(({ id }) => id)).size, 3);
});

toolTest("an alarm becomes a message, and the tool gets S5F2", {}, async ({ equipment, sink, log }) => {
  equipment.alarm("DoorOpen").set();
  await log.saw("S5F2");
  const message = toolMessages(sink).find(({ subject }) => subject.includes(".alarm."))!;
  assertEquals(message.subject, "F1.ETCH.ETCH-3.alarm.DoorOpen");
  const { alid, isSet, code, category, text } = bodyOf(message);
  assertEquals([alid, isSet, code, category, text], [5001, true, 129, 1, "The chamber door is open"]);
});

toolTest("text of an operator becomes a message, and the tool gets S10F2", { sml: true }, async (scene) => {
  const { equipment, sink, log } = scene;
  equipment.sendText("Help");
  await log.saw("S10F2");
  const message = toolMessages(sink)[0]!;
  assertEquals(message.subject, "F1.ETCH.ETCH-3.terminal.0");
  const { terminal, text, sml } = bodyOf(message);
  assertEquals([terminal, text], [0, "Help"]);
  assertEquals(sml, 'S10F1 W <L [2] <B 0x00> <A "Help">>.');
});

toolTest("samples of a trace become a message with names", {}, async ({ served, sink, log, clock }) => {
  await served.host.startTrace({ id: 9, variables: ["ChamberPressure"], period: 1000, samples: 1 });
  await clock.advance(1000);
  await log.saw("S6F2");
  const message = toolMessages(sink)[0]!;
  assertEquals(message.subject, "F1.ETCH.ETCH-3.trace.9");
  const { trid, samples, lastSample } = bodyOf(message);
  assertEquals([trid, samples, lastSample], [9, [{ ChamberPressure: 0 }], 1]);
});

const TRACES = {
  "9": { variables: ["ChamberPressure"], period: 1000, samples: 2 },
  X: { variables: [1], period: 10, samples: 1 },
};

toolTest("traces of the fab file are started after the set-up; one that the tool refuses is told", {
  want: { ...WANT, traces: TRACES },
}, async ({ sink, log, clock }) => {
  await log.saw("tell ETCH-3: the trace X (S2F23) is not started: ");
  await clock.advance(1000);
  await log.saw("S6F2");
  const [message] = toolMessages(sink);
  assertEquals([message!.subject, bodyOf(message!).samples], ["F1.ETCH.ETCH-3.trace.9", [{
    ChamberPressure: 0,
  }]]);
});

toolTest("streams to be spooled are set at each COMMUNICATING; a tool that refuses is told", {
  want: { ...WANT, spooled: [6, 1] },
}, async ({ log }) => {
  await log.saw("tell ETCH-3: the streams to be spooled (S2F43) are not set: ");
});

toolTest("what happens while the tool has no host comes from its spool", {
  want: { ...WANT, spooled: [6] },
}, async ({ equipment, served, sink, clock }) => {
  await equipment.setConstant("EnableSpooling", true);
  await served.host.disable();
  equipment.trigger("LotStarted", { LotId: "A1" });
  await clock.settle();
  await served.open();
  await clock.advance(15_000);
  assertEquals(toolMessages(sink).map(({ subject }) => subject), ["F1.ETCH.ETCH-3.event.LotStarted"]);
});

toolTest("the states of a tool are messages too", {}, async ({ sink, tool, clock }) => {
  await tool.disable();
  await clock.settle();
  const states = sink.messages.filter(({ subject }) => subject.startsWith("F1.ETCH.ETCH-3.state."));
  const said = states.map((message) => [message.subject.split(".")[4], bodyOf(message).state]);
  assertEquals(said[0], ["communication", "communicating"]);
  assertEquals(said.at(-1), ["communication", "not-communicating"]);
  assert(said.some(([name]) => name === "set-up"));
  assertEquals(new Set(sink.messages.map(({ id }) => id)).size, sink.messages.length);
});

toolTest("a gateway that lost the tool sends it nothing more, and cuts the link", {}, async (scene) => {
  const { equipment, sink, log, clock, tool } = scene;
  sink.hold();
  equipment.trigger("LotStarted", { LotId: "A1" });
  await clock.settle();
  scene.isOurs = false;
  sink.release();
  await clock.settle();
  assertEquals(log.lines.filter((line) => line === "S6F12"), []);
  const closed = new Promise<void>((resolve) => tool.connection.on("closed", () => resolve()));
  scene.served.host.areYouThere().catch(() => {});
  await clock.settle();
  await closed;
});

toolTest(
  "close() waits for what is with the sink, and answers it",
  {},
  async ({ equipment, sink, log, clock, served }) => {
    sink.hold();
    equipment.trigger("LotStarted", { LotId: "A1" });
    await clock.settle();
    const closed = served.close();
    await clock.settle();
    assertEquals(log.lines, []);
    sink.release();
    await clock.settle();
    await closed;
    assertEquals(log.lines[0], "S6F12");
  },
);

for (const ids of ["counter", "bytes", "new"] as const) {
  toolTest(
    `ids "${ids}": a message that the gateway before had put, and not answered`,
    { ids },
    async (scene) => {
      const { equipment, sink, log, tool, clock } = scene;
      equipment.trigger("LotStarted", { LotId: "A1" });
      await log.saw("S6F12");
      sink.hold();
      const door = equipment.alarm("DoorOpen");
      door.set();
      await clock.settle();
      // The gateway is gone after the sink had it, and before the tool had its answer.
      scene.isOurs = true;
      const cut = scene.served.cut();
      sink.release();
      await cut;
      await tool.disable();
      await clock.settle();
      const [, before] = toolMessages(sink);
      if (before === undefined) throw new Error("the sink has no alarm");
      door.clear();
      await scene.serve({ ids });
      door.set();
      await log.saw("S5F2");
      const [, , again] = toolMessages(sink);
      assertEquals(again!.id === before.id, ids !== "new");
      assertEquals(bodyOf(again!).repeats, ids === "counter" ? true : undefined);
      door.clear();
      door.set();
      await log.saw("S5F2", 3);
      const last = toolMessages(sink).at(-1)!;
      assertEquals(last.id === before.id, ids === "bytes");
    },
  );
}
