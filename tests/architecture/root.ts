import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";

/** The repository's folder, also when the tests run from a folder below it; a bundle does not know its own place. */
export const ROOT: string = findRoot(process.cwd());

function findRoot(folder: string): string {
  if (existsSync(join(folder, "deno.json"))) return folder;
  if (dirname(folder) === folder) throw new Error("No deno.json above the working directory");
  return findRoot(dirname(folder));
}
