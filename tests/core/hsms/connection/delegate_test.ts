import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  HsmsActiveConnection,
  type HsmsConnection,
  type HsmsConnectionDelegate,
  type HsmsConnectionOptions,
  HsmsStateError,
  linktestReq,
  linktestRsp,
  separateReq,
  streamFunction,
} from "@secs/hsms";
import { ScriptedPeer } from "@secs/hsms/testing";
import { Recorder } from "../../../support/recorder.ts";
import { Stage, TOOL } from "../../../support/stage.ts";

/** An active connection whose peer has accepted it. */
class Accepted extends Stage {
  readonly errors: unknown[] = [];
  readonly recorder: Recorder;
  readonly connection: HsmsActiveConnection;
  socket!: ScriptedPeer;

  private constructor(delegate: HsmsConnectionDelegate, options: Partial<HsmsConnectionOptions>) {
    super();
    this.recorder = new Recorder(delegate);
    this.connection = new HsmsActiveConnection(TOOL.address, TOOL.port, 0, this.recorder, {
      ...this.options,
      onDelegateError: (error) => this.errors.push(error),
      ...options,
    });
  }

  /** `delegate` is told what the recorder is told. */
  static async open(
    delegate: HsmsConnectionDelegate,
    options: Partial<HsmsConnectionOptions> = {},
  ): Promise<Accepted> {
    const stage = new Accepted(delegate, options);
    const listening = await ScriptedPeer.listen(stage.network, TOOL);
    await stage.connection.enable();
    stage.socket = await listening.accept();
    await stage.clock.settle();
    return stage;
  }
}

test("delegate: established comes strictly before the first packet, though it was sent with the handshake", async () => {
  const { clock, network } = new Stage();
  await network.listen(TOOL, (transport) => {
    transport.start({ onData() {}, onDrain() {}, onClose() {} });
    transport.write(linktestReq(1).encode());
    transport.write(linktestReq(2).encode());
    transport.close();
  });
  const recorder = new Recorder();
  const connection = new HsmsActiveConnection(TOOL.address, TOOL.port, 0, recorder, { network, clock });
  await connection.enable();
  await clock.settle();
  assertEquals(recorder.lines, [
    "established",
    "received Linktest.req",
    "received Linktest.req",
    "before-closed",
    "closed HsmsClosedError",
  ]);
  await connection.disable();
});

test("delegate: packets sent when established, and in reply, go out in one write each burst", async () => {
  const { socket, connection } = await Accepted.open({
    onConnectionEstablished: (c) => {
      c.sendPacket(linktestReq(1));
      c.sendPacket(linktestReq(2));
    },
    onConnectionPacketReceived: (c, packet) => c.sendPacket(linktestRsp(packet)),
  });
  await socket.expect(linktestReq(1).encode());
  await socket.expect(linktestReq(2).encode());
  socket.send(Uint8Array.of(...linktestReq(3).encode(), ...linktestReq(4).encode()));
  await socket.expect(linktestRsp(linktestReq(3)).encode());
  await socket.expect(linktestRsp(linktestReq(4)).encode());
  await connection.disable();
});

test("delegate: packets sent in before-closed still go out, and none after it", async () => {
  let late: unknown;
  const { socket, connection } = await Accepted.open({
    onConnectionBeforeClosed: (c) => {
      c.sendPacket(streamFunction(6, 11, new Uint8Array(500_000)));
      c.sendPacket(separateReq(9));
    },
    onConnectionClosed: (c) => {
      late = assertThrows(() => c.sendPacket(linktestReq(1)), HsmsStateError);
    },
  });
  const disabled = connection.disable();
  await socket.expect(streamFunction(6, 11, new Uint8Array(500_000)).encode());
  await socket.expect(separateReq(9).encode());
  await socket.expectEnd();
  await disabled;
  assert(late instanceof HsmsStateError);
});

test("delegate: in before-closed after the peer has gone nothing can be sent", async () => {
  const seen: unknown[] = [];
  const { socket, connection, clock } = await Accepted.open({
    onConnectionBeforeClosed: (c) => {
      seen.push(c.connected, assertThrows(() => c.sendPacket(separateReq(1)), HsmsStateError).code);
    },
  });
  socket.end();
  await clock.settle();
  assertEquals(seen, [false, "not-connected"]);
  await connection.disable();
});

for (
  const method of [
    "onConnectionEstablished",
    "onConnectionPacketReceived",
    "onConnectionBeforeClosed",
    "onConnectionClosed",
  ] as const
) {
  test(`delegate: disable inside ${method} works, and each call comes once`, async () => {
    let done: Promise<void> | undefined;
    const { socket, connection, recorder, clock } = await Accepted.open({
      [method]: (c: HsmsConnection) => {
        done ??= c.disable();
      },
    });
    if (done === undefined) {
      socket.send(Uint8Array.of(...linktestReq(1).encode(), ...linktestReq(2).encode()));
      await clock.settle();
      socket.end();
    }
    await clock.advance(5_000);
    await done;
    assert(!connection.enabled);
    assertEquals([recorder.count("established"), recorder.count("before-closed"), recorder.count("closed")], [
      1,
      1,
      1,
    ]);
    await clock.advance(60_000);
    assertEquals(recorder.count("established"), 1);
  });

  test(`delegate: an error thrown in ${method} disturbs nothing and reaches onDelegateError`, async () => {
    const { socket, connection, recorder, errors, clock } = await Accepted.open({
      [method]: () => {
        throw new Error(`bug in ${method}`);
      },
    });
    socket.send(Uint8Array.of(...linktestReq(1).encode(), ...linktestReq(2).encode()));
    await clock.settle();
    socket.end();
    await clock.settle();
    assertEquals(recorder.lines, [
      "established",
      "received Linktest.req",
      "received Linktest.req",
      "before-closed",
      "closed HsmsClosedError",
    ]);
    assertEquals(
      errors.map((error) => (error as Error).message),
      new Array(errors.length).fill(`bug in ${method}`),
    );
    assertEquals(errors.length, method === "onConnectionPacketReceived" ? 2 : 1);
    await connection.disable();
  });
}

test("delegate: a packet after disable in the same chunk is not delivered", async () => {
  const { socket, connection, recorder, clock } = await Accepted.open({
    onConnectionPacketReceived: (c) => void c.disable(),
  });
  socket.send(Uint8Array.of(...linktestReq(1).encode(), ...linktestReq(2).encode()));
  await clock.advance(5_000);
  assertEquals(recorder.lines, ["established", "received Linktest.req", "before-closed", "closed"]);
  await connection.disable();
});

test("delegate: a rejected promise of an async method reaches onDelegateError too", async () => {
  const failing = {
    onConnectionEstablished: () => Promise.reject(new Error("later")),
  } as HsmsConnectionDelegate;
  const { connection, errors, clock } = await Accepted.open(failing);
  await clock.settle();
  assertEquals(errors.map(String), ["Error: later"]);
  await connection.disable();
});

test("delegate: a class with some of the methods is enough", async () => {
  class OnlyClosed {
    closed = 0;
    onConnectionClosed(): void {
      this.closed++;
    }
  }
  const { clock, network } = new Stage();
  const listening = await ScriptedPeer.listen(network, TOOL);
  const delegate = new OnlyClosed();
  const connection = new HsmsActiveConnection(TOOL.address, TOOL.port, 0, delegate, { network, clock });
  await connection.enable();
  (await listening.accept()).send(linktestReq(1).encode());
  await clock.settle();
  await connection.disable();
  assertEquals(delegate.closed, 1);
});

test("trace: tells every event in order, with the clock's time, and a trace that throws disturbs nothing", async () => {
  const seen: string[] = [];
  const { socket, connection, errors, clock } = await Accepted.open({
    onConnectionPacketReceived: (c, packet) => c.sendPacket(linktestRsp(packet)),
  }, {
    trace: (event) => {
      seen.push(`${event.time} ${event.type}`);
      throw new Error("bug in the trace");
    },
  });
  await clock.advance(100);
  socket.send(linktestReq(1).encode());
  await socket.expect(linktestRsp(linktestReq(1)).encode());
  await connection.disable();
  assertEquals(seen, ["0 connecting", "0 connected", "100 received", "100 sent", "100 closed"]);
  assertEquals(errors.length, 5);
});
