import type { CheckedTool } from "../checked_tool.ts";
import type { CheckRow } from "../verdict.ts";
import { COMMUNICATIONS } from "./communications.ts";
import { CONTROL } from "./control.ts";
import { ERRORS } from "./errors.ts";
import { EVENTS } from "./events.ts";
import { LINK } from "./hsms.ts";
import { LINKS } from "./links.ts";
import { REFUSALS } from "./refusals.ts";
import { SERVICES } from "./services.ts";
import { TRANSFERS } from "./transfers.ts";
import { VARIABLES } from "./variables.ts";

/** All rows for a tool, in the order in which they run. */
export const TOOL_ROWS: readonly CheckRow<CheckedTool>[] = [
  ...COMMUNICATIONS,
  ...CONTROL,
  ...VARIABLES,
  ...EVENTS,
  ...SERVICES,
  ...TRANSFERS,
  ...LINKS,
  ...REFUSALS,
  ...LINK,
  ...ERRORS,
];
