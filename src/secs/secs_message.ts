import type { HsmsHeader, HsmsPacket } from "../core/mod.ts";
import { decodeItem, type Item } from "../secs2/mod.ts";
import type { MessageBody } from "./message_definition.ts";
import { describeMessage } from "./describe.ts";

/**
 * A SECS-II message that came in: its header, and its body, decoded when it is first read.
 *
 * @example
 * ```ts
 * import { A, encodeItem, L, S1F13, SecsMessage, streamFunction } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const body = encodeItem(L(A("MDLN"), A("1.0")));
 * const message = new SecsMessage(streamFunction(1, 13, body, { requireResponse: true }));
 * assertEquals(`${message}`, 'S1F13 W <L [2] <A "MDLN"> <A "1.0">>.');
 * assertEquals(message.read(S1F13.toHost).MDLN, "MDLN");
 * ```
 */
export class SecsMessage {
  /** The packet as it came in; a relay forwards it untouched. */
  readonly packet: HsmsPacket;
  #item: Item | undefined;
  #decoded = false;

  /** Wraps a data packet; nothing is decoded. */
  constructor(packet: HsmsPacket) {
    this.packet = packet;
  }

  /** The header. */
  get header(): HsmsHeader {
    return this.packet.header;
  }

  /** The stream. */
  get stream(): number {
    return this.packet.header.stream;
  }

  /** The function. */
  get function(): number {
    return this.packet.header.function;
  }

  /** Whether a reply is expected. */
  get requireResponse(): boolean {
    return this.packet.header.requireResponse;
  }

  /** The body; undefined where there is none. Throws a Secs2Error where it is malformed. */
  get item(): Item | undefined {
    if (!this.#decoded) {
      this.#item = decodeItem(this.packet.data);
      this.#decoded = true;
    }
    return this.#item;
  }

  /** The body as a message of E5 reads it; throws a SecsSchemaError or a Secs2Error where it does not fit. */
  read<T>(body: MessageBody<T>): T {
    return body.read(this.item);
  }

  /** SML where the body decodes, hex where it does not. */
  toString(): string {
    return describeMessage(this.packet);
  }
}
