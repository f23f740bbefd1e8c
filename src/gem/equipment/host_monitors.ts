import { type Clock, systemClock } from "../../core/mod.ts";
import { S6F1, SecsBuilding } from "../../secs/mod.ts";
import type { LimitFormat } from "../setup/limit_values.ts";
import { type LimitAttributes, Limits, type SavedLimits } from "../setup/limits.ts";
import { Traces } from "../setup/traces.ts";
import type { LimitValue } from "../models/limits.ts";
import type { EquipmentHost } from "./equipment_host.ts";
import type { Slot } from "./slot.ts";

/** The greatest LIMITID: what E30 asks for at least. */
const GREATEST_LIMIT = 7;

/** The traces of a host: S6F1 goes to it while the tool is ON-LINE. */
export function hostTraces(host: EquipmentHost, clock: Clock = systemClock): Traces<Slot> {
  const { variables } = host.tool.model;
  return new Traces<Slot>(
    {
      variable: (id) => {
        const variable = variables.withId(id);
        return variable?.kind === "status" ? host.tool.slot(variable) : undefined;
      },
      read: host.read,
      time: () => host.tool.timeText(),
      onReport: (report) => {
        if (!host.control.isOnline) return;
        host.post("S6F1", S6F1.toHost.build(report, new SecsBuilding(host.secs.dialect)));
      },
    },
    clock,
    host.options.traces,
  );
}

/** The limits that a host has set. They survive power off; while communication is switched off nothing is sampled. */
export class HostLimits {
  readonly #host: EquipmentHost;
  /** What is sampled. */
  readonly limits: Limits<Slot>;
  #saved: SavedLimits | undefined;

  constructor(host: EquipmentHost, clock: Clock = systemClock) {
    this.#host = host;
    const { tool } = host;
    const { variables } = tool.model;
    this.limits = new Limits<Slot>(
      {
        variable: (id) => {
          const variable = variables.withId(id);
          return variable && tool.slot(variable);
        },
        limited: variables.all.filter(({ limits }) => limits !== undefined).map((one) => tool.slot(one)),
        attributesOf,
        read: ({ value }) => value as LimitValue | undefined,
        onCrossing: ({ variable: { variable }, EventLimit, TransitionType }) => {
          const { event } = variable.limits!;
          host.triggered(event, { LimitVariable: variable.id, EventLimit, TransitionType });
        },
      },
      clock,
      host.options.limits,
    );
    this.#saved = host.keeper.load<SavedLimits>("limits");
  }

  /** Samples again what has limits. */
  start(): void {
    if (this.#saved !== undefined) this.limits.restore(this.#saved);
    this.#saved = undefined;
  }

  /** Samples nothing until `start`. */
  stop(): void {
    this.#saved ??= this.limits.save();
    this.limits.clear();
  }

  /** Writes the limits. */
  save(): Promise<boolean> {
    return this.#host.keeper.save("limits", this.limits.save());
  }
}

function attributesOf({ variable }: Slot): LimitAttributes | undefined {
  const { limits, format, units } = variable;
  if (limits === undefined) return undefined;
  const { min, max } = limits;
  return { min, max, greatestId: GREATEST_LIMIT, format: format as LimitFormat, units };
}
