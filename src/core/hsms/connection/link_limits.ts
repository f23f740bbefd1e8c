import { requireInteger } from "../../base/mod.ts";
import type { HsmsConnectionOptions } from "./connection.ts";
import { HEADER_LENGTH } from "../wire/header.ts";

/** Throws a RangeError for a bound of a connection that cannot be, at its construction and not when it is first reached. */
export function requireLimits({ maxLength, sendLimit, maxWaitingSends }: HsmsConnectionOptions): void {
  requireAtLeast("maxLength", maxLength, HEADER_LENGTH, 0xffff_ffff);
  requireAtLeast("sendLimit", sendLimit, 1, Number.MAX_SAFE_INTEGER);
  requireAtLeast("maxWaitingSends", maxWaitingSends, 1, 2 ** 31);
}

function requireAtLeast(name: string, value: number | undefined, least: number, most: number): void {
  if (value !== undefined) requireInteger(name, value, least, most);
}
