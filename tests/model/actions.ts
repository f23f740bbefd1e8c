import type { HsmsPacket } from "../../src/core/hsms/wire/packet.ts";
import { streamFunction } from "../../src/core/hsms/wire/messages.ts";
import type { Party } from "./party.ts";
import { type Side, SIDES } from "./wire.ts";
import type { World } from "./world.ts";

/** One thing that can happen in a world. */
export interface Action {
  readonly name: string;
  /** What it counts as where commands are counted; undefined: it is no command. */
  readonly command?: string;
  /** Whether it would change anything now. */
  possible(world: World): boolean;
  run(world: World): void;
}

/** What the network and the time do. */
export const NETWORK: readonly Action[] = [
  ...SIDES.flatMap(movesOf),
  {
    name: "tick",
    possible: ({ next }) => next !== undefined,
    run: (world) => world.tick(world.next!),
  },
  {
    name: "connect",
    possible: (world) => world.isDown && !world.isClosed,
    run: (world) => world.connect(),
  },
  {
    name: "cut",
    command: "cut",
    possible: (world) => !world.isDown,
    run: (world) => world.cut(),
  },
];

/** What the owners of the two sessions do. */
export const COMMANDS: readonly Action[] = SIDES.flatMap(commandsOf);

/** Everything that can happen. */
export const ACTIONS: readonly Action[] = [...NETWORK, ...COMMANDS];

function movesOf(side: Side): Action[] {
  return [
    {
      name: `hand ${side}`,
      possible: ({ parties }) => parties[side].queue.length > 0 && parties[side].ending !== "at-once",
      run: (world) => world.hand(side),
    },
    {
      name: `deliver ${side}`,
      possible: ({ wire }) => wire.to[side].length > 0,
      run: (world) => world.deliver(side),
    },
    {
      name: `finish ${side}`,
      possible: ({ parties }) => parties[side].ending !== "no" && !parties[side].finished,
      run: (world) => world.finish(side),
    },
  ];
}

function commandsOf(side: Side): Action[] {
  const make = (
    command: string,
    possible: (party: Party) => boolean,
    run: (party: Party, world: World) => void,
  ): Action => ({
    name: `${command} ${side}`,
    command: `${command} ${side}`,
    possible: ({ parties }) => parties[side].awake && possible(parties[side]),
    run: (world) => run(world.parties[side], world),
  });
  const asks = (kind: "select" | "deselect"): Action =>
    make(
      kind,
      ({ asked }) => !asked.has(kind),
      (party, { now }) => party.feed(now, 1, (session) => void session[kind](party.ids[0]!)),
    );
  return [
    make("request", ({ session, ids }) => session!.isSelected(ids[0]!), request),
    make("reply", ({ session, primaries }) => {
      const [primary] = primaries;
      return primary !== undefined && session!.isSelected(primary.header.sessionId);
    }, reply),
    make("abort", ({ asked }) => asked.has("data"), abort),
    asks("select"),
    asks("deselect"),
    make("linktest", ({ asked }) => !asked.has("linktest"), (party, { now }) => {
      party.feed(now, 1, (session) => void session.linktest());
    }),
    make("separate", () => true, (party, { now }) => {
      party.feed(now, 1, (session) => session.separate(party.ids[0]!, now));
    }),
    make("close", () => true, (party, { now }) => party.close(now)),
  ];
}

function request(party: Party, { now }: World): void {
  const { t3 } = party.plan.timeouts;
  party.feed(now, 0, (session) => {
    const system = session.nextSystem();
    const sessionId = party.plan.sessions?.[0] ?? 0;
    const primary = streamFunction(1, 1, undefined, { sessionId, system, requireResponse: true });
    party.requested(session.request(primary, t3), primary);
  });
}

function reply(party: Party, world: World): void {
  const primary = party.primaries.shift()!;
  const { sessionId, stream, function: func, system } = primary.header;
  const secondary: HsmsPacket = streamFunction(stream, func + 1, undefined, { sessionId, system });
  party.session!.requireSelected(secondary);
  world.answers(secondary, primary);
  party.queue.push(secondary);
}

function abort(party: Party, { now }: World): void {
  const transaction = party.requests.values().next().value!;
  party.feed(now, 0, (session) => session.abort(transaction, new Error("given up")));
}
