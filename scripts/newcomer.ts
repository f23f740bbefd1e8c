// deno-lint-ignore-file no-console
// Follows each tutorial, and the page of symptoms, word by word, as somebody who has nothing but Node and an empty folder, and compares what is
// printed with what the tutorial says: `deno task newcomer`. Ends with `N passed, N failed`.
//
// Options: --tarball FILE   the package; without it, it is built
//          --built          the package that `deno task npm` has built into npm, as it is
//          --filter TEXT    only the tutorials with TEXT in their name

import { parseArgs } from "node:util";
import { filesBelow } from "./files.ts";
import { follow } from "./newcomer/follow.ts";
import { buildPackage } from "./npm/build.ts";
import { OUT } from "./npm/settings.ts";
import { NPM, run } from "./run.ts";

/** What the tutorials listen on: a reader does not choose. */
const PORTS = [5000, 5001, 9100];

const { values } = parseArgs({
  options: {
    tarball: { type: "string" },
    built: { type: "boolean", default: false },
    filter: { type: "string", default: "" },
  },
});
Deno.chdir(new URL("..", import.meta.url));
const scratch = await Deno.makeTempDir({ prefix: "hsms-newcomer-" });
let [passed, failed] = [0, 0];
const taken = takenPorts();
if (taken.length > 0) console.log(`The tutorials need port ${taken.join(", ")}: end what listens there`);
try {
  const tarball = values.tarball === undefined ? await pack() : await Deno.realPath(values.tarball);
  for (const path of [...await filesBelow("docs/tutorials", ".md"), "docs/how-to.md"]) {
    if (taken.length > 0 || !path.includes(values.filter)) continue;
    const start = performance.now();
    const home = await Deno.makeTempDir({ dir: scratch });
    const problem = await follow(await Deno.readTextFile(path), { tarball, home });
    if (problem === undefined) passed++;
    else failed++;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${problem === undefined ? "ok    " : "FAILED"}  ${path} (${seconds} s)`);
    if (problem !== undefined) console.log(problem);
  }
} finally {
  await Deno.remove(scratch, { recursive: true });
}
if (passed + failed === 0) failed++;
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);

/** The ports of the tutorials that somebody else has here. */
function takenPorts(): number[] {
  return PORTS.filter((port) => {
    try {
      Deno.listen({ port }).close();
      return false;
    } catch {
      return true;
    }
  });
}

/** Builds the package unless it is there, and packs it as it would be published. */
async function pack(): Promise<string> {
  const out = values.built ? OUT : `${scratch}/package`;
  if (!values.built) await buildPackage({ engine: "pack", test: false, out }, () => {});
  const { ok, output } = await run([NPM, "pack", "--loglevel=error", "--pack-destination", scratch], {}, out);
  const name = output.match(/^\S+\.tgz$/m)?.[0];
  if (!ok || name === undefined) throw new Error(`npm pack failed:\n${output}`);
  return `${scratch}/${name}`;
}
