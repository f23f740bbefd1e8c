// What the docstrings say: the symbols of each door, with their declarations.

import ts from "typescript";
import { DENO, run } from "../run.ts";

/** A symbol that a door exports. */
export interface ApiSymbol {
  readonly name: string;
  /** class, function, interface, … */
  readonly kind: string;
  /** Where it is declared, from the root. */
  readonly file: string;
  readonly line: number;
  /** Its docstring, as Markdown, with its examples. */
  readonly doc: string;
  /** The first sentence of it. */
  readonly summary: string;
  /** The declaration, without what it does inside. */
  readonly declaration: string;
}

/** A door of deno.json. */
export interface Door {
  /** As it is imported. */
  readonly name: string;
  /** The door in short: `gem`; the main one is `main`. */
  readonly short: string;
  readonly doc: string;
  readonly symbols: readonly ApiSymbol[];
}

interface JsDoc {
  readonly doc?: string;
  readonly tags?: readonly { readonly kind: string; readonly doc?: string; readonly type?: string }[];
}

interface DocSymbol {
  readonly name: string;
  readonly declarations: readonly {
    readonly kind: string;
    readonly location: { readonly filename: string; readonly line: number };
    readonly jsDoc?: JsDoc;
    readonly def?: unknown;
  }[];
}

/** Reads all doors, in the order of deno.json; `root` ends with a slash. */
export async function readDoors(root: string): Promise<Door[]> {
  const config: { name: string; exports: Record<string, string> } = JSON.parse(
    await Deno.readTextFile(`${root}deno.json`),
  );
  const doors = Object.entries(config.exports);
  const { ok, output } = await run([DENO, "doc", "--json", ...doors.map(([, file]) => file)], {}, root);
  if (!ok) throw new Error(`deno doc failed:\n${output}`);
  const { nodes }: { nodes: Record<string, { module_doc?: JsDoc; symbols: readonly DocSymbol[] }> } = JSON
    .parse(
      output.slice(output.indexOf("{")),
    );
  const declarations = new Declarations(root);
  return doors.map(([door, file]) => {
    const node = nodes[new URL(file, `file://${root}`).href];
    if (node === undefined) throw new Error(`deno doc says nothing of ${file}`);
    const symbols = node.symbols.map((symbol) => readSymbol(symbol, root, declarations))
      .filter((symbol) => symbol !== undefined)
      .sort((a, b) => a.name < b.name ? -1 : 1);
    const short = door === "." ? "main" : door.slice(2);
    return { name: `${config.name}${door.slice(1)}`, short, doc: markdownOf(node.module_doc), symbols };
  });
}

function readSymbol(
  { name, declarations }: DocSymbol,
  root: string,
  all: Declarations,
): ApiSymbol | undefined {
  const first = declarations.find(({ jsDoc }) => jsDoc?.doc !== undefined) ?? declarations[0];
  if (first === undefined) return undefined;
  const file = first.location.filename.replace(`file://${root}`, "");
  const doc = markdownOf(first.jsDoc);
  return {
    name,
    kind: first.kind,
    file,
    line: first.location.line,
    doc,
    summary: /^(?:[^.]|\.(?!\s|$))*\.?/.exec(doc.replace(/\s+/g, " "))?.[0] ?? "",
    declaration: all.of(file, name),
  };
}

/** A docstring as Markdown. */
function markdownOf({ doc = "", tags = [] }: JsDoc = {}): string {
  const parts = [doc];
  const refused = tags.filter(({ kind }) => kind === "throws");
  if (refused.length > 0) {
    parts.push(
      refused.map(({ type, doc }) => `- Throws ${type ? `\`${type}\` ` : ""}${doc ?? ""}`).join("\n"),
    );
  }
  for (const { kind, doc = "" } of tags) {
    if (kind === "example") parts.push(/^\s*```/.test(doc) ? doc : doc.replace(/^(.+)\n/, "**$1**\n\n"));
  }
  return parts.join("\n\n").replace(/\{@link(?:code|plain)? ([^}|]+)(?:\|([^}]+))?\}/g, "`$1`");
}

/** The declarations of files, read when one of them is asked for. */
class Declarations {
  readonly #root: string;
  readonly #files = new Map<string, ReadonlyMap<string, string>>();

  constructor(root: string) {
    this.#root = root;
  }

  of(file: string, name: string): string {
    let found = this.#files.get(file);
    if (found === undefined) {
      this.#files.set(file, found = declarationsIn(Deno.readTextFileSync(this.#root + file)));
    }
    return found.get(name) ?? "";
  }
}

/** What a file declares, as a file of declarations says it. */
function declarationsIn(source: string): ReadonlyMap<string, string> {
  const options = { compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext } };
  const { outputText } = ts.transpileDeclaration(source, options);
  const file = ts.createSourceFile("file.d.ts", outputText, ts.ScriptTarget.ESNext);
  const found = new Map<string, string>();
  for (const statement of file.statements) {
    const text = statement.getText(file).replace(/^\s*#private;\n/gm, "").replace(/^export (?:declare )?/, "")
      .replace(/^ +/gm, (blanks) => " ".repeat(blanks.length / 2));
    for (const name of namesOf(statement)) {
      const before = found.get(name);
      found.set(name, before === undefined ? text : `${before}\n${text}`);
    }
  }
  return found;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => ts.isIdentifier(name) ? name.text : "");
  }
  const { name } = statement as { name?: ts.Node };
  return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
}
