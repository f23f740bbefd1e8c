import { requireType } from "../../core/base/mod.ts";
import type { SecsIdentity } from "../../secs/mod.ts";
import type { GemHandlerOptions } from "./options.ts";

/**
 * What an equipment says that it is.
 *
 * @throws {RangeError} when a text is too long, or not in ASCII.
 */
export function identityOf({ mdln = "", softrev = "" }: GemHandlerOptions): SecsIdentity {
  return { MDLN: requireText("mdln", mdln), SOFTREV: requireText("softrev", softrev) };
}

function requireText(name: string, text: string): string {
  if (requireType(name, text, "string").length <= 20 && /^[\x20-\x7e]*$/.test(text)) return text;
  throw new RangeError(
    `${name} must have at most 20 printable characters of ASCII, got ${JSON.stringify(text)}`,
  );
}
