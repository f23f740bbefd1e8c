import type { Case } from "./case.ts";
import { CHAOS_CASES } from "./chaos_cases.ts";
import { CONTROL_CASES } from "./control_cases.ts";
import { DATA_CASES } from "./data_cases.ts";
import { ENDING_CASES } from "./ending_cases.ts";
import { FAULT_CASES } from "./fault_cases.ts";
import { ITEM_CASES } from "./item_cases.ts";
import { ITEM_FAULT_CASES } from "./item_fault_cases.ts";

/** All cases, in the order in which they run. */
export const CASES: readonly Case[] = [
  ...CONTROL_CASES,
  ...DATA_CASES,
  ...ITEM_CASES,
  ...ITEM_FAULT_CASES,
  ...ENDING_CASES,
  ...FAULT_CASES,
  ...CHAOS_CASES,
];
