import { record } from "../list_schemas.ts";
import { defineMessage, HEADER_ONLY, type MessageDefinition } from "../message_definition.ts";
import { ascii, binary, id, type SecsId } from "../value_schemas.ts";

/** A conversation that timed out. */
export interface ConversationTimeout {
  /** The message that was expected: `S01F04`. */
  readonly MEXP: string;
  /** The id that it was expected for. */
  readonly EDID: SecsId;
}

/** S9F0, the abort of a transaction of stream 9. */
export const S9F0: MessageDefinition<undefined, undefined> = defineMessage(9, 0, "Abort transaction", {
  toHost: HEADER_ONLY,
  toEquipment: HEADER_ONLY,
});

/** S9F1, a message for another device: its ten header bytes (MHEAD). */
export const S9F1: MessageDefinition<Uint8Array, never> = defineMessage(9, 1, "Unrecognized device id", {
  requireResponse: false,
  toHost: binary(),
});

/** S9F3, a message of a stream that the equipment does not know: its ten header bytes. */
export const S9F3: MessageDefinition<Uint8Array, never> = defineMessage(9, 3, "Unrecognized stream type", {
  requireResponse: false,
  toHost: binary(),
});

/** S9F5, a message of a function that the equipment does not know: its ten header bytes. */
export const S9F5: MessageDefinition<Uint8Array, never> = defineMessage(9, 5, "Unrecognized function type", {
  requireResponse: false,
  toHost: binary(),
});

/** S9F7, a message whose body the equipment cannot read: its ten header bytes. */
export const S9F7: MessageDefinition<Uint8Array, never> = defineMessage(9, 7, "Illegal data", {
  requireResponse: false,
  toHost: binary(),
});

/** S9F9, a reply that did not come within T3: the ten header bytes of the request (SHEAD). */
export const S9F9: MessageDefinition<Uint8Array, never> = defineMessage(9, 9, "Transaction timer timeout", {
  requireResponse: false,
  toHost: binary(),
});

/** S9F11, a message that is longer than the equipment takes: its ten header bytes. */
export const S9F11: MessageDefinition<Uint8Array, never> = defineMessage(9, 11, "Data too long", {
  requireResponse: false,
  toHost: binary(),
});

/** S9F13, a message that was expected next and did not come. */
export const S9F13: MessageDefinition<ConversationTimeout, never> = defineMessage(
  9,
  13,
  "Conversation timeout",
  {
    requireResponse: false,
    toHost: record({ MEXP: ascii(6), EDID: id() }),
  },
);
