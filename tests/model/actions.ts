import type { HsmsPacket } from "../../src/core/hsms/wire/packet.ts";
import { streamFunction } from "../../src/core/hsms/wire/messages.ts";
import type { Peer } from "./peer.ts";
import { type Side, SIDES } from "./wire.ts";
import type { World } from "./world.ts";

/** One thing that can happen in a world. */
export interface Action {
  readonly name: string;
  /** Under which name it is counted as a command; undefined: it is not a command. */
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

/** What the owners of the two machines do. */
export const COMMANDS: readonly Action[] = SIDES.flatMap(commandsOf);

/** Everything that can happen. */
export const ACTIONS: readonly Action[] = [...NETWORK, ...COMMANDS];

function movesOf(side: Side): Action[] {
  return [
    {
      name: `send ${side}`,
      possible: ({ peers }) => peers[side].queue.length > 0 && peers[side].ending !== "at-once",
      run: (world) => world.send(side),
    },
    {
      name: `deliver ${side}`,
      possible: ({ wire }) => wire.to[side].length > 0,
      run: (world) => world.deliver(side),
    },
    {
      name: `finish ${side}`,
      possible: ({ peers }) => peers[side].ending !== "no" && !peers[side].finished,
      run: (world) => world.finish(side),
    },
  ];
}

function commandsOf(side: Side): Action[] {
  const make = (
    command: string,
    possible: (peer: Peer) => boolean,
    run: (peer: Peer, world: World) => void,
  ): Action => ({
    name: `${command} ${side}`,
    command: `${command} ${side}`,
    possible: ({ peers }) => peers[side].awake && possible(peers[side]),
    run: (world) => run(world.peers[side], world),
  });
  const asks = (kind: "select" | "deselect"): Action =>
    make(
      kind,
      ({ openRequests }) => !openRequests.has(kind),
      (peer, { now }) => peer.feed(now, 1, (machine) => void machine[kind](peer.ids[0]!)),
    );
  return [
    make("request", ({ machine, ids }) => machine!.isSelected(ids[0]!), request),
    make("reply", ({ machine, primaries }) => {
      const [primary] = primaries;
      return primary !== undefined && machine!.isSelected(primary.header.sessionId);
    }, reply),
    make("abort", ({ openRequests }) => openRequests.has("data"), abort),
    asks("select"),
    asks("deselect"),
    make("linktest", ({ openRequests }) => !openRequests.has("linktest"), (peer, { now }) => {
      peer.feed(now, 1, (machine) => void machine.linktest());
    }),
    make("separate", () => true, (peer, { now }) => {
      peer.feed(now, 1, (machine) => machine.separate(peer.ids[0]!, now));
    }),
    make("close", () => true, (peer, { now }) => peer.close(now)),
  ];
}

function request(peer: Peer, { now }: World): void {
  const { t3 } = peer.plan.timeouts;
  peer.feed(now, 0, (machine) => {
    const system = machine.nextSystem();
    const sessionId = peer.plan.sessions?.[0] ?? 0;
    const primary = streamFunction(1, 1, undefined, { sessionId, system, requireResponse: true });
    peer.requested(machine.request(primary.header, t3), primary);
  });
}

function reply(peer: Peer, world: World): void {
  const primary = peer.primaries.shift()!;
  const { sessionId, stream, function: func, system } = primary.header;
  const secondary: HsmsPacket = streamFunction(stream, func + 1, undefined, { sessionId, system });
  peer.machine!.requireSelected(secondary.header);
  world.answers(secondary, primary);
  peer.queue.push(secondary);
}

function abort(peer: Peer, { now }: World): void {
  const transaction = peer.transactions.values().next().value!;
  peer.feed(now, 0, (machine) => machine.abort(transaction, new Error("given up")));
}
