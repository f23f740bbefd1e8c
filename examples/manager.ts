/**
 * The connection manager of the seed: adds a passive peer, tests the link, and stops. The peer is a handler of this
 * process.
 *
 * Prints:
 *
 *     header: {sessionId:0xffff, stream:00, function:00, pType:0x00, sType:0x06, system:0x0000000d, requireResponse:0}
 *
 * @module
 */
// deno-lint-ignore-file no-console
import { HsmsConnectionManager, HsmsProtocol, tcp } from "@secs/hsms";

// In a fab: addPeer("connection", "10.211.55.33", 5000, false, 0) with the peer's address and a fixed port.
const manager = new HsmsConnectionManager({ network: tcp, bindAddress: "127.0.0.1" });
const handler = manager.addPeer("connection", "127.0.0.1", 0, false, 0, { firstSystem: 13 });
await handler.enable();

// The peer: an active side that selects.
const { port } = manager.listeningEndpoint(0)!;
const peer = new HsmsProtocol("127.0.0.1", port, true, 0, "peer", { network: tcp });
await peer.enable();

await handler.whenSelected();
console.log(`${await handler.sendLinktestReq()}`);

await handler.disable();
await manager.stop();
await peer.disable();
