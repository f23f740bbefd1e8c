import type { ValueParser, ValueParserResult } from "@optique/core";
import { type Endpoint, formatEndpoint } from "../core/mod.ts";
import { plain } from "./command.ts";

/** Reads `10.0.0.7:5000` or `[::1]:5000`; a port alone where `address` says whose it is. */
export function parseEndpoint(text: string, address?: string): Endpoint | undefined {
  const [, bracketed, bare, digits] = /^(?:(?:\[([^\]]+)\]|([^:[\]\s]+)):)?(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? bare ?? address;
  const port = Number(digits);
  return host === undefined || !(port <= 65_535) ? undefined : { address: host, port };
}

/** The value of an argument that says where: HOST:PORT, or PORT where `address` is the host then. */
export function endpointValue(
  metavar: "HOST:PORT" | "LISTEN" | "PORT",
  address?: string,
): ValueParser<"sync", Endpoint> {
  return {
    mode: "sync",
    metavar,
    placeholder: { address: "127.0.0.1", port: 0 },
    parse(input): ValueParserResult<Endpoint> {
      const value = parseEndpoint(input, address);
      if (value !== undefined) return { success: true, value };
      const forms = address === undefined ? "HOST:PORT" : "PORT or ADDRESS:PORT";
      return {
        success: false,
        error: plain(`"${input}" is no ${forms}: write 10.0.0.7:5000, or [::1]:5000.`),
      };
    },
    format: formatEndpoint,
  };
}
