import { requireType } from "../../base/mod.ts";
import { AllowList } from "../../network/mod.ts";
import { readLimit } from "../limits.ts";

/**
 * What a client gets whose peer is connected already: `select-rsp`, Select.rsp 3 (exhausted) to its Select.req and then
 * the end; `close`, only the end.
 */
export type HsmsBusyPolicy = "select-rsp" | "close";

/** Which clients are accepted at a port, whatever listens: a passive connection, a server, or a manager's ports. */
export interface HsmsAcceptOptions {
  /**
   * The address of this machine to listen on; the default is every IPv4 address it has. Name one of them if only one
   * network leads to the peers.
   *
   * @default {"0.0.0.0"}
   */
  bindAddress?: string;
  /**
   * Which addresses may connect: IP addresses and blocks of them (`["10.1.0.0/16", "192.0.2.7", "fd00::/8"]`). All
   * others are cut off before anything else is looked at. Without it only the addresses of the expected peers decide; an
   * empty list accepts no client.
   */
  allow?: readonly string[];
  /** What a client gets whose peer is connected already. @default {"select-rsp"} */
  busy?: HsmsBusyPolicy;
  /** Maximum number of clients that wait for a look-up of their peer's host name. @default {64} */
  maxPending?: number;
}

/** The same for a port that many peers connect to. */
export interface HsmsServerAcceptOptions extends HsmsAcceptOptions {
  /** Maximum number of TCP connections that are open at the port. @default {10000} */
  maxConnections?: number;
  /** Maximum number of them from one IP address. @default {as many as maxConnections} */
  maxConnectionsPerAddress?: number;
}

/** The same, checked, each with its default. */
export interface AcceptSettings {
  readonly bindAddress: string;
  readonly allow: AllowList | undefined;
  readonly busy: HsmsBusyPolicy;
  readonly maxPending: number;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
}

const NAMES = [
  "bindAddress",
  "allow",
  "busy",
  "maxPending",
  "maxConnections",
  "maxConnectionsPerAddress",
] as const satisfies readonly (keyof AcceptSettings)[];

/**
 * Checks the options of a port.
 *
 * @throws {TypeError} when one is of the wrong type, or an entry of `allow` is not an address.
 * @throws {RangeError} when one is out of range.
 */
export function readAcceptOptions(options: HsmsServerAcceptOptions): AcceptSettings {
  const { bindAddress = "0.0.0.0", allow, busy = "select-rsp" } = options;
  const maxConnections = readLimit("maxConnections", options.maxConnections);
  const { maxConnectionsPerAddress = maxConnections } = options;
  return {
    bindAddress: requireType("bindAddress", bindAddress, "string"),
    allow: allow && new AllowList(allow),
    busy: requireBusyPolicy(busy),
    maxPending: readLimit("maxPending", options.maxPending),
    maxConnections,
    maxConnectionsPerAddress: readLimit("maxConnectionsPerAddress", maxConnectionsPerAddress),
  };
}

/** Throws a TypeError if options of a port are given to a peer that connects to the port of `owner`. */
export function refuseAcceptOptions(options: object, owner: string): void {
  const name = NAMES.find((one) => (options as HsmsServerAcceptOptions)[one] !== undefined);
  if (name !== undefined) throw new TypeError(`${name} belongs to the port: give it to the ${owner}`);
}

/** The options that are not about a port. */
export function withoutAcceptOptions<O extends HsmsServerAcceptOptions>(
  options: O,
): Omit<O, keyof HsmsServerAcceptOptions> {
  const rest = { ...options };
  for (const name of NAMES) delete rest[name];
  return rest;
}

function requireBusyPolicy(busy: HsmsBusyPolicy): HsmsBusyPolicy {
  if (busy === "select-rsp" || busy === "close") return busy;
  throw new TypeError(`busy must be "select-rsp" or "close", got ${JSON.stringify(busy)}`);
}
