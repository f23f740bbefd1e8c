import type { EquipmentModel } from "../../gem/mod.ts";
import { Names } from "../../gem/host/refs.ts";
import { readWish } from "../../gem/host/wish/read_wish.ts";
import type { FabFile } from "./fab_file.ts";
import { wishOf } from "./wish_of.ts";

/**
 * Checks that the model of each tool has what is wished of it.
 *
 * @throws {RangeError} when one has not; the message has the path of the tool.
 */
export function checkWishes(fab: FabFile, models: ReadonlyMap<string, EquipmentModel>): void {
  for (const [name, { want, model }] of Object.entries(fab.tools)) {
    const found = model === undefined ? undefined : models.get(model);
    if (want === undefined || found === undefined) continue;
    try {
      readWish(new Names(found), wishOf(want));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new RangeError(`The fab file is not right: tools[${JSON.stringify(name)}].want: ${message}`);
    }
  }
}
