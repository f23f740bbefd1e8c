import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import type { DenoApi, DenoConn, DenoConnectOptions } from "../../src/transports/deno/deno_api.ts";
import { connect } from "../../src/transports/deno/deno_network.ts";

const { Deno: runtime } = globalThis as { Deno?: DenoApi };
const skip = runtime === undefined;
const PEER = { address: "10.0.0.7", port: 5000 };

/** What Deno 2.9.6 does with its signal: it stops a dial under way, and checks the signal again after a success. */
class FakeConnect {
  /** Sockets that are open. */
  open = 0;
  #succeed: (() => void) | undefined;

  /** Stands in for `Deno.connect` while `use` runs. */
  async during(use: () => Promise<unknown>): Promise<void> {
    const { connect } = runtime!;
    runtime!.connect = (options) => this.#connect(options);
    try {
      await use();
    } finally {
      runtime!.connect = connect;
    }
  }

  /** TCP is up; who dialled learns of it later. */
  succeed(): void {
    this.open++;
    this.#succeed!();
  }

  async #connect({ signal }: DenoConnectOptions): Promise<DenoConn> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      this.#succeed = resolve;
      signal?.addEventListener("abort", () => reject(new Error("operation canceled")));
    });
    signal?.throwIfAborted();
    return { close: () => this.open-- } as unknown as DenoConn;
  }
}

test("deno: a connection that comes up just before it is given up is closed", { skip }, async () => {
  const fake = new FakeConnect();
  const control = new AbortController();
  await fake.during(async () => {
    const dial = connect(PEER, control.signal);
    fake.succeed();
    control.abort(new Error("given up"));
    await assertRejects(() => dial, Error, "given up");
  });
  assertEquals(fake.open, 0);
});

test("deno: a dial that is under way stops when it is given up, and tells the reason", { skip }, async () => {
  const fake = new FakeConnect();
  const control = new AbortController();
  await fake.during(async () => {
    const dial = connect(PEER, control.signal);
    control.abort(new Error("given up"));
    await assertRejects(() => dial, Error, "given up");
    await assertRejects(() => connect(PEER, control.signal), Error, "given up");
  });
  assertEquals(fake.open, 0);
});

test("deno: a connection that comes up first is handed over, and outlives its signal", { skip }, async () => {
  const fake = new FakeConnect();
  const control = new AbortController();
  await fake.during(async () => {
    const dial = connect(PEER, control.signal);
    fake.succeed();
    await dial;
    control.abort(new Error("too late"));
  });
  assertEquals(fake.open, 1);
});
