import type { ControlInput } from "../../../src/gem/mod.ts";
import { primary } from "./message.ts";
import { type Side, SIDES, type World } from "./world.ts";

/** One thing that can happen in a world. */
export interface Action {
  readonly name: string;
  /** Whether it would change anything now. */
  possible(world: World): boolean;
  run(world: World): void;
}

/** What the network and the time do, if nothing goes wrong. */
export const NETWORK: readonly Action[] = [
  {
    name: "select",
    possible: (world) => !world.selected && SIDES.every((side) => world.models[side].state !== "disabled"),
    run: (world) => world.select(),
  },
  ...SIDES.flatMap((side): Action[] => [
    {
      name: `deliver to ${side}`,
      possible: (world) => world.to[side].length > 0,
      run: (world) => world.deliver(side, "as it is"),
    },
    {
      name: `tick ${side}`,
      possible: (world) => world.models[side].due !== undefined,
      run: (world) => world.tick(side),
    },
  ]),
];

/** What can go wrong. */
export const FAULTS: readonly Action[] = [
  { name: "cut", possible: ({ selected }) => selected, run: (world) => world.cut() },
  ...SIDES.flatMap((side): Action[] => [
    {
      name: `T3 ${side}`,
      possible: (world) => world.open[side].length > 0,
      run: (world) => world.expire(side),
    },
    {
      name: `deny ${side}`,
      possible: (world) => world.to[side][0]?.name === "S1F13",
      run: (world) => world.deliver(side, "denied"),
    },
    {
      name: `garble ${side}`,
      possible: (world) => world.to[side][0]?.name === "S1F14",
      run: (world) => world.deliver(side, "garbled"),
    },
  ]),
];

/** What the operator of the equipment does, and the user of the host. */
export const USERS: readonly Action[] = [
  ...SIDES.flatMap(switches),
  ...(["on-line", "off-line", "local", "remote"] as const).map((name): Action => {
    const input: ControlInput = { type: `operator ${name}` };
    return { name: `operator ${name}`, possible: () => true, run: (world) => world.operate(input) };
  }),
  ...[[1, 15], [1, 17], [1, 1]].map(([stream, func]): Action => {
    const body = primary(stream!, func!, true);
    return {
      name: `host ${body.name}`,
      possible: (world) => world.selected && !world.open.host.some(({ name }) => name !== "S1F13"),
      run: (world) => world.ask(body),
    };
  }),
];

/** Everything that can happen. */
export const ACTIONS: readonly Action[] = [...NETWORK, ...FAULTS, ...USERS];

function switches(side: Side): Action[] {
  return [
    {
      name: `enable ${side}`,
      possible: (world) => world.models[side].state === "disabled",
      run: (world) => world.feed(side, { type: "enable" }),
    },
    {
      name: `disable ${side}`,
      possible: (world) => world.models[side].state !== "disabled",
      run: (world) => world.feed(side, { type: "disable" }),
    },
  ];
}
