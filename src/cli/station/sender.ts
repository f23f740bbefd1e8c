import {
  CONTROL_SESSION,
  HsmsHeader,
  HsmsPacket,
  type HsmsProtocol,
  streamFunction,
  SType,
} from "../../core/mod.ts";
import { CommandError } from "../errors.ts";
import type { Input } from "./input.ts";
import type { TapNetwork } from "./tap_network.ts";

/** Maximum number of primaries of one peer that wait for an answer of the user. */
const MAX_OPEN = 100;

/** Sends what the user wants to one peer. */
export class Sender {
  readonly protocol: HsmsProtocol;
  readonly #network: TapNetwork;
  readonly #tell: (sentence: string) => void;
  /** Primaries of the peer that are not answered, without their bodies. */
  #open: HsmsPacket[] = [];
  /** Whether it was said that no more are remembered. */
  #told = false;

  /** `network` is that of the protocol; `tell` shows the user a sentence. */
  constructor(protocol: HsmsProtocol, network: TapNetwork, tell: (sentence: string) => void) {
    this.protocol = protocol;
    this.#network = network;
    this.#tell = tell;
    protocol.on("closed", () => void (this.#open = []));
  }

  /** Remembers a primary, for an answer of the user; too many of them get SxF0 if `mayAbort`. */
  expectAnswer({ header }: HsmsPacket, mayAbort: boolean): void {
    const primary = new HsmsPacket(header);
    if (this.#open.length < MAX_OPEN) {
      this.#told = false;
      this.#open.push(primary);
      return;
    }
    if (!this.#told) {
      const happens = mayAbort ? "More get SxF0" : "More are not remembered";
      this.#tell(`${MAX_OPEN} primaries wait for an answer. ${happens}, until you answer one`);
    }
    this.#told = true;
    if (mayAbort) this.protocol.sendResponse(streamFunction(header.stream, 0), primary);
  }

  /** Resolves when everything is sent, and answered if an answer is expected. */
  async send(input: Input): Promise<void> {
    if (input.kind === "bytes") return this.#sendBytes(input.bytes);
    if (input.kind === "control") return await this.#sendControl(input);
    for (const packet of input.packets) await this.#sendMessage(packet);
  }

  async #sendMessage(packet: HsmsPacket): Promise<void> {
    const { requireResponse, function: func } = packet.header;
    if (requireResponse) await this.protocol.sendAndWaitForResponse(packet);
    else if (func % 2 === 1) this.protocol.sendStreamFunction(packet);
    else this.#answer(packet);
  }

  /** A secondary answers the oldest primary that it fits; if there is none it is sent all the same. */
  #answer(packet: HsmsPacket): void {
    const { stream, function: func } = packet.header;
    const index = this.#open.findIndex(({ header }) =>
      header.stream === stream && (func === 0 || header.function === func - 1)
    );
    const [primary] = index < 0 ? [] : this.#open.splice(index, 1);
    if (primary === undefined) this.protocol.sendStreamFunction(packet);
    else this.protocol.sendResponse(packet, primary);
  }

  async #sendControl({ sType, fields }: Input & { kind: "control" }): Promise<void> {
    const { protocol } = this;
    if (Object.keys(fields).length === 0) {
      if (sType === SType.selectReq) return void await protocol.sendSelectReq();
      if (sType === SType.deselectReq) return void await protocol.sendDeselectReq();
      if (sType === SType.linktestReq) return void await protocol.sendLinktestReq();
      if (sType === SType.separateReq) return protocol.sendSeparateReq();
    }
    const { session = CONTROL_SESSION, byte2 = 0, byte3 = 0 } = fields;
    const { system = protocol.getNextSystemCounter() } = fields;
    const head = { sessionId: session, stream: byte2 & 0x7f, requireResponse: byte2 > 0x7f };
    protocol.connection.sendPacket(
      new HsmsPacket(new HsmsHeader({ ...head, function: byte3, sType, system })),
    );
  }

  #sendBytes(bytes: Uint8Array): void {
    const { localEndpoint, remoteEndpoint } = this.protocol.connection;
    const link = this.#network.find(localEndpoint, remoteEndpoint);
    if (link === undefined) throw new CommandError("The peer is not connected");
    link.write(bytes);
  }
}
