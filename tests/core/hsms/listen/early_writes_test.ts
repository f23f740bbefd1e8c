// What a transport offers besides the least that a transport must have reaches every connection of a server and of a manager.

import { test } from "node:test";
import { assertEquals, assertStrictEquals } from "@std/assert";
import { type HsmsConnection, HsmsConnectionManager, HsmsMultiPassiveServer, linktestReq } from "@secs/hsms";
import { OnePort } from "../../../support/one_port.ts";
import { FakeTransport } from "./fake_transport.ts";

/** Frames that are taken before a transport that writes at once is given some. */
const EARLY = 64;

/** A transport that lends memory for its writes, and takes them at once. */
class FastTransport extends FakeTransport {
  readonly writesAtOnce = true;
  readonly lent: Uint8Array[] = [];
  readonly written: Uint8Array[] = [];

  allocate(size: number): Uint8Array {
    const memory = new Uint8Array(size);
    this.lent.push(memory);
    return memory;
  }

  override write(bytes: Uint8Array): boolean {
    this.written.push(bytes);
    return true;
  }
}

/** Enables a connection for the peer at 10.0.0.1, at a port of that kind. */
const OWNERS: Record<string, (network: OnePort) => Promise<HsmsConnection>> = {
  "an HsmsMultiPassiveServer": async (network) => {
    const server = new HsmsMultiPassiveServer(5000, { network });
    const connection = server.createConnection("10.0.0.1", 5000, 0, {});
    await connection.enable();
    await server.start();
    return connection;
  },
  "an HsmsConnectionManager": async (network) => {
    const handler = new HsmsConnectionManager({ network }).addPeer("tool-1", "10.0.0.1", 5000, false, 0);
    await handler.enable();
    return handler.connection;
  },
};

for (const [owner, enable] of Object.entries(OWNERS)) {
  test(`${owner} writes early to a transport that writes at once, into the memory that it lends`, async () => {
    const network = new OnePort();
    const connection = await enable(network);
    const transport = new FastTransport();
    network.accept(transport);
    while (!connection.connected) await Promise.resolve();
    for (let i = 1; i < EARLY; i++) connection.sendPacket(linktestReq(i));
    assertEquals(transport.written.length, 0);
    connection.sendPacket(linktestReq(EARLY));
    assertEquals(transport.written.map(({ length }) => length), [EARLY * 14], "in the same turn");
    assertStrictEquals(transport.written[0], transport.lent[0]);
    transport.end();
    await connection.disable();
  });
}
