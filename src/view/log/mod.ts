/**
 * The log of a view: what was seen on a link, as bytes that can be written while it happens, put into a page, and followed.
 *
 * @module
 */
export { fromBase64, toBase64 } from "./base64.ts";
export { LOG_SCRIPT_TYPE, readEmbedded } from "./embedded.ts";
export { LogError } from "./errors.ts";
export { bytesStart, LogReader, type LogSink, readEntry, type Slab } from "./reader.ts";
export {
  HEAD,
  KINDS,
  type LogConnection,
  type LogEnd,
  type LogEndpoint,
  type LogEntry,
  type LogKind,
} from "./record.ts";
export { encodeHead, LogWriter } from "./writer.ts";
