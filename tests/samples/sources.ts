// The samples of README.md, docs and examples, bundled for every runtime, each in the process of stage.ts.

import { filesBelow } from "../../scripts/files.ts";
import { DENO, run } from "../../scripts/run.ts";

/** A sample, and its bundle. */
export interface Sample {
  /** `examples/secs.ts`, or `README.md:12` with the line of its block. */
  readonly name: string;
  readonly bundle: string;
}

const BLOCK = /^```ts\n([\s\S]*?)^```$/gm;

/** Entry points with networks of their own. */
const UNSTAGED = /from "@secs\/hsms\/(core|deno|bun|node|cli)"/;

/** Bundles every sample into `folder`. */
export async function bundleSamples(folder: string): Promise<Sample[]> {
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/package.json`, '{ "type": "module" }\n');
  const samples: Sample[] = [];
  for (const [name, code] of await readSamples()) {
    if (UNSTAGED.test(code)) throw new Error(`${name} imports a network that is not staged`);
    const file = name.replace(/\W/g, "_");
    await Deno.writeTextFile(`${folder}/${file}.sample.ts`, `${code}\nexport {};\n`);
    const stage = `${new URL("stage.ts", import.meta.url)}`;
    const main = `import { play } from "${stage}";\nawait play(() => import("./${file}.sample.ts"));\n`;
    await Deno.writeTextFile(`${folder}/${file}.ts`, main);
    samples.push({ name, bundle: `${folder}/bundled/${file}.js` });
  }
  await Deno.writeTextFile(`${folder}/imports.json`, JSON.stringify({ imports: await importsOf() }));
  const entries = samples.map(({ bundle }) => bundle.replace("/bundled/", "/").replace(/js$/, "ts"));
  const options = ["--quiet", "--no-check", "--platform", "node", "--import-map", `${folder}/imports.json`];
  const bundled = await run([DENO, "bundle", ...options, "--outdir", `${folder}/bundled`, ...entries]);
  if (!bundled.ok) throw new Error(`Cannot bundle the samples:\n${bundled.output}`);
  return samples;
}

async function readSamples(): Promise<[name: string, code: string][]> {
  const samples: [string, string][] = [];
  for (const file of await filesBelow("examples", ".ts")) samples.push([file, await Deno.readTextFile(file)]);
  for (const file of ["README.md", ...await filesBelow("docs", ".md")]) {
    const text = await Deno.readTextFile(file);
    for (const { index, 1: code } of text.matchAll(BLOCK)) {
      samples.push([`${file}:${text.slice(0, index).split("\n").length}`, code!]);
    }
  }
  return samples;
}

/** The imports of the repository, but with the network of the stage. */
async function importsOf(): Promise<Record<string, string>> {
  const { imports }: { imports: Record<string, string> } = JSON.parse(await Deno.readTextFile("deno.json"));
  const root = new URL("../../", import.meta.url);
  const absolute = Object.entries(imports).map(([name, target]) => {
    return [name, target.startsWith("./") ? `${new URL(target, root)}` : target];
  });
  const staged = { "@secs/hsms": "hsms.ts", "@secs/hsms/testing": "testing.ts" };
  for (const [name, file] of Object.entries(staged)) {
    absolute.push([name, `${new URL(file, import.meta.url)}`]);
  }
  return Object.fromEntries(absolute);
}
