import fc from "fast-check";
import { anySystem } from "./inputs.ts";

/** Everything that can happen to a machine. Numbers that choose are taken modulo what there is to choose from. */
export type MachineStep =
  | {
    readonly do: "packet";
    readonly session: number;
    readonly byte2: number;
    readonly func: number;
    readonly pType: number;
    readonly sType: number;
    readonly system: number;
    /** The system bytes are those of this request of ours, if one is open. */
    readonly open: number | null;
    readonly body: boolean;
  }
  | { readonly do: "tick"; readonly ms: number }
  | { readonly do: "request"; readonly timeout: number; readonly session: number }
  | { readonly do: "abort"; readonly which: number }
  | { readonly do: "select" | "deselect" | "separate"; readonly session: number }
  | { readonly do: "send" | "linktest" | "close" | "lost" };

/** How the machine is made. */
export interface MachineSetting {
  readonly active: boolean;
  readonly general: boolean;
  readonly linktest: number;
  readonly misses: number;
  readonly maxOpen: number;
  readonly maxRejects: number;
  readonly rejectForeign: boolean;
  /** What is said to a Select.req for a free session. */
  readonly status: number;
  /** The first system bytes. */
  readonly first: number;
}

const session = fc.oneof({ arbitrary: fc.constantFrom(1, 2, 0, 0xffff), weight: 9 }, fc.nat(0xffff));

const packet: fc.Arbitrary<MachineStep> = fc.record({
  do: fc.constant("packet" as const),
  session,
  byte2: fc.oneof(fc.nat(9), fc.nat(255)),
  func: fc.oneof({ arbitrary: fc.nat(7), weight: 4 }, fc.nat(255)),
  pType: fc.oneof({ arbitrary: fc.constant(0), weight: 9 }, fc.nat(255)),
  sType: fc.oneof({ arbitrary: fc.nat(9), weight: 9 }, fc.nat(255)),
  system: anySystem,
  open: fc.option(fc.nat(7), { nil: null }),
  body: fc.oneof({ arbitrary: fc.constant(false), weight: 9 }, fc.constant(true)),
});

const step: fc.Arbitrary<MachineStep> = fc.oneof(
  { arbitrary: packet, weight: 12 },
  { arbitrary: fc.constant<MachineStep>({ do: "send" }), weight: 4 },
  { arbitrary: fc.record({ do: fc.constant("tick" as const), ms: fc.nat(13) }), weight: 4 },
  {
    arbitrary: fc.record({
      do: fc.constant("request" as const),
      timeout: fc.integer({ min: 1, max: 12 }),
      session,
    }),
    weight: 4,
  },
  { arbitrary: fc.record({ do: fc.constant("abort" as const), which: fc.nat(7) }), weight: 1 },
  {
    arbitrary: fc.record({ do: fc.constantFrom("select" as const, "deselect", "separate"), session }),
    weight: 3,
  },
  { arbitrary: fc.record({ do: fc.constantFrom("linktest" as const, "lost", "close") }), weight: 1 },
);

/** A machine, and what happens to it. */
export const anyMachinePlay: fc.Arbitrary<{ setting: MachineSetting; steps: MachineStep[] }> = fc.record({
  setting: fc.record({
    active: fc.boolean(),
    general: fc.boolean(),
    linktest: fc.constantFrom(0, 7),
    misses: fc.constantFrom(1, 2),
    maxOpen: fc.constantFrom(100, 2),
    maxRejects: fc.constantFrom(100, 3),
    rejectForeign: fc.boolean(),
    status: fc.constantFrom(0, 0, 0, 1, 3),
    first: fc.constantFrom(1, 2 ** 32 - 2),
  }),
  steps: fc.array(step, { maxLength: 30 }),
});
