import fc from "fast-check";
import { anySizes, anyStream } from "./inputs.ts";

/** What the peer does to the connection, the owner to the handler, and the time to both. */
export type ProtocolStep =
  | { readonly do: "bytes"; readonly bytes: Uint8Array; readonly sizes: readonly number[] }
  | { readonly do: "pass"; readonly ms: number }
  | {
    readonly do: "request";
    readonly stream: number;
    readonly func: number;
    readonly session: number;
    /** The owner gives the request up at the next step. */
    readonly aborted: boolean;
  }
  | { readonly do: "select" | "deselect" | "separate"; readonly session: number }
  | { readonly do: "answer"; readonly more: number }
  | { readonly do: "accept" | "end" | "reset" | "pause" | "resume" | "reconnect" }
  | { readonly do: "send" | "large" | "linktest" | "reject" | "disable" | "enable" | "disconnect" };

/** The kinds of handlers: by themselves, at a server, and with several sessions. */
export const HANDLERS = ["active", "passive", "server", "general", "active general"] as const;

/** How the handler is made, and what happens to it. */
export interface ProtocolInput {
  readonly handler: (typeof HANDLERS)[number];
  /** It is selected at first. */
  readonly selected: boolean;
  /** The most that the network hands over at once. */
  readonly chunk: number;
  /** Bytes that may wait for a peer that does not read. */
  readonly maxQueuedBytes: number;
  readonly steps: readonly ProtocolStep[];
}

const session = fc.constantFrom(1, 1, 2, 3, 0xffff);

const step: fc.Arbitrary<ProtocolStep> = fc.oneof(
  {
    arbitrary: fc.record({ do: fc.constant("bytes" as const), bytes: anyStream, sizes: anySizes }),
    weight: 8,
  },
  { arbitrary: fc.constant<ProtocolStep>({ do: "accept" }), weight: 5 },
  {
    arbitrary: fc.record({ do: fc.constant("answer" as const), more: fc.constantFrom(1, 1, 0, 2, 255) }),
    weight: 4,
  },
  {
    arbitrary: fc.record({
      do: fc.constant("pass" as const),
      ms: fc.constantFrom(1, 4000, 5000, 11_000, 46_000),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      do: fc.constant("request" as const),
      stream: fc.nat(127),
      func: fc.nat(127).map((n) => n * 2 + 1),
      session,
      aborted: fc.boolean(),
    }),
    weight: 3,
  },
  {
    arbitrary: fc.record({ do: fc.constantFrom("select" as const, "deselect", "separate"), session }),
    weight: 1,
  },
  {
    arbitrary: fc.record({ do: fc.constantFrom("end" as const, "reset", "pause", "resume", "reconnect") }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      do: fc.constantFrom("send" as const, "large", "linktest", "reject", "disable", "enable", "disconnect"),
    }),
    weight: 2,
  },
);

/** A handler, and what happens to it. */
export const anyProtocolPlay: fc.Arbitrary<ProtocolInput> = fc.record({
  handler: fc.constantFrom(...HANDLERS),
  selected: fc.oneof({ arbitrary: fc.constant(true), weight: 3 }, fc.constant(false)),
  chunk: fc.constantFrom(65536, 100, 7),
  maxQueuedBytes: fc.constantFrom(16 * 2 ** 20, 200),
  steps: fc.array(step, { maxLength: 10 }),
});
