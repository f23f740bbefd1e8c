import { render } from "preact";
import type { Story, ViewOptions } from "../story/mod.ts";
import { App } from "./app.tsx";
import type { ExtraTab } from "./panel.tsx";
import { PageState } from "./state.ts";
import { putTheme, readTheme } from "./theme.ts";

/** Ms between two pictures of a story that grows. */
const PICTURE = 150;
/** The least ms between two pictures, as a multiple of what the last one took: a long story is not to fill all of the time. */
const REST = 8;

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
  let pause = PICTURE;
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
        const begin = performance.now();
        state.grown();
        requestAnimationFrame(() =>
          setTimeout(() => {
            pause = Math.max(PICTURE, (performance.now() - begin) * REST);
          }, 0)
        );
        timer = undefined;
      }, pause);
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
