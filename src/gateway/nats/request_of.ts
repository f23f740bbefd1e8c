import type { GatewayRequest } from "../commands.ts";
import type { NatsCommand } from "./commands.ts";

/** What was asked through a subject, and who says to have asked. */
export interface Asked {
  readonly request: GatewayRequest;
  readonly by: string;
}

/**
 * Reads a command: `SITE.AREA.TOOL.command.variables` with the fields of the request as JSON, `command.remote.START` for a remote
 * command, so that a broker can let some ask for it and others not. An empty body is `{}`. The field `by` is for the audit.
 *
 * @throws {SyntaxError} When the body is no JSON object, or says what the subject says already.
 */
export function requestOf({ tool, name, body }: NatsCommand): Asked {
  const fields = fieldsOf(body);
  const [command, ...remote] = name.split(".");
  const said = ["tool", "command", ...remote.length > 0 ? ["name"] : []].find((field) => field in fields);
  if (said !== undefined) throw new SyntaxError(`the subject says ${said}, so the body must not`);
  const { by, ...rest } = fields;
  const request = { ...rest, ...remote.length > 0 && { name: remote.join(".") }, tool, command };
  return {
    request: request as unknown as GatewayRequest,
    by: typeof by === "string" ? `nats: ${by}` : "nats",
  };
}

function fieldsOf(body: Uint8Array): Readonly<Record<string, unknown>> {
  const text = new TextDecoder().decode(body);
  if (text.trim() === "") return {};
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new SyntaxError("the body is no JSON");
  }
  if (typeof found !== "object" || found === null || Array.isArray(found)) {
    throw new SyntaxError("the body is no JSON object");
  }
  return found as Readonly<Record<string, unknown>>;
}
