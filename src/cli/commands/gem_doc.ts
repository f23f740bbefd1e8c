import { writeFile } from "node:fs/promises";
import {
  argument,
  type InferValue,
  message,
  object,
  option,
  optional,
  string,
  withDefault,
} from "@optique/core";
import { complianceStatement, gemManual } from "../../gem/mod.ts";
import { defineCommand } from "../command.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import { pageOf } from "../gem_doc/html.ts";
import type { CommandIo } from "../io.ts";
import { readModel } from "../models/model_file.ts";
import { file } from "../options.ts";

const parser = object({
  model: withDefault(
    argument(string({ metavar: "MODEL" }), {
      description:
        message`A model file; or etcher or inspection, which come with the command. Default: etcher.`,
    }),
    "etcher",
  ),
  compliance: option("--compliance", { description: message`The compliance statement alone.` }),
  html: option("--html", {
    description: message`One page of HTML that needs nothing else, in place of Markdown.`,
  }),
  out: optional(option("--out", file(), { description: message`Write it to this file, not to stdout.` })),
});

/** `hsms gem-doc` */
export const gemDoc = defineCommand({
  name: "gem-doc",
  brief: "Print the GEM manual of a tool, from its model.",
  description:
    "Prints what a buyer of a tool asks for: the compliance statement, state models, messages with their structures, variables, " +
    "constants, events, alarms, remote commands and scenarios, as Markdown or HTML.",
  examples: [
    ["hsms gem-doc oven.json > oven.md", "The manual as Markdown."],
    ["hsms gem-doc oven.json --html --out oven.html", "One page to hand over."],
  ],
  parser,
  run,
});

async function run(
  { model: name, compliance, html, out }: InferValue<typeof parser>,
  io: CommandIo,
): Promise<number> {
  const model = await readModel(name);
  const markdown = compliance ? complianceStatement(model) : gemManual(model);
  const title = `${
    compliance ? "GEM compliance statement" : "GEM manual"
  } of ${model.model} ${model.revision}`;
  const text = html ? pageOf(markdown, title) : markdown;
  if (out === undefined) {
    io.stdout.write(text);
    return 0;
  }
  try {
    await writeFile(out, text);
  } catch (error) {
    throw new CommandError(`Cannot write ${out}: ${sentenceOf(error)}`, 1, { cause: error });
  }
  return 0;
}
