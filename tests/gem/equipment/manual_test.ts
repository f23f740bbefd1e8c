// The messages of the manual are those that the tool answers.

import { assert, assertEquals } from "@std/assert";
import { type MessageDefinition, SecsStream9Error } from "@secs/hsms";
import * as messages from "../../../src/secs/messages/mod.ts";
import { messagesOf } from "../../../src/gem/documents/capabilities.ts";
import { ETCHER } from "./etcher.ts";
import { toolTest } from "./stage.ts";

toolTest("the manual has every message that the tool answers, and no other one", {}, async ({ host }) => {
  const primaries = Object.values(messages).map((one) =>
    (one as MessageDefinition<unknown, unknown>).toEquipment
  )
    .filter(({ isSent, function: func }) => isSent && func % 2 === 1);
  assert(primaries.length > 100);
  const answered: string[] = [];
  for (const { name, stream, function: func } of primaries) {
    // Without a body nearly all of them are refused, but by another answer than those that are not known.
    const error = await host.request(stream, func).then(() => undefined, (error) => error);
    const isUnknown = error instanceof SecsStream9Error && [3, 5].includes(error.function);
    if (!isUnknown) answered.push(name);
    if (name === "S1F15") await host.goOnline();
  }
  const told = messagesOf(ETCHER).map(({ toEquipment }) => toEquipment).filter(({ isSent }) => isSent);
  assertEquals(answered.sort(), [...new Set(told.map(({ name }) => name))].sort());
});
