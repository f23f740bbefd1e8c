// deno-lint-ignore-file no-console
// Writes what follows from src/gem/definition, src/gem/host/profile, src/cli/run and src/gem/documents anew: schemas, the tables of
// docs/equipment-model.md, and the documents of the etcher in docs/etcher. `deno task equipment`.

import { markdownTable } from "markdown-table";
import { fabSchema } from "../src/gateway/mod.ts";
import {
  complianceStatement,
  equipmentSchema,
  gemManual,
  type JsonSchema,
  profileSchema,
  readEquipment,
  REQUIRED_CONSTANTS,
  REQUIRED_DATA_VARIABLES,
  REQUIRED_EVENTS,
  REQUIRED_STATUS_VARIABLES,
  type RequiredVariable,
} from "../src/gem/mod.ts";
import { scenarioSchema } from "../src/cli/run/read_scenario.ts";

/** Where the tables begin and end in the page. */
const TABLES = /(<!-- tables -->\n\n)[\s\S]*?(\n\n<!-- end of tables -->)/;

/** The texts of the schemas, by the names of their files. */
export function schemaTexts(): Readonly<Record<string, string>> {
  const text = (schema: JsonSchema): string => `${JSON.stringify(schema, undefined, 2)}\n`;
  return {
    "equipment.schema.json": text(equipmentSchema()),
    "profile.schema.json": text(profileSchema()),
    "scenario.schema.json": text(scenarioSchema()),
    "fab.schema.json": text(fabSchema()),
  };
}

/** The tables of what GEM requires. */
export function requiredTables(): string {
  const events = Object.entries(REQUIRED_EVENTS).map((
    [name, { id, variables, description }],
  ) => [name, `${id}`, variables.join(", "), description]);
  return [
    ["Status variables", variableTable(REQUIRED_STATUS_VARIABLES)],
    ["Equipment constants", variableTable(REQUIRED_CONSTANTS)],
    ["Data variables", variableTable(REQUIRED_DATA_VARIABLES)],
    ["Events", markdownTable([["name", "id", "variables", "what has happened"], ...events])],
  ].map(([heading, table]) => `### ${heading}\n\n${table}`).join("\n\n");
}

function variableTable(variables: Readonly<Record<string, RequiredVariable>>): string {
  const hasDefault = Object.values(variables).some((one) => one.default !== undefined);
  const rows = Object.entries(variables).map(([name, { id, format, formats, description, ...one }]) => {
    const others = formats?.filter((other) => other !== format) ?? [];
    const first = format === "id" ? "U4, or what the ids need" : format;
    return [
      name,
      `${id}`,
      others.length === 0 ? first : `${first} (or ${others.join(", ")})`,
      ...hasDefault ? [`${one.default}`] : [],
      description,
    ];
  });
  return markdownTable([["name", "id", "format", ...hasDefault ? ["default"] : [], "what it is"], ...rows]);
}

/** The documents of a tool, by the names of their files. */
export function documentsOf(json: string): Readonly<Record<string, string>> {
  const model = readEquipment(json);
  return { "compliance.md": complianceStatement(model), "manual.md": gemManual(model) };
}

if (import.meta.main) {
  const etcher = await Deno.readTextFile(new URL("../docs/etcher/equipment.json", import.meta.url));
  for (const [name, text] of Object.entries(documentsOf(etcher))) {
    await write(new URL(`../docs/etcher/${name}`, import.meta.url), () => text);
  }
  for (const [name, text] of Object.entries(schemaTexts())) {
    await write(new URL(`../schemas/${name}`, import.meta.url), () => text);
  }
  await write(
    new URL("../docs/equipment-model.md", import.meta.url),
    (page) => page.replace(TABLES, (_, before, after) => `${before}${requiredTables()}${after}`),
  );
}

async function write(file: URL, change: (text: string) => string): Promise<void> {
  const before = await Deno.readTextFile(file);
  const after = change(before);
  await Deno.writeTextFile(file, after);
  console.log(`${file.pathname.split("/").at(-1)}: ${before === after ? "was current" : "written anew"}`);
}
