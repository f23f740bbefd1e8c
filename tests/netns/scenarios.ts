import { CABLE_SCENARIOS } from "./cable_scenarios.ts";
import { LINE_SCENARIOS } from "./line_scenarios.ts";
import { MACHINE_SCENARIOS } from "./machine_scenarios.ts";
import type { Scenario } from "./scenario.ts";

/** All of them, in the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [...CABLE_SCENARIOS, ...LINE_SCENARIOS, ...MACHINE_SCENARIOS];
