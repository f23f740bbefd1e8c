import type { GemHostHandler } from "../../gem/mod.ts";
import type { Stage } from "./stage.ts";
import type { StateKind, StateSubject } from "./words.ts";

/** What each control state is a part of. */
const IS_ONLINE: ReadonlySet<string> = new Set(["online", "local", "remote"]);

/** Whether something is in a state now, as our side sees it. */
export function isState(stage: Stage, { of, state }: StateSubject): boolean {
  return statesOf(stage, of).includes(state);
}

/** A state as it is read. */
export function stateText(stage: Stage, of: StateKind): string {
  return statesOf(stage, of).at(-1) ?? "not known";
}

/** The states in which something is; the last says the most. */
function statesOf(stage: Stage, of: StateKind): readonly string[] {
  switch (of) {
    case "link": {
      const { connectionState: state } = stage.ours.secs.session;
      if (state === "selected") return ["selected"];
      return stage.ours.connection.connected ? ["not selected"] : ["not selected", "not connected"];
    }
    case "communication":
      return [stage.ours.communicationState === "COMMUNICATING" ? "communicating" : "not communicating"];
    case "control":
      return controlOf((stage.ours as GemHostHandler).controlState);
    case "spool": {
      if (stage.options.play === "host") return stage.spoolState === "unknown" ? [] : [stage.spoolState];
      return [stage.tool!.handler.spooling === "inactive" ? "inactive" : "active"];
    }
    case "process":
      return stage.tool === undefined ? [] : [stage.tool.equipment.processState];
  }
}

function controlOf(state: string): readonly string[] {
  if (state === "unknown") return [];
  const whole = IS_ONLINE.has(state) ? "on-line" : "off-line";
  return state === "local" || state === "remote" ? [whole, state] : [whole];
}
