import { spawn } from "node:child_process";
import { open, rename, rm } from "node:fs/promises";
import { basename } from "node:path";
import process from "node:process";
import {
  argument,
  type InferValue,
  message,
  multiple,
  object,
  option,
  optional,
  string,
} from "@optique/core";
import { defineCommand } from "../command.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { readModel } from "../models/model_file.ts";
import { defined, encodingOption, file, timeoutsOf, timers } from "../options.ts";
import { fileLog } from "../view/file_log.ts";
import { PAGE_MARK, playgroundPage, viewPage } from "../view/page.ts";
import { storyModelOf } from "../view/story_model.ts";

/** Bytes at the beginning of a page that have our mark. */
const HEAD = 1024;

const parser = object({
  files: multiple(
    argument(string({ metavar: "FILE" }), {
      description: message`A capture, a recording or a log; several are merged by time.`,
    }),
  ),
  out: optional(
    option("--out", file(), {
      description: message`Write the page here. Default: FILE.html beside the first FILE.`,
    }),
  ),
  force: option("--force", { description: message`Replace a file that is not a page of hsms view.` }),
  model: optional(
    option("--model", string({ metavar: "MODEL" }), {
      description:
        message`A model file of the tool, or etcher or inspection: the names of events, alarms and variables.`,
    }),
  ),
  encoding: encodingOption(),
  playground: option("--playground", {
    description:
      message`Write a page with a host and a tool in it, to try HSMS and GEM, in place of a recording.`,
  }),
  open: option("--open", { description: message`Show the page in the browser.` }),
  timers: timers(),
});

/** `hsms view` */
export const view = defineCommand({
  name: "view",
  brief: "Show a recording as a page: who said what when, and why a link dropped.",
  description:
    "Writes one page of HTML that needs nothing else and makes no request: both sides with time going down, each frame, what was " +
    "never answered, the states of the link and of GEM, and each fault with what it means. Reads what decode reads. The timers " +
    "are those that the two sides have: what ran out is inferred from them.",
  examples: [
    ["hsms view tool.pcapng", "Writes tool.pcapng.html."],
    [
      "hsms view host.ndjson tool.pcap --out night.html --model oven.json",
      "Two recordings, with names of a model.",
    ],
    ["hsms view --playground --open", "A host and a tool in the browser, and a line that can be cut."],
    ["hsms view tool.log --t3 120s --open", "A log of a tool with a long T3, shown at once."],
  ],
  parser,
  run,
});

async function run(options: InferValue<typeof parser>, io: CommandIo): Promise<number> {
  const { files, playground, model, encoding, force } = options;
  if (playground ? files.length > 0 : files.length === 0) {
    throw new CommandError("Give a FILE to show, or --playground without one", 2);
  }
  const { out = playground ? "playground.html" : `${files[0]}.html` } = options;
  const { t3, t6, t7, t8 } = timeoutsOf(options.timers);
  const names = model === undefined ? undefined : storyModelOf(await readModel(model));
  if (!force) await refuseOther(out);
  if (playground) {
    finish(out, await writePage(out, playgroundPage()), options.open, io);
    return 0;
  }
  const title = files.map((path) => basename(path)).join(", ");
  const pieces = viewPage(fileLog(files, io.signal), {
    title,
    timers: { t3, t6, t7, t8 },
    ...defined({ model: names, encoding }),
  });
  const length = await writePage(out, pieces);
  finish(out, length, options.open, io);
  return 0;
}

/** Says what was written, and shows it if that is wanted. */
function finish(out: string, length: number, isShown: boolean, io: CommandIo): void {
  io.stderr.write(`${out}: ${sizeText(length)}\n`);
  if (isShown) showPage(out, io);
}

/** A file that is not a page of ours is not replaced. */
async function refuseOther(path: string): Promise<void> {
  const there = await open(path, "r").catch(() => undefined);
  if (there === undefined) return;
  try {
    const { buffer, bytesRead } = await there.read(new Uint8Array(HEAD), 0, HEAD, 0);
    if (new TextDecoder().decode(buffer.subarray(0, bytesRead)).includes(PAGE_MARK)) return;
  } finally {
    await there.close();
  }
  throw new CommandError(
    `${path} is there, and it is not a page of hsms view. Give another --out, or --force`,
    2,
  );
}

/** Writes the page beside its place, and moves it there once it is whole; the number of bytes. */
async function writePage(path: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<number> {
  const part = `${path}.part`;
  let length = 0;
  try {
    const out = await open(part, "w");
    try {
      for await (const piece of pieces) length += (await out.write(piece)).bytesWritten;
    } finally {
      await out.close();
    }
    await rename(part, path);
    return length;
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof CommandError) throw error;
    throw new CommandError(`Cannot write ${path}: ${sentenceOf(error)}`, 1, { cause: error });
  }
}

function showPage(path: string, io: CommandIo): void {
  const [command, ...rest] = process.platform === "darwin"
    ? ["open"]
    : process.platform === "win32"
    ? ["cmd", "/c", "start", ""]
    : ["xdg-open"];
  const child = spawn(command!, [...rest, path], { stdio: "ignore", detached: true });
  child.on(
    "error",
    () => io.stderr.write(`hsms: There is no ${command} to show it with. Open ${path} in a browser\n`),
  );
  child.unref();
}

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
