// Tools that lie, flood, hang, or drop the link: there is a result, after a number of questions that has a bound.

import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { HsmsStateError } from "@secs/hsms";
import { A, B, type Item, L, U1, U2, U4 } from "@secs/hsms/secs2";
import { readEquipment } from "../../../../src/gem/mod.ts";
import { oddTest, OddTool } from "../odd_tool.ts";
import { discoverOdd, idsIn } from "./answering.ts";
import { ETCHER_SAYS } from "./odd_etcher.ts";

/** The values of S1F3 with as many as there are ids. */
function values(body: Item | undefined, valueOf: (id: number) => Item): Item {
  return L(...idsIn(body).map(valueOf));
}

/** An item of a list. */
function part(item: Item | undefined, at: number): Item | undefined {
  return item?.format === "L" ? item.items[at] : undefined;
}

/** A tool with many status variables. */
function many(count: number): Item {
  return L(...Array.from({ length: count }, (_, i) => L(U2(i), A(`V${i}`), A(""))));
}

oddTest("a tool that hangs is asked each message once or three times, and no longer", {}, async (tool) => {
  const found = await discoverOdd(tool, () => "silent", { known: [[1, 500]] });
  readEquipment(found.definition);
  const times = Object.fromEntries(found.answers.map(({ message, asked }) => [message, asked]));
  assertEquals([times.S1F11, times.S1F3, times.S2F13, times.S2F57], [1, 3, 3, 1]);
  assertEquals(found.answers.every(({ answered, lack }) => answered === 0 && lack === "silent"), true);
  assertEquals(found.definition, { model: "M", revision: "1" }); // from S1F14
});

oddTest("a tool that drops the link: what is known until then, and why it stopped", {}, async (tool) => {
  const found = await discoverOdd(tool, (name) => name === "S5F5" ? "drop" : ETCHER_SAYS[name]);
  assertEquals(found.definition.constants?.MaxPressure?.id, 31);
  assertEquals(found.definition.alarms, undefined);
  assertEquals(found.answers.at(-1)?.message, "S2F29");
  assertStringIncludes(found.stopped ?? "", "closed");
});

oddTest("the signal ends it: what is known until then", {}, async (tool) => {
  const stop = new AbortController();
  const found = await discoverOdd(tool, (name) => {
    if (name === "S1F23") stop.abort();
    return ETCHER_SAYS[name];
  }, { signal: stop.signal, listen: 60_000, write: true });
  assertEquals(found.stopped, "It was ended by its signal");
  assertEquals(found.sent.at(-1), "S1F23 W");
  assertEquals(found.definition.dataVariables?.LotId?.id, 21);
});

test("without a session it rejects, as nothing is known", async () => {
  const tool = new OddTool({});
  await assertRejects(() => tool.anyHost.discover(), HsmsStateError);
  await tool.end();
});

test("an option that is out of range is a RangeError", async () => {
  const tool = new OddTool({});
  for (
    const options of [{ timeout: 0 }, { listen: -1 }, { maxItems: 0 }, { chunk: 0 }, {
      known: [[5, 4]] as const,
    }]
  ) await assertRejects(() => tool.anyHost.discover(options), RangeError);
  await tool.end();
});

oddTest("S1F3 of all is refused: values come in chunks", {}, async (tool) => {
  const sizes: number[] = [];
  const found = await discoverOdd(tool, (name, body) => {
    if (name === "S1F11") return many(250);
    if (name !== "S1F3") return "S9F5";
    const { length } = idsIn(body);
    sizes.push(length);
    return length > 100 ? "SxF0" : values(body, (id) => U4(id));
  });
  assertEquals(sizes, [250, 100, 100, 50]);
  assertEquals(found.definition.statusVariables?.V249, { id: 249, format: "U4", value: 249 });
  assertEquals(found.answers.find(({ message }) => message === "S1F3")?.lack, "aborted");
});

oddTest("a tool that does not have S1F3 is asked once", {}, async (tool) => {
  const found = await discoverOdd(tool, (name) => name === "S1F11" ? many(250) : "S9F5");
  assertEquals(found.answers.find(({ message }) => message === "S1F3")?.asked, 1);
  const note = found.notes.find(({ about }) => about === "S1F3");
  assertEquals(note?.tool, "250 ids from 0 on: not answered, 1 in a row");
});

oddTest("one id that spoils S1F3 is found; all others have their values", {}, async (tool) => {
  let asked = 0;
  const found = await discoverOdd(tool, (name, body) => {
    if (name === "S1F11") return many(64);
    if (name !== "S1F3") return "S9F5";
    asked++;
    return idsIn(body).includes(17) ? "S9F7" : values(body, (id) => U1(id));
  });
  const all = Object.values(found.definition.statusVariables ?? {});
  assertEquals(all.filter(({ format }) => format === "U1").length, 63);
  assertEquals(found.definition.statusVariables?.V17, { id: 17, format: "L" });
  assertEquals(
    found.notes.some(({ about, tool }) => about === "S1F3" && tool === "id 17: not answered"),
    true,
  );
  assert(asked < 20);
});

oddTest("a tool that sends too few values is asked for fewer, and not for ever", {}, async (tool) => {
  const found = await discoverOdd(tool, (name) => {
    return name === "S1F11" ? many(1000) : name === "S1F3" ? L() : "S9F5";
  });
  assertEquals(found.answers.find(({ message }) => message === "S1F3")?.asked, 20);
  assertEquals(
    Object.values(found.definition.statusVariables ?? {}).every(({ value }) => value === undefined),
    true,
  );
});

oddTest("a tool that floods: at most maxItems of each", {}, async (tool) => {
  let ceid = 0;
  const found = await discoverOdd(tool, (name) => {
    for (let i = 0; i < 5; i++) {
      tool.say("S6F11", `0103 a50100 a902${(++ceid).toString(16).padStart(4, "0")} 0100`);
    }
    for (let i = 0; i < 5; i++) {
      tool.say("S5F1", `0103 210181 a902${(++ceid).toString(16).padStart(4, "0")} 4100`);
    }
    return name === "S1F11" ? many(500) : name === "S1F23" ? "SxF0" : "S9F5";
  }, { maxItems: 7 });
  readEquipment(found.definition);
  const { statusVariables, events, alarms } = found.definition;
  assertEquals([statusVariables, events, alarms].map((some) => Object.keys(some ?? {}).length), [7, 7, 7]);
  const note = found.notes.find(({ about }) => about === "S1F12");
  assertEquals([note?.tool, note?.model], ["500 entries", "the first 7 (maxItems)"]);
});

oddTest("an answer that cannot be read is one that lacks", {}, async (tool) => {
  const found = await discoverOdd(tool, (name) => name === "S1F23" ? L(U1(1)) : ETCHER_SAYS[name]);
  const { lack, why } = found.answers.find(({ message }) => message === "S1F23")!;
  assertEquals(lack, "unreadable");
  assertStringIncludes(why ?? "", "S1F24");
  assertEquals(found.definition.events?.LotStarted?.variables, ["LotId"]); // from S2F54 and S2F56
});

const thrown: unknown[] = [];

oddTest("a progress callback that throws does not end it", {
  onDelegateError: (error) => void thrown.push(error),
}, async (tool) => {
  const seen: string[] = [];
  await discoverOdd(tool, (name) => ETCHER_SAYS[name], {
    onProgress: ({ message, asked }) => {
      seen.push(`${asked} ${message}`);
      throw new Error("no");
    },
  });
  assertEquals(seen.slice(0, 2), ["1 S1F1", "2 S1F11"]);
  assertEquals([seen.length, thrown.length], [17, 17]);
});

oddTest(
  "write: a report that the tool keeps is told, and one that it refuses is tried with fewer variables",
  {},
  async (tool) => {
    const defined: number[] = [];
    const found = await discoverOdd(tool, (name, body) => {
      if (name === "S1F21") return L(L(U2(1), A("LotId"), A("")), L(U2(2), A("Bad"), A("")));
      if (name === "S6F19") return L(A("LOT"));
      if (name !== "S2F33") return "S9F5";
      // L2{DATAID, L1{L2{RPTID, L{VID}}}}
      const ids = idsIn(part(part(part(body, 1), 0), 1));
      defined.push(ids.length);
      return ids.length === 0 ? B(1) : B(ids.includes(2) ? 4 : 0);
    }, { write: true });
    assertEquals(found.definition.dataVariables, {
      LotId: { id: 1, format: "A" },
      Bad: { id: 2, format: "L" },
    });
    assertEquals(defined, [2, 1, 0, 1]);
    assertEquals(found.notes.filter(({ about }) => about === "S2F33").map((note) => note.tool), [
      "the deletion of report 65000 was not accepted: DRACK 1",
      "VID 2: not answered",
    ]);
  },
);
