/** Which gateway of a fab has which tool: leases in a key-value store. */
export { LeaseOwner, type LeaseOwnerOptions } from "./owner.ts";
export type { LeaseAnswer, LeaseEntry, LeaseStore } from "./store.ts";
