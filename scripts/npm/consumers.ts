// Projects outside the repository that use the tarball as their users would.

import { BUN, type Command, DENO, NPM, type Outcome, run } from "../run.ts";
import { readConfig } from "./config.ts";
import { type ExportsMap, filesOf } from "./exports_map.ts";

/** The compiler that makes JavaScript of the programs. */
const TYPESCRIPT = "typescript@5.9.3";

/** Compilers that read the declarations as users' compilers do, by their folders: the oldest, and the newest. */
const COMPILERS = { "typescript-5.6": "typescript@5.6.3", "typescript-7.0": "typescript@7.0.2" } as const;

/** How a user's compiler finds the declarations. */
type Resolution = "node16" | "nodenext" | "bundler";

/** What is tried of these; TypeScript 5.6 does the same for node16 and for nodenext. */
export const TYPES: readonly (readonly [compiler: keyof typeof COMPILERS, resolution: Resolution])[] = [
  ["typescript-5.6", "node16"],
  ["typescript-5.6", "bundler"],
  ["typescript-7.0", "node16"],
  ["typescript-7.0", "nodenext"],
  ["typescript-7.0", "bundler"],
];

/** The programs that the projects run. */
export const PROGRAMS = "tests/package";

/** As strict as a user may be, and without the types of Node. */
const STRICT = {
  target: "es2022",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  types: [],
};

const NODENEXT = { ...STRICT, module: "nodenext", outDir: "built", rewriteRelativeImportExtensions: true };

/**
 * The project of a Node user: the tarball, TypeScript, and the programs; for Deno too. `commonJs` says whether the
 * package has CommonJS: if not, older compilers do not allow to require it.
 */
export async function makeNodeProject(folder: string, tarball: string, commonJs: boolean): Promise<Outcome> {
  await makeProject(folder, { "tsconfig.json": { compilerOptions: NODENEXT, include: ["*.mts", "*.cts"] } });
  for (const moduleResolution of new Set(TYPES.map(([, resolution]) => resolution))) {
    const module = moduleResolution === "bundler" ? "preserve" : moduleResolution;
    const compilerOptions = {
      ...STRICT,
      module,
      moduleResolution,
      noEmit: true,
      allowImportingTsExtensions: true,
    };
    const text = JSON.stringify({ compilerOptions, include: commonJs ? ["*.mts", "*.cts"] : ["*.mts"] });
    await Deno.writeTextFile(`${folder}/${configOf(moduleResolution)}`, text);
  }
  const options = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  const compilers = Object.entries(COMPILERS).map(([name, version]) => `${name}@npm:${version}`);
  return await run([NPM, "install", ...options, tarball, TYPESCRIPT, ...compilers], {}, folder);
}

/** Reads the declarations as the project of `makeNodeProject` does with this compiler. */
export function typesCommand(compiler: keyof typeof COMPILERS, resolution: Resolution): Command {
  return ["node", `node_modules/${compiler}/bin/tsc`, "--project", configOf(resolution)];
}

function configOf(resolution: Resolution): string {
  return `tsconfig.${resolution}.json`;
}

/** The project of a Bun user. */
export async function makeBunProject(folder: string, tarball: string): Promise<Outcome> {
  await makeProject(folder, {});
  return await run([...BUN, "add", tarball], {}, folder);
}

/** The project of a Deno user who has unpacked the tarball and names its files by their paths. */
export async function makePathProject(folder: string, tarball: string): Promise<Outcome> {
  await makeProject(folder, {});
  await Deno.remove(`${folder}/package.json`);
  const unpacked = await run(["tar", "-xzf", tarball], {}, folder);
  if (!unpacked.ok) return unpacked;
  const { name, exports }: { name: string; exports: ExportsMap } = JSON.parse(
    await Deno.readTextFile(`${folder}/package/package.json`),
  );
  for (const program of ["main.mts", "loopback.mts", "doors.mts"]) {
    const text = await Deno.readTextFile(`${folder}/${program}`);
    const byPath = text.replaceAll(new RegExp(`"${name}(/\\w+)?"`, "g"), (_, door = "") => {
      const file = filesOf(exports[`.${door}`]!).find((path) => path.endsWith(".js"))!;
      return `"./package/${file.slice("./".length)}"`;
    });
    await Deno.writeTextFile(`${folder}/${program}`, byPath);
  }
  return unpacked;
}

/** What is run in the projects. */
export const COMMANDS = {
  tsc: ["node", "node_modules/typescript/bin/tsc"],
  nodeEsm: ["node", "built/main.mjs"],
  nodeRequire: ["node", "built/require.cjs"],
  npx: ["npx", "--no-install", "hsms", "--version"],
  nodeCommand: ["node", "command.mjs"],
  bun: [...BUN, "main.mts"],
  bunCommand: [...BUN, "command.mjs"],
  deno: [DENO, "run", "-A", "--no-lock", "--node-modules-dir=manual", "--check", "main.mts"],
  denoByPath: [DENO, "run", "-A", "--no-config", "--no-lock", "--no-npm", "main.mts"],
} as const satisfies Record<string, Command>;

/** The name of one of them. */
export type CommandName = keyof typeof COMMANDS;

async function makeProject(folder: string, configs: Readonly<Record<string, unknown>>): Promise<void> {
  await Deno.mkdir(folder);
  const manifest = { name: "consumer", version: "1.0.0", private: true, type: "module" };
  const files = { "package.json": manifest, ...configs };
  for (const [name, content] of Object.entries(files)) {
    await Deno.writeTextFile(`${folder}/${name}`, JSON.stringify(content));
  }
  for await (const { name } of Deno.readDir(PROGRAMS)) {
    await Deno.copyFile(`${PROGRAMS}/${name}`, `${folder}/${name}`);
  }
  await Deno.writeTextFile(
    `${folder}/doors.mts`,
    await everyDoor((variable, door) => `import * as ${variable} from "${door}";`),
  );
  await Deno.writeTextFile(`${folder}/main.mts`, 'import "./doors.mts";\n', { append: true });
  const required = await everyDoor((variable, door) => `import ${variable} = require("${door}");`);
  await Deno.writeTextFile(`${folder}/require.cts`, required, { append: true });
}

/** Code that imports every entry point that loads on all runtimes, and finds something in it. */
async function everyDoor(importing: (variable: string, door: string) => string): Promise<string> {
  const { name, exports } = await readConfig();
  const doors = Object.keys(exports).filter((door) => door !== "./deno" && door !== "./bun");
  return doors.map((door, index) =>
    `${importing(`door${index}`, `${name}${door.slice(1)}`)}\n` +
    `if (Object.keys(door${index}).length === 0) throw new Error("${door} exports nothing");\n`
  ).join("");
}
