// deno-lint-ignore-file no-console
// Writes the state diagram of docs/e37.md anew, from the table in src/core/hsms/machine/state.ts.

import { type SessionEvent, type SessionState, TRANSITIONS } from "../src/core/hsms/machine/state.ts";

/** The diagram in Mermaid's words; events that change nothing are left out. */
export function stateDiagram(): string {
  const lines = ["stateDiagram-v2", "    [*] --> not_connected"];
  for (const state of Object.keys(TRANSITIONS) as SessionState[]) {
    const row = TRANSITIONS[state];
    const targets = new Map<SessionState, SessionEvent[]>();
    for (const event of Object.keys(row) as SessionEvent[]) {
      if (row[event] !== state) targets.set(row[event], [...targets.get(row[event]) ?? [], event]);
    }
    for (const [to, events] of targets) {
      lines.push(`    ${word(state)} --> ${word(to)}: ${events.join(", ")}`);
    }
  }
  return lines.join("\n");
}

function word(state: SessionState): string {
  return state.replaceAll("-", "_");
}

if (import.meta.main) {
  const page = new URL("../docs/e37.md", import.meta.url);
  const text = await Deno.readTextFile(page);
  const drawn = text.replace(/```mermaid\n[\s\S]*?```/, `\`\`\`mermaid\n${stateDiagram()}\n\`\`\``);
  await Deno.writeTextFile(page, drawn);
  console.log(drawn === text ? "The diagram was current" : "The diagram was drawn anew");
}
