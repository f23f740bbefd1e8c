import type { ComponentChildren, RefObject } from "preact";
import { formatCount, sideName } from "../diagram/mod.ts";
import { DownIcon, SlopeIcon, UpIcon } from "./icons.tsx";
import { zoom } from "./keys.ts";
import type { PageState } from "./state.ts";

interface ToolbarProps {
  readonly state: PageState;
  readonly filter: RefObject<HTMLInputElement | null>;
}

/** What is shown: the filter, the direction, faults, and how time goes down. */
export function Toolbar({ state, filter }: ToolbarProps) {
  return (
    <div class="toolbar" role="toolbar" aria-label="What is shown">
      <FilterField state={state} filter={filter} />
      <Direction state={state} />
      <Faults state={state} />
      <ScaleChoice state={state} />
    </div>
  );
}

function FilterField({ state, filter }: ToolbarProps) {
  return (
    <label class="filter">
      <span class="unseen">Filter</span>
      <input
        ref={filter}
        type="search"
        placeholder="S6*  -S6F12  event:Lot*  text"
        title="S6*, S2F41, Select, -Linktest, from:host, event:LotStarted, is:fault, any text"
        spellcheck={false}
        autocomplete="off"
        value={state.filterText.value}
        onInput={(event) => state.filterText.value = event.currentTarget.value}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </label>
  );
}

function Direction({ state }: { readonly state: PageState }) {
  state.version.value;
  const link = state.story.links[state.link.value];
  const { direction } = state;
  const names = link === undefined ? ["left", "right"] : [sideName(link, 0), sideName(link, 1)];
  return (
    <div class="choice" role="group" aria-label="Direction">
      <Choice
        isOn={direction.value === undefined}
        onChoose={() => direction.value = undefined}
        title="Both sides"
      >
        Both
      </Choice>
      <Choice
        isOn={direction.value === 0}
        onChoose={() => direction.value = 0}
        title={`Only from ${names[0]}`}
        label={`Only from ${names[0]}`}
      >
        →
      </Choice>
      <Choice
        isOn={direction.value === 1}
        onChoose={() => direction.value = 1}
        title={`Only from ${names[1]}`}
        label={`Only from ${names[1]}`}
      >
        ←
      </Choice>
    </div>
  );
}

function Faults({ state }: { readonly state: PageState }) {
  const count = state.faults.value.length;
  const { onlyFaults } = state;
  return (
    <div class="choice faults" role="group" aria-label="Faults">
      <Choice
        isOn={onlyFaults.value}
        onChoose={() => onlyFaults.value = !onlyFaults.value}
        title="Show only messages with a fault"
      >
        {count === 1 ? "1 fault" : `${count === 0 ? "No" : formatCount(count)} faults`}
      </Choice>
      <button
        type="button"
        disabled={count === 0}
        title="Previous fault (F)"
        aria-label="Previous fault"
        onClick={() => state.stepFault(-1)}
      >
        <UpIcon />
      </button>
      <button
        type="button"
        disabled={count === 0}
        title="Next fault (f)"
        aria-label="Next fault"
        onClick={() => state.stepFault(1)}
      >
        <DownIcon />
      </button>
    </div>
  );
}

function ScaleChoice({ state }: { readonly state: PageState }) {
  const { scale, sloped } = state;
  return (
    <div class="choice scale" role="group" aria-label="Time">
      <Choice
        isOn={scale.value === "compact"}
        onChoose={() => scale.value = "compact"}
        title="Pauses are cut short and marked with their length"
      >
        Compact
      </Choice>
      <Choice isOn={scale.value === "scaled"} onChoose={() => scale.value = "scaled"} title="Time to scale">
        To scale
      </Choice>
      {scale.value === "scaled" && (
        <>
          <button
            type="button"
            title="Less time in more room (+)"
            aria-label="Zoom in"
            onClick={() => zoom(state, 2)}
          >
            +
          </button>
          <button
            type="button"
            title="More time in less room (−)"
            aria-label="Zoom out"
            onClick={() => zoom(state, 0.5)}
          >
            −
          </button>
        </>
      )}
      <Choice
        isOn={sloped.value}
        onChoose={() => sloped.value = !sloped.value}
        title="Arrows that fall"
        label="Arrows that fall"
      >
        <SlopeIcon />
      </Choice>
    </div>
  );
}

interface ChoiceProps {
  readonly isOn: boolean;
  readonly title: string;
  readonly label?: string;
  readonly onChoose: () => void;
  readonly children: ComponentChildren;
}

function Choice({ isOn, title, label, onChoose, children }: ChoiceProps) {
  return (
    <button type="button" aria-pressed={isOn} aria-label={label} title={title} onClick={onChoose}>
      {children}
    </button>
  );
}
