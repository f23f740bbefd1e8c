import { type Action, ACTIONS } from "./actions.ts";
import { recover } from "./recover.ts";
import { keyOf } from "./key.ts";
import { World, type WorldPlan } from "./world.ts";

/** How far an exploration goes. */
export interface Bounds {
  /** Actions in a row. */
  readonly depth: number;
  /** Commands and cuts in a row, in all. */
  readonly commands: number;
  /** The same command of the same side, in a row. */
  readonly each?: number;
  /** Begin with both sides selected, instead of not selected. */
  readonly selected?: boolean;
}

/** What an exploration found. */
export interface Exploration {
  readonly states: number;
  readonly transitions: number;
  /** What is wrong, and the shortest way to it. */
  readonly problem: string | undefined;
}

interface Node {
  readonly parent: Node | undefined;
  readonly action: Action | undefined;
  readonly depth: number;
  readonly commands: number;
}

/** Visits every state that some interleaving of the actions leads to, and looks at each. */
export function explore(plan: WorldPlan, bounds: Bounds): Exploration {
  const { depth, commands, each = 1, selected = false } = bounds;
  const replay = (node: Node): World => replayed(plan, selected, node);
  const root: Node = { parent: undefined, action: undefined, depth: 0, commands: 0 };
  const seen = new Set([stateOf(replay(root), root)]);
  const queue = [root];
  let transitions = 0;
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at]!;
    const recovered = replay(node);
    const enabled = node.depth === depth
      ? []
      : ACTIONS.filter((action) => isAllowed(action, node, commands, each) && action.possible(recovered));
    const problem = problemOf(recovered);
    if (problem !== undefined) {
      return { states: seen.size, transitions, problem: `${problem}, after: ${pathOf(node).join(", ")}` };
    }
    for (const action of enabled) {
      const next: Node = {
        parent: node,
        action,
        depth: node.depth + 1,
        commands: node.commands + (action.command === undefined ? 0 : 1),
      };
      transitions++;
      const key = stateOf(replay(next), next);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(next);
    }
  }
  return { states: seen.size, transitions, problem: undefined };
}

function isAllowed({ command }: Action, node: Node, most: number, each: number): boolean {
  if (command === undefined) return true;
  return node.commands < most && countOf(command, node) < each;
}

function countOf(command: string, node: Node): number {
  let count = 0;
  for (let one: Node | undefined = node; one !== undefined; one = one.parent) {
    if (one.action?.command === command) count++;
  }
  return count;
}

function problemOf(world: World): string | undefined {
  const stuck = recover(world);
  return world.checker.violations[0] ?? (stuck === undefined ? undefined : `recovers: ${stuck}`);
}

/** The world's state, and which commands are used up. */
function stateOf(world: World, node: Node): string {
  const used: string[] = [];
  for (let one: Node | undefined = node; one !== undefined; one = one.parent) {
    if (one.action?.command !== undefined) used.push(one.action.command);
  }
  return `${keyOf(world)}|${used.sort().join()}`;
}

function actionsOf(node: Node): Action[] {
  const actions: Action[] = [];
  for (let one: Node | undefined = node; one?.action !== undefined; one = one.parent) {
    actions.push(one.action);
  }
  return actions.reverse();
}

function pathOf(node: Node): string[] {
  return actionsOf(node).map(({ name }) => name);
}

function replayed(plan: WorldPlan, selected: boolean, node: Node): World {
  const world = new World(plan);
  if (selected) recover(world);
  for (const action of actionsOf(node)) action.run(world);
  return world;
}
