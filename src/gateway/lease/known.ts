import { gatewayKey, readGateway, readTool, toolKey } from "./records.ts";

/** A key as it is known here. */
export interface Known {
  readonly value: string | undefined;
  readonly revision: number;
  /** When this revision was seen here first. */
  readonly seenAt: number;
}

/**
 * Whether nobody can have the tool: no record, or one of a lease that is known to be over. A lease that is newer than what is
 * known of its gateway is not over: word of it is under way.
 */
export function isFree(all: ReadonlyMap<string, Known>, tool: string): boolean {
  const known = all.get(toolKey(tool));
  const record = readTool(known?.value);
  if (record === undefined) return true;
  const gateway = all.get(gatewayKey(record.gateway));
  if (gateway === undefined) return false;
  const newest = readGateway(gateway.value)?.since ?? gateway.revision;
  return record.since < newest;
}
