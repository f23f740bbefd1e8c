import { decodeItem, ListItem, NumberItem, TextItem } from "../../secs2/mod.ts";
import { S6F5, type SecsHandler, type SecsId } from "../../secs/mod.ts";
import type { OutgoingMessage } from "./outgoing.ts";

/** The host does not want a long event report: GRANT6 of S6F6 is not 0. */
export class NotGranted extends Error {
  /** GRANT6: 1 busy, 2 not interested. */
  readonly code: number;

  constructor(code: number) {
    super(`The host answered S6F5 with GRANT6 ${code}`);
    this.code = code;
  }
}

/** Whether S6F5 asks first for a message: an event report of `from` bytes or more. */
export function isInquired({ stream, function: func, bytes }: OutgoingMessage, from: number): boolean {
  return stream === 6 && (func === 11 || func === 13) && bytes >= from;
}

/** Asks with S6F5 for an event report. Rejects as a request does, and with {@linkcode NotGranted}. */
export async function inquire(
  secs: SecsHandler<"equipment">,
  { body, bytes }: OutgoingMessage,
): Promise<void> {
  const code = await secs.request(S6F5, { DATAID: dataIdOf(body), DATALENGTH: bytes });
  if (code !== 0) throw new NotGranted(code);
}

/** The first item of S6F11 and S6F13. */
function dataIdOf(body: Uint8Array): SecsId {
  const item = decodeItem(body);
  const first = item instanceof ListItem ? item.items[0] : undefined;
  if (first instanceof NumberItem) return first.value as number | bigint;
  return first instanceof TextItem ? first.text : 0;
}
