import { integer, type Message, string, type ValueParser, type ValueParserResult } from "@optique/core";
import { NO_BYTES } from "../core/base/mod.ts";
import { type Endpoint, formatEndpoint } from "../core/mod.ts";
import { A } from "../secs2/mod.ts";
import { plain } from "./command.ts";

const MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 };
const BYTES: Readonly<Record<string, number>> = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** A smaller file would hold little more than its header. */
const MIN_FILE_SIZE = 4096;

/**
 * The value of a time option, in ms: `--t3 45s`, `--t8 500ms`. The unit is required: half of the tools of this field
 * count timers in seconds, the other half in milliseconds.
 */
export function duration(): ValueParser<"sync", number> {
  return value<number>("TIME", 0, (ms) => ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`, (input) => {
    const ms = parseDuration(input);
    return typeof ms === "number" ? ms : `${ms}.`;
  });
}

/** Reads `45s`, `500ms` or `2min`: ms, or a sentence that says why it is no time. */
export function parseDuration(text: string): number | string {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s|min)$/.exec(text) ?? [];
  if (unit !== undefined) return Number(digits) * MS[unit]!;
  const hint = /^\d+(\.\d+)?$/.test(text)
    ? `Add the unit: ${text}s, or ${text}ms`
    : "Write 45s, 500ms or 2min";
  return `"${text}" is not a time. ${hint}`;
}

/** The value of an option for the size of a file, in bytes: `--rotate 10M`. */
export function fileSize(): ValueParser<"sync", number> {
  return value<number>("SIZE", MIN_FILE_SIZE, String, (input) => {
    const [, digits, unit = ""] = /^(\d+)\s*([kmg]?)(?:i?b)?$/i.exec(input.trim()) ?? [];
    const size = Number(digits) * BYTES[unit.toLowerCase()]!;
    if (Number.isSafeInteger(size) && size >= MIN_FILE_SIZE) return size;
    return `"${input}" is not a size of at least ${MIN_FILE_SIZE} bytes. Write 500k, 10M or 1G.`;
  });
}

/** A session (device) id. */
export function sessionId(): ValueParser<"sync", number> {
  return integer({ metavar: "ID", min: 0, max: 65_535 });
}

/** A host name or an IP address: it is not empty, and has no spaces. */
export function host(metavar: "HOST" | "ADDRESS"): ReturnType<typeof string> {
  const patternMismatch = (input: string): Message =>
    plain(`"${input}" is not a host name or an IP address. Write 10.0.0.7, ::1 or tool-7.`);
  return string({ metavar, pattern: /^\S+$/, errors: { patternMismatch } });
}

/** The name of an encoding that this runtime can decode. */
export function encoding(): ValueParser<"sync", string> {
  return {
    ...string({ metavar: "NAME" }),
    parse(input): ValueParserResult<string> {
      try {
        A(NO_BYTES).decode(input);
        return { success: true, value: input };
      } catch {
        const error =
          `"${input}" is not an encoding that this runtime knows. Write gb18030, shift_jis, euc-kr or utf-8.`;
        return { success: false, error: plain(error) };
      }
    },
  };
}

/** An address and a port: HOST:PORT; if `address` is given, PORT alone is enough. */
export function endpoint(
  metavar: "HOST:PORT" | "LISTEN" | "PORT",
  address?: string,
): ValueParser<"sync", Endpoint> {
  return value(metavar, { address: "127.0.0.1", port: 0 }, formatEndpoint, (input) => {
    const forms = address === undefined ? "HOST:PORT" : "PORT or ADDRESS:PORT";
    return parseEndpoint(input, address) ??
      `"${input}" is not ${forms}. Write 10.0.0.7:5000, or [::1]:5000.`;
  });
}

/** Reads `10.0.0.7:5000` or `[::1]:5000`, and a port alone if `address` says whose it is. */
export function parseEndpoint(text: string, address?: string): Endpoint | undefined {
  const [, bracketed, bare, digits] = /^(?:(?:\[([^\]]+)\]|([^:[\]\s]+)):)?(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? bare ?? address;
  const port = Number(digits);
  return host === undefined || !(port <= 65_535) ? undefined : { address: host, port };
}

/** A parser of one word of the command line; `read` gives the value, or a sentence that says why there is none. */
function value<T extends number | object>(
  metavar: string,
  placeholder: T,
  format: (value: T) => string,
  read: (input: string) => T | string,
): ValueParser<"sync", T> {
  return {
    mode: "sync",
    metavar: metavar as "VALUE",
    placeholder,
    format,
    parse(input): ValueParserResult<T> {
      const result = read(input);
      return typeof result === "string"
        ? { success: false, error: plain(result) }
        : { success: true, value: result };
    },
  };
}
