import type { EquipmentDefinition, GemRef, GemSubscription, GemWish } from "../../gem/mod.ts";
import type { FabRef, FabWish } from "./fab_file.ts";

type Wish = GemWish<EquipmentDefinition>;

/** The wish of a fab file, as `want` takes it. What the tool has spooled is asked for, if nothing else is said. */
export function wishOf(
  { events, alarms, spool = "request", spooled: _, traces: __, ...rest }: FabWish,
): Wish {
  return {
    ...rest,
    spool,
    ...events && { events: Object.entries(events).map(subscription) },
    ...alarms !== undefined && { alarms: alarms === "all" ? alarms : alarms.map(refOf) as never },
  };
}

function subscription(
  [event, variables]: [string, readonly FabRef[]],
): GemSubscription<EquipmentDefinition> {
  const ref = /^\d+$/.test(event) ? { id: Number(event) } : event;
  return { event: ref, variables: variables.map(refOf) } as GemSubscription<EquipmentDefinition>;
}

/** A number is an id, whatever the model has. */
export function refOf(ref: FabRef): GemRef {
  return typeof ref === "number" ? { id: ref } : ref;
}
