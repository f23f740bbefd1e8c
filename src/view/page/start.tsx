import { render } from "preact";
import type { Story, ViewOptions } from "../story/mod.ts";
import { App } from "./app.tsx";
import type { ExtraTab } from "./panel.tsx";
import { PageState } from "./state.ts";
import { putTheme, readTheme } from "./theme.ts";

/** Ms between two pictures of a story that grows. */
const PICTURE = 150;

/** A page that was started. */
export interface RunningPage {
  /** The story has grown, or is another one. */
  grown(story: Story): void;
  following(state: PageState["following"]["value"]): void;
}

/** Shows a story in an element of the page, with another tab beside it if there is one. */
export function start(root: Element, story: Story, options: ViewOptions, extra?: ExtraTab): RunningPage {
  putTheme(readTheme());
  document.title = `${options.title} – HSMS`;
  let state = show(story);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    grown(next) {
      if (next !== state.story) {
        const following = state.following.value;
        render(null, root);
        state = show(next);
        state.following.value = following;
      }
      timer ??= setTimeout(() => {
        timer = undefined;
        state.grown();
      }, PICTURE);
    },
    following: (following) => state.following.value = following,
  };

  function show(story: Story): PageState {
    const state = new PageState(story, options);
    if (extra !== undefined) state.tab.value = "extra";
    render(<App state={state} extra={extra} />, root);
    return state;
  }
}
