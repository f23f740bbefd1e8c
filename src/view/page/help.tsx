import type { RefObject } from "preact";
import type { PageState } from "./state.ts";

const KEYS: readonly (readonly [string, string])[] = [
  ["↑ ↓", "the message before, the next one"],
  ["Page up, Page down", "twelve messages on"],
  ["Home, End", "the first message, the last one"],
  ["f, F", "the next fault, the fault before"],
  ["r", "from a request to its reply, and back"],
  ["/", "filter"],
  ["+ −", "time to scale, with more or less room"],
  ["Enter", "the details of a message"],
  ["Esc", "close"],
];

const FILTERS: readonly (readonly [string, string])[] = [
  ["S6*", "all of stream 6; S6F11 is one message, Select and Linktest are control messages"],
  ["-Linktest", "without these"],
  ["from:host", "who sent it: role, model or address"],
  ["event:Lot*", "events and alarms by name"],
  ["is:fault", "with a fault"],
  ['"LOT 7"', "a text in names, values or the body as SML"],
];

interface HelpProps {
  readonly state: PageState;
  readonly dialog: RefObject<HTMLDialogElement | null>;
}

/** What the keys do, and what a filter can say. */
export function Help({ state, dialog }: HelpProps) {
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title">
      <form method="dialog">
        <h2 id="help-title">How to read this page</h2>
        <p>
          Time goes down. Each arrow is a frame, from the side that sent it; a filled head asks or tells, an
          open one replies, and a dashed line is a control message. Bars beside a lifeline are requests that
          wait for their reply: they turn red where T3, T6, T7 or T8 ran out. The ribbons at the right are the
          states of the link and of GEM.
        </p>
        <h3>Keys</h3>
        <Table rows={KEYS} />
        <label>
          <input
            type="checkbox"
            checked={state.hasCharacterKeys.value}
            onChange={(event) => state.hasCharacterKeys.value = event.currentTarget.checked}
          />{" "}
          Keys of one character work
        </label>
        <h3>Filter</h3>
        <Table rows={FILTERS} isCode />
        <button type="submit" class="main">Close</button>
      </form>
    </dialog>
  );
}

function Table({ rows, isCode }: { readonly rows: typeof KEYS; readonly isCode?: boolean }) {
  return (
    <dl>
      {rows.map(([term, meaning]) => (
        <div key={term}>
          <dt>{isCode ? <code>{term}</code> : <kbd>{term}</kbd>}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
