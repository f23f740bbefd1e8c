// deno-lint-ignore-file no-console
// Writes the state diagrams of docs/gem-models.md anew, from the tables in src/gem/models.

import { DEFAULT_PROCESSING, defineProcessing } from "../src/gem/mod.ts";
import { drawDiagram } from "../src/gem/documents/diagram.ts";
import {
  alarmStates,
  communicationStates,
  controlStates,
  limitStates,
  loadStates,
  processingStates,
  unloadStates,
} from "../src/gem/documents/state_models.ts";

/** The diagrams of docs/gem-models.md, by the headings under which they stand. */
export function gemDiagrams(): ReadonlyMap<string, string> {
  const models = {
    "Communication": communicationStates(),
    "Control": controlStates(),
    "Processing states": processingStates(defineProcessing(DEFAULT_PROCESSING)),
    "Limits": limitStates(),
    "Alarms": alarmStates(),
    "What is loaded": loadStates(),
    "What is unloaded": unloadStates(),
  };
  return new Map(
    Object.entries(models).map((
      [heading, { arrows, composites }],
    ) => [heading, drawDiagram(arrows, composites)]),
  );
}

/** The page with the diagrams as they are now. */
function drawn(text: string): string {
  let page = text;
  for (const [heading, diagram] of gemDiagrams()) {
    const place = new RegExp(`(\\n#+ ${heading}\\n[^]*?\`\`\`mermaid\\n)[^]*?(\`\`\`)`);
    page = page.replace(place, (_, before, after) => `${before}${diagram}\n${after}`);
  }
  return page;
}

if (import.meta.main) {
  const url = new URL("../docs/gem-models.md", import.meta.url);
  const text = await Deno.readTextFile(url);
  await Deno.writeTextFile(url, drawn(text));
  console.log(drawn(text) === text ? "The diagrams were current" : "The diagrams were drawn anew");
}
