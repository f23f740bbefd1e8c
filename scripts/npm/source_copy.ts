// The copy of the source that both engines build from: it imports nothing from outside, and names no import map.

import { filesBelow } from "../files.ts";
import { writeCommand } from "./command.ts";
import { inlineStd } from "./std.ts";

/** Files of the command that are built as they are; its parser comes from npm, and is bundled with the rest. */
const OF_COMMAND = ["mod.ts", "io.ts"];

/** Copies the source into the empty folder `to`, and `more` folders of the repository. */
export async function copySource(to: string, more: readonly string[] = []): Promise<void> {
  await Deno.copyFile("mod.ts", `${to}/mod.ts`);
  await copyFolder("src", `${to}/src`);
  for (const folder of more) await copyFolder(folder, `${to}/${folder}`);
  const cli = `${to}/src/cli`;
  // The command is one file, with the view and its page in it.
  await Deno.remove(`${to}/src/view`, { recursive: true });
  await Deno.remove(cli, { recursive: true });
  await Deno.mkdir(cli);
  for (const name of OF_COMMAND) await Deno.copyFile(`src/cli/${name}`, `${cli}/${name}`);
  await writeCommand(cli);
  await inlineStd(to);
}

/** Copies the files of a folder that are wanted, and the folders that they lie in. */
export async function copyFolder(
  from: string,
  to: string,
  wanted: (path: string) => boolean = () => true,
): Promise<void> {
  for (const file of (await filesBelow(from, "")).filter(wanted)) {
    const target = `${to}${file.slice(from.length)}`;
    await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), { recursive: true });
    await Deno.copyFile(file, target);
  }
}
