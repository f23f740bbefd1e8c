import { formatCount, formatDuration } from "../diagram/mod.ts";
import type { PageState } from "./state.ts";

/** How much is shown, of how much. */
export function StatusLine({ state }: { readonly state: PageState }) {
  const shown = state.rows.value.length;
  const count = state.count.value;
  const { story } = state;
  const lasts = count === 0 ? 0 : story.at(count - 1) - story.at(0);
  const filtered = state.filtered.value;
  return (
    <footer class="status">
      <span role="status" aria-live="polite">
        {filtered < 1
          ? `Searching, ${Math.floor(filtered * 100)} %`
          : shown === count
          ? `${formatCount(count)} entries`
          : `${formatCount(shown)} of ${formatCount(count)} entries`}
      </span>
      <span>{`in ${formatDuration(lasts)}`}</span>
      <span class="space" />
      <span class="hint">
        <kbd>↑</kbd> <kbd>↓</kbd> messages <kbd>f</kbd> next fault <kbd>r</kbd> request or reply <kbd>/</kbd>
        {" "}
        filter <kbd>?</kbd> help
      </span>
    </footer>
  );
}
