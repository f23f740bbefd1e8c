// Builds the npm package with one of two engines, and holds it to the same conditions.

import { type Config, readConfig } from "./config.ts";
import { buildWithDnt, type DntOptions, loadDnt } from "./dnt_engine.ts";
import { buildWithPack } from "./pack_engine.ts";
import { DNT, OUT } from "./settings.ts";
import { inspect, type Shipment } from "./verify.ts";

/** dnt, or Deno's own packer. */
export type Engine = "dnt" | "pack";

/** What may be chosen. */
export interface BuildOptions extends DntOptions {
  /** Without one: dnt, or where JSR cannot be reached the packer. */
  readonly engine: Engine | undefined;
  /** Where the package goes. */
  readonly out?: string;
}

/** What came out. */
export interface Built extends Shipment {
  readonly engine: Engine;
  readonly config: Config;
}

/** Builds the package into a fresh folder. Rejects when anything is wrong with it; then the folder is gone. */
export async function buildPackage(options: BuildOptions, say: (line: string) => void): Promise<Built> {
  const { out = OUT } = options;
  const config = await readConfig();
  const dnt = options.engine === "pack" ? undefined : await loadDnt();
  if (dnt === undefined && options.engine === "dnt") {
    throw new Error(`Cannot load ${DNT}: JSR cannot be reached`);
  }
  if (dnt === undefined && options.engine === undefined) {
    say(`JSR cannot be reached: building with deno pack instead of ${DNT}, ESM without CommonJS`);
  }
  const engine: Engine = dnt === undefined ? "pack" : "dnt";
  await Deno.remove(out, { recursive: true }).catch(() => {});
  await Deno.mkdir(out, { recursive: true });
  try {
    if (dnt !== undefined) await buildWithDnt(dnt, config, out, options);
    else await buildWithPack(config, out);
    const shipment = await inspect(config, out);
    if (shipment.problems.length > 0) throw new Error(shipment.problems.join("\n"));
    return { ...shipment, engine, config };
  } catch (error) {
    await Deno.remove(out, { recursive: true }).catch(() => {});
    throw error;
  }
}
