// The playground: a host and a tool in this page, on a line that can fail.

import "./immediate.ts";
import { StoryBuilder } from "../../story/mod.ts";
import { ETCHER_NAMES, World } from "../../playground/mod.ts";
import { start } from "../start.tsx";
import { PlayState } from "./play_state.ts";
import { PlayTab } from "./play_tab.tsx";

const options = { title: "Playground", version: "", model: ETCHER_NAMES };
const builder = new StoryBuilder(options);
const play = new PlayState();
const world = await World.open({
  log(chunk, at) {
    const { length, faults } = builder.story;
    const before = faults.length;
    builder.append(chunk);
    builder.idle(at);
    if (builder.story.length > length || builder.story.faults.length > before) page.grown(builder.story);
  },
  said: (text) => play.say(text),
}, Date.now());
const page = start(document.getElementById("app")!, builder.story, options, {
  title: "Play",
  Content: () => <PlayTab play={play} world={world} />,
});
void world.start();
play.run(world);
