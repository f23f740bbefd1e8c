import { requireInteger } from "../../base/mod.ts";
import { AllowList } from "../../network/mod.ts";
import type { HsmsBusyPolicy } from "./turn_away.ts";

/** Who may come in where this side listens, whatever listens: a passive connection, a server, or a manager's ports. */
export interface HsmsDoorOptions {
  /**
   * The address of this machine to listen on; the default is every IPv4 address it has. Name one of them where only one
   * network leads to the peers.
   *
   * @default {"0.0.0.0"}
   */
  bindAddress?: string;
  /**
   * Who may connect at all: IP addresses and blocks of them (`["10.1.0.0/16", "192.0.2.7", "fd00::/8"]`). Everybody
   * else is cut off before anything else is looked at. Without it the addresses of the expected peers decide alone; an
   * empty list lets nobody in.
   */
  allow?: readonly string[];
  /** What a client hears whose peer is connected already. @default {"select-rsp"} */
  busy?: HsmsBusyPolicy;
  /** So many clients may wait for a look-up of their peer's host name at once. @default {64} */
  maxPending?: number;
}

/** Options of a port that many peers come in at. */
export interface HsmsSharedDoorOptions extends HsmsDoorOptions {
  /** So many TCP connections may be open at the port at once. @default {10000} */
  maxConnections?: number;
  /** So many of them may come from one IP address. @default {as many as maxConnections} */
  maxConnectionsPerAddress?: number;
}

/** The same as values. */
export interface Door {
  readonly bindAddress: string;
  readonly allow: AllowList | undefined;
  readonly busy: HsmsBusyPolicy;
  readonly maxPending: number;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
}

const DEFAULT_BIND_ADDRESS = "0.0.0.0";
const DEFAULT_MAX_PENDING = 64;
const DEFAULT_MAX_CONNECTIONS = 10_000;
const HIGHEST = 2 ** 31;

const NAMES = [
  "bindAddress",
  "allow",
  "busy",
  "maxPending",
  "maxConnections",
  "maxConnectionsPerAddress",
] as const;

/** Reads the options of a door; RangeError and TypeError for a wrong one, naming it. */
export function readDoor(options: HsmsSharedDoorOptions): Door {
  const { bindAddress = DEFAULT_BIND_ADDRESS, allow, busy = "select-rsp" } = options;
  const { maxPending = DEFAULT_MAX_PENDING, maxConnections = DEFAULT_MAX_CONNECTIONS } = options;
  const { maxConnectionsPerAddress = maxConnections } = options;
  return {
    bindAddress,
    allow: allow && new AllowList(allow),
    busy,
    maxPending: requireInteger("maxPending", maxPending, 1, HIGHEST),
    maxConnections: requireInteger("maxConnections", maxConnections, 1, HIGHEST),
    maxConnectionsPerAddress: requireInteger(
      "maxConnectionsPerAddress",
      maxConnectionsPerAddress,
      1,
      HIGHEST,
    ),
  };
}

/** Throws a TypeError where options of a door are given to one who comes in at a door of `owner`: they would not hold. */
export function refuseDoor(options: object, owner: string): void {
  const name = NAMES.find((one) => (options as HsmsSharedDoorOptions)[one] !== undefined);
  if (name !== undefined) throw new TypeError(`${name} belongs to the port: give it to the ${owner}`);
}

/** The options that do not speak of a door. */
export function withoutDoor<O extends HsmsSharedDoorOptions>(
  options: O,
): Omit<O, keyof HsmsSharedDoorOptions> {
  const rest = { ...options };
  for (const name of NAMES) delete rest[name];
  return rest;
}
