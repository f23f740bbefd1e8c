import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { CommandError, sentenceOf } from "../errors.ts";
import { problemsIn, segmentsOf } from "./path.ts";

/**
 * Reads the text of a JSON file by `read`, which throws a RangeError that lists problems with their paths.
 *
 * @throws {CommandError} When it is not right; each line has `FILE:LINE:COLUMN`.
 */
export function readLocated<T>(content: string, file: string, read: (text: string) => T): T {
  const text = content.replace(/^\uFEFF/, "");
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first !== undefined || tree === undefined) {
    const { offset = 0 } = first ?? {};
    const wrong = first === undefined ? "it is empty" : words(printParseErrorCode(first.error));
    throw new CommandError(`${placeIn(text, file, offset)}: this is no JSON: ${wrong}`, 2);
  }
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw new CommandError(`${file}: ${sentenceOf(error)}`, 2, { cause: error });
    }
    throw new CommandError(located(error.message, tree, text, file), 2, { cause: error });
  }
}

/** The problems of a file, each with its place in front. */
function located(message: string, tree: Node, text: string, file: string): string {
  return problemsIn(message).map((problem) => {
    return `${placeIn(text, file, nodeAt(tree, segmentsOf(problem)).offset)}: ${problem}`;
  }).join("\n");
}

/** The part of a file at a path, or the nearest whole that is there. */
function nodeAt(tree: Node, segments: readonly (string | number)[]): Node {
  for (let length = segments.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, segments.slice(0, length));
    if (node === undefined) continue;
    // An editor's cursor belongs at the name.
    return node.parent?.type === "property" ? node.parent : node;
  }
  return tree;
}

function placeIn(text: string, file: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return `${file}:${line}:${offset - before.lastIndexOf("\n")}`;
}

/** `CommaExpected` as words. */
function words(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
