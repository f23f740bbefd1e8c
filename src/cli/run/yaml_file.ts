import { isAlias, isMap, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import { CommandError, sentenceOf } from "../errors.ts";

/** Maximum number of nodes that the aliases of a file may stand for, for each anchor: more is an attack, or a mistake. */
const MAX_ALIASES = 100;

/** What engines say of too many calls within calls. */
const TOO_DEEP = /call stack|too much recursion/i;

/** A file of YAML, and where its parts are. */
export class YamlFile {
  readonly path: string;
  /** What it says. */
  readonly value: unknown;
  readonly #root: Node | null;
  readonly #lines: LineCounter;
  readonly #resolve: (node: Node) => Node | undefined;

  /**
   * Reads a text.
   *
   * @throws {CommandError} When it is no YAML: each line has `FILE:LINE:COLUMN`; exit code 2.
   */
  constructor(content: string, path: string) {
    this.path = path;
    this.#lines = new LineCounter();
    const text = content.replace(/^\uFEFF/, "");
    try {
      const document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
      this.#resolve = (node) => isAlias(node) ? node.resolve(document) : node;
      const wrong = [...document.errors, ...document.warnings];
      if (wrong.some(({ message }) => TOO_DEEP.test(message))) throw new RangeError();
      if (wrong.length > 0) {
        const told = wrong.slice(0, 20).map(({ pos, message }) =>
          `${this.#at(pos[0])}: this is no YAML: ${sentenceOf(message)}`
        );
        throw new CommandError(told.join("\n"), 2);
      }
      visit(document, {
        Alias: (_, alias) => {
          if (alias.resolve(document) !== undefined) return;
          const where = this.#at(alias.range?.[0] ?? 0);
          throw new CommandError(`${where}: there is no &${alias.source} before *${alias.source}`, 2);
        },
      });
      this.#root = document.contents;
      this.value = document.toJS({ maxAliasCount: MAX_ALIASES });
    } catch (error) {
      if (error instanceof CommandError) throw error;
      const why = error instanceof RangeError
        ? "it is nested too deeply"
        : error instanceof ReferenceError
        ? "its aliases stand for too much"
        : sentenceOf(error);
      throw new CommandError(`${path}: this YAML cannot be read: ${why}`, 2, { cause: error });
    }
  }

  /** Line and column of the part at a path, or of the nearest whole that is there: where its name begins. */
  placeOf(segments: readonly (string | number)[]): { readonly line: number; readonly column: number } {
    let node: Node | null | undefined = this.#root;
    let offset = node?.range?.[0] ?? 0;
    for (const segment of segments) {
      const whole: Node | undefined = node ? this.#resolve(node) : undefined;
      if (isMap(whole)) {
        const pair = whole.items.find(({ key }) => String(key) === String(segment));
        if (pair === undefined) break;
        offset = (pair.key as Node).range?.[0] ?? offset;
        node = pair.value as Node | null;
      } else if (isSeq(whole) && typeof segment === "number" && whole.items[segment] !== undefined) {
        node = whole.items[segment] as Node;
        offset = node.range?.[0] ?? offset;
      } else break;
    }
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }

  /** The same as it is written in front of an error. */
  at(segments: readonly (string | number)[]): string {
    const { line, column } = this.placeOf(segments);
    return `${this.path}:${line}:${column}`;
  }

  #at(offset: number): string {
    const { line, col } = this.#lines.linePos(offset);
    return `${this.path}:${line}:${col}`;
  }
}
