import type { EquipmentDefinition } from "../../gem/mod.ts";

/** What the command says to the page, beside the log. */
export interface PageOptions {
  /** The name of the recording. */
  readonly title: string;
  /** The model of the tool, if one was given. */
  readonly model?: EquipmentDefinition | undefined;
  /** The encoding of texts, as `TextDecoder` names it. */
  readonly encoding?: string | undefined;
  /** Ms of timers that are known, as in `{ "T3": 45000 }`. */
  readonly timers?: Readonly<Record<string, number>> | undefined;
  /** The entry that is selected first. */
  readonly openAt?: number | undefined;
  /** Whether more comes from where the page came from. */
  readonly live?: true | undefined;
}
