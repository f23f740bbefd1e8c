import { readEmbedded } from "../../src/view/log/mod.ts";
import { type Story, StoryBuilder, type ViewOptions } from "../../src/view/story/mod.ts";

/** What the page in a file tells. */
export async function storyIn(
  html: string,
): Promise<{ readonly story: Story; readonly options: ViewOptions }> {
  const options = JSON.parse(/id="options">([^<]*)</.exec(html)![1]!) as ViewOptions;
  const texts = [
    ...html.matchAll(/<script type="application\/octet-stream;base64" id="log" data-deflated>([^<]*)</g),
  ];
  const builder = new StoryBuilder(options);
  for await (const chunk of readEmbedded(texts.map(([, text]) => text!), true)) builder.append(chunk);
  return { story: builder.story, options };
}
