import { hex, inspectAs, inspected } from "../core/base/mod.ts";
import { type HsmsHeader, type HsmsPacket, HsmsStateError } from "../core/mod.ts";
import { decodeItem, type Item } from "../secs2/mod.ts";
import { describeMessage } from "./describe.ts";
import type { MessageBody } from "./message_body.ts";
import type { SecsDialect } from "./schema/dialect.ts";
import { SecsBuilding, type SecsNote, SecsReading } from "./schema/place.ts";

/**
 * A SECS-II message that came in: its header and its body, which is decoded when it is first read.
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
  /** The packet as it came in. */
  readonly packet: HsmsPacket;
  readonly #dialect: SecsDialect | undefined;
  #reading: SecsReading | undefined;
  #item: Item | undefined;
  #isDecoded = false;

  static {
    inspectAs(this.prototype, (message) => {
      const { name, sessionId, system } = message.header;
      const body = message.#body();
      const shown = typeof body === "string"
        ? hex(message.packet.data)
        : body === undefined
        ? ""
        : inspected(body);
      return `SecsMessage ${name} session ${sessionId} system ${system} ${shown}`.trimEnd();
    });
  }

  /** Wraps a data packet; nothing is decoded. `dialect` is how the peer writes; it learns from what is read. */
  constructor(packet: HsmsPacket, dialect?: SecsDialect) {
    this.packet = packet;
    this.#dialect = dialect;
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

  /** Whether a reply is expected (the W bit). */
  get requireResponse(): boolean {
    return this.packet.header.requireResponse;
  }

  /**
   * The body; undefined if there is none.
   *
   * @throws {Secs2Error} when the body is malformed.
   */
  get item(): Item | undefined {
    if (!this.#isDecoded) {
      this.#item = decodeItem(this.packet.data);
      this.#isDecoded = true;
    }
    return this.#item;
  }

  /** What was not as E5 has it when the body was read; empty before. */
  get notes(): readonly SecsNote[] {
    return this.#reading?.notes ?? [];
  }

  /** How a reply is built: with the formats of the identifiers in this message, once it was read. */
  replyBuilding(): SecsBuilding {
    return new SecsBuilding(this.#dialect, this.#reading?.formats);
  }

  /**
   * Reads the body as that of a message in one direction, such as `S1F13.toHost`.
   *
   * @throws {SecsSchemaError} when the body has another shape.
   * @throws {Secs2Error} when the body is malformed.
   */
  read<T>(body: MessageBody<T, MessageBody<unknown> | undefined>): T {
    const reading = new SecsReading(this.#dialect);
    const value = body.read(this.item, reading);
    this.#reading = reading;
    this.#dialect?.learn(reading);
    return value;
  }

  /**
   * In the callback of a primary: runs `step` once the reply that the callback returns is with the network, so that what the
   * step sends comes after the reply. If no reply is expected, it runs after the callback.
   *
   * Several steps run in their order, each after the end of the one before it. None runs if the reply is lost, or SxF0 goes
   * out instead. What a step throws is told as the event `error`, and the others run all the same.
   *
   * @throws {HsmsStateError} when this is no primary, or its callback has ended.
   */
  afterReply(_step: () => unknown): void {
    const said =
      `${this.header.name} is not being answered: afterReply is for the callback of a primary, until it ends`;
    throw new HsmsStateError("not-answering", said);
  }

  /** The message as SML if its body can be decoded, otherwise as hex. */
  toString(): string {
    return describeMessage(this.packet);
  }

  /** The header, and the body as `toJSON()` of its item has it, or in hexadecimal if it is malformed; for `JSON.stringify`. */
  toJSON(): { header: HsmsHeader; body: unknown } {
    const body = this.#body();
    return { header: this.header, body: typeof body === "string" ? body : body?.toJSON() };
  }

  /** The body, or all of its bytes in hexadecimal if it is malformed. */
  #body(): Item | string | undefined {
    try {
      return this.item;
    } catch {
      return hex(this.packet.data, Infinity);
    }
  }
}
