import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { id, type SecsByteId } from "../schema/ids.ts";
import { record } from "../schema/lists.ts";
import { ascii, binary } from "../schema/text.ts";
import { abortOf } from "./common.ts";

/** A conversation that timed out. */
export interface SecsConversationTimeout {
  /** The message that was expected: `S01F04`. */
  readonly MEXP: string;
  /** The id that it was expected for. */
  readonly EDID: SecsByteId;
}

/** S9F0, the abort of a transaction of stream 9. */
export const S9F0: MessageDefinition<undefined, undefined> = abortOf(9);

/** S9F1, a message for another device: its ten header bytes (MHEAD). */
export const S9F1: MessageDefinition<Uint8Array, never> = faultReport(1, "Unrecognized device id");

/** S9F3, a message of a stream that the equipment does not know: its ten header bytes. */
export const S9F3: MessageDefinition<Uint8Array, never> = faultReport(3, "Unrecognized stream type");

/** S9F5, a message of a function that the equipment does not know: its ten header bytes. */
export const S9F5: MessageDefinition<Uint8Array, never> = faultReport(5, "Unrecognized function type");

/** S9F7, a message whose body the equipment cannot read: its ten header bytes. */
export const S9F7: MessageDefinition<Uint8Array, never> = faultReport(7, "Illegal data");

/** S9F9, a reply that did not come within T3: the ten header bytes of the request (SHEAD). */
export const S9F9: MessageDefinition<Uint8Array, never> = faultReport(9, "Transaction timer timeout");

/** S9F11, a message that is longer than the equipment takes: its ten header bytes. */
export const S9F11: MessageDefinition<Uint8Array, never> = faultReport(11, "Data too long");

/** S9F13, a message that was expected next and did not come. */
export const S9F13: MessageDefinition<SecsConversationTimeout, never> = defineMessage(9, 13, {
  title: "Conversation timeout",
  toHost: record({ MEXP: ascii(6), EDID: id("EDID") }),
});

/** A message of stream 9 whose body is the header that it is about. */
function faultReport(func: number, title: string): MessageDefinition<Uint8Array, never> {
  return defineMessage(9, func, { title, toHost: binary(func === 9 ? "SHEAD" : "MHEAD") });
}
