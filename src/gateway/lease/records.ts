/** What stands under the key of a gateway. */
export interface GatewayRecord {
  /** What no other process has. */
  readonly process: string;
  /** The revision with which this lease began; absent where it begins. */
  readonly since?: number;
  /** Of the tools that it was given: those of another gateway may be others for a while. */
  readonly digest: string;
}

/** What stands under the key of a tool: who has it, and by which lease. */
export interface ToolRecord {
  readonly gateway: string;
  /** The revision with which the lease of that gateway began. */
  readonly since: number;
}

/** The key of a gateway in the store. */
export function gatewayKey(name: string): string {
  return `gateway.${escaped(name)}`;
}

/** The key of a tool in the store. */
export function toolKey(name: string): string {
  return `tool.${escaped(name)}`;
}

/** The name of the gateway whose key it is; undefined for the key of something else. */
export function gatewayOf(key: string): string | undefined {
  return key.startsWith("gateway.") ? unescaped(key.slice("gateway.".length)) : undefined;
}

/** The name of the tool whose key it is; undefined for the key of something else. */
export function toolOf(key: string): string | undefined {
  return key.startsWith("tool.") ? unescaped(key.slice("tool.".length)) : undefined;
}

/** Reads a record; undefined for what is none. */
export function readGateway(value: string | undefined): GatewayRecord | undefined {
  const found = read(value);
  if (typeof found?.process !== "string" || typeof found.digest !== "string") return undefined;
  const { process, digest } = found;
  return typeof found.since === "number" ? { process, digest, since: found.since } : { process, digest };
}

/** Reads a record; undefined for what is none. */
export function readTool(value: string | undefined): ToolRecord | undefined {
  const found = read(value);
  if (typeof found?.gateway !== "string" || typeof found.since !== "number") return undefined;
  return { gateway: found.gateway, since: found.since };
}

function read(value: string | undefined): Record<string, unknown> | undefined {
  if (value === undefined) return undefined;
  try {
    const found: unknown = JSON.parse(value);
    return typeof found === "object" && found !== null ? found as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}

/** Keys are letters, digits, `-`, `_`; each other UTF-16 unit is `=` and four hexadecimal digits. */
function escaped(name: string): string {
  return name.replace(/[^\w-]/g, (unit) => `=${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function unescaped(text: string): string {
  return text.replace(/=([0-9a-f]{4})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}
