// The modules that go to JSR.

import type { Source } from "../../tests/architecture/source.ts";
import { filesBelow } from "../files.ts";
import { isPublished, jsrConfig, type RepositoryConfig } from "./jsr_config.ts";

/** The deno.json that JSR gets, of what is in the working directory. */
export async function readJsrConfig(): Promise<RepositoryConfig> {
  const config: RepositoryConfig = JSON.parse(await Deno.readTextFile("deno.json"));
  const paths = ["mod.ts", ...await filesBelow("src", ".ts"), ...await filesBelow("src", ".tsx")];
  const sources: Source[] = await Promise.all(
    paths.filter((path) => isPublished(config, path)).map(async (path) => (
      { path, text: await Deno.readTextFile(path) }
    )),
  );
  return jsrConfig(config, sources);
}
