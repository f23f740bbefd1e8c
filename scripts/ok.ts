// deno-lint-ignore-file no-console
// The gate: runs every check of the repository, says how each went, and fails if one did.
//
// `deno task ok`             all of them
// `deno task ok check lint`  only these
// `deno task ok --no-tests`  all but the tests

import { STEPS } from "./ok_steps.ts";
import { formatTally } from "./summary.ts";

Deno.chdir(new URL("..", import.meta.url));
const names = STEPS.map(({ name }) => name);
const wanted = Deno.args.filter((arg) => arg !== "--no-tests");
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(", ")}; there are ${names.join(", ")}`);
  Deno.exit(2);
}
const steps = STEPS
  .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  .filter(({ name }) => name !== "tests" || !Deno.args.includes("--no-tests"));

let failed = 0;
for (const { name, what, run } of steps) {
  const { ok, output, seconds } = await run();
  const counts = output.match(/^\d+ passed, \d+ failed$/m)?.[0];
  const detail = counts === undefined ? "" : `: ${counts}`;
  console.log(`${ok ? "ok    " : "FAILED"}  ${name.padEnd(9)}  ${what}${detail} (${seconds.toFixed(1)} s)`);
  if (ok) continue;
  failed++;
  console.log(output);
}
console.log(formatTally({ passed: steps.length - failed, failed }));
Deno.exit(failed === 0 ? 0 : 1);
