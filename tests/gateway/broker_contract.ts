// What every sink with a broker promises.

import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { type GatewayMessage, NotOursError } from "../../src/gateway/message.ts";
import { type Sink, SinkAwayError, type SinkState } from "../../src/gateway/sink.ts";

/** A message as a consumer sees it. */
export interface Seen {
  readonly subject: string;
  readonly id: string;
  readonly text: string;
}

/** A sink with its broker, and a consumer. */
export interface SinkBench {
  readonly sink: Sink;
  /** What a consumer got, when it has so many different ids. */
  seen(count: number): Promise<readonly Seen[]>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A message with a number. */
export function message(number: number, tool = "ETCH-1"): GatewayMessage {
  return {
    subject: `FAB.A.${tool}.event.Done`,
    id: `${tool}/${number}`,
    body: new TextEncoder().encode(`{"n":${number}}`),
  };
}

/** Puts messages until one is rejected: a signal takes effect a little after it was sent. Returns why. */
export async function untilRejected(sink: Sink): Promise<SinkAwayError> {
  for (let number = 0;; number++) {
    const error = await sink.put(message(number)).then(() => undefined, (found) => found);
    if (error instanceof SinkAwayError) return error;
    if (error !== undefined) throw error;
  }
}

/** Resolves when the sink is up, or down. */
export function became(sink: Sink, isUp: boolean): Promise<SinkState> {
  return new Promise((resolve) => {
    if (sink.state.isUp === isUp) return resolve(sink.state);
    const forget = sink.onState((state) => {
      if (state.isUp !== isUp) return;
      forget();
      resolve(state);
    });
  });
}

/** Tests a kind of sink. */
export function sinkContract(
  name: string,
  open: () => Promise<SinkBench>,
  { skip, dropsDoubles }: { readonly skip: boolean; readonly dropsDoubles: boolean },
): void {
  const play = (title: string, run: (bench: SinkBench) => Promise<void>): void => {
    test(`${name}: ${title}`, { skip, timeout: 30_000 }, async () => {
      const bench = await open();
      try {
        await became(bench.sink, true);
        await run(bench);
      } finally {
        await bench.stop();
      }
    });
  };

  play(
    "what is put is seen by a consumer, with its subject, id and body, in the order of its tool",
    async (bench) => {
      const sent = Array.from({ length: 100 }, (_, at) => message(at, `ETCH-${at % 3}`));
      await Promise.all(sent.map((one) => bench.sink.put(one)));
      const seen = await bench.seen(100);
      for (const tool of ["ETCH-0", "ETCH-1", "ETCH-2"]) {
        const of = ({ subject }: { readonly subject: string }): boolean => subject.includes(`.${tool}.`);
        assertEquals(
          seen.filter(of),
          sent.filter(of).map(({ subject, id, body }) => ({
            subject,
            id,
            text: new TextDecoder().decode(body),
          })),
        );
      }
    },
  );

  play("a message that is put again with its id is one message for a consumer", async (bench) => {
    await bench.sink.put(message(1));
    await bench.sink.put(message(1));
    await bench.sink.put(message(2));
    const ids = (await bench.seen(2)).map(({ id }) => id);
    assertEquals([...new Set(ids)], ["ETCH-1/1", "ETCH-1/2"]);
    if (dropsDoubles) assertEquals(ids.length, 2);
  });

  play("a broker that is killed is away, with the reason, and what waits is rejected", async (bench) => {
    await bench.sink.put(message(1));
    await bench.kill();
    const error = await assertRejects(() => bench.sink.put(message(2)), SinkAwayError);
    assert(error.message.length > 20, error.message);
    const state = await became(bench.sink, false);
    assert(!state.isUp && /127\.0\.0\.1/.test(state.why), JSON.stringify(state));
    await assertRejects(() => bench.sink.put(message(3)), SinkAwayError);
  });

  play(
    "after a restart of the broker it goes on, and nothing that was acknowledged is lost",
    async (bench) => {
      await bench.sink.put(message(1));
      await bench.kill();
      await became(bench.sink, false);
      await bench.restart();
      await became(bench.sink, true);
      await bench.sink.put(message(1));
      await bench.sink.put(message(2));
      const ids = (await bench.seen(2)).map(({ id }) => id);
      assertEquals([...new Set(ids)], ["ETCH-1/1", "ETCH-1/2"]);
    },
  );

  play(
    "of a stream of messages through a kill, those put again until they are taken come in order",
    async (bench) => {
      const restarted = (async () => {
        await bench.seen(20);
        await bench.kill();
        await bench.restart();
      })();
      for (let number = 0; number < 200; number++) {
        for (let isTaken = false; !isTaken;) {
          isTaken = await bench.sink.put(message(number)).then(() => true, (error) => {
            if (error instanceof SinkAwayError) return false;
            throw error;
          });
          if (!isTaken) await became(bench.sink, true);
        }
      }
      await restarted;
      const seen = new Set((await bench.seen(200)).map(({ id }) => id));
      assertEquals([...seen].slice(0, 200), Array.from({ length: 200 }, (_, at) => message(at).id));
    },
  );

  play("a put whose signal has aborted is not sent", async (bench) => {
    await assertRejects(
      () => bench.sink.put(message(1), AbortSignal.abort(new Error("no more"))),
      Error,
      "no more",
    );
    await bench.sink.put(message(2));
    assertEquals((await bench.seen(1))[0]?.id, "ETCH-1/2");
  });

  play("a message that may not be put any more is not sent, also if it waited", async (bench) => {
    const first = bench.sink.put(message(1));
    let isOurs = true;
    const second = bench.sink.put({ ...message(2), mayPut: () => isOurs });
    isOurs = false;
    await first;
    await assertRejects(() => second, NotOursError);
    await bench.sink.put(message(3));
    assertEquals((await bench.seen(2)).map(({ id }) => id), ["ETCH-1/1", "ETCH-1/3"]);
  });

  play("close() waits for what was put", async (bench) => {
    let done = 0;
    for (let number = 0; number < 50; number++) bench.sink.put(message(number)).then(() => done++);
    await bench.sink.close();
    assertEquals(done, 50);
    assertEquals(bench.sink.state, { isUp: false, why: "the sink was closed" });
  });
}
