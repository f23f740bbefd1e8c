import type { StoryBuilder } from "../story/mod.ts";
import type { RunningPage } from "./start.tsx";

/** Ms between two tries to go on. */
const PAUSE = 1000;

/** Ms between two looks at what has run out, and how old it is then: what is under way may still come. */
const LOOK = 1000;

/** Follows a log that grows, and goes on where it was after a lost connection. Ends when there is no such log any more. */
export async function follow(url: string, builder: StoryBuilder, page: RunningPage): Promise<void> {
  for (;;) {
    try {
      const { position } = builder;
      const response = await fetch(position === "" ? url : `${url}?from=${encodeURIComponent(position)}`);
      if (!response.ok || response.body === null) break;
      await read(response.body);
    } catch {
      // The program that serves the page has ended, or begins anew.
    }
    builder.cut();
    page.following("waiting");
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  page.following("ended");

  async function read(body: ReadableStream<Uint8Array>): Promise<void> {
    page.following("yes");
    const reader = body.getReader();
    const timer = setInterval(() => {
      const { faults } = builder.story;
      const before = faults.length;
      builder.idle(Date.now() - LOOK);
      if (builder.story.faults.length > before) page.grown(builder.story);
    }, LOOK);
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        builder.append(value);
        page.grown(builder.story);
      }
    } finally {
      clearInterval(timer);
    }
  }
}
