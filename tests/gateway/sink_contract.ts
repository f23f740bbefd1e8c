// What every sink must do; a test file of a sink runs it with its own fixture.

import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { type GatewayMessage, type Sink, SinkAwayError, type SinkState } from "../../src/gateway/mod.ts";
import { NotOursError } from "../../src/gateway/message.ts";

/** A sink, and what a test can do to what is behind it. */
export interface SinkFixture {
  readonly sink: Sink;
  /** The ids of the messages that are there, in order. */
  ids(): Promise<readonly string[]>;
  /** It takes nothing from now on. */
  leave(): Promise<void> | void;
  /** It takes messages again. */
  comeBack(): Promise<void> | void;
  end(): Promise<void>;
}

/** The message with a number. */
export function numbered(number: number): GatewayMessage {
  const body = new TextEncoder().encode(JSON.stringify({ number, text: "é\n" }));
  return { subject: "F1.ETCH.ETCH-3.event.LotStarted", id: `ETCH-3.0.1.${number}`, body };
}

/** Registers the tests. */
export function sinkContract(name: string, open: () => Promise<SinkFixture>): void {
  function contractTest(what: string, play: (fixture: SinkFixture) => Promise<void>): void {
    test(`${name}: ${what}`, async () => {
      const fixture = await open();
      try {
        await play(fixture);
      } finally {
        await fixture.end();
      }
    });
  }

  contractTest("a message that was put is there", async ({ sink, ids }) => {
    assertEquals(sink.state, { isUp: true });
    await sink.put(numbered(1));
    assertEquals(await ids(), [numbered(1).id]);
  });

  contractTest(
    "last() is the last message that a tool has sent, and none of its states",
    async ({ sink }) => {
      const prefix = "F1.ETCH.ETCH-3";
      assertEquals(await sink.last!(prefix), undefined);
      await sink.put(numbered(1));
      await sink.put({ ...numbered(2), subject: `${prefix}.alarm.Door` });
      await sink.put({ ...numbered(3), subject: `${prefix}.state.control` });
      await sink.put({ ...numbered(4), subject: "F1.ETCH.ETCH-33.event.LotStarted" });
      const { id, subject, body } = (await sink.last!(prefix))!;
      assertEquals([id, subject], [numbered(2).id, `${prefix}.alarm.Door`]);
      assertEquals(JSON.parse(new TextDecoder().decode(body)).number, 2);
      assertEquals(await sink.last!("F1.ETCH.ETCH-4"), undefined);
    },
  );

  contractTest("a message that may not be put any more is not put", async ({ sink, ids }) => {
    await assertRejects(() => sink.put({ ...numbered(1), mayPut: () => false }), NotOursError);
    await sink.put({ ...numbered(2), mayPut: () => true });
    assertEquals(await ids(), [numbered(2).id]);
  });

  contractTest("messages that are put at once keep their order", async ({ sink, ids }) => {
    const all = Array.from({ length: 200 }, (_, number) => numbered(number));
    await Promise.all(all.map((message) => sink.put(message)));
    assertEquals(await ids(), all.map(({ id }) => id));
  });

  contractTest(
    "put() rejects with a SinkAwayError while it is away, and works again after it",
    async (fixture) => {
      const { sink, ids } = fixture;
      const states: SinkState[] = [];
      const off = sink.onState((state) => states.push(state));
      await fixture.leave();
      await assertRejects(() => sink.put(numbered(1)), SinkAwayError);
      const state = sink.state;
      assert(!state.isUp && state.why.length > 0 && !state.why.endsWith("."), JSON.stringify(state));
      await fixture.comeBack();
      await sink.put(numbered(1));
      assertEquals(await ids(), [numbered(1).id]);
      assertEquals(states.map(({ isUp }) => isUp), [false, true]);
      off();
    },
  );

  contractTest(
    "put() with an aborted signal rejects with its reason, and puts nothing",
    async ({ sink, ids }) => {
      const signal = AbortSignal.abort(new Error("Enough"));
      await assertRejects(() => sink.put(numbered(1), signal), Error, "Enough");
      await sink.put(numbered(2));
      assertEquals(await ids(), [numbered(2).id]);
    },
  );

  contractTest("close() waits for what was put", async ({ sink, ids }) => {
    const put = sink.put(numbered(1));
    await sink.close();
    await put;
    assertEquals(await ids(), [numbered(1).id]);
  });
}
