import { useSignal } from "@preact/signals";
import type { PageState } from "./state.ts";

/** Some bytes that belong together. */
export interface BytePart {
  readonly from: number;
  readonly to: number;
  readonly kind: "length" | "header" | "item" | "data" | "rest";
  readonly title: string;
}

/** Number of bytes that are shown at first. */
const SHOWN = 1024;
/** Maximum number of bytes that are shown at all. */
const MAX_SHOWN = 65_536;

interface BytesProps {
  readonly state: PageState;
  readonly bytes: Uint8Array;
  /** In their order; what is between them has no meaning. */
  readonly parts: readonly BytePart[];
}

/** Bytes in hex, each with the part that it belongs to. */
export function Bytes({ state, bytes, parts }: BytesProps) {
  const isAll = useSignal(false);
  const end = Math.min(bytes.length, isAll.value ? MAX_SHOWN : SHOWN);
  const pointed = state.pointed.value;
  return (
    <>
      <div class="bytes" role="group" aria-label="Bytes in hex">
        {withRest(parts, end).map(({ from, to, kind, title }) => {
          const isPointed = pointed !== undefined && from < pointed[1] && to > pointed[0];
          return (
            <span
              key={from}
              class={`bytes-${kind}`}
              data-pointed={isPointed ? "" : undefined}
              title={title}
              onPointerEnter={() => state.pointed.value = [from, to]}
              onPointerLeave={() => state.pointed.value = undefined}
            >
              {digits(bytes, from, Math.min(to, end))}
            </span>
          );
        })}
      </div>
      {end < bytes.length && end < MAX_SHOWN && (
        <button
          type="button"
          class="link"
          onClick={() => isAll.value = true}
        >
          {`Show all ${bytes.length} bytes`}
        </button>
      )}
      {end < bytes.length && end === MAX_SHOWN && <p class="quiet">Copy as hex has all of it.</p>}
    </>
  );
}

/** The parts up to an end, and what is between them. */
function withRest(parts: readonly BytePart[], end: number): BytePart[] {
  const all: BytePart[] = [];
  let at = 0;
  for (const part of parts) {
    if (part.from >= end) break;
    if (part.from > at) all.push({ from: at, to: part.from, kind: "rest", title: "" });
    all.push(part);
    at = part.to;
  }
  if (at < end) all.push({ from: at, to: end, kind: "rest", title: "" });
  return all;
}

function digits(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) text += `${bytes[i]!.toString(16).padStart(2, "0")} `;
  return text;
}
