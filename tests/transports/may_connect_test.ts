import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { HsmsPassiveConnection, type HsmsTraceEvent, tcp } from "@secs/hsms";
import { VirtualClock } from "@secs/hsms/testing";
import type { Endpoint, ListenOptions, Network, Transport } from "../../src/core/network/mod.ts";
import { Handshakes } from "../../src/transports/handshakes.ts";
import { readTls } from "../../src/transports/tls_options.ts";

/** A network whose clients begin a handshake that never ends by itself. */
class HandshakeNetwork implements Network {
  handshakes: Handshakes | undefined;
  readonly dial = tcp.dial;
  readonly resolve = tcp.resolve;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  listen(endpoint: Endpoint, _accept: (transport: Transport) => void, options: ListenOptions = {}) {
    this.handshakes = new Handshakes(readTls({ clock: this.#clock }), options);
    return Promise.resolve({ endpoint, close: () => Promise.resolve(this.handshakes!.close()) });
  }
}

test("a client that is not allowed is cut off before its TLS handshake, and is in the trace once", async () => {
  const clock = new VirtualClock();
  const network = new HandshakeNetwork(clock);
  const refused: string[] = [];
  const trace = (event: HsmsTraceEvent): void => {
    if (event.type === "refused") refused.push(`${event.remote.address} ${event.why}`);
  };
  const allow = ["10.1.0.0/16"];
  const connection = new HsmsPassiveConnection("*", 5000, 0, {}, { network, clock, allow, trace });
  await connection.enable();
  let released = 0;
  const begin = (address: string) => network.handshakes!.begin({ address, port: 40_000 }, () => released++);
  assertEquals([begin("10.2.0.1"), released], [undefined, 1]);
  assertEquals(refused, ["10.2.0.1 not-allowed"]);
  begin("10.1.0.1")!.fail(new Error("no TLS"));
  assertEquals(refused, ["10.2.0.1 not-allowed", "10.1.0.1 handshake"]);
  assertEquals([begin("10.1.0.1")!.succeed(), released, clock.pending], [true, 2, 0]);
  await connection.disable();
  assertEquals([begin("10.2.0.1"), released, refused.length], [undefined, 3, 2]);
});
