import type { SecsId } from "../../../secs/mod.ts";
import type { GemNamed, GemSetupAction, GemSetupStep } from "./steps.ts";

const MESSAGES: Readonly<Record<GemSetupAction["what"], string>> = {
  "go-online": "S1F17",
  "keep-former": "S2F51",
  "set-clock": "S2F31",
  "delete-all-reports": "S2F33",
  "delete-report": "S2F33",
  "define-report": "S2F33",
  unlink: "S2F35",
  link: "S2F35",
  "disable-all-events": "S2F37",
  disable: "S2F37",
  enable: "S2F37",
  "disable-all-alarms": "S5F3",
  "disable-alarm": "S5F3",
  "enable-all-alarms": "S5F3",
  "enable-alarm": "S5F3",
  "request-spool": "S6F23",
  "purge-spool": "S6F23",
};

/** A step that is to be done. */
export function toDo(action: GemSetupAction, why = ""): GemSetupStep {
  return { ...action, message: MESSAGES[action.what], sentence: `${orderOf(action)}${why}.` };
}

/** A step of which nothing is to be done. */
export function isThere(action: GemSetupAction): GemSetupStep {
  return { ...action, message: MESSAGES[action.what], sentence: `${factOf(action)}.` };
}

function orderOf(action: GemSetupAction): string {
  switch (action.what) {
    case "go-online":
      return "Ask the tool to go on-line";
    case "keep-former":
      return "Read what the tool has, so that it can be restored";
    case "set-clock":
      return "Set the clock of the tool";
    case "delete-all-reports":
      return "Delete all reports";
    case "delete-report":
      return `Delete report ${action.report}`;
    case "define-report":
      return `Define report ${action.report} with ${list(action.variables)}`;
    case "unlink":
      return `Unlink ${named("event", action.event)} from its reports`;
    case "link":
      return `Link ${named("event", action.event)} to ${reports(action.reports)}`;
    case "disable-all-events":
      return "Disable all events";
    case "disable":
      return `Disable ${named("event", action.event)}`;
    case "enable":
      return `Enable ${named("event", action.event)}`;
    case "disable-all-alarms":
      return "Disable all alarms";
    case "disable-alarm":
      return `Disable ${named("alarm", action.alarm)}`;
    case "enable-all-alarms":
      return "Enable all alarms";
    case "enable-alarm":
      return `Enable ${named("alarm", action.alarm)}`;
    case "request-spool":
      return "Ask for what the tool has spooled";
    case "purge-spool":
      return "Have the tool throw away what it has spooled";
  }
}

function factOf(action: GemSetupAction): string {
  switch (action.what) {
    case "go-online":
      return "The tool is on-line";
    case "set-clock":
      return "The clock of the tool is right";
    case "define-report":
      return `Report ${action.report} has ${list(action.variables)}`;
    case "link":
      return `${capital(named("event", action.event))} is linked to ${reports(action.reports)}`;
    case "enable":
      return `${capital(named("event", action.event))} is enabled`;
    case "enable-all-alarms":
      return "All alarms are enabled";
    case "enable-alarm":
      return `${capital(named("alarm", action.alarm))} is enabled`;
    default: // S6F23
      return "The tool has nothing spooled";
  }
}

function named(kind: string, { id, name }: GemNamed): string {
  return name ?? `${kind} ${id}`;
}

function capital(text: string): string {
  return text.startsWith("event ") || text.startsWith("alarm ")
    ? text[0]!.toUpperCase() + text.slice(1)
    : text;
}

function list(variables: readonly GemNamed[]): string {
  return variables.map(({ id, name }) => name ?? id).join(", ");
}

function reports(ids: readonly SecsId[]): string {
  return `${ids.length === 1 ? "report" : "reports"} ${ids.join(", ")}`;
}
