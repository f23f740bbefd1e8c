// deno-lint-ignore-file no-console
// Runs the commands that README.md shows in its sh blocks. A step of the gate: `deno task ok readme`.
//
// Tasks run in the repository, with the Deno that runs this script; what would run this script again, or needs more
// than Node, is only looked up in deno.json. Every other command runs in a new project, with HSMS naming the repository.

import { BUN, DENO, type Outcome, run } from "./run.ts";

/** Tasks that are not run here: each has its own place in `.ci/run`. */
const ELSEWHERE = ["test", "ok", "browser", "interop"];

/** How README.md calls Deno, and how a user with Bun calls that. */
const TASK = /^npx -y deno@[\d.]+ task (\S+)(.*)$/;
const BUN_COMMAND = /^bun /;

Deno.chdir(new URL("..", import.meta.url));
const { tasks }: { tasks: Record<string, string> } = JSON.parse(await Deno.readTextFile("deno.json"));
const readme = await Deno.readTextFile("README.md");
const commands = Array.from(readme.matchAll(/^```sh\n([\s\S]*?)^```$/gm), ([, block]) => block!.split("\n"))
  .flat()
  .filter((line) => line !== "" && !line.startsWith("#"));

const project = await Deno.makeTempDir({ prefix: "hsms-readme-" });
let failed = commands.length === 0 ? 1 : 0;
if (failed > 0) console.log("README.md shows no command in a sh block");
for (const command of commands) {
  const { ok, output } = await play(command);
  console.log(`${ok ? "ok    " : "FAILED"}  ${command}`);
  if (ok) continue;
  failed++;
  console.log(output);
}
await Deno.remove(project, { recursive: true });
console.log(`${commands.length - failed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);

async function play(command: string): Promise<Pick<Outcome, "ok" | "output">> {
  const [, task, rest = ""] = TASK.exec(command) ?? [];
  if (task === undefined) {
    const line = command.replace(BUN_COMMAND, `${BUN.join(" ")} `);
    return await run(["sh", "-c", line], { HSMS: Deno.cwd() }, project);
  }
  if (!(task in tasks)) return { ok: false, output: `deno.json has no task ${task}` };
  if (ELSEWHERE.includes(task)) return { ok: true, output: "" };
  return await run([DENO, "task", task, ...rest.split(" ").filter((word) => word !== "")]);
}
