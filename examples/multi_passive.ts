/**
 * The multi-passive connection of the seed: one listening port, and one connection for each expected peer. The peer is a
 * script in this file.
 *
 * Prints:
 *
 *     Connection established
 *     Packet received header: {sessionId:0xffff, stream:00, function:00, pType:0x00, sType:0x01, system:0x00000003, requireResponse:0}
 *     Packet received header: {sessionId:0x0000, stream:00, function:03, pType:0x00, sType:0x07, system:0x00000000, requireResponse:0}
 *     Connection about to be terminated
 *     Connection terminated
 *
 * @module
 */
// deno-lint-ignore-file no-console
import { type HsmsConnection, HsmsMultiPassiveServer, type HsmsPacket, tcp } from "@secs/hsms";
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

// In a fab use a fixed port, and call createConnection once for each tool.
const server = new HsmsMultiPassiveServer(0, { network: tcp, bindAddress: "127.0.0.1" });
const connection = server.createConnection("127.0.0.1", 0, 0, new DelegateSample());
server.createConnection("10.211.55.33", 0, 0, {});
await connection.enable();
await server.start();

// The peer is an active side that sends Select.req and Reject.req, and closes TCP.
const peer = await ScriptedPeer.dial(tcp, server.listeningEndpoint!);
peer.send("0000000a ffff 00 00 00 01 00000003");
peer.send("0000000a 0000 00 03 00 07 00000000");
peer.end();

await end;
await connection.disable();
await server.stop();
