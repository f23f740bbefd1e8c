// The page of a view: reads the log that is in it, or follows one.

import { LOG_SCRIPT_TYPE, readEmbedded } from "../log/mod.ts";
import { StoryBuilder, type ViewOptions } from "../story/mod.ts";
import { follow } from "./follow.ts";
import { start } from "./start.tsx";

/** Ms of reading after which the page gets a turn. */
const TURN = 60;

const root = document.getElementById("app")!;
try {
  await open();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  root.replaceChildren(`This page cannot be read: ${message}`);
  root.className = "problem";
}

async function open(): Promise<void> {
  const options: ViewOptions = JSON.parse(document.getElementById("options")?.textContent ?? "{}");
  const builder = new StoryBuilder(options);
  const scripts = [...document.querySelectorAll(`script[type="${LOG_SCRIPT_TYPE}"]`)];
  const isDeflated = scripts.some((script) => script.hasAttribute("data-deflated"));
  let turnAt = performance.now() + TURN;
  for await (const chunk of readEmbedded(scripts.map(({ textContent }) => textContent ?? ""), isDeflated)) {
    builder.append(chunk);
    if (performance.now() < turnAt) continue;
    root.textContent = `Reading the log: ${builder.story.length} entries`;
    root.className = "problem";
    await new Promise((resolve) => setTimeout(resolve, 0));
    turnAt = performance.now() + TURN;
  }
  for (const script of scripts) script.remove();
  root.replaceChildren();
  root.className = "";
  const page = start(root, builder.story, options);
  if (options.live !== undefined) await follow(options.live, builder, page);
}
