import type { GatewayState, ToolState } from "../gateway_state.ts";

/** The state of all tools as a page that needs nothing else; it loads itself again every 5 s. */
export function pageOf({ name: here, site, sink, journal, tools }: GatewayState): string {
  const up = tools.filter(({ isCommunicating }) => isCommunicating).length;
  const sinkText = sink.state.isUp ? "takes messages" : sink.state.why;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="5">
<title>${escaped(site)}: ${up} of ${tools.length} tools</title>
<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: 0.2rem 1rem 0.2rem 0; border-bottom: 1px solid #ccc; }
td.number { text-align: right; }
tr.down td { background: #fde8e8; }
</style>
</head>
<body>
<h1>${escaped(site)}</h1>
<p>${up} of ${tools.length} tools are COMMUNICATING. This is ${escaped(here)}. Sink ${escaped(sink.name)}: ${
    escaped(sinkText)
  }.
Journal: ${journal.depth} messages.</p>
<table>
<thead><tr><th>Tool</th><th>Area</th><th>Gateway</th><th>State</th><th>Control</th><th>Model</th><th>Messages</th><th>Not taken</th></tr></thead>
<tbody>
${tools.map((tool) => rowOf(tool, here)).join("\n")}
</tbody>
</table>
</body>
</html>
`;
}

function rowOf(tool: ToolState, here: string): string {
  const { name, area, isOurs, isCommunicating, control, identity = "", counters, gateway } = tool;
  const state = isCommunicating ? "COMMUNICATING" : isOurs || gateway ? "NOT COMMUNICATING" : "nobody's yet";
  const put = Object.values(counters.put).reduce((sum, count) => sum + count, 0);
  const texts = [name, area, gateway ?? (isOurs ? here : ""), state, control, identity]
    .map((text) => `<td>${escaped(`${text}`)}</td>`).join("");
  const numbers = [put, counters.notPut + counters.lost].map((count) =>
    `<td class="number">${Number(count)}</td>`
  );
  return `<tr${isCommunicating ? "" : ' class="down"'}>${texts}${numbers.join("")}</tr>`;
}

function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => names[character]!);
}
