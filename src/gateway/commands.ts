import { HsmsAbortError, HsmsStateError, HsmsTimeoutError, SecsError } from "../core/mod.ts";
import type { GemHostHandler, GemReading, GemRef } from "../gem/mod.ts";
import { A, B } from "../secs2/mod.ts";
import { ALL_ALARMS, SecsAcknowledgeError } from "../secs/mod.ts";
import type { CommandKind } from "./config/command_kinds.ts";
import { valuesOf } from "./tool/json.ts";

/** What is asked of a tool through the gateway. A ref is a name of the model, or an id as a number. */
export type GatewayRequest =
  & { readonly tool: string }
  & (
    /** S2F41: values are text, true or false, or what the model says. */
    | {
      readonly command: "remote";
      readonly name: string;
      readonly parameters?: Readonly<Record<string, unknown>>;
    }
    | { readonly command: "variables" | "constants"; readonly refs?: readonly (string | number)[] }
    | { readonly command: "set-constants"; readonly values: Readonly<Record<string, unknown>> }
    | { readonly command: "program-list" }
    | { readonly command: "program-get"; readonly ppid: string }
    /** The body of the process program as text of one byte a character, or its bytes in base64. */
    | { readonly command: "program-send"; readonly ppid: string; readonly text: string }
    | { readonly command: "program-send"; readonly ppid: string; readonly base64: string }
    | { readonly command: "enable-alarms" | "disable-alarms"; readonly refs?: readonly (string | number)[] }
    | { readonly command: "discover" }
  );

/** Why a request was not done. */
export type GatewayErrorCode =
  /** The request has no form that is known. */
  | "bad-request"
  /** There is no such tool here, or another gateway has it. */
  | "no-tool"
  /** The allow-list of the tool does not have it. */
  | "not-allowed"
  /** The tool is not connected, or not COMMUNICATING. */
  | "not-communicating"
  /** The tool has said no: `ack` has the name and the value of its code. */
  | "refused"
  /** The tool has aborted it (SxF0): mostly it is off-line. */
  | "aborted"
  /** No answer within T3. Nobody knows whether it was done. */
  | "timeout"
  /** Anything else. */
  | "failed";

/** The answer to a request. */
export type GatewayReply =
  | { readonly ok: true; readonly result: unknown }
  | {
    readonly ok: false;
    readonly error: {
      readonly code: GatewayErrorCode;
      readonly message: string;
      readonly ack?: { readonly name: string; readonly value: number };
    };
  };

/** Whether the allow-list of a tool has a request: its kind, or `remote:NAME`. */
export function isAllowed(request: GatewayRequest, allowed: readonly string[]): boolean {
  if (allowed.includes(request.command)) return true;
  return request.command === "remote" && allowed.includes(`remote:${request.name}`);
}

/** What is wrong with the form of a request; undefined if nothing is. */
export function problemOf(request: GatewayRequest): string | undefined {
  const fields = FIELDS[request.command];
  if (fields === undefined) return `there is no command ${JSON.stringify(request.command)}`;
  const given = request as unknown as Readonly<Record<string, unknown>>;
  const wrong = Object.keys(given).find((name) =>
    !["tool", "command", ...Object.keys(fields)].includes(name)
  );
  if (wrong !== undefined) return `${request.command} has no field ${JSON.stringify(wrong)}`;
  for (const [name, isRight] of Object.entries(fields)) {
    if (!isRight(given[name])) return `${name} of ${request.command} is missing, or not of its type`;
  }
  if (request.command === "program-send" && ("text" in request) === ("base64" in request)) {
    return "program-send needs text or base64, and not both";
  }
  return undefined;
}

/** Does a request at a tool. Rejects like the calls of GemHostHandler. */
export async function run(host: GemHostHandler, request: GatewayRequest): Promise<unknown> {
  switch (request.command) {
    case "remote": {
      const { name, parameters = {} } = request;
      const isKnown = host.model?.commands.named(name) !== undefined;
      return await host.sendRemoteCommand((isKnown ? name : { id: name }) as never, parameters as never);
    }
    case "variables":
      return valuesOf(await host.requestSvs(refsOf(request.refs) as never) as readonly GemReading[]);
    case "constants":
      return valuesOf(await host.requestEcs(refsOf(request.refs) as never) as readonly GemReading[]);
    case "set-constants":
      await host.setEcs(
        Object.entries(request.values).map(([name, value]) => [constantOf(host, name), value]) as never,
      );
      return { ack: { name: "EAC", value: 0 } };
    case "program-list":
      return (await host.getProcessProgramList()).map(String);
    case "program-get": {
      const program = await host.requestProcessProgram(request.ppid);
      return program === undefined ? null : { ppid: request.ppid, item: program.toJSON() };
    }
    case "program-send": {
      const body = "text" in request ? A(request.text) : B(bytesOf(request.base64));
      await host.sendProcessProgram(request.ppid, body);
      return { ack: { name: "ACKC7", value: 0 } };
    }
    case "enable-alarms":
    case "disable-alarms": {
      const refs = refsOf(request.refs) ?? [ALL_ALARMS];
      const isOn = request.command === "enable-alarms";
      for (const ref of refs) await (isOn ? host.enableAlarm(ref as never) : host.disableAlarm(ref as never));
      return { ack: { name: "ACKC5", value: 0 } };
    }
    case "discover":
      return (await host.discover()).definition;
  }
}

/** The reply to what a call rejected with. */
export function replyTo(error: unknown): GatewayReply {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof SecsAcknowledgeError) {
    const { acknowledge: name, value } = error;
    return { ok: false, error: { code: "refused", message, ack: { name, value } } };
  }
  return { ok: false, error: { code: codeOf(error), message } };
}

function codeOf(error: unknown): GatewayErrorCode {
  if (error instanceof HsmsTimeoutError) return "timeout";
  if (error instanceof HsmsAbortError) return "aborted";
  if (error instanceof HsmsStateError) return "not-communicating";
  if (error instanceof SecsError) return "failed";
  return error instanceof RangeError || error instanceof TypeError ? "bad-request" : "failed";
}

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === "string" && value.length > 0;
const isOptionalText: Check = (value) => value === undefined || typeof value === "string";
const isObject: Check = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isRefs: Check = (value) =>
  value === undefined ||
  (Array.isArray(value) && value.every((ref) => typeof ref === "string" || Number.isSafeInteger(ref)));

/** The fields of each command. */
const FIELDS: Readonly<Record<CommandKind, Readonly<Record<string, Check>>>> = {
  "remote": { name: isText, parameters: (value) => value === undefined || isObject(value) },
  "variables": { refs: isRefs },
  "constants": { refs: isRefs },
  "set-constants": { values: isObject },
  "program-list": {},
  "program-get": { ppid: isText },
  "program-send": { ppid: isText, text: isOptionalText, base64: isOptionalText },
  "enable-alarms": { refs: isRefs },
  "disable-alarms": { refs: isRefs },
  "discover": {},
};

function refsOf(refs: readonly (string | number)[] | undefined): GemRef[] | undefined {
  return refs?.map((ref) => typeof ref === "number" ? { id: ref } : ref);
}

/** Digits are an id, if they are no name. */
function constantOf({ model }: GemHostHandler, name: string): GemRef {
  return /^\d+$/.test(name) && model?.variables.named(name) === undefined ? { id: Number(name) } : name;
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
