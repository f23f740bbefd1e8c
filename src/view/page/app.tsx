import { useEffect, useRef } from "preact/hooks";
import { DiagramView } from "./diagram_view.tsx";
import { Help } from "./help.tsx";
import { pageKey } from "./keys.ts";
import { Minimap } from "./minimap.tsx";
import { type ExtraTab, Panel } from "./panel.tsx";
import { Sides } from "./sides.tsx";
import type { PageState } from "./state.ts";
import { StatusLine } from "./status_line.tsx";
import { TitleBar } from "./title_bar.tsx";
import { Toolbar } from "./toolbar.tsx";

/** The whole page. */
export function App({ state, extra }: { readonly state: PageState; readonly extra: ExtraTab | undefined }) {
  const filter = useRef<HTMLInputElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const ended = new AbortController();
    const actions = { filter: () => filter.current?.focus(), help: () => help.current?.showModal() };
    addEventListener("keydown", (event) => {
      if (!help.current?.open && pageKey(state, event, actions)) event.preventDefault();
    }, { signal: ended.signal });
    return () => ended.abort();
  }, []);

  return (
    <>
      <header>
        <TitleBar state={state} onHelp={() => help.current?.showModal()} />
        <Toolbar state={state} filter={filter} />
      </header>
      <main class={state.isPanelOpen.value ? "panel-open" : ""}>
        <section class="diagram" aria-label="Diagram">
          <Sides state={state} />
          <div class="diagram-body">
            <DiagramView state={state} />
            <Minimap state={state} />
          </div>
        </section>
        <Panel state={state} extra={extra} />
      </main>
      <StatusLine state={state} />
      <Help state={state} dialog={help} />
    </>
  );
}
