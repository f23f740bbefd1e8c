import { effect, useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { describeEntry } from "../diagram/mod.ts";
import { DiagramCanvas } from "./diagram_canvas.ts";
import { diagramKey } from "./keys.ts";
import type { PageState } from "./state.ts";

/** Options of the list that are there for those who hear it, on each side of the selected one. */
const AROUND = 3;

/** The diagram: a canvas in what scrolls, and the same as a list for those who hear the page. */
export function DiagramView({ state }: { readonly state: PageState }) {
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const spacer = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const view = new DiagramCanvas(state, scroller.current!, canvas.current!, spacer.current!);
    const stop = effect(() => view.look());
    return () => {
      stop();
      view.end();
    };
  }, []);

  return (
    <div
      class="scroller"
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label="Messages in the order of time"
      aria-activedescendant={activeId(state)}
      onKeyDown={(event) => {
        if (diagramKey(state, event)) event.preventDefault();
      }}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <div class="spacer" ref={spacer} aria-hidden="true" />
      <HeardRows state={state} />
    </div>
  );
}

function activeId({ selected, rows }: PageState): string | undefined {
  const entry = selected.value;
  return entry === undefined || rows.value.rowOf(entry) === undefined ? undefined : `entry-${entry}`;
}

function HeardRows({ state }: { readonly state: PageState }) {
  const heard = useComputed(() => {
    const rows = state.rows.value;
    const { selected } = state;
    const at = selected.value === undefined ? 0 : Math.min(rows.rowFrom(selected.value), rows.length - 1);
    const from = Math.max(at - AROUND, 0);
    const to = Math.min(at + AROUND + 1, rows.length);
    return Array.from({ length: Math.max(to - from, 0) }, (_, i) => {
      const entry = rows.entryAt(from + i);
      return { entry, row: from + i, text: describeEntry(state.story, entry, state.zone) };
    });
  });
  return (
    <>
      {heard.value.map(({ entry, row, text }) => (
        <div
          key={entry}
          id={`entry-${entry}`}
          class="unseen"
          role="option"
          aria-selected={entry === state.selected.value}
          aria-posinset={row + 1}
          aria-setsize={state.rows.value.length}
        >
          {text}
        </div>
      ))}
    </>
  );
}
