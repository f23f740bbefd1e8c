/**
 * One end of a TCP connection: an address (IP or, before a dial, a host name) and a port.
 *
 * @example
 * ```ts
 * import { type Endpoint, formatEndpoint } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const tool: Endpoint = { address: "::1", port: 5000 };
 * assertEquals(formatEndpoint(tool), "[::1]:5000");
 * ```
 */
export interface Endpoint {
  /** An IP address, or a host name if it is still to be resolved. */
  readonly address: string;
  /** The TCP port, 0 to 65535. */
  readonly port: number;
}

/**
 * Prints an endpoint as `address:port`, an IPv6 address in brackets.
 *
 * @example
 * ```ts
 * import { formatEndpoint } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formatEndpoint({ address: "10.0.0.7", port: 5000 }), "10.0.0.7:5000");
 * ```
 */
export function formatEndpoint(endpoint: Endpoint): string {
  const { address, port } = endpoint;
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
