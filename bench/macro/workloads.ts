// What is measured: one row of the table each.

/** Who is measured. */
export const NAMES = ["bare", "floor", "hsms", "secs4js"] as const;

/** The name of a contender. */
export type Name = typeof NAMES[number];

/**
 * How messages pass: `ask` sends a request and waits for its reply, `stream` sends without a W bit, `connect` opens
 * a connection until it is selected, and closes it, `beside` asks while a neighbour sends as fast as the tool reads.
 */
export type Way = "ask" | "stream" | "connect" | "beside";

/** Who has the port of the tools: one handler for itself, a server, or a connection manager. */
export type Passive = "handler" | "server" | "manager";

/** One row. */
export interface Workload {
  readonly name: string;
  readonly way: Way;
  /** Bytes of the body, its item header included; `list` is a list of five items, built and read for each message. */
  readonly body: number | "list";
  /** Requests that are open at once on each connection. */
  readonly open: number;
  readonly connections: number;
  /** Who listens at our side of the tools; all of them are one to bare frames and to the floor. */
  readonly passive: Passive;
  readonly contenders: readonly Name[];
  /** The time of each request is taken; a clock that is read twice for each makes them slower. */
  readonly timed?: boolean;
  /** Belongs to the short run. */
  readonly quick: boolean;
}

const KIB = 1024;
const MIB = 1024 * KIB;
const OURS: readonly Name[] = ["bare", "hsms"];
const ASKED: readonly Name[] = ["bare", "floor", "hsms"];

const ROW: Omit<Workload, "name"> = {
  way: "ask",
  body: 0,
  open: 1,
  connections: 1,
  passive: "handler",
  contenders: NAMES,
  quick: false,
};

/** All rows, in the order of the table. */
export const WORKLOADS: readonly Workload[] = [
  { ...ROW, name: "empty, 1 open", quick: true },
  { ...ROW, name: "empty, 32 open", open: 32, quick: true },
  { ...ROW, name: "empty, 256 open", open: 256, quick: true },
  { ...ROW, name: "list of 5, 32 open", body: "list", open: 32 },
  { ...ROW, name: "list of 5, 256 open", body: "list", open: 256, quick: true },
  { ...ROW, name: "100 B, 32 open", body: 100, open: 32 },
  { ...ROW, name: "100 B, 256 open", body: 100, open: 256 },
  { ...ROW, name: "1 KiB, 32 open", body: KIB, open: 32 },
  { ...ROW, name: "1 KiB, 256 open", body: KIB, open: 256 },
  { ...ROW, name: "10 KiB, 32 open", body: 10 * KIB, open: 32, quick: true },
  { ...ROW, name: "64 KiB, 1 open", body: 64 * KIB },
  { ...ROW, name: "64 KiB, 32 open", body: 64 * KIB, open: 32 },
  { ...ROW, name: "1 MiB, 1 open", body: MIB, quick: true },
  { ...ROW, name: "16 MiB, 1 open", body: 16 * MIB, contenders: ASKED },
  { ...ROW, name: "stream, empty", way: "stream", contenders: OURS },
  { ...ROW, name: "stream, 1 KiB", way: "stream", body: KIB, contenders: OURS, quick: true },
  { ...ROW, name: "stream, 64 KiB", way: "stream", body: 64 * KIB, contenders: OURS },
  ...(["server", "manager"] as const).flatMap((passive) => [
    { ...ROW, name: `empty, 1 open, ${passive}`, passive, contenders: ASKED },
    { ...ROW, name: `empty, 256 open, ${passive}`, open: 256, passive, contenders: ASKED },
    {
      ...ROW,
      name: `list of 5, 256 open, ${passive}`,
      body: "list" as const,
      open: 256,
      passive,
      contenders: ASKED,
    },
    { ...ROW, name: `10 KiB, 32 open, ${passive}`, body: 10 * KIB, open: 32, passive, contenders: ASKED },
  ]),
  ...[1, 10, 100, 1_000].map((connections) => ({
    ...ROW,
    passive: "manager" as const,
    name: `connections: ${connections.toLocaleString("en")}`,
    connections,
    contenders: ASKED,
  })),
  ...[1, 10, 100, 1_000, 10_000].map((open) => ({
    ...ROW,
    name: `open: ${open.toLocaleString("en")}`,
    open,
    contenders: ASKED,
  })),
  { ...ROW, name: "connect until selected", way: "connect", passive: "manager", contenders: OURS },
  { ...ROW, name: "one open, alone", passive: "manager", contenders: OURS, timed: true },
  {
    ...ROW,
    name: "one open, beside a flood",
    way: "beside",
    passive: "manager",
    contenders: OURS,
    timed: true,
  },
];
