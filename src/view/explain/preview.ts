import { decodeItem, type Item } from "../../secs2/mod.ts";

/** Longer bodies are not looked at. */
const MAX_BODY = 20_000;

/** The values of a body in a few words, lists in brackets: `"START" [["LotId" "A1"]]`; empty if there are none. */
export function previewOf(body: Uint8Array, maxLength: number): string {
  if (body.length === 0 || body.length > MAX_BODY) return "";
  try {
    const item = decodeItem(body);
    if (item === undefined) return "";
    const text = item.format === "L" ? listOf(item.items, maxLength) : valueOf(item, maxLength);
    return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
  } catch {
    return "";
  }
}

function listOf(items: readonly Item[], maxLength: number): string {
  const parts: string[] = [];
  let length = 0;
  for (const item of items) {
    const inner = item.format === "L"
      ? `[${listOf(item.items, maxLength - length)}]`
      : valueOf(item, maxLength);
    parts.push(inner);
    length += inner.length + 1;
    if (length > maxLength) break;
  }
  return parts.join(" ");
}

/** The values of an item, without its format. */
function valueOf(item: Item, maxLength: number): string {
  if (item.length > maxLength) return `${item.format}[${item.length}]`;
  const text = `${item}`.replace(/^<\S+ ?/, "").replace(/>$/, "");
  return text === "" ? "–" : text;
}
