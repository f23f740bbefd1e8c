import { inspected } from "../core/base/mod.ts";

/** What a list shows of itself and of the lists in it. */
interface Shown {
  readonly format: string;
  readonly items?: readonly Shown[];
}

/** Maximum number of items that `console.log` shows of a list, those of lists in it included. */
const ITEMS = 200;

/** A list that fits is on one line. */
const WIDTH = 80;

/** The SML that `console.log` shows of a list: on one line, or each item on its own; items beyond {@linkcode ITEMS} are cut. */
export function inspectList(list: Shown): string {
  const room = { items: ITEMS };
  return print(list, "", room);
}

function print(item: Shown, indent: string, room: { items: number }): string {
  if (item.items === undefined) return inspected(item);
  const head = `<L [${item.items.length}]`;
  const parts: string[] = [];
  for (const child of item.items) {
    if (--room.items < 0) {
      parts.push("…");
      break;
    }
    parts.push(print(child, `${indent}  `, room));
  }
  const line = [head, ...parts].join(" ");
  if (indent.length + line.length < WIDTH && !line.includes("\n")) return `${line}>`;
  return `${[head, ...parts].join(`\n${indent}  `)}\n${indent}>`;
}
