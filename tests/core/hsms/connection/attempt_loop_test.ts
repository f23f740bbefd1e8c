import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import type { Transport } from "@secs/hsms";
import { VirtualClock } from "@secs/hsms/testing";
import { AttemptLoop, type AttemptLoopOwner } from "../../../../src/core/hsms/connection/attempt_loop.ts";
import type { AttemptSpacing } from "../../../../src/core/hsms/connection/attempt_spacing.ts";

/** Only handed on: no loop looks into it. */
const TRANSPORT = {} as Transport;

/** An attempt that goes on: the test decides how it ends. */
interface Attempt {
  readonly signal: AbortSignal;
  ready(): void;
  succeed(): void;
  fail(message: string): void;
}

/** What a loop drives, in the hands of the test; attempts are 100 ms apart after a failure and a loss. */
class Owner implements AttemptLoopOwner {
  readonly clock = new VirtualClock();
  /** `open`, `serve`, `refuse`, `close`, `failed MESSAGE MS`, and what the spacing is told, with its time. */
  readonly lines: string[] = [];
  readonly attempts: Attempt[] = [];
  readonly loop = new AttemptLoop(this);
  /** Throws what a spacing cannot be made of. */
  wrong: Error | undefined;
  #notBefore = 0;

  spacing(): AttemptSpacing {
    if (this.wrong !== undefined) throw this.wrong;
    const told = (fact: string, wait: number) => (now: number): void => {
      this.lines.push(`${fact} ${now}`);
      this.#notBefore = now + wait;
    };
    const delay = (now: number): number => Math.max(0, this.#notBefore - now);
    return {
      delay,
      failed: told("failed", 100),
      established: told("established", 0),
      lost: told("lost", 100),
    };
  }

  open(signal: AbortSignal, ready: () => void): Promise<Transport> {
    this.lines.push("open");
    return new Promise((resolve, reject) => {
      const succeed = (): void => resolve(TRANSPORT);
      const fail = (message: string): void => reject(new Error(message));
      this.attempts.push({ signal, ready, succeed, fail });
      signal.addEventListener("abort", () => fail("aborted"));
    });
  }

  serve(): void {
    this.lines.push("serve");
  }

  refuse(): void {
    this.lines.push("refuse");
  }

  close(): void {
    this.lines.push("close");
  }

  failed(error: Error, retryIn: number): void {
    this.lines.push(`told ${error.message} ${retryIn}`);
  }

  /** Takes the lines. */
  async happened(): Promise<string[]> {
    await this.clock.settle();
    return this.lines.splice(0);
  }
}

/** A loop that serves its first connection. */
async function serving(): Promise<{ owner: Owner; loop: AttemptLoop }> {
  const owner = new Owner();
  owner.loop.start(undefined);
  owner.attempts[0]!.ready();
  owner.attempts[0]!.succeed();
  assertEquals(await owner.happened(), ["open", "established 0", "serve"]);
  return { owner, loop: owner.loop };
}

/** What has settled of some promises. */
async function settled(owner: Owner, promises: Record<string, Promise<unknown>>): Promise<string[]> {
  const done: string[] = [];
  for (const [name, promise] of Object.entries(promises)) {
    promise.then(() => done.push(name), (error: Error) => done.push(`${name}: ${error.message}`));
  }
  await owner.clock.settle();
  return done;
}

test("AttemptLoop: ready resolves when the attempt is ready, before it has ended", async () => {
  const owner = new Owner();
  const { ready } = owner.loop;
  owner.loop.start(undefined);
  assertEquals(await settled(owner, { ready }), []);
  owner.attempts[0]!.ready();
  assertEquals(await settled(owner, { ready }), ["ready"]);
  await owner.loop.ready;
});

test("AttemptLoop: a first attempt that fails before it is ready ends the loop, and rejects ready", async () => {
  const owner = new Owner();
  const { ready } = owner.loop;
  owner.loop.start(undefined);
  owner.attempts[0]!.fail("the port is in use");
  await assertRejects(() => ready, Error, "the port is in use");
  assertEquals([owner.loop.over, await owner.happened()], [true, ["open", "failed 0"]]);
});

test("AttemptLoop: a spacing that cannot be made ends the loop, and rejects ready", async () => {
  const owner = new Owner();
  owner.wrong = new RangeError("t5");
  const { ready } = owner.loop;
  owner.loop.start(undefined);
  await assertRejects(() => ready, RangeError, "t5");
  assertEquals([owner.loop.over, owner.lines], [true, []]);
});

test("AttemptLoop: it begins once the loop before it is over", async () => {
  const owner = new Owner();
  let end = (): void => {};
  owner.loop.start(new Promise<void>((resolve) => end = resolve));
  assertEquals(await owner.happened(), []);
  end();
  assertEquals(await owner.happened(), ["open"]);
});

test("AttemptLoop: stopped while it waits for the loop before it, it opens nothing", async () => {
  const owner = new Owner();
  let end = (): void => {};
  const { ready } = owner.loop;
  owner.loop.start(new Promise<void>((resolve) => end = resolve));
  const stopped = owner.loop.stop();
  assertEquals(await settled(owner, { ready, stopped }), []);
  end();
  assertEquals((await settled(owner, { ready, stopped })).sort(), ["ready", "stopped"]);
  assertEquals([owner.loop.over, owner.lines], [true, []]);
});

test("AttemptLoop: an attempt that fails is told with the time to the next one, which then comes", async () => {
  const owner = new Owner();
  owner.loop.start(undefined);
  owner.attempts[0]!.ready();
  owner.attempts[0]!.fail("refused");
  assertEquals(await owner.happened(), ["open", "failed 0", "told refused 100"]);
  await owner.clock.advance(99);
  assertEquals(await owner.happened(), []);
  await owner.clock.advance(1);
  assertEquals(await owner.happened(), ["open"]);
  owner.attempts[1]!.fail("refused");
  assertEquals(await owner.happened(), ["failed 100", "told refused 100"]);
});

test("AttemptLoop: after a connection that was lost it opens the next one, in its time", async () => {
  const { owner, loop } = await serving();
  await owner.clock.advance(1_000);
  loop.lost();
  assertEquals(await owner.happened(), ["lost 1000"]);
  await owner.clock.advance(100);
  owner.attempts[1]!.succeed();
  assertEquals(await owner.happened(), ["open", "established 1100", "serve"]);
});

test("AttemptLoop: stopped while it opens, it gives the attempt up, and counts it for the spacing", async () => {
  const owner = new Owner();
  owner.loop.start(undefined);
  const stopped = owner.loop.stop();
  assertEquals(owner.attempts[0]!.signal.aborted, true);
  await stopped;
  assertEquals([owner.loop.over, await owner.happened()], [true, ["open", "lost 0"]]);
  await owner.loop.ready;
});

test("AttemptLoop: a connection that comes up after the stop is refused, and not served", async () => {
  const owner = new Owner();
  owner.loop.start(undefined);
  owner.attempts[0]!.succeed();
  await owner.loop.stop();
  assertEquals(await owner.happened(), ["open", "refuse"]);
});

test("AttemptLoop: stopped while it serves, it closes the connection, and ends when that is gone", async () => {
  const { owner, loop } = await serving();
  const stopped = loop.stop();
  assertEquals(await settled(owner, { stopped }), []);
  assertEquals([loop.over, await owner.happened()], [false, ["close"]]);
  loop.lost();
  assertEquals(await settled(owner, { stopped }), ["stopped"]);
  assertEquals([loop.over, await owner.happened(), owner.clock.pending], [true, [], 0]);
});

test("AttemptLoop: stopped while it pauses, it ends at once and leaves no timer", async () => {
  const { owner, loop } = await serving();
  loop.lost();
  assertEquals(owner.clock.pending, 1);
  const stopped = loop.stop();
  assertEquals([loop.over, owner.clock.pending], [true, 0]);
  await stopped;
  await owner.clock.advance(1_000);
  assertEquals(await owner.happened(), ["lost 0"]);
});

test("AttemptLoop: a loop that has to pause first is ready at once", async () => {
  const { owner, loop } = await serving();
  loop.lost();
  await loop.stop();
  const next = new AttemptLoop({
    clock: owner.clock,
    open: (signal, ready) => owner.open(signal, ready),
    serve: () => {},
    refuse: () => {},
    close: () => {},
    failed: () => {},
    spacing: () => ({ delay: () => 50, failed: () => {}, established: () => {}, lost: () => {} }),
  });
  next.start(undefined);
  await next.ready;
  assertEquals([await owner.happened(), owner.clock.pending], [["lost 0"], 1]);
  await next.stop();
});
