// Bundles of programs that use the package, and what must not be in them.

import { DENO, type Outcome, run } from "../run.ts";

/** Words of connections and sockets: a program that only reads and writes packets has none of them. */
const SOCKET_CODE =
  /\b(?:getBuiltinModule|BaseTransport|HsmsConnection|HsmsProtocol|AttemptLoop|setTimeout)\b/g;

/** An import that is left in a bundle: a browser has nothing to load it from. */
const IMPORT =
  /(?:^|[;}])\s*import\s*(?:[\w$*{][^;"'()\n]*?\bfrom\s*)?["'][^"'\n]+["']|\bimport\(\s*["'][^"'\n]+["']\s*\)/gm;

/** Bundles a program for a browser, in the project that it lies in; `more` are options of `deno bundle`. */
export async function bundleForBrowser(
  folder: string,
  program: string,
  to: string,
  more: readonly string[] = [],
): Promise<Outcome> {
  return await run(
    [DENO, "bundle", "--quiet", "--no-lock", "--platform", "browser", ...more, "-o", to, program],
    {},
    folder,
  );
}

/** Bundles the packet codec alone, looks for code of sockets in it, and runs it. */
export async function checkCodec(folder: string, program: string): Promise<Outcome> {
  const bundle = await Deno.makeTempFile({ suffix: ".mjs" });
  try {
    const bundled = await bundleForBrowser(folder, program, bundle);
    if (!bundled.ok) return bundled;
    const text = await Deno.readTextFile(bundle);
    const found = [...new Set(text.match(SOCKET_CODE))];
    if (found.length > 0) return { ...bundled, ok: false, output: `The bundle has ${found.join(", ")}\n` };
    const ran = await run(["node", bundle]);
    const said = ran.output.trim();
    const ok = ran.ok && said === "Select.req, Linktest.rsp";
    return { ...ran, ok, output: `${said}\n${(text.length / 1000).toFixed(0)} kB\n` };
  } finally {
    await Deno.remove(bundle);
  }
}

/** Bundles the main entry for a browser, and looks for imports that are left. */
export async function checkMainEntry(folder: string, entry: string): Promise<Outcome> {
  const bundle = await Deno.makeTempFile({ suffix: ".mjs" });
  try {
    const bundled = await bundleForBrowser(folder, entry, bundle);
    if (!bundled.ok) return bundled;
    const found = importsIn(await Deno.readTextFile(bundle));
    return { ...bundled, ok: found.length === 0, output: found.join("\n") };
  } finally {
    await Deno.remove(bundle);
  }
}

/** The imports that are left in a bundle; comments are let off. */
export function importsIn(bundle: string): string[] {
  return bundle.replace(/\/\*[\s\S]*?\*\//g, "").match(IMPORT) ?? [];
}
