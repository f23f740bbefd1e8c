import { dirname, isAbsolute, join } from "node:path";
import type { Endpoint } from "../../core/mod.ts";
import { Problems } from "../../gem/definition/problems.ts";
import { checkShape } from "../../gem/definition/shape.ts";
import type { EquipmentModel, JsonSchema } from "../../gem/mod.ts";
import { jsonSchema } from "../../gem/definition/json_schema.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import { BUILT_IN } from "../models/built_in.ts";
import { readModel } from "../models/model_file.ts";
import { problemsIn, segmentsOf } from "../models/path.ts";
import { readTextFile } from "../text_file.ts";
import { parseEndpoint } from "../values.ts";
import { checkSteps } from "./check_steps.ts";
import type { ScenarioFile, Value } from "./scenario.ts";
import { NAMED, SCENARIO_FILE } from "./scenario_shape.ts";
import { YamlFile } from "./yaml_file.ts";

/** The other side of a scenario. */
export type Peer =
  | { readonly kind: "simulated" }
  | { readonly kind: "connect"; readonly endpoint: Endpoint }
  | { readonly kind: "listen"; readonly endpoint: Endpoint };

/** A file of scenarios that was read and checked. */
export interface Suite {
  readonly file: YamlFile;
  readonly data: ScenarioFile;
  readonly play: "host" | "tool";
  readonly model: EquipmentModel | undefined;
  readonly peer: Peer;
}

/**
 * Reads a file of scenarios. `given` are variables of the command line: they have to be in the file.
 *
 * @throws {CommandError} When it is not right: each line of the message has `FILE:LINE:COLUMN`; exit code 2.
 */
export async function readSuite(path: string, given: Readonly<Record<string, Value>> = {}): Promise<Suite> {
  return await suiteIn(await readTextFile(path, "scenarios"), path, given);
}

/** Does the same with a text; `path` is that of its file. */
export async function suiteIn(
  content: string,
  path: string,
  given: Readonly<Record<string, Value>> = {},
): Promise<Suite> {
  const file = new YamlFile(content, path);
  const problems = new Problems();
  checkShape(SCENARIO_FILE, file.value, "", problems);
  throwAt(file, problems);
  const data = file.value as ScenarioFile;
  const { play = "host", model: name } = data;
  const peer = peerOf(data.peer ?? "simulated");
  if (name === undefined && (peer.kind === "simulated" || play === "tool")) {
    problems.add(
      "model",
      "it is missing: the model says what is simulated. Write etcher, or the name of a file",
    );
    throwAt(file, problems);
  }
  const model = name === undefined ? undefined : await modelOf(file, name);
  checkSteps(data, model, given, problems);
  throwAt(file, problems);
  return { file, data, play, model, peer };
}

/** The JSON Schema (draft 2020-12) of a file of scenarios. */
export function scenarioSchema(): JsonSchema {
  return jsonSchema("Scenarios of hsms run", SCENARIO_FILE, NAMED);
}

/** Reads `connect to 10.0.0.7:5000`; the shape has checked it. */
export function peerOf(text: string): Peer {
  const [, how, where = ""] = /^(connect to|listen on) (.*)$/.exec(text) ?? [];
  if (how === undefined) return { kind: "simulated" };
  const isListening = how === "listen on";
  const endpoint = parseEndpoint(where, isListening ? "*" : undefined);
  if (endpoint === undefined) throw new CommandError(`"${where}" is not HOST:PORT`, 2);
  return { kind: isListening ? "listen" : "connect", endpoint };
}

async function modelOf(file: YamlFile, name: string): Promise<EquipmentModel> {
  const isHere = Object.hasOwn(BUILT_IN, name) || isAbsolute(name);
  try {
    return await readModel(isHere ? name : join(dirname(file.path), name));
  } catch (error) {
    throw new CommandError(`${file.at(["model"])}: ${sentenceOf(error)}`, 2, { cause: error });
  }
}

function throwAt(file: YamlFile, problems: Problems): void {
  try {
    problems.throwIfAny("The file of scenarios");
  } catch (error) {
    const lines = problemsIn((error as Error).message).map((problem) =>
      `${file.at(segmentsOf(problem))}: ${problem}`
    );
    throw new CommandError(lines.join("\n"), 2, { cause: error });
  }
}
