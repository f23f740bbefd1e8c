import type { HsmsRequestOptions } from "../../core/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import { S2F21, S2F41, S2F49, type SecsId } from "../../secs/mod.ts";
import type { CommandName } from "../definition/names.ts";
import type { CommandParameters } from "../definition/value_types.ts";
import type { EquipmentDefinition } from "../definition/equipment_definition.ts";
import type { GemRefusalDetail } from "../handler/refusal_error.ts";
import { refusal } from "../handler/acknowledge.ts";
import type { MeaningOf } from "../handler/meanings.ts";
import type { HostLink } from "./link.ts";
import { own } from "./profile/tool_profile.ts";
import { itemFor } from "./readings.ts";
import type { CommandRef } from "./refs.ts";

/** HCACK that says yes: done, and the end will be told by an event. */
const DONE = 0;
const WILL_FINISH = 4;

/** A parameter as it goes out: for a tool that wants an order, an empty name, or an id as the name. */
export type GemRawParameter = readonly [name: SecsId, value: Item | string | boolean];

/**
 * The parameters of a remote command: those of the model by their names; otherwise, items by any names. As pairs they are sent
 * as they are, in that order.
 */
export type CommandArguments<D, C> =
  | (EquipmentDefinition extends D ? LooseParameters
    : C extends CommandName<D> ? CommandParameters<D, C>
    : LooseParameters)
  | readonly GemRawParameter[];

/** Parameters of a command that is in no model. */
export type LooseParameters = Readonly<Record<string, Item | string | boolean>>;

/** How a remote command is sent. */
export interface GemCommandOptions extends HsmsRequestOptions {
  /**
   * The message: S2F41; S2F49, which is for an object; or S2F21, the old form without parameters.
   *
   * @default {"S2F41"; "S2F49" with `object` or `dataId`}
   */
  form?: "S2F41" | "S2F49" | "S2F21";
  /** OBJSPEC of S2F49. @default {""}: the equipment */
  object?: string;
  /** DATAID of S2F49. @default {0} */
  dataId?: SecsId;
}

/** A remote command that the tool has taken. */
export interface GemCommandResult {
  /** HCACK: 0 or 4; or CMDA 0 of the old form. */
  readonly code: number;
  /** True with HCACK 0: it is done. False with HCACK 4: it will be done, and an event tells; the event may come before. */
  readonly isDone: boolean;
}

/**
 * Sends a remote command.
 *
 * @throws {SecsAcknowledgeError} when HCACK is neither 0 nor 4, or CMDA is not 0; a GemRefusalError if it names parameters.
 * @throws {TypeError} when a parameter that the model does not have is neither an item nor text nor a boolean.
 */
export async function sendCommand(
  link: HostLink,
  command: CommandRef<EquipmentDefinition>,
  given: Readonly<Record<string, unknown>> | readonly (readonly [SecsId, unknown])[],
  { form, object, dataId, ...options }: GemCommandOptions,
): Promise<GemCommandResult> {
  const { id, part } = link.names.command(command);
  const called = typeof command === "string" ? link.profile.command(command) : undefined;
  const RCMD = called?.name ?? id;
  const { meaningOf } = link.profile;
  const isRaw = Array.isArray(given);
  const pairs: readonly (readonly [SecsId, unknown])[] = isRaw ? given : Object.entries(given);
  const parameters = pairs.flatMap(([name, value]) => {
    if (value === undefined) return [];
    const type = isRaw ? undefined : part?.parameters.named(String(name));
    const CPNAME = isRaw ? name : own(called?.parameters, String(name)) ?? name;
    return [{ CPNAME, item: itemFor(type, `Parameter ${name} of ${RCMD}`, value, link.dialect.encoding) }];
  });
  const isEnhanced = object !== undefined || dataId !== undefined;
  switch (form ?? (isEnhanced ? "S2F49" : "S2F41")) {
    case "S2F21": {
      if (parameters.length > 0) throw new RangeError(`S2F21 has no parameters, got ${parameters.length}`);
      return judge(`S2F21 ${RCMD}`, "CMDA", await link.ask(S2F21.toEquipment, RCMD, options), [], meaningOf);
    }
    case "S2F49": {
      const PARAMETERS = parameters.map(({ CPNAME, item }) => ({ CPNAME, CEPVAL: item }));
      const value = { DATAID: dataId ?? 0, OBJSPEC: object ?? "", RCMD, PARAMETERS };
      const answer = await link.ask(S2F49.toEquipment, value, options);
      return judge(
        `S2F49 ${RCMD}`,
        "HCACK",
        answer.HCACK,
        answer.PARAMETERS.flatMap(enhancedDetail),
        meaningOf,
      );
    }
    case "S2F41": {
      const PARAMETERS = parameters.map(({ CPNAME, item }) => ({ CPNAME, CPVAL: item }));
      const answer = await link.ask(S2F41.toEquipment, { RCMD, PARAMETERS }, options);
      const details = answer.PARAMETERS.map(({ CPNAME, CPACK }) => (
        { subject: String(CPNAME), acknowledge: "CPACK" as const, value: CPACK }
      ));
      return judge(`S2F41 ${RCMD}`, "HCACK", answer.HCACK, details, meaningOf);
    }
  }
}

/** CEPACK is a number, or a list shaped like the value, in which each number that is not 0 counts. */
function enhancedDetail(
  { CPNAME, CEPACK }: { readonly CPNAME: SecsId; readonly CEPACK: number | Item },
): GemRefusalDetail[] {
  const codes = typeof CEPACK === "number" ? [CEPACK] : numbersIn(CEPACK);
  return codes.map((value) => ({ subject: String(CPNAME), acknowledge: "CEPACK", value }));
}

function numbersIn(item: Item): number[] {
  if (item.format === "L") return item.items.flatMap(numbersIn);
  return item.format === "U1" || item.format === "B"
    ? [...item.format === "B" ? item.bytes : item.values]
    : [];
}

function judge(
  request: string,
  code: "HCACK" | "CMDA",
  value: number,
  details: readonly GemRefusalDetail[],
  meaningOf: MeaningOf,
): GemCommandResult {
  if (value === DONE || code === "HCACK" && value === WILL_FINISH) {
    return { code: value, isDone: value === DONE };
  }
  const wrong = details.filter((detail) => detail.value !== 0);
  throw refusal(request, code, value, { by: "equipment", meaningOf, details: wrong });
}
