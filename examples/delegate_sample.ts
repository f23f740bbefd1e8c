/**
 * The delegate of the seed, on both sides of one connection: a class that prints what it is called with.
 *
 * Prints:
 *
 *     passive: Connection established
 *     passive: Packet received header: {sessionId:0xffff, stream:00, function:00, pType:0x00, sType:0x05, system:0x00000001, requireResponse:0}
 *     passive: Connection about to be terminated
 *     passive: Connection terminated
 *     active: Connection established
 *     active: Packet received header: {sessionId:0xffff, stream:00, function:00, pType:0x00, sType:0x06, system:0x00000001, requireResponse:0}
 *     active: Connection about to be terminated
 *     active: Connection terminated
 *
 * @module
 */
// deno-lint-ignore-file no-console
import {
  HsmsActiveConnection,
  type HsmsConnection,
  type HsmsPacket,
  HsmsPassiveConnection,
  linktestReq,
  linktestRsp,
  SType,
  tcp,
} from "@secs/hsms";

/** A peer that floods must not fill the memory with lines. */
const MAX_LINES = 100;

class DelegateSample {
  readonly lines: string[] = [];
  #ended = (): void => {};
  readonly end = new Promise<void>((resolve) => this.#ended = resolve);

  onConnectionEstablished(_connection: HsmsConnection): void {
    this.lines.push("Connection established");
  }

  onConnectionPacketReceived(connection: HsmsConnection, packet: HsmsPacket): void {
    if (this.lines.length < MAX_LINES) this.lines.push(`Packet received ${packet}`);
    if (packet.header.sType === SType.linktestReq) connection.sendPacket(linktestRsp(packet));
    if (packet.header.sType === SType.linktestRsp) void connection.disable();
  }

  onConnectionBeforeClosed(_connection: HsmsConnection): void {
    this.lines.push("Connection about to be terminated");
  }

  onConnectionClosed(_connection: HsmsConnection, _error?: Error): void {
    this.lines.push("Connection terminated");
    this.#ended();
  }
}

/** The same; it also sends the first message. */
class AskingDelegate extends DelegateSample {
  override onConnectionEstablished(connection: HsmsConnection): void {
    super.onConnectionEstablished(connection);
    connection.sendPacket(linktestReq(1));
  }
}

const options = { network: tcp, bindAddress: "127.0.0.1" };
const answering = new DelegateSample();
const passive = new HsmsPassiveConnection("127.0.0.1", 0, 0, answering, options);
await passive.enable();

const asking = new AskingDelegate();
const active = new HsmsActiveConnection("127.0.0.1", passive.listeningEndpoint!.port, 0, asking, {
  network: tcp,
});
await active.enable();

await Promise.all([answering.end, asking.end]);
await passive.disable();
for (const line of answering.lines) console.log(`passive: ${line}`);
for (const line of asking.lines) console.log(`active: ${line}`);
