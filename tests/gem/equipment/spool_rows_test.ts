// The rows of E30's spooling model, at a tool and its host.

import { assertEquals } from "@std/assert";
import { type SpoolHost, spoolTest } from "./spool_stage.ts";

/** The host goes, lots are started meanwhile, and the host comes again. */
async function missed(host: SpoolHost, ...lots: string[]): Promise<void> {
  await host.stage.lose();
  host.lots(...lots);
  await host.comeAgain();
}

/** A host that answers nothing until it is let. */
function silence(host: SpoolHost): (code: number) => void {
  let answer: (code: number) => void = () => {};
  const answered = new Promise<number>((resolve) => answer = resolve);
  host.answer = () => answered;
  return (code) => {
    host.answer = () => code;
    answer(code);
  };
}

spoolTest(
  "spool 1 by comm 14: the event comes first, then what was open, what waited, and what comes later",
  {},
  async (host, stage) => {
    silence(host);
    host.lots("A1", "A2", "A3");
    await stage.clock.settle();
    assertEquals(host.take(), ["LotStarted A1"]);
    assertEquals(stage.handler.pendingMessages, { waiting: 3, spooled: 0 });
    host.time.ms = 5_000;
    await missed(host, "A4");
    assertEquals(stage.handler.pendingMessages, { waiting: 0, spooled: 5 });
    assertEquals(await host.counts(), "5 of 5, from 0410, full -");
    assertEquals(host.take(), []);
    host.answer = () => 0;
    assertEquals(await host.ask(0), 0);
    assertEquals(host.take(), [
      "Spooling Activated",
      "LotStarted A1",
      "LotStarted A2",
      "LotStarted A3",
      "LotStarted A4",
      "Spooling Deactivated",
    ]);
    assertEquals(stage.log.lines.filter((line) => line.startsWith("lost")), []);
  },
);

spoolTest(
  "spool 1 by comm 14: what several open transactions had is spooled in its order",
  { handler: { maxOpen: 3 } },
  async (host, stage) => {
    silence(host);
    host.lots("A1", "A2", "A3", "A4");
    await stage.clock.settle();
    assertEquals(host.take(), ["LotStarted A1", "LotStarted A2", "LotStarted A3"]);
    await missed(host, "A5");
    host.answer = () => 0;
    await host.ask(0);
    assertEquals(host.take().slice(1, -1), ["A1", "A2", "A3", "A4", "A5"].map((lot) => `LotStarted ${lot}`));
  },
);

spoolTest("spool 1 by comm 6: S1F13 is refused", {}, async (host, stage) => {
  await stage.tool.setConstant("EnableSpooling", false);
  await stage.lose();
  await stage.tool.setConstant("EnableSpooling", true);
  host.lots("A1");
  await stage.clock.settle();
  assertEquals(stage.log.lines.slice(-1), ["lost S6F11 not communicating"]);
  assertEquals(stage.handler.pendingMessages.spooled, 0);

  await stage.host.secs.enable(); // its GemHandler is disabled: it answers nothing
  await stage.clock.advance(10_000); // T5
  await stage.host.secs.whenSelected();
  await stage.clock.advance(45_000); // T3 of S1F13
  host.lots("A2");
  await stage.host.secs.disable();
  await host.comeAgain();
  assertEquals(await host.ask(0), 0);
  assertEquals(host.take(), ["Spooling Activated", "LotStarted A2", "Spooling Deactivated"]);
});

spoolTest(
  "spool 1: EnableSpooling false, and everything is lost, and nothing stale is sent",
  {},
  async (host, stage) => {
    await stage.tool.setConstant("EnableSpooling", false);
    silence(host);
    host.lots("A1", "A2");
    await stage.clock.settle();
    await missed(host, "A3");
    host.answer = () => 0;
    assertEquals(await host.ask(0), 2);
    host.lots("A4");
    await stage.clock.settle();
    assertEquals(host.take(), ["LotStarted A1", "LotStarted A4"]);
    assertEquals(stage.log.lines.filter((line) => line.startsWith("lost")), [
      "lost S6F11 not communicating",
      "lost S6F11 not communicating",
      "lost S6F11 not communicating",
    ]);
    assertEquals(await host.counts(), "0 of 0, from -, full -");
  },
);

spoolTest("spool 1: the counts and the time begin anew", {}, async (host) => {
  await missed(host, "A1", "A2");
  assertEquals(await host.counts(), "3 of 3, from 0405, full -");
  await host.ask(0);
  assertEquals(await host.counts(), "0 of 3, from 0405, full -");
  host.time.ms = 60_000;
  await missed(host, "A3");
  assertEquals(await host.counts(), "2 of 2, from 0505, full -");
});

spoolTest(
  "spool 1: the operator is told; a message of a listener comes after what waited",
  {},
  async (host, stage) => {
    silence(host);
    host.lots("A1", "A2");
    await stage.clock.settle();
    host.take();
    stage.handler.on("spooling", ({ state }) => state === "active" && host.lots("told"));
    await missed(host);
    host.answer = () => 0;
    await host.ask(0);
    assertEquals(host.take(), [
      "Spooling Activated",
      "LotStarted A1",
      "LotStarted A2",
      "LotStarted told",
      "Spooling Deactivated",
    ]);
    assertEquals(stage.log.lines.filter((line) => line.startsWith("spooling")), [
      "spooling active",
      "spooling inactive",
    ]);
  },
);

spoolTest("the operator can see what the spool is", {
  handler: { spool: { maxMessages: 2 } },
}, async (host, { handler }) => {
  const seen = [handler.spooling];
  await host.stage.lose();
  seen.push(handler.spooling);
  host.lots("A1", "A2");
  seen.push(handler.spooling);
  await host.comeAgain();
  await host.ask(1);
  seen.push(handler.spooling);
  assertEquals(seen, ["inactive", "active", "full", "inactive"]);
});

spoolTest(
  "spool 2: there is no room, the new ones are dropped: they count, the operator is told once, and there is no event",
  { handler: { spool: { maxMessages: 3 } } },
  async (host, stage) => {
    await stage.lose();
    host.lots("A1", "A2");
    host.time.ms = 2_000;
    host.lots("A3");
    host.time.ms = 4_000;
    host.lots("A4");
    await host.comeAgain();
    assertEquals(await host.counts(), "3 of 5, from 0405, full 0407");
    assertEquals(stage.log.lines.filter((line) => /^(lost|spooling)/.test(line)), [
      "spooling active",
      "spooling full",
      "lost S6F11 no room",
      "lost S6F11 no room",
    ]);
    await host.ask(0);
    assertEquals(host.take(), [
      "Spooling Activated",
      "LotStarted A1",
      "LotStarted A2",
      "Spooling Deactivated",
    ]);
  },
);

spoolTest(
  "spool 2 with OverWriteSpool: the oldest ones go, SpoolCountActual stays",
  { handler: { spool: { maxMessages: 3 } }, constants: { OverWriteSpool: true } },
  async (host, stage) => {
    await missed(host, "A1", "A2", "A3", "A4");
    assertEquals(await host.counts(), "3 of 5, from 0405, full 0405");
    assertEquals(stage.log.lines.filter((line) => /^(lost|spooling)/.test(line)), [
      "spooling active",
      "spooling full",
      "lost S6F11 overwritten",
      "lost S6F11 overwritten",
    ]);
    await host.ask(0);
    assertEquals(host.take(), ["LotStarted A2", "LotStarted A3", "LotStarted A4", "Spooling Deactivated"]);
  },
);

for (const [OverWriteSpool, kept] of [[true, ["b", "c"]], [false, ["a", "b"]]] as const) {
  spoolTest(
    `spool 2: bytes are counted too, OverWriteSpool ${OverWriteSpool}; what is larger than the spool is dropped`,
    { handler: { spool: { maxBytes: 300 } }, constants: { OverWriteSpool } },
    async (host, stage) => {
      await stage.lose();
      // Spooling Activated has 16 bytes, a lot with a name of 90 letters
      host.lots(...["a", "b", "c"].map((letter) => letter.repeat(90)), "d".repeat(300));
      await host.comeAgain();
      await host.ask(0);
      const lots = host.take().filter((line) => line.startsWith("LotStarted"));
      assertEquals(lots.map((line) => line.slice(-1)), [...kept]);
    },
  );
}

spoolTest(
  "spool 2: room that TRANSMIT makes is not used again, FULL ends with INACTIVE",
  { handler: { spool: { maxMessages: 3 } }, constants: { MaxSpoolTransmit: 2 } },
  async (host) => {
    await missed(host, "A1", "A2", "A3");
    await host.ask(0);
    host.lots("B1");
    assertEquals(await host.counts(), "1 of 5, from 0405, full 0405");
    await host.ask(0);
    assertEquals(host.take(), [
      "Spooling Activated",
      "LotStarted A1",
      "LotStarted A2",
      "Spooling Deactivated",
    ]);
    await missed(host, "C1");
    assertEquals(await host.counts(), "2 of 2, from 0405, full -");
  },
);

spoolTest(
  "spool 3: empty, the event follows the last message; what comes then is sent at once",
  {},
  async (host) => {
    await missed(host, "A1");
    await host.ask(0);
    host.lots("A2");
    await host.stage.clock.settle();
    assertEquals(host.take(), [
      "Spooling Activated",
      "LotStarted A1",
      "Spooling Deactivated",
      "LotStarted A2",
    ]);
    assertEquals(await host.ask(0), 2);
  },
);

spoolTest(
  "spool 3: an active spool can be empty; S6F23 leads out of it",
  { spooled: [{ STRID: 5, FCNID: [] }] },
  async (host, stage) => {
    await missed(host, "A1");
    assertEquals(stage.log.count("lost S6F11 not spooled"), 2);
    assertEquals(await host.counts(), "0 of 0, from 0405, full -");
    host.lots("A2");
    assertEquals(await host.ask(0), 0);
    assertEquals(host.take(), ["Spooling Deactivated"]);
  },
);

spoolTest("spool 4: purge: all goes, and then row 3", {}, async (host, stage) => {
  await missed(host, "A1", "A2");
  assertEquals(await host.ask(1), 0);
  assertEquals(host.take(), ["Spooling Deactivated"]);
  assertEquals(await host.counts(), "0 of 3, from 0405, full -");
  assertEquals(stage.handler.pendingMessages, { waiting: 0, spooled: 0 });
  assertEquals(await host.ask(1), 2);
});

spoolTest(
  "spool 5: the oldest first, one open at a time, and it is in the spool until it is answered",
  { handler: { maxOpen: 10 } },
  async (host, stage) => {
    await missed(host, "A1", "A2");
    const answer = silence(host);
    assertEquals(await host.ask(0), 0);
    assertEquals(host.take(), ["Spooling Activated"]);
    assertEquals(await host.counts(), "3 of 3, from 0405, full -");
    assertEquals([await host.ask(0), await host.ask(1)], [1, 1]);
    answer(0);
    await stage.clock.settle();
    assertEquals(host.take(), ["LotStarted A1", "LotStarted A2", "Spooling Deactivated"]);
  },
);

spoolTest("spool 5: what comes during TRANSMIT goes to the end", {}, async (host, stage) => {
  await missed(host, "A1", "A2");
  const answer = silence(host);
  await host.ask(0);
  host.lots("B1");
  answer(0);
  await stage.clock.settle();
  assertEquals(host.take(), [
    "Spooling Activated",
    "LotStarted A1",
    "LotStarted A2",
    "LotStarted B1",
    "Spooling Deactivated",
  ]);
});

spoolTest(
  "spool 5: a message that the host refuses (ACKC6) is delivered, and told",
  {},
  async (host, stage) => {
    await missed(host, "A1");
    host.answer = () => 1;
    await host.ask(0);
    assertEquals(host.take(), ["Spooling Activated", "LotStarted A1", "Spooling Deactivated"]);
    assertEquals(stage.log.count("refused S6F11 1"), 3);
  },
);

spoolTest(
  "spool 6: lost in TRANSMIT: the event is spooled at the end, the open message is the oldest",
  {},
  async (host) => {
    await missed(host, "A1", "A2");
    silence(host);
    await host.ask(0);
    host.lots("B1");
    await missed(host, "B2");
    assertEquals(await host.counts(), "6 of 6, from 0405, full -");
    host.take();
    host.answer = () => 0;
    assertEquals(await host.ask(0), 0);
    assertEquals(host.take(), [
      "Spooling Activated",
      "LotStarted A1",
      "LotStarted A2",
      "LotStarted B1",
      "Spool Transmit Failure",
      "LotStarted B2",
      "Spooling Deactivated",
    ]);
  },
);

spoolTest(
  "spool 6: MaxSpoolTransmit messages for one S6F23, and no event",
  { constants: { MaxSpoolTransmit: 2 } },
  async (host) => {
    await missed(host, "A1", "A2", "A3", "A4");
    const rounds: string[][] = [];
    for (const rsda of [0, 0, 0, 2]) {
      assertEquals(await host.ask(0), rsda);
      rounds.push(host.take());
    }
    assertEquals(rounds, [
      ["Spooling Activated", "LotStarted A1"],
      ["LotStarted A2", "LotStarted A3"],
      ["LotStarted A4", "Spooling Deactivated"],
      [],
    ]);
  },
);

spoolTest(
  "spool 6: a transmission without an answer within T3 has failed; the host asks again",
  {},
  async (host, stage) => {
    await missed(host, "A1");
    silence(host);
    await host.ask(0);
    await stage.clock.advance(45_000);
    assertEquals(host.take(), ["Spooling Activated"]);
    assertEquals(stage.log.count("unanswered S6F11"), 1);
    assertEquals(await host.counts(), "3 of 3, from 0405, full -");
    host.answer = () => 0;
    assertEquals(await host.ask(0), 0);
    assertEquals(host.take(), [
      "Spooling Activated",
      "LotStarted A1",
      "Spool Transmit Failure",
      "Spooling Deactivated",
    ]);
  },
);

spoolTest("spool 6: so has one that the host aborts with S6F0", {}, async (host, stage) => {
  await missed(host, "A1");
  host.answer = () => {
    throw new Error("not now");
  };
  await host.ask(0);
  assertEquals(host.take(), ["Spooling Activated"]);
  assertEquals(stage.log.count("unanswered S6F11"), 1);
  host.answer = () => 0;
  await host.ask(0);
  assertEquals(host.take().at(-2), "Spool Transmit Failure");
});
