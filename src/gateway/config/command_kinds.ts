/** What can be asked of a tool through the gateway. */
export type CommandKind =
  | "remote"
  | "variables"
  | "constants"
  | "set-constants"
  | "program-list"
  | "program-get"
  | "program-send"
  | "enable-alarms"
  | "disable-alarms"
  | "discover";

/** All of them. */
export const COMMAND_KINDS: readonly CommandKind[] = [
  "remote",
  "variables",
  "constants",
  "set-constants",
  "program-list",
  "program-get",
  "program-send",
  "enable-alarms",
  "disable-alarms",
  "discover",
];
