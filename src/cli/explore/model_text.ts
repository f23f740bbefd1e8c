import { access, writeFile } from "node:fs/promises";
import type { EquipmentDefinition } from "../../gem/mod.ts";
import { CommandError, sentenceOf } from "../errors.ts";

/** Where the schema is in a project that has the package. */
const SCHEMA = "./node_modules/@secs/hsms/schemas/equipment.schema.json";

/** @throws {CommandError} When a file is there. */
export async function requireFree(path: string): Promise<void> {
  const isThere = await access(path).then(() => true, () => false);
  if (isThere) throw new CommandError(`${path} is there already. --force replaces it`, 2);
}

/** Writes a model file. @throws {CommandError} When it cannot, or the file is there and may not be replaced. */
export async function writeModel(
  path: string,
  definition: EquipmentDefinition,
  mayReplace: boolean,
): Promise<void> {
  const text = `${JSON.stringify({ $schema: SCHEMA, ...definition }, undefined, 2)}\n`;
  try {
    await writeFile(path, text, { flag: mayReplace ? "w" : "wx" });
  } catch (error) {
    throw new CommandError(`Cannot write ${path}: ${sentenceOf(error)}`, 1, { cause: error });
  }
}
