import { useSignal } from "@preact/signals";
import { formatDay, sideName } from "../diagram/mod.ts";
import { HelpIcon, MoonIcon, PasteIcon, SunIcon } from "./icons.tsx";
import type { PageState } from "./state.ts";
import { putTheme, readTheme, type Theme } from "./theme.ts";

interface TitleBarProps {
  readonly state: PageState;
  readonly onHelp: () => void;
}

/** The name of the recording, its links, and what is of the whole page. */
export function TitleBar({ state, onHelp }: TitleBarProps) {
  const { story, options, link } = state;
  state.version.value;
  const { links } = story;
  const day = story.length === 0 ? "" : formatDay(story.at(0), state.zone);
  return (
    <div class="title-bar">
      <h1 title={options.title}>{options.title}</h1>
      {day !== "" && <span class="day">{day}</span>}
      {options.live && <LiveSign state={state} />}
      {links.length > 1 && (
        <label class="chooser">
          <span class="unseen">Link</span>
          <select
            value={link.value}
            onChange={(event) => {
              state.selected.value = undefined;
              link.value = Number(event.currentTarget.value);
            }}
          >
            {links.map((one, i) => (
              <option key={i} value={i}>
                {`${one.sides[0].address} ↔ ${one.sides[1].address}${roles(one)}`}
              </option>
            ))}
          </select>
        </label>
      )}
      <span class="space" />
      <button
        type="button"
        class="icon"
        title="Paste a frame"
        aria-label="Paste a frame"
        onClick={() => {
          state.tab.value = "paste";
          state.isPanelOpen.value = true;
        }}
      >
        <PasteIcon />
      </button>
      <ThemeButton />
      <button
        type="button"
        class="icon"
        title="Keys and help (?)"
        aria-label="Keys and help"
        onClick={onHelp}
      >
        <HelpIcon />
      </button>
    </div>
  );

  function roles(one: typeof links[number]): string {
    const names = ([0, 1] as const).map((side) => sideName(one, side));
    return names.every((name, side) => name === one.sides[side]!.address) ? "" : ` (${names.join(", ")})`;
  }
}

function LiveSign({ state }: { readonly state: PageState }) {
  const words = {
    no: "not followed",
    yes: "live",
    waiting: "connection lost, trying again",
    ended: "ended",
  };
  const following = state.following.value;
  return <span class={`live live-${following}`} role="status">{words[following]}</span>;
}

function ThemeButton() {
  const theme = useSignal<Theme>(readTheme());
  const isDark = theme.value === "dark" ||
    (theme.value === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  const other = isDark ? "light" : "dark";
  return (
    <button
      type="button"
      class="icon"
      title={`Switch to the ${other} theme`}
      aria-label={`Switch to the ${other} theme`}
      onClick={() => {
        theme.value = other;
        putTheme(other);
      }}
    >
      {isDark ? <SunIcon /> : <MoonIcon />}
    </button>
  );
}
