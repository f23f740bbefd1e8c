import type { JSX } from "preact";
import { CloseIcon } from "./icons.tsx";
import { MessageTab } from "./message_tab.tsx";
import { PasteTab } from "./paste_tab.tsx";
import type { PageState, Tab } from "./state.ts";
import { SummaryTab } from "./summary_tab.tsx";
import { ValuesTab } from "./values_tab.tsx";

/** A tab: its name, its title, what is in it. */
type TabRow = readonly [Tab, string, (props: { readonly state: PageState }) => JSX.Element];

/** A tab that not every page has. */
export interface ExtraTab {
  readonly title: string;
  readonly Content: TabRow[2];
}

const TABS: readonly TabRow[] = [
  ["message", "Message", MessageTab],
  ["summary", "Summary", SummaryTab],
  ["values", "Values", ValuesTab],
  ["paste", "Paste", PasteTab],
];

/** What is beside the diagram: the selected message, the summary, values over time, a pasted frame. */
export function Panel({ state, extra }: { readonly state: PageState; readonly extra: ExtraTab | undefined }) {
  const { tab } = state;
  const tabs: readonly TabRow[] = extra === undefined
    ? TABS
    : [["extra", extra.title, extra.Content], ...TABS];
  const [, , Content] = tabs.find(([name]) => name === tab.value)!;
  return (
    <aside class="panel" aria-label="Details">
      <div class="tabs-line">
        <div
          class="tabs"
          role="tablist"
          aria-label="Details"
          onKeyDown={(event) => moveTab(tabs, state, event)}
        >
          {tabs.map(([name, title]) => (
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

function moveTab(tabs: readonly TabRow[], { tab }: PageState, event: KeyboardEvent): void {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (step === 0) return;
  const at = tabs.findIndex(([name]) => name === tab.value);
  tab.value = tabs[(at + step + tabs.length) % tabs.length]![0];
  document.getElementById(`tab-${tab.value}`)?.focus();
  event.preventDefault();
}
