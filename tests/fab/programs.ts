// The command as one file of JavaScript, for the three runtimes.

import { BUN, type Command, DENO, run } from "../../scripts/run.ts";

/** How the programs of a site are run. */
export interface Programs {
  /** The simulated tools. */
  readonly tools: Command;
  /** The gateways, in turn: each runtime has one. */
  readonly gateways: readonly { readonly runtime: string; readonly command: Command }[];
  /** Removes the file. */
  tidy(): Promise<void>;
}

/** Bundles the command. */
export async function prepare(): Promise<Programs> {
  const folder = `.scratch/fab/${Deno.pid}`;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/package.json`, '{ "type": "module" }\n');
  const bundle = `${folder}/hsms.js`;
  const { ok, output } = await run([
    DENO,
    ...["bundle", "--quiet", "--platform", "node", "-o", bundle, "src/cli/bin.ts"],
  ]);
  if (!ok) throw new Error(`Cannot bundle the command:\n${output}`);
  const deno = [DENO, "run", "-A", "--no-lock", "--quiet", bundle] as const;
  return {
    tools: deno,
    gateways: [
      { runtime: "Deno", command: deno },
      { runtime: "Node", command: ["node", bundle] },
      { runtime: "Bun", command: [await pathOfBun(), bundle] },
    ],
    tidy: () => Deno.remove(folder, { recursive: true }).catch(() => {}),
  };
}

/** Bun's own program: npx would not hand a signal on. */
async function pathOfBun(): Promise<string> {
  const { ok, output } = await run([...BUN, "--print", "`path:${process.execPath}`"]);
  const path = /^path:(.*)$/m.exec(output)?.[1];
  if (!ok || path === undefined) throw new Error(`Cannot find Bun:\n${output}`);
  return path;
}
