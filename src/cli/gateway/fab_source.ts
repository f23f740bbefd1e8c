import { dirname, resolve } from "node:path";
import { checkWishes, type FabFile, readFab } from "../../gateway/mod.ts";
import type { EquipmentModel } from "../../gem/mod.ts";
import { BUILT_IN } from "../models/built_in.ts";
import { readLocated } from "../models/located.ts";
import { readModel } from "../models/model_file.ts";
import { readTextFile } from "../text_file.ts";

/** A fab file that was read, with the models that it names. Its paths begin in its folder. */
export interface FabSource {
  readonly fab: FabFile;
  readonly models: ReadonlyMap<string, EquipmentModel>;
  /** The folder of what must survive. */
  readonly state: string;
  /** The folder of the messages. */
  readonly messages: string;
}

/**
 * Reads a fab file and its models, and checks that they fit together.
 *
 * @throws {CommandError} When something is not right; each line of the message has its place in a file.
 */
export async function readFabSource(file: string): Promise<FabSource> {
  const text = await readTextFile(file, "a fab file");
  const fab = readLocated(text, file, readFab);
  const folder = dirname(file);
  const models = new Map<string, EquipmentModel>();
  for (const { model } of Object.values(fab.tools)) {
    if (model === undefined || models.has(model)) continue;
    models.set(model, await readModel(Object.hasOwn(BUILT_IN, model) ? model : resolve(folder, model)));
  }
  readLocated(text, file, () => checkWishes(fab, models));
  return {
    fab,
    models,
    state: resolve(folder, fab.state ?? "gateway"),
    messages: resolve(folder, fab.sinks?.ndjson?.folder ?? "messages"),
  };
}
