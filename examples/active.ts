/**
 * The active connection of the seed: it connects to a peer at 127.0.0.1, a script in this file, prints what the delegate
 * is called with, and ends.
 *
 * Prints:
 *
 *     Connection established
 *     Packet received header: {sessionId:0x0000, stream:00, function:04, pType:0x00, sType:0x07, system:0x00000000, requireResponse:0}
 *     Packet received header: {sessionId:0x0000, stream:00, function:01, pType:0x00, sType:0x07, system:0x00000000, requireResponse:0}
 *     Connection about to be terminated
 *     Connection terminated
 *
 * @module
 */
// deno-lint-ignore-file no-console
import { HsmsActiveConnection, type HsmsConnection, type HsmsPacket, tcp } from "@secs/hsms";
import { ScriptedPeer } from "@secs/hsms/testing";

/** A peer that floods must not fill the memory with lines that wait to be printed. */
const MAX_LINES = 100;

class DelegateSample {
  #packets = 0;

  onConnectionEstablished(_connection: HsmsConnection): void {
    console.log("Connection established");
  }

  onConnectionPacketReceived(_connection: HsmsConnection, packet: HsmsPacket): void {
    if (++this.#packets <= MAX_LINES) console.log(`Packet received ${packet}`);
  }

  onConnectionBeforeClosed(_connection: HsmsConnection): void {
    console.log("Connection about to be terminated");
  }

  onConnectionClosed(_connection: HsmsConnection, _error?: Error): void {
    console.log("Connection terminated");
    ended();
  }
}

let ended = (): void => {};
const end = new Promise<void>((resolve) => ended = resolve);

// The peer is a passive side that sends two Reject.req and closes TCP.
const peer = await ScriptedPeer.listen(tcp, { address: "127.0.0.1", port: 0 });

const connection = new HsmsActiveConnection("127.0.0.1", peer.endpoint.port, 0, new DelegateSample(), {
  network: tcp,
});
await connection.enable();

const socket = await peer.accept();
socket.send("0000000a 0000 00 04 00 07 00000000");
socket.send("0000000a 0000 00 01 00 07 00000000");
socket.end();

await end;
await connection.disable();
await peer.close();
