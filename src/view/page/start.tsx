import { render } from "preact";
import type { ViewOptions } from "../story/options.ts";
import type { Story } from "../story/story.ts";
import { App } from "./app.tsx";
import { PageState } from "./state.ts";
import { putTheme, readTheme } from "./theme.ts";

/** Shows a story in an element of the page; what is returned is told when the story grows. */
export function start(root: Element, story: Story, options: ViewOptions): PageState {
  putTheme(readTheme());
  document.title = `${options.title} – HSMS`;
  const state = new PageState(story, options);
  render(<App state={state} />, root);
  return state;
}
