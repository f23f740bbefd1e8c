// Makes copies of the few functions of the Deno std that are used, so that the package depends on nothing.

import { filesBelow } from "../files.ts";
import { DENO, run } from "../run.ts";

/** `import { a, b } from "@std/bytes";` at the beginning of a line: those in comments are examples. */
const IMPORT = /^(import \{([^}]*)\} from )"(@std\/\w+)";$/gm;

/** The licence asks for this line wherever the code goes. */
const NOTICE = "// From the Deno standard library. Copyright the Deno authors. MIT license.\n";

/** A name that types/std.d.ts declares. */
interface Declared {
  readonly kind: "class" | "function";
  readonly name: string;
}

/** Rewrites the imports of the std below `scratch`, and copies what they import into the folder `std` there. */
export async function inlineStd(scratch: string): Promise<void> {
  const used = new Map<string, Set<string>>();
  for (const path of await filesBelow(scratch, ".ts")) {
    const text = await Deno.readTextFile(path);
    const up = "../".repeat(path.slice(scratch.length + 1).split("/").length - 1) || "./";
    const rewritten = text.replace(IMPORT, (_, start: string, list: string, module: string) => {
      const names = list.split(",").map((name) => name.trim()).filter((name) => name !== "");
      used.set(module, new Set([...used.get(module) ?? [], ...names]));
      return `${start}"${up}std/${shortName(module)}.ts";`;
    });
    if (rewritten !== text) await Deno.writeTextFile(path, rewritten);
  }
  await Deno.mkdir(`${scratch}/std`);
  for (const [module, names] of used) await copyStd(module, `${scratch}/std`, names);
}

/**
 * Copies functions of a module of the std into `folder`: `bytes_code.js` has the code, without the rest of the std, and
 * `bytes.ts` gives it the types that types/std.d.ts declares.
 */
async function copyStd(module: string, folder: string, names: ReadonlySet<string>): Promise<void> {
  const types = await typesOf(module);
  const declared = declaredIn(types).filter(({ name }) => names.has(name));
  const path = `${folder}/${shortName(module)}`;
  await bundle(module, declared.map(({ name }) => name), `${path}_code.js`);
  const text = [
    `${NOTICE}import * as code from "./${shortName(module)}_code.js";\n`,
    `declare namespace Types {\n${types}}\n`,
    ...declared.map(({ kind, name }) => {
      const value = `export const ${name}: typeof Types.${name} = code.${name} as never;`;
      return kind === "class" ? `${value}\nexport type ${name} = Types.${name};` : value;
    }),
  ];
  await Deno.writeTextFile(`${path}.ts`, `${text.join("\n")}\n`);
}

/** `bytes` for `@std/bytes` */
function shortName(module: string): string {
  return module.slice("@std/".length);
}

async function bundle(module: string, names: readonly string[], to: string): Promise<void> {
  const entry = await Deno.makeTempFile({ suffix: ".js" });
  try {
    await Deno.writeTextFile(entry, `export { ${names.join(", ")} } from "${module}";\n`);
    const { ok, output } = await run([DENO, "bundle", "--quiet", "--config", "deno.json", "-o", to, entry]);
    if (!ok) throw new Error(`Cannot bundle ${module}:\n${output}`);
  } finally {
    await Deno.remove(entry);
  }
  // The bundler names the files that it read, which are those of this machine.
  const text = (await Deno.readTextFile(to)).replace(/^\/\/ .*\.m?js\n/gm, "");
  await Deno.writeTextFile(to, NOTICE + text);
}

/** What types/std.d.ts declares for a module. */
async function typesOf(module: string): Promise<string> {
  const text = await Deno.readTextFile("types/std.d.ts");
  const start = text.indexOf(`declare module "${module}" {\n`);
  if (start < 0) throw new Error(`types/std.d.ts does not declare ${module}`);
  return text.slice(text.indexOf("\n", start) + 1, text.indexOf("\n}\n", start) + 1);
}

function declaredIn(types: string): Declared[] {
  return Array.from(types.matchAll(/^ {2}export (class|function) (\w+)/gm), ([, kind, name]) => {
    return { kind: kind as Declared["kind"], name: name! };
  });
}
