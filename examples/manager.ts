/**
 * The connection manager of the seed: it adds a passive peer, tests the link, and stops. The peer is a handler in this
 * process.
 *
 * Prints:
 *
 *     header: {sessionId:0xffff, stream:00, function:00, pType:0x00, sType:0x06, system:0x0000000d, requireResponse:0}
 *
 * @module
 */
// deno-lint-ignore-file no-console
import { connect, HsmsConnectionManager, tcp } from "@secs/hsms";

// In a fab use the address of the peer and a fixed port: addPeer("connection", "10.211.55.33", 5000, false, 0).
const manager = new HsmsConnectionManager({ network: tcp, bindAddress: "127.0.0.1" });
const handler = manager.addPeer("connection", "127.0.0.1", 0, false, 0, { firstSystem: 13 });
await handler.enable();

// The peer is active: it connects and selects.
const { port } = manager.listeningEndpoint(0)!;
const peer = await connect({ address: "127.0.0.1", port });

await handler.whenSelected();
console.log(`${await handler.sendLinktestReq()}`);

await handler.disable();
await manager.stop();
await peer.disable();
