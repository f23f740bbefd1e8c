import type { OwnerChange } from "../owner.ts";

/** How long things take, in ms. */
export interface LeaseTimes {
  /** How long a gateway may be silent before the others take its tools. */
  readonly lease: number;
  /** By how much a gateway falls silent earlier: more than two clocks drift apart in the time of a lease. */
  readonly margin: number;
  /** Between two renewals. */
  readonly renewal: number;
}

/** A write that the machine wants done. */
export type LeaseRequest =
  | {
    readonly number: number;
    readonly is: "put";
    readonly key: string;
    readonly value: string;
    readonly revision: number;
  }
  | { readonly number: number; readonly is: "remove"; readonly key: string; readonly revision: number };

/** What follows from an input: the changes are to be told before the requests are sent. */
export interface LeaseStep {
  readonly changes: readonly OwnerChange[];
  readonly requests: readonly LeaseRequest[];
}
