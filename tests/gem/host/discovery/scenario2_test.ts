// Scenario 2: discovery, with a tool that lacks each of the messages in turn, in each of the ways.

import { assertEquals } from "@std/assert";
import { readEquipment } from "../../../../src/gem/mod.ts";
import { oddTest } from "../odd_tool.ts";
import { discoverOdd, READ_ONLY } from "./answering.ts";
import { ETCHER_SAYS } from "./odd_etcher.ts";

const MESSAGES = Object.keys(ETCHER_SAYS);
const LACKS = { SxF0: "aborted", S9F5: "unknown message", S9F7: "not read", silent: "silent" } as const;

/** What the etcher is, if it says everything. */
const WHOLE = {
  model: "ODD-1",
  revision: "7.1",
  statusVariables: {
    Pressure: {
      id: 11,
      format: "F4",
      units: "Pa",
      value: 0.5,
      limits: { min: 0, max: 10 },
    },
    Count: { id: 12, format: "U4", value: 7 },
    Clock: { id: 13 },
  },
  dataVariables: { LotId: { id: 21, format: "A" } },
  constants: { MaxPressure: { id: 31, format: "F4", units: "Pa", default: 5, min: 0, max: 10 } },
  events: {
    LotStarted: { id: 41, variables: ["LotId"] },
    "DoorOpen Detected": { id: 10_051 },
  },
  alarms: {
    "Door is open": { id: 51, category: "personalSafety", text: "Door is open", detected: 61_001 },
  },
  processPrograms: { kinds: ["unformatted"] },
} as const;

oddTest("scenario 2: a tool that has all messages", {}, async (tool) => {
  const { definition, answers, sent, stopped } = await discoverOdd(tool, (name) => ETCHER_SAYS[name]);
  assertEquals(definition as unknown, WHOLE);
  assertEquals(sent.every((name) => READ_ONLY.has(name)), true);
  assertEquals(sent.map((name) => name.slice(0, -2)).sort(), [...MESSAGES].sort());
  assertEquals(
    answers.map(({ message, asked, answered, lack }) => [message, asked, answered, lack]),
    answers.map(({ message }) => [message, 1, 1, undefined]),
  );
  assertEquals(stopped, undefined);
});

for (const lack of ["SxF0", "S9F5", "S9F7", "silent"] as const) {
  for (const lacking of MESSAGES) {
    oddTest(`scenario 2: ${lacking} is lacking: ${lack}`, {}, async (tool) => {
      const found = await discoverOdd(tool, (name) => name === lacking ? lack : ETCHER_SAYS[name]);
      readEquipment(found.definition);
      assertEquals(found.stopped, undefined);
      for (const { message, answered, lack: how } of found.answers) {
        assertEquals([message, answered > 0, how], [
          message,
          message !== lacking,
          message === lacking ? LACKS[lack] : undefined,
        ]);
      }
      assertEquals(found.sent.every((name) => READ_ONLY.has(name)), true);
      // What the others say is there all the same.
      const { definition } = found;
      if (lacking !== "S1F1") assertEquals(definition.model, "ODD-1");
      if (lacking !== "S1F11") assertEquals(definition.statusVariables?.Pressure?.units, "Pa");
      if (lacking !== "S2F29") assertEquals(definition.constants?.MaxPressure?.max, 10);
      assertEquals(definition.alarms?.["Door is open"]?.id, 51);
    });
  }
}
