// Peers that send as fast as the machine takes it: data, and frames that each earn a Reject.

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { HsmsProtocolError } from "@secs/hsms";
import { fromHex } from "../support/hex.ts";
import { Client } from "./client.ts";
import { SELECT_REQ } from "../support/stage.ts";
import { request, ToolServer } from "./tool_server.ts";

const S1F1 = fromHex("0000000a 0000 81 01 00 00 00000001");
/** SType 8 is none: each earns a Reject. */
const UNKNOWN = fromHex("0000000a ffff 00 00 00 08 00000002");
/** Frames in one write. */
const BURST = 2000;
/** While a healthy peer waits for one answer, a flood may get this many: some full reads of its socket. */
const MOST_BETWEEN = 50 * BURST;

test(
  "a flood of requests: every request of another peer is answered, with a bounded number of the flood's between",
  {
    timeout: 60_000,
  },
  async () => {
    await ToolServer.play({}, async (server) => {
      await server.addTool();
      await server.addTool();
      const flooder = await Client.dial(server.endpoint);
      flooder.transport.write(fromHex(SELECT_REQ));
      await server.log.saw("selected 0");
      const host = await server.addHost();

      const stop = new AbortController();
      const flood = flooder.flood(times(S1F1, BURST), stop.signal);
      let most = 0;
      for (let i = 0; i < 20 || server.answered <= 10 * BURST; i++) {
        const before = server.answered;
        await request(host);
        most = Math.max(most, server.answered - before);
      }
      stop.abort();
      await flood;
      assert(most <= MOST_BETWEEN, `${most} messages of the flood went before one answer`);
      assertEquals(server.errors, [[], []]);
      flooder.transport.abort();
    });
  },
);

test(
  "a flood of requests that take 0.1 ms each: another peer waits for some turns of the event loop, not for a chunk",
  {
    timeout: 60_000,
  },
  async () => {
    await ToolServer.play({}, async (server) => {
      const flooded = await server.addTool();
      await server.addTool();
      const flooder = await Client.dial(server.endpoint);
      flooder.transport.write(fromHex(SELECT_REQ));
      await server.log.saw("selected 0");
      const host = await server.addHost();

      flooded.on("primary", () => {
        for (const end = performance.now() + 0.1; performance.now() < end;);
      });
      const stop = new AbortController();
      const flood = flooder.flood(times(S1F1, BURST), stop.signal);
      let most = 0;
      for (let i = 0; i < 20 || server.answered <= BURST; i++) {
        const before = server.answered;
        await request(host);
        most = Math.max(most, server.answered - before);
      }
      stop.abort();
      await flood;
      assert(most <= BURST, `${most} messages of the flood went before one answer`);
      flooder.transport.abort();
    });
  },
);

test(
  "a flood of frames that earn Rejects: its answers are bounded, it is dropped, again and again, and others are served",
  {
    timeout: 60_000,
  },
  async () => {
    await ToolServer.play({}, async (server) => {
      await server.addTool(); // the flooder's, as it comes first
      await server.addTool();
      const floods: Promise<void>[] = [];
      const burst = times(UNKNOWN, BURST);
      let flooder = await Client.dial(server.endpoint);
      flooder.transport.write(fromHex(SELECT_REQ));
      await server.log.saw("selected 0");
      const host = await server.addHost();
      for (let round = 1; round <= 20; round++) {
        floods.push(flooder.flood(burst, AbortSignal.timeout(30_000)));
        await request(host);
        await server.log.saw("disconnected 0 HsmsProtocolError", round);
        await flooder.ended;
        assert(flooder.heard <= 14 * 101, `${flooder.heard} bytes were answered`);
        await request(host);
        flooder = await Client.dial(server.endpoint);
        await server.log.saw("connected 0", round + 1);
      }
      await Promise.all(floods);
      for (const error of server.errors[0]!) {
        assertInstanceOf(error, HsmsProtocolError);
        assertEquals(error.code, "reject-flood");
      }
      assertEquals([server.errors[0]!.length, server.errors[1]], [20, []]);
      flooder.transport.abort();
    });
  },
);

function times(frame: Uint8Array, count: number): Uint8Array {
  const bytes = new Uint8Array(frame.length * count);
  for (let i = 0; i < count; i++) bytes.set(frame, i * frame.length);
  return bytes;
}
