import type { Item } from "../../../secs2/mod.ts";
import {
  S1F11,
  S1F21,
  S1F23,
  S1F3,
  S2F13,
  S2F15,
  S2F29,
  type SecsEquipmentConstantName,
} from "../../../secs/mod.ts";
import type { CheckedTool } from "../checked_tool.ts";
import { judged, rowsOf } from "../row.ts";
import { type CheckRow, fail, notTried, pass, unsupported, type Verdict, verdict } from "../verdict.ts";

/** How many variables a row asks for at most. */
const SOME = 20;

/** Status variables, namelists and equipment constants. */
export const VARIABLES: readonly CheckRow<CheckedTool>[] = [
  ...rowsOf<CheckedTool>("Status data collection", {
    "S1F11": [
      "S1F11 of all lists the status variables with names and units",
      "read",
      (tool) =>
        judged(tool, S1F11.toEquipment, [], (all) =>
          verdict(
            all.length > 0 && all.every((one) => one !== undefined && one.SVNAME !== ""),
            `${all.length} status variables`,
          )),
    ],
    "S1F11-unknown": [
      "S1F11 of an SVID that is unknown has a name and units of length 0",
      "read",
      async (tool) =>
        judged(tool, S1F11.toEquipment, [tool.facts.unknown(await tool.facts.status())], ([one]) =>
          verdict(
            one === undefined || one.SVNAME === "" && one.UNITS === "",
            one === undefined ? "an empty list" : `name "${one.SVNAME}"`,
          )),
    ],
    "S1F3": ["S1F3 is answered with a value for each SVID", "read", values],
    "S1F3-all": [
      "S1F3 with an empty list is answered with all values",
      "read",
      (tool) =>
        judged(tool, S1F3.toEquipment, [], async (items) => {
          const { length } = await tool.facts.status();
          return verdict(
            length === 0 || items.length === length,
            `${items.length} values, and S1F11 lists ${length}`,
          );
        }),
    ],
    "S1F3-unknown": [
      "S1F3 of an SVID that is unknown has an empty list in its place",
      "read",
      async (tool) =>
        judged(
          tool,
          S1F3.toEquipment,
          [tool.facts.unknown(await tool.facts.status())],
          ([item]) =>
            verdict(item?.format === "L" && item.length === 0, item === undefined ? "nothing" : `${item}`),
        ),
    ],
  }),
  ...rowsOf<CheckedTool>("Namelists of data variables and events", {
    "S1F21": [
      "S1F21 of all lists the data variables",
      "read",
      (tool) => judged(tool, S1F21.toEquipment, [], (all) => pass(`${all.length} data variables`)),
    ],
    "S1F23": [
      "S1F23 of all lists the collection events with their variables",
      "read",
      (tool) => judged(tool, S1F23.toEquipment, [], (all) => verdict(all.length > 0, `${all.length} events`)),
    ],
  }),
  ...rowsOf<CheckedTool>("Equipment constants", {
    "S2F29": [
      "S2F29 of all lists the constants with their ranges",
      "read",
      (tool) =>
        judged(tool, S2F29.toEquipment, [], (all) => verdict(all.length > 0, `${all.length} constants`)),
    ],
    "S2F13": ["S2F13 is answered with a value for each ECID, within its range", "read", constants],
    "S2F13-unknown": [
      "S2F13 of an ECID that is unknown has an empty list in its place",
      "read",
      async (tool) =>
        judged(
          tool,
          S2F13.toEquipment,
          [await unknownConstant(tool)],
          ([item]) =>
            verdict(item?.format === "L" && item.length === 0, item === undefined ? "nothing" : `${item}`),
        ),
    ],
    "S2F15": ["S2F15 of the values that are set already is answered with EAC 0", "write", sameValues],
    "S2F15-unknown": ["S2F15 with an ECID that is unknown is refused with EAC 1", "write", async (tool) => {
      const [first] = await tool.facts.constants();
      if (first === undefined) return notTried("the tool lists no constants");
      const value = [{ ECID: await unknownConstant(tool), ECV: first.ECDEF }];
      return await judged(tool, S2F15.toEquipment, value, (code) => verdict(code === 1, `EAC ${code}`));
    }],
  }),
];

async function values(tool: CheckedTool): Promise<Verdict> {
  const ids = (await tool.facts.status()).slice(0, SOME);
  if (ids.length === 0) return notTried("the tool lists no status variables");
  return await judged(
    tool,
    S1F3.toEquipment,
    ids,
    (items) => verdict(items.length === ids.length, `${items.length} values for ${ids.length} SVIDs`),
  );
}

async function constants(tool: CheckedTool): Promise<Verdict> {
  const all = (await tool.facts.constants()).slice(0, SOME);
  if (all.length === 0) return notTried("the tool lists no constants");
  return await judged(tool, S2F13.toEquipment, all.map(({ ECID }) => ECID), (items) => {
    if (items.length !== all.length) return fail(`${items.length} values for ${all.length} ECIDs`);
    const outside = all.findIndex((constant, i) => !isWithin(items[i]!, constant));
    if (outside < 0) return pass(`${items.length} values`);
    const { ECID, ECMIN, ECMAX } = all[outside]!;
    return fail(`ECID ${ECID} is ${items[outside]}, and its range is ${ECMIN} to ${ECMAX}`);
  });
}

/** Whether a number is in the range of its constant; others have no range, and many tools say 0 to 0 for none. */
function isWithin(item: Item, { ECMIN, ECMAX }: SecsEquipmentConstantName): boolean {
  const [value, min, max] = [item, ECMIN, ECMAX].map(numberIn);
  if (value === undefined || min === undefined || max === undefined || min === 0 && max === 0) return true;
  return min <= value && value <= max;
}

/** The number that an item is, of any format. */
function numberIn(item: Item): number | undefined {
  if (!("values" in item) || item.length !== 1) return undefined;
  return Number(item.values[0]);
}

async function sameValues(tool: CheckedTool): Promise<Verdict> {
  const all = (await tool.facts.constants()).slice(0, SOME);
  if (all.length === 0) return notTried("the tool lists no constants");
  return await judged(tool, S2F13.toEquipment, all.map(({ ECID }) => ECID), async (items) => {
    const value = all.flatMap(({ ECID }, i) => items[i] === undefined ? [] : [{ ECID, ECV: items[i] }]);
    const set = await judged(tool, S2F15.toEquipment, value, (code) => verdict(code === 0, `EAC ${code}`));
    return set.result === "not supported" ? unsupported(set.saw) : set;
  });
}

async function unknownConstant(tool: CheckedTool): Promise<string | number | bigint> {
  return tool.facts.unknown((await tool.facts.constants()).map(({ ECID }) => ECID));
}
