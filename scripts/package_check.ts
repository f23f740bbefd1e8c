// deno-lint-ignore-file no-console
// Builds the npm package, which finds what is wrong with it, and compares it with what the documents say: its doors with
// README.md, its sizes with docs/package.md.
// A step of the gate: `deno task ok package`.

import { buildPackage } from "./npm/build.ts";
import { compareSizes } from "./npm/size_table.ts";

Deno.chdir(new URL("..", import.meta.url));
const out = await Deno.makeTempDir({ prefix: "hsms-exports-" });
try {
  const { config, sizes } = await buildPackage({ engine: "pack", test: false, out }, () => {});
  const doors = Object.keys(config.exports);
  const imports = doors.map((door) => `${config.name}${door.slice(1)}`);
  const readme = await Deno.readTextFile("README.md");
  const listed = Array.from(readme.matchAll(/^\| `([^`]+)` +\| .*$/gm), ([, name]) => name!)
    .filter((name) => name === config.name || name.startsWith(`${config.name}/`));
  const problems = [
    ...imports.filter((name) => !listed.includes(name)).map((name) => `README.md does not list ${name}`),
    ...listed.filter((name) => !imports.includes(name)).map((name) =>
      `README.md lists ${name}: there is none`
    ),
    ...compareSizes(await Deno.readTextFile("docs/package.md"), sizes),
  ];
  if (problems.length > 0) throw new Error(problems.join("\n"));
  console.log(`The same in deno.json, package.json and README.md: ${doors.join(" ")}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exitCode = 1;
} finally {
  await Deno.remove(out, { recursive: true }).catch(() => {});
}
