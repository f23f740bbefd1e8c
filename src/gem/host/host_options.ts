import type { HsmsRequestOptions } from "../../core/mod.ts";
import type { SecsId } from "../../secs/mod.ts";
import type { EquipmentDefinition } from "../definition/equipment_definition.ts";
import type { EquipmentModel } from "../definition/model.ts";
import type { ConstantName } from "../definition/names.ts";
import type { VariableInput } from "../definition/value_types.ts";
import type { GemHandlerOptions } from "../handler/options.ts";
import type { GemHostTimeOptions } from "./clock.ts";
import type { GemProfile } from "./profile/profile.ts";
import type { ConstantRef, EventRef, InputOfRef, StatusRef, VariableRef } from "./refs.ts";
import type { GemSpoolOptions } from "./spool_state.ts";

/** Options of GemHostHandler: those of GemHandler, and what is known of the tool. */
export interface GemHostOptions<D extends EquipmentDefinition = EquipmentDefinition>
  extends Omit<GemHandlerOptions<"host">, "role" | "mdln" | "softrev"> {
  /** The model of the tool: names for its ids, and types for its values. @default {ids only} */
  readonly model?: EquipmentModel<D>;
  /**
   * How the tool differs from others: `host.profile` of an earlier session, or what its manual says. Options that are given
   * come before it, and it comes before what is learned.
   *
   * @default {nothing is known}
   */
  readonly profile?: GemProfile;
  /** Reports that the tool has from before, or by itself. Those that this handler defines are known without it. */
  readonly reports?: readonly GemKnownReport<D>[];
  /**
   * Maximum number of reports (S2F33), links (S2F35) and events (S2F37) in one message. It becomes 1 if the tool refuses
   * several, and takes one after the other.
   *
   * @default {100}
   */
  readonly maxPerMessage?: number;
  /** The RPTID of the first report that is defined without one; the next ones follow. @default {1} */
  readonly firstReportId?: number;
  /** How times are written and read, and whether S2F17 is answered. */
  readonly time?: GemHostTimeOptions;
  /** How this host notices that the tool is spooling. */
  readonly spool?: GemSpoolOptions<StatusRef<D>>;
}

/** A report that a tool has. */
export interface GemKnownReport<D> {
  /** RPTID. */
  readonly id: SecsId;
  /** Its variables, in the order of its definition. */
  readonly variables: readonly VariableRef<D>[];
}

/** An event that a host wants, and the variables that it wants with it. */
export interface GemSubscription<D> {
  /** The event. */
  readonly event: EventRef<D>;
  /** The variables; none: the event comes without a report. */
  readonly variables: readonly VariableRef<D>[];
  /** RPTID of the report. @default {one that this handler has not used} */
  readonly rptid?: SecsId;
}

/** Options of `subscribeCollectionEvent`. */
export interface GemSubscribeOptions extends HsmsRequestOptions {
  /** RPTID of the report. @default {one that this handler has not used} */
  readonly rptid?: SecsId;
}

/** Values of constants: by their names, or as pairs of a constant and its value. */
export type GemConstantValues<D> =
  | { readonly [N in ConstantName<D>]?: VariableInput<D, N> }
  | readonly (readonly [constant: ConstantRef<D>, value: InputOfRef<D, ConstantName<D>>])[];
