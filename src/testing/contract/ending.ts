import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import type { Probe } from "./probe.ts";
import { assertBytes, sample } from "./samples.ts";
import { casesOf, type Scene, type TransportContractCase, type TransportContractOptions } from "./scene.ts";

const MIB = 1024 * 1024;

/** A connection ends once, in every way that it can end. */
export function endingCases(options: TransportContractOptions): TransportContractCase[] {
  return casesOf(options, {
    async "close ends both sides without an error"(scene) {
      const [dialled, accepted] = await scene.startedPair();
      dialled.close();
      assertEquals(await accepted.untilClosed(), undefined);
      assertEquals(await dialled.untilClosed(), undefined);
      await scene.fence();
    },

    async "the accepting side may close too"(scene) {
      const [dialled, accepted] = await scene.startedPair();
      accepted.close();
      assertEquals(await dialled.untilClosed(), undefined);
      assertEquals(await accepted.untilClosed(), undefined);
      await scene.fence();
    },

    async "both sides may close at once"(scene) {
      const [dialled, accepted] = await scene.startedPair();
      dialled.close();
      accepted.close();
      assertEquals(await dialled.untilClosed(), undefined);
      assertEquals(await accepted.untilClosed(), undefined);
    },

    async "the last megabyte before close arrives"(scene) {
      const [dialled, accepted] = await scene.startedPair();
      const bytes = sample(MIB, 17);
      dialled.write(bytes);
      dialled.close();
      assertEquals(await accepted.untilClosed(), undefined);
      assertBytes(accepted.bytes, bytes);
      assertEquals(await dialled.untilClosed(), undefined);
    },

    async "what the peer sends during close is discarded and does not break it"(scene) {
      const [dialled, accepted] = await scene.startedPair();
      const bytes = sample(MIB, 19);
      accepted.write(sample(4 * MIB, 23));
      dialled.write(bytes);
      dialled.close();
      assertEquals(await accepted.untilClosed(), undefined);
      assertBytes(accepted.bytes, bytes);
      assertEquals(await dialled.untilClosed(), undefined);
    },

    async "bytes and the end that arrive before start are told after it"(scene) {
      const [dialled, accepted] = await scene.pair();
      const bytes = sample(10_000);
      dialled.start().write(bytes);
      dialled.close();
      await scene.fence();
      assertEquals(await accepted.start().untilClosed(), undefined);
      assertBytes(accepted.bytes, bytes);
    },

    async "bytes and the end that arrive while paused are told in this order after resume"(scene) {
      const [dialled, accepted] = await scene.startedPair();
      accepted.pause();
      const bytes = sample(50_000);
      dialled.write(bytes);
      dialled.close();
      await scene.fence();
      assertEquals(accepted.closed, false);
      accepted.resume();
      assertEquals(await accepted.untilClosed(), undefined);
      assertBytes(accepted.bytes, bytes);
    },

    async "a reset by the peer ends the connection with code reset"(scene) {
      const [dialled, accepted] = await scene.startedPair();
      accepted.write(Uint8Array.of(1));
      await dialled.untilLength(1);
      accepted.abort();
      await expectPeersAbort(scene, dialled);
      await scene.fence();
    },

    async "abort ends at once, with the reason as the cause"(scene) {
      const [dialled, accepted] = await scene.startedPair();
      const reason = new Error("T8 ran out");
      dialled.abort(reason);
      const error = await dialled.untilClosed();
      assertEquals(error?.code, "aborted");
      assertStrictEquals(error?.cause, reason);
      assert(error!.message.includes("T8 ran out"));
      await expectPeersAbort(scene, accepted);
    },

    async "abort overtakes what waits to be sent"(scene) {
      const [dialled, accepted] = await scene.pair();
      dialled.start().write(new Uint8Array(32 * MIB));
      dialled.abort();
      assertEquals((await dialled.untilClosed())?.code, "aborted");
      accepted.keep = false;
      await accepted.start().untilClosed();
      assert(accepted.length < 32 * MIB);
    },

    async "abort during close ends the wait"(scene) {
      const [dialled, accepted] = await scene.pair();
      dialled.start().close();
      dialled.abort(new Error("enough"));
      assertEquals((await dialled.untilClosed())?.code, "aborted");
      await accepted.start().untilClosed();
    },

    async "a throw in onData aborts the transport, with it as the cause"(scene) {
      const [dialled, accepted] = await scene.pair();
      const thrown = new Error("handler failed");
      accepted.start({ onData: () => fail(thrown) });
      dialled.start().write(Uint8Array.of(1));
      await expectThrown(accepted, thrown);
      await dialled.untilClosed();
      await scene.fence();
    },

    async "a throw in onDrain aborts the transport, with it as the cause"(scene) {
      const [dialled, accepted] = await scene.pair();
      const thrown = new Error("handler failed");
      accepted.keep = false;
      accepted.start();
      dialled.start({ onDrain: () => fail(thrown) });
      assertEquals(dialled.write(new Uint8Array(32 * MIB)), false);
      await expectThrown(dialled, thrown);
      await accepted.untilClosed();
    },

    async "close before start: onClose comes after start"(scene) {
      const [dialled, accepted] = await scene.pair();
      dialled.write(Uint8Array.of(1, 2, 3));
      dialled.close();
      assertEquals(await accepted.start().untilClosed(), undefined);
      assertEquals([...accepted.bytes], [1, 2, 3]);
      assertEquals(await dialled.start().untilClosed(), undefined);
    },

    async "abort before start: onClose comes after start"(scene) {
      const [dialled, accepted] = await scene.pair();
      const reason = new Error("not wanted");
      dialled.abort(reason);
      await expectPeersAbort(scene, accepted.start());
      assertEquals(dialled.closed, false);
      assertStrictEquals((await dialled.start().untilClosed())?.cause, reason);
    },

    async "after the end every method is harmless, and write says false"(scene) {
      const [dialled, accepted] = await scene.startedPair();
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
      await scene.fence();
      assertEquals([dialled.error, accepted.error, accepted.length], [undefined, undefined, 0]);
    },
  });
}

/** Nothing calls back while it is called, whatever the owner calls from where. */
export function callCases(options: TransportContractOptions): TransportContractCase[] {
  return casesOf(options, {
    async "no handler method is called from inside a method of the transport"(scene) {
      const [dialled, accepted] = await scene.pair();
      dialled.start().write(sample(200_000));
      dialled.close();
      await scene.fence();
      accepted.start();
      accepted.pause();
      await scene.fence();
      accepted.resume();
      accepted.write(sample(1000));
      accepted.pause();
      accepted.resume();
      await accepted.untilClosed();
    },

    async "a handler may write, pause, resume and close from inside onData"(scene) {
      const [dialled, accepted] = await scene.pair();
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

    async "a handler may abort from inside onData and onDrain"(scene) {
      const [dialled, accepted] = await scene.pair();
      accepted.start({ onData: () => accepted.abort() });
      dialled.start({ onDrain: () => dialled.abort() }).write(new Uint8Array(32 * MIB));
      assertEquals((await accepted.untilClosed())?.code, "aborted");
      await dialled.untilClosed();
    },

    async "start may be called once"(scene) {
      const [dialled] = await scene.pair();
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

async function expectPeersAbort(scene: Scene, probe: Probe): Promise<void> {
  const error = await probe.untilClosed();
  assertEquals(error?.code, scene.reset ? "reset" : undefined);
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
