// emptySpool() against a tool in the hands of the test.

import { assertEquals, assertRejects } from "@std/assert";
import {
  HsmsAbortError,
  HsmsClosedError,
  HsmsStateError,
  HsmsTimeoutError,
  SecsStream9Error,
} from "@secs/hsms";
import { type GemEmptiedSpool, type GemEmptySpoolOptions, GemSpoolError } from "../../../src/gem/mod.ts";
import { ETCHER } from "../equipment/etcher.ts";
import { oddTest, type OddTool } from "./odd_tool.ts";

const MODEL = { model: ETCHER };

/** The tool sends a lot that it had kept; `LotStarted` without reports. */
function lot(tool: OddTool): void {
  tool.say("S6F11 W", "0103 b10400000001 b10400000fa1 0100");
}

async function lots(tool: OddTool, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    lot(tool);
    await tool.expect("S6F12", "210100");
  }
}

async function deactivated(tool: OddTool): Promise<void> {
  tool.say("S6F11 W", "0103 b10400000001 b1040000eb9a 0100");
  await tool.expect("S6F12", "210100");
}

/** The next message is S6F23 with RSDC 0; it is answered with RSDA. */
async function asked(tool: OddTool, rsda: number): Promise<void> {
  await tool.expect("S6F23 W", "a50100");
  tool.reply(`21010${rsda}`);
  await tool.clock.settle();
}

function result(emptied: Promise<GemEmptiedSpool>): Promise<number[]> {
  return emptied.then(({ messages, steps, lostLinks }) => [messages, steps, lostLinks]);
}

function silentFor(tool: OddTool, ms: number): Promise<void> {
  tool.peer.expectSilence();
  return tool.clock.advance(ms);
}

oddTest("emptySpool(): RSDA 2: nothing is spooled, and it resolves at once", {}, async (tool) => {
  const emptied = tool.host.emptySpool();
  await asked(tool, 2);
  assertEquals(await result(emptied), [0, 0, 0]);
});

oddTest("emptySpool(): the first step ends with silence, the next ones by their number", {}, async (tool) => {
  const emptied = tool.host.emptySpool({ quiet: 300 });
  await asked(tool, 0);
  await lots(tool, 2);
  await silentFor(tool, 299);
  await silentFor(tool, 1);
  await asked(tool, 0);
  await lots(tool, 2); // no time passes
  await asked(tool, 0);
  await lots(tool, 1);
  await silentFor(tool, 300);
  await asked(tool, 2);
  assertEquals(await result(emptied), [5, 3, 0]);
});

oddTest(
  "emptySpool(): a longer step: the tool is busy, and is asked again after silence",
  {},
  async (tool) => {
    const emptied = tool.host.emptySpool({ quiet: 300 });
    await asked(tool, 0);
    await lots(tool, 1);
    await silentFor(tool, 300);
    await asked(tool, 0);
    await lots(tool, 1);
    await asked(tool, 1);
    await lots(tool, 2);
    await silentFor(tool, 300);
    await asked(tool, 2);
    assertEquals(await result(emptied), [4, 2, 0]);
  },
);

oddTest("emptySpool(): the tool needs a moment after a step: it is asked again soon", {}, async (tool) => {
  const emptied = tool.host.emptySpool({ quiet: 300 });
  await asked(tool, 0);
  await lots(tool, 2);
  await silentFor(tool, 300);
  await asked(tool, 0);
  await lots(tool, 2);
  for (const ms of [10, 20]) {
    await asked(tool, 1);
    await silentFor(tool, ms - 1);
    await silentFor(tool, 1);
  }
  await asked(tool, 0);
  await lots(tool, 2);
  await asked(tool, 2);
  assertEquals(await result(emptied), [6, 3, 0]);
});

oddTest("emptySpool(): RSDA 1: it waits, longer each time", {}, async (tool) => {
  const emptied = tool.host.emptySpool({ quiet: 300 });
  for (const ms of [300, 600, 1200]) {
    await asked(tool, 1);
    await silentFor(tool, ms - 1);
    await silentFor(tool, 1);
  }
  await asked(tool, 0);
  await lots(tool, 1);
  await silentFor(tool, 300);
  await asked(tool, 2);
  assertEquals(await result(emptied), [1, 1, 0]);
});

oddTest(
  "emptySpool(): Spooling Deactivated: the tool is asked at once whether that is all",
  MODEL,
  async (tool) => {
    const emptied = tool.host.emptySpool();
    await asked(tool, 0);
    await lots(tool, 3);
    await deactivated(tool);
    await asked(tool, 0); // that event was of another time, and had been kept itself
    await lots(tool, 1);
    await deactivated(tool);
    await asked(tool, 2);
    assertEquals(await result(emptied), [4, 2, 0]);
  },
);

oddTest(
  "emptySpool(): a tool that says yes for ever is empty after Spooling Deactivated",
  MODEL,
  async (tool) => {
    const emptied = tool.host.emptySpool();
    await asked(tool, 0);
    await lots(tool, 3);
    await deactivated(tool);
    await asked(tool, 0);
    await silentFor(tool, 1000);
    assertEquals(await result(emptied), [3, 2, 0]);
  },
);

oddTest(
  "emptySpool(): a tool that says yes for ever is empty if SpoolCountActual is 0",
  MODEL,
  async (tool) => {
    const emptied = tool.host.emptySpool();
    await asked(tool, 0);
    await lots(tool, 3);
    await silentFor(tool, 1000);
    await asked(tool, 0);
    await silentFor(tool, 1000);
    await tool.answer("S1F3 W", "0103 b10400000000 b10400000003 4100");
    assertEquals(await result(emptied), [3, 2, 0]);
  },
);

for (
  const [rsda, pauses, said] of [
    [0, [500, 1000, 1000], "says yes to S6F23 (RSDA 0) and sends nothing, for 3 s and 3 times in a row"],
    [
      1,
      [10, 20, 40, 80, 160, 320, 640, 1230],
      "busy (RSDA 1) and sends nothing, for 3 s and 8 times in a row",
    ],
  ] as const
) {
  oddTest(
    `emptySpool(): RSDA ${rsda} and nothing comes: an error that says what was seen`,
    {},
    async (tool) => {
      const emptied = tool.host.emptySpool({ quiet: 500, patience: 3000 });
      await asked(tool, 0);
      await lots(tool, 2);
      await silentFor(tool, 500);
      for (const ms of pauses) {
        await asked(tool, rsda);
        await silentFor(tool, ms);
      }
      const error = await assertRejects(() => emptied, GemSpoolError, said);
      assertEquals([error.code, error.emptied.messages], ["spool-stuck", 2]);
      await silentFor(tool, 60_000);
    },
  );
}

oddTest(
  "emptySpool(): a tool that does not have S6F23, does not answer, or is off-line",
  {},
  async (tool) => {
    const ask = async (
      options: GemEmptySpoolOptions = {},
    ): Promise<{ readonly emptied: Promise<unknown> }> => {
      const emptied = tool.host.emptySpool(options);
      await tool.expect("S6F23 W", "a50100");
      return { emptied };
    };
    const unknown = await ask();
    tool.stream9(5);
    await assertRejects(() => unknown.emptied, SecsStream9Error);
    const aborted = await ask();
    tool.reply("", 0);
    await assertRejects(() => aborted.emptied, HsmsAbortError, "goOnline");
    const silent = await ask({ timeout: 5000 });
    await Promise.all([assertRejects(() => silent.emptied, HsmsTimeoutError), tool.clock.advance(5000)]);
    const own = await ask();
    tool.reply("210140");
    await assertRejects(() => own.emptied, Error, "RSDA 64");
    await assertRejects(() => tool.host.emptySpool({ quiet: 0 }), RangeError, "quiet");
    await assertRejects(() => tool.host.emptySpool({ patience: 0 }), RangeError, "patience");
    tool.peer.expectSilence();
  },
);

oddTest("emptySpool(): its signal, and disable, end it", {}, async (tool) => {
  const stop = new AbortController();
  const emptied = tool.host.emptySpool({ signal: stop.signal });
  await asked(tool, 0);
  await lots(tool, 1);
  stop.abort(new Error("enough"));
  await assertRejects(() => emptied, Error, "enough");
  await silentFor(tool, 5000);
  await assertRejects(() => tool.host.emptySpool({ signal: stop.signal }), Error, "enough");
  const other = tool.host.emptySpool();
  await asked(tool, 0);
  await Promise.all([tool.host.disable(), assertRejects(() => other, HsmsClosedError, "was disabled")]);
  await assertRejects(() => tool.host.emptySpool(), HsmsStateError, "DISABLED");
});

oddTest("emptySpool(): the time for which a reader holds an answer is no silence", {}, async (tool) => {
  const events = tool.host.events({ acknowledge: "by reader" });
  const emptied = tool.host.emptySpool({ quiet: 300 });
  await asked(tool, 0);
  lot(tool);
  const { value: first } = await events.next();
  await silentFor(tool, 10_000);
  first!.acknowledge();
  await tool.expect("S6F12", "210100");
  lot(tool);
  const { value: second } = await events.next();
  second!.acknowledge(64);
  await tool.expect("S6F12", "210140");
  await silentFor(tool, 300);
  await asked(tool, 2);
  assertEquals(await result(emptied), [2, 1, 0]);
});

oddTest("emptySpool(): an answer that cannot be sent does not stop it", {}, async (tool) => {
  const events = tool.host.events({ acknowledge: "by reader" });
  const emptied = tool.host.emptySpool({ quiet: 300 });
  await asked(tool, 0);
  lot(tool);
  const { value: first } = await events.next();
  first!.acknowledge(1000); // no byte
  await tool.expect("S6F0", "");
  await silentFor(tool, 300);
  await asked(tool, 2);
  assertEquals(await result(emptied), [1, 1, 0]);
});

for (const moment of ["before S6F24", "in silence", "while a reader holds an answer"] as const) {
  oddTest(
    `emptySpool(): the link is lost ${moment}, and it goes on in the next session`,
    {},
    async (tool) => {
      const events = tool.host.events({ acknowledge: "by reader" });
      const emptied = tool.host.emptySpool({ quiet: 300 });
      if (moment === "before S6F24") await tool.expect("S6F23 W", "a50100");
      else await asked(tool, 0);
      let held: { acknowledge(): void } | undefined;
      if (moment === "while a reader holds an answer") {
        lot(tool);
        held = (await events.next()).value;
      }
      tool.peer.end();
      await tool.clock.advance(600_000); // nobody is asked while there is no link
      await tool.establish();
      await asked(tool, 0);
      held?.acknowledge(); // of the other session: nothing happens
      lot(tool);
      const { value } = await events.next();
      await silentFor(tool, 1000);
      value!.acknowledge();
      await tool.expect("S6F12", "210100");
      await silentFor(tool, 300);
      await asked(tool, 2);
      const steps = moment === "before S6F24" ? 1 : 2;
      assertEquals(await result(emptied), [held === undefined ? 1 : 2, steps, 1]);
    },
  );
}
