import { type Action, FAULTS, NETWORK, USERS } from "./actions.ts";
import { recover } from "./recover.ts";
import { type Side, SIDES, World, type WorldPlan } from "./world.ts";

/** How far an exploration goes; how many actions of the network it takes does not matter. */
export interface Bounds {
  /** Number of faults. */
  readonly faults: number;
  /** Number of actions of the operator and of the host's user. */
  readonly users: number;
}

/** What an exploration found. */
export interface Exploration {
  readonly states: number;
  readonly transitions: number;
  /** Number of actions on the shortest way to the state that is furthest away. */
  readonly depth: number;
  /** The rows that were taken, in order of their numbers. */
  readonly rows: readonly string[];
  /** What is wrong, and the shortest way to it. */
  readonly problem: string | undefined;
}

interface Node {
  readonly world: World;
  readonly path: readonly string[];
  readonly faults: number;
  readonly users: number;
}

/** Visits every state that some interleaving of the actions leads to, until there is no other, and looks at each. */
export function explore(
  plan: WorldPlan,
  { faults, users }: Bounds,
): Exploration {
  const root: Node = { world: new World(plan), path: [], faults, users };
  const { rows } = root.world.checker;
  const seen = new Set([keyOf(root)]);
  const queue = [root];
  let transitions = 0;
  let depth = 0;
  const found = (problem?: string): Exploration => (
    { states: seen.size, transitions, depth, rows: [...rows.keys()].sort(byNumber), problem }
  );
  for (const node of queue) {
    const problem = problemOf(node.world);
    if (problem !== undefined) return found(`${problem}, after: ${node.path.join(", ")}`);
    depth = node.path.length;
    for (const action of allowed(node)) {
      const world = node.world.copy();
      action.run(world);
      transitions++;
      const next: Node = {
        world,
        path: [...node.path, action.name],
        faults: node.faults - (FAULTS.includes(action) ? 1 : 0),
        users: node.users - (USERS.includes(action) ? 1 : 0),
      };
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(next);
    }
  }
  return found();
}

function allowed({ world, faults, users }: Node): Action[] {
  return [...NETWORK, ...faults > 0 ? FAULTS : [], ...users > 0 ? USERS : []]
    .filter((action) => action.possible(world));
}

function problemOf(world: World): string | undefined {
  const copy = world.copy();
  const stuck = recover(copy);
  return copy.checker.violations[0] ?? (stuck === undefined ? undefined : `recovers: ${stuck}`);
}

/**
 * A world's state as text, and what may still happen: two with the same text go on in the same ways. Moments count from
 * now, and messages have the numbers in the order in which they are found.
 */
function keyOf({ world, faults, users }: Node): string {
  const numbers = new Map<number, number>();
  const number = (id: number): number => {
    if (!numbers.has(id)) numbers.set(id, numbers.size);
    return numbers.get(id)!;
  };
  const sideKey = (side: Side): unknown[] => {
    const { due, ...model } = world.models[side];
    return [
      { ...model, due: due === undefined ? undefined : due - world.now },
      world.open[side].map(({ name, id }) => [name, number(id)]),
      world.to[side].map(({ name, id, code }) => [name, number(id), code]),
    ];
  };
  return JSON.stringify([faults, users, world.selected, world.control, ...SIDES.map(sideKey)]);
}

function byNumber(a: string, b: string): number {
  const [modelA, rowA] = a.split(" ");
  const [modelB, rowB] = b.split(" ");
  return modelA === modelB ? Number(rowA) - Number(rowB) : modelA! < modelB! ? -1 : 1;
}
