import type { GemFormat, GemHostHandler, GemRef } from "../../gem/mod.ts";
import type { SimulatedTool } from "../simulate/simulated_tool.ts";
import { StepFailure } from "./failure.ts";
import type { Cursor } from "./inbox.ts";
import type { Name, Step, Steps, Value, Word } from "./scenario.ts";
import type { Stage } from "./stage.ts";
import type { Variables } from "./variables.ts";

/** What a step is done with. */
export interface Running {
  readonly stage: Stage;
  readonly variables: Variables;
  readonly cursor: Cursor;
  /** Aborted when the scenario is to end: another part has failed, or ^C. */
  readonly signal: AbortSignal;
  /** Does other steps, with a cursor of their own if they run beside others; `part` is what they belong to. */
  inner(steps: readonly Step[], part: string, cursor?: Cursor): Promise<void>;
}

/** Does a step; resolves with what is to be said of it, as in `HCACK 4`. */
export type Doing<W extends Word> = (step: Steps[W], run: Running) => Promise<string | void>;

/** The host that the step is done by. @throws {StepFailure} When there is none. */
export function hostOf({ stage }: Running): GemHostHandler {
  if (stage.host !== undefined) return stage.host;
  throw new StepFailure("a host that does it", ["the host has not begun"], "Begin with link: open");
}

/** The tool that is simulated, or played. @throws {StepFailure} When there is none. */
export function toolOf({ stage }: Running): SimulatedTool {
  if (stage.tool !== undefined) return stage.tool;
  throw new StepFailure(
    "a tool that is simulated",
    ["the tool is a real one"],
    "Leave out the option --target",
  );
}

/** A part of the tool as a host names it: by its name in the model, otherwise by its id. */
export function refOf(known: { named(name: string): unknown } | undefined, named: Name): GemRef {
  const name = `${named}`;
  if (known?.named(name) !== undefined) return name;
  return /^\d+$/.test(name) ? Number(name) : { id: name };
}

/** A value of a file as its format wants it: YAML reads 007 as a number, although the lot is text, and a variable may be text. */
export function fitted(type: { readonly format: GemFormat } | undefined, value: Value): Value {
  const isText = type?.format === "A" || type?.format === "J";
  if (isText) return typeof value === "number" ? `${value}` : value;
  const isNumber = type !== undefined && /^[UIF]\d$/.test(type.format);
  return isNumber && typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value))
    ? Number(value)
    : value;
}
