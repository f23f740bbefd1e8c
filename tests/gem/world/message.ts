import type { GateMessage } from "../../../src/gem/mod.ts";

/** A message without its system bytes. */
export interface Body extends GateMessage {
  /** "S1F13". */
  readonly name: string;
  /** COMMACK, OFLACK or ONLACK. */
  readonly code?: number;
  /** S6F11: the event. */
  readonly event?: string;
}

/** A message under way; a secondary has the id of its primary. */
export interface Message extends Body {
  readonly id: number;
}

/** A message of one stream and function. */
export function primary(stream: number, func: number, wantsReply: boolean): Body {
  return { name: `S${stream}F${func}`, stream, function: func, wantsReply };
}

/** What answers a primary. */
export function reply({ stream, function: func }: Body): Body {
  return primary(stream, func + 1, false);
}

/** SxF0. */
export function abortOf({ stream }: Body): Body {
  return primary(stream, 0, false);
}
