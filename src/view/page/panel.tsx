import type { JSX } from "preact";
import { CloseIcon } from "./icons.tsx";
import { MessageTab } from "./message_tab.tsx";
import { PasteTab } from "./paste_tab.tsx";
import type { PageState, Tab } from "./state.ts";
import { SummaryTab } from "./summary_tab.tsx";
import { ValuesTab } from "./values_tab.tsx";

const TABS: readonly (readonly [Tab, string, (props: { readonly state: PageState }) => JSX.Element])[] = [
  ["message", "Message", MessageTab],
  ["summary", "Summary", SummaryTab],
  ["values", "Values", ValuesTab],
  ["paste", "Paste", PasteTab],
];

/** What is beside the diagram: the selected message, the summary, values over time, a pasted frame. */
export function Panel({ state }: { readonly state: PageState }) {
  const { tab } = state;
  const [, , Content] = TABS.find(([name]) => name === tab.value)!;
  return (
    <aside class="panel" aria-label="Details">
      <div class="tabs-line">
        <div class="tabs" role="tablist" aria-label="Details" onKeyDown={(event) => moveTab(state, event)}>
          {TABS.map(([name, title]) => (
            <button
              type="button"
              key={name}
              id={`tab-${name}`}
              role="tab"
              aria-selected={tab.value === name}
              aria-controls="panel-content"
              tabIndex={tab.value === name ? 0 : -1}
              onClick={() => {
                tab.value = name;
                state.isPanelOpen.value = true;
              }}
            >
              {title}
            </button>
          ))}
        </div>
        <button
          type="button"
          class="icon close"
          title="Close (Esc)"
          aria-label="Close the details"
          onClick={() => state.isPanelOpen.value = false}
        >
          <CloseIcon />
        </button>
      </div>
      <div
        class="panel-content"
        id="panel-content"
        role="tabpanel"
        aria-labelledby={`tab-${tab.value}`}
        tabIndex={0}
      >
        <Content state={state} />
      </div>
    </aside>
  );
}

function moveTab({ tab }: PageState, event: KeyboardEvent): void {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (step === 0) return;
  const at = TABS.findIndex(([name]) => name === tab.value);
  tab.value = TABS[(at + step + TABS.length) % TABS.length]![0];
  document.getElementById(`tab-${tab.value}`)?.focus();
  event.preventDefault();
}
