import { type EquipmentModel, readEquipment } from "../../gem/mod.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import { readTextFile } from "../text_file.ts";
import { BUILT_IN } from "./built_in.ts";
import { readLocated } from "./located.ts";

/**
 * The model of a tool: one that comes with the command, by its name, or a file.
 *
 * @throws {CommandError} When there is none, or the file is not right: each line of the message has the place in the file.
 */
export async function readModel(nameOrPath: string): Promise<EquipmentModel> {
  if (Object.hasOwn(BUILT_IN, nameOrPath)) return readEquipment(BUILT_IN[nameOrPath]!);
  let text: string;
  try {
    text = await readTextFile(nameOrPath, "a model");
  } catch (error) {
    const known = `${Object.keys(BUILT_IN).join(" and ")} come with the command`;
    throw new CommandError(`${sentenceOf(error)}. ${known}`, 2, { cause: error });
  }
  return modelIn(text, nameOrPath);
}

/**
 * Reads the text of a model file.
 *
 * @throws {CommandError} When it is not right; each line has `FILE:LINE:COLUMN`.
 */
export function modelIn(content: string, file: string): EquipmentModel {
  return readLocated(content, file, (text) => readEquipment(text));
}
