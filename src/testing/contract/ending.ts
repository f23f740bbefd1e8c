import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import type { Probe } from "./probe.ts";
import { assertBytes, sample } from "./samples.ts";
import {
  casesOf,
  type Fixture,
  type TransportContractCase,
  type TransportContractOptions,
} from "./fixture.ts";

const MIB = 1024 * 1024;

/** How a connection ends, in all possible ways: once. */
export function endingCases(options: TransportContractOptions): TransportContractCase[] {
  return casesOf(options, {
    async "close ends both sides without an error"(fixture) {
      const [dialled, accepted] = await fixture.startedPair();
      dialled.close();
      assertEquals(await accepted.untilClosed(), undefined);
      assertEquals(await dialled.untilClosed(), undefined);
      await fixture.fence();
    },

    async "the accepting side may close too"(fixture) {
      const [dialled, accepted] = await fixture.startedPair();
      accepted.close();
      assertEquals(await dialled.untilClosed(), undefined);
      assertEquals(await accepted.untilClosed(), undefined);
      await fixture.fence();
    },

    async "both sides may close at once"(fixture) {
      const [dialled, accepted] = await fixture.startedPair();
      dialled.close();
      accepted.close();
      assertEquals(await dialled.untilClosed(), undefined);
      assertEquals(await accepted.untilClosed(), undefined);
    },

    async "the last megabyte before close arrives"(fixture) {
      const [dialled, accepted] = await fixture.startedPair();
      const bytes = sample(MIB, 17);
      dialled.write(bytes);
      dialled.close();
      assertEquals(await accepted.untilClosed(), undefined);
      assertBytes(accepted.bytes, bytes);
      assertEquals(await dialled.untilClosed(), undefined);
    },

    async "what the peer sends during close is discarded and does not break it"(fixture) {
      const [dialled, accepted] = await fixture.startedPair();
      const bytes = sample(MIB, 19);
      accepted.write(sample(4 * MIB, 23));
      dialled.write(bytes);
      dialled.close();
      assertEquals(await accepted.untilClosed(), undefined);
      assertBytes(accepted.bytes, bytes);
      assertEquals(await dialled.untilClosed(), undefined);
    },

    async "bytes and the end that arrive before start are told after it"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      const bytes = sample(10_000);
      dialled.start().write(bytes);
      dialled.close();
      await fixture.fence();
      assertEquals(await accepted.start().untilClosed(), undefined);
      assertBytes(accepted.bytes, bytes);
    },

    async "bytes and the end that arrive while paused are told in this order after resume"(fixture) {
      const [dialled, accepted] = await fixture.startedPair();
      accepted.pause();
      const bytes = sample(50_000);
      dialled.write(bytes);
      dialled.close();
      await fixture.fence();
      assertEquals(accepted.closed, false);
      accepted.resume();
      assertEquals(await accepted.untilClosed(), undefined);
      assertBytes(accepted.bytes, bytes);
    },

    async "a reset by the peer ends the connection with code reset"(fixture) {
      const [dialled, accepted] = await fixture.startedPair();
      accepted.write(Uint8Array.of(1));
      await dialled.untilLength(1);
      accepted.abort();
      await expectPeersAbort(fixture, dialled);
      await fixture.fence();
    },

    async "abort ends at once, with the reason as the cause"(fixture) {
      const [dialled, accepted] = await fixture.startedPair();
      const reason = new Error("T8 ran out");
      dialled.abort(reason);
      const error = await dialled.untilClosed();
      assertEquals(error?.code, "aborted");
      assertStrictEquals(error?.cause, reason);
      assert(error!.message.includes("T8 ran out"));
      await expectPeersAbort(fixture, accepted);
    },

    async "abort overtakes what waits to be sent"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      dialled.start().write(new Uint8Array(32 * MIB));
      dialled.abort();
      assertEquals((await dialled.untilClosed())?.code, "aborted");
      accepted.keep = false;
      await accepted.start().untilClosed();
      assert(accepted.length < 32 * MIB);
    },

    async "abort during close ends the wait"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      dialled.start().close();
      dialled.abort(new Error("enough"));
      assertEquals((await dialled.untilClosed())?.code, "aborted");
      await accepted.start().untilClosed();
    },

    async "a throw in onData aborts the transport, with it as the cause"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      const thrown = new Error("handler failed");
      accepted.start({ onData: () => fail(thrown) });
      dialled.start().write(Uint8Array.of(1));
      await expectThrown(accepted, thrown);
      await dialled.untilClosed();
      await fixture.fence();
    },

    async "a throw in onDrain aborts the transport, with it as the cause"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      const thrown = new Error("handler failed");
      accepted.keep = false;
      accepted.start();
      dialled.start({ onDrain: () => fail(thrown) });
      assertEquals(dialled.write(new Uint8Array(32 * MIB)), false);
      await expectThrown(dialled, thrown);
      await accepted.untilClosed();
    },

    async "close before start: onClose comes after start"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      dialled.write(Uint8Array.of(1, 2, 3));
      dialled.close();
      assertEquals(await accepted.start().untilClosed(), undefined);
      assertEquals([...accepted.bytes], [1, 2, 3]);
      assertEquals(await dialled.start().untilClosed(), undefined);
    },

    async "abort before start: onClose comes after start"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      const reason = new Error("not wanted");
      dialled.abort(reason);
      await expectPeersAbort(fixture, accepted.start());
      assertEquals(dialled.closed, false);
      assertStrictEquals((await dialled.start().untilClosed())?.cause, reason);
    },

    async "after the end every method is harmless, and write says false"(fixture) {
      const [dialled, accepted] = await fixture.startedPair();
      dialled.close();
      dialled.close();
      assertEquals(dialled.write(Uint8Array.of(1)), false);
      dialled.pause();
      dialled.resume();
      await accepted.untilClosed();
      await dialled.untilClosed();
      for (const probe of [dialled, accepted]) {
        assertEquals(probe.write(Uint8Array.of(1)), false);
        probe.pause();
        probe.resume();
        probe.close();
        probe.abort(new Error("too late"));
      }
      await fixture.fence();
      assertEquals([dialled.error, accepted.error, accepted.length], [undefined, undefined, 0]);
    },
  });
}

/** How calls and callbacks nest. */
export function callCases(options: TransportContractOptions): TransportContractCase[] {
  return casesOf(options, {
    async "no handler method is called from inside a method of the transport"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      dialled.start().write(sample(200_000));
      dialled.close();
      await fixture.fence();
      accepted.start();
      accepted.pause();
      await fixture.fence();
      accepted.resume();
      accepted.write(sample(1000));
      accepted.pause();
      accepted.resume();
      await accepted.untilClosed();
    },

    async "a handler may write, pause, resume and close from inside onData"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      accepted.start({
        onData() {
          accepted.write(Uint8Array.of(1, 2, 3));
          flicker(accepted);
          accepted.close();
        },
      });
      dialled.start().write(sample(10));
      assertEquals(await dialled.untilClosed(), undefined);
      assertEquals([...dialled.bytes], [1, 2, 3]);
      assertEquals(await accepted.untilClosed(), undefined);
    },

    async "a handler may abort from inside onData and onDrain"(fixture) {
      const [dialled, accepted] = await fixture.pair();
      accepted.start({ onData: () => accepted.abort() });
      dialled.start({ onDrain: () => dialled.abort() }).write(new Uint8Array(32 * MIB));
      assertEquals((await accepted.untilClosed())?.code, "aborted");
      await dialled.untilClosed();
    },

    async "start may be called once"(fixture) {
      const [dialled] = await fixture.pair();
      dialled.start();
      let thrown: unknown;
      try {
        dialled.transport.start(dialled);
      } catch (error) {
        thrown = error;
      }
      assert(thrown instanceof TypeError);
    },
  });
}

async function expectPeersAbort(fixture: Fixture, probe: Probe): Promise<void> {
  const error = await probe.untilClosed();
  assertEquals(error?.code, fixture.reset ? "reset" : undefined);
}

async function expectThrown(probe: Probe, thrown: Error): Promise<void> {
  const error = await probe.untilClosed();
  assertEquals(error?.code, "aborted");
  assertStrictEquals(error?.cause, thrown);
}

function flicker(probe: Probe): void {
  probe.pause();
  probe.resume();
}

function fail(error: Error): never {
  throw error;
}
