/**
 * SML, the text form of SECS-II messages: parsed in its common dialects, printed in one.
 *
 * @example
 * ```ts
 * import { parseMessages, printMessage } from "@secs/hsms/sml";
 * import { assertEquals } from "@std/assert";
 *
 * const [message] = parseMessages(`'S1F13' W <L <A 'MDLN'> <A '1.0'> > .`);
 * assertEquals(printMessage(message!), `S1F13 W <L [2] <A "MDLN"> <A "1.0">>.`);
 * ```
 *
 * @module
 */
export { SmlError } from "./errors.ts";
export { parseItem } from "./items.ts";
export { parseMessages, type SmlMessage } from "./messages.ts";
export type { ParseOptions, SmlNote, SmlNoteKind } from "./notes.ts";
export { printItem, printMessage, type PrintOptions } from "./print.ts";
