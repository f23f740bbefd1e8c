import { didYouMean } from "../../gem/mod.ts";
import { type JsonSchema, jsonSchema } from "../../gem/definition/json_schema.ts";
import { pathTo, Problems } from "../../gem/definition/problems.ts";
import { parseJson } from "../../gem/definition/read_equipment.ts";
import { checkShape } from "../../gem/definition/shape.ts";
import { COMMAND_KINDS } from "./command_kinds.ts";
import { checkSinks } from "./check_sinks.ts";
import type { FabFile, FabTool } from "./fab_file.ts";
import { FAB, PART } from "./fab_shape.ts";

/** The head of what {@linkcode readFab} throws. */
const FAB_FILE = "The fab file";

/**
 * Reads a fab file from JSON, as text or parsed.
 *
 * @throws {SyntaxError} when the text is no JSON.
 * @throws {RangeError} when the file is not right; the message lists everything that is wrong, with its path and what was meant.
 *
 * @example
 * ```ts
 * import { readFab } from "@secs/hsms/gateway";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const fab = readFab('{ "site": "F1", "tools": { "ETCH-3": { "address": "10.0.0.7", "port": 5000 } } }');
 * assertEquals(Object.keys(fab.tools), ["ETCH-3"]);
 *
 * const error = assertThrows(() => readFab({ site: "F1", tools: { "ETCH-3": { adress: "10.0.0.7" } } }), RangeError);
 * assertEquals(error.message.split("\n  ").slice(1), [
 *   'tools["ETCH-3"].adress: there is no such field here; did you mean address?',
 *   'tools["ETCH-3"]: it needs address and port, to be dialled, or listen, to be waited for',
 * ]);
 * ```
 */
export function readFab(json: string | object): FabFile {
  const value = typeof json === "string" ? parseJson(json, FAB_FILE) : json;
  const problems = new Problems();
  checkShape(FAB, value, "", problems);
  const { site, area, tools, sinks } = value as Partial<FabFile>;
  checkPart(site, "site", problems);
  checkPart(area, "area", problems);
  if (typeof tools === "object" && tools !== null) {
    for (const [name, tool] of Object.entries(tools)) {
      if (typeof tool === "object" && tool !== null) checkTool(tool, pathTo("tools", name), problems);
    }
    checkPorts(tools, problems);
  }
  if (typeof sinks === "object" && sinks !== null) checkSinks(sinks, problems);
  problems.throwIfAny(FAB_FILE);
  return value as FabFile;
}

/** The JSON Schema (draft 2020-12) of the file that {@linkcode readFab} reads. */
export function fabSchema(): JsonSchema {
  return jsonSchema("The tools of a site, and where their messages go", FAB, {});
}

function checkPart(value: unknown, path: string, problems: Problems): void {
  if (typeof value !== "string" || problems.has(path)) return;
  if (!PART.pattern.test(value)) problems.add(path, `expected ${PART.what}`);
}

function checkTool(tool: FabTool, path: string, problems: Problems): void {
  const { address, port, listen, area, commands } = tool;
  checkPart(area, pathTo(path, "area"), problems);
  if (listen !== undefined && port !== undefined) {
    problems.add(pathTo(path, "listen"), "it has a port too: the gateway dials it, or waits for it");
  } else if (listen === undefined && (address === undefined || port === undefined)) {
    problems.add(path, "it needs address and port, to be dialled, or listen, to be waited for");
  }
  if (!Array.isArray(commands)) return;
  commands.forEach((name: unknown, at) => {
    if (typeof name !== "string" || /^remote:./.test(name)) return;
    if ((COMMAND_KINDS as readonly string[]).includes(name)) return;
    const known = `expected ${COMMAND_KINDS.join(", ")}, or remote:NAME, got ${JSON.stringify(name)}`;
    problems.add(pathTo(pathTo(path, "commands"), at), known + didYouMean(name, COMMAND_KINDS));
  });
}

/** Two tools may share a port if they connect from different addresses. */
function checkPorts(tools: Readonly<Record<string, FabTool>>, problems: Problems): void {
  const taken = new Map<string, string>();
  for (const [name, tool] of Object.entries(tools)) {
    if (typeof tool !== "object" || tool === null || tool.listen === undefined) continue;
    const before = taken.get(`${tool.listen}`);
    if (before !== undefined) {
      problems.add(pathTo(pathTo("tools", name), "listen"), `${before} is waited for on this port already`);
    } else taken.set(`${tool.listen}`, name);
  }
}
