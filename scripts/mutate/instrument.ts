// Puts all mutants of a file into one text: a switch, `MUTANT(id)`, says at run time which of them is on.

import ts from "typescript";
import { changesOf, isRemovable } from "./changes.ts";

/** One change of one place. */
export interface Mutant {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  /** The first line of what is changed, without the space around it. */
  readonly code: string;
  /** `what is there -> what takes its place` */
  readonly change: string;
  /** It is in code that runs once, when the file is loaded. */
  readonly early: boolean;
}

/** A text that is inserted; of two at one place the one with the lower rank comes first. */
interface Insertion {
  readonly at: number;
  readonly rank: number;
  readonly text: string;
}

/** The name of the switch. */
export const SWITCH = "MUTANT";

/** The mutants of a file, with numbers from `first`, and the text that has them all. */
export function instrument(file: string, code: string, first: number): { mutants: Mutant[]; text: string } {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const lines = code.split("\n");
  const mutants: Mutant[] = [];
  const insertions: Insertion[] = [];

  const add = (node: ts.Node, changed: string): number => {
    const id = first + mutants.length;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    const change = `${node.getText()} -> ${changed || "(left out)"}`.replace(/\s+/g, " ");
    mutants.push({ id, file, line: line + 1, code: lines[line]!.trim(), change, early: isEarly(node) });
    return id;
  };
  const wrap = (node: ts.Node, depth: number, before: string, after: string): void => {
    // Ends come before starts, inner ends before outer ones, outer starts before inner ones.
    insertions.push({ at: node.getStart(), rank: depth, text: before });
    insertions.push({ at: node.end, rank: -depth, text: after });
  };
  const visit = (node: ts.Node, depth: number): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (isRemovable(node)) {
      wrap(node, depth, `{ if (!${SWITCH}(${add(node, "")})) `, " }");
    } else if (ts.isExpression(node) && isValue(node)) {
      const changes = changesOf(node);
      const choice = changes.map((changed) => `${SWITCH}(${add(node, changed)}) ? (${changed}) : `).join("");
      if (choice !== "") wrap(node, depth, `(${choice}(`, "))");
    }
    ts.forEachChild(node, (child) => visit(child, depth + 1));
  };
  visit(source, 1);
  return { mutants, text: insert(code, insertions) };
}

function insert(code: string, insertions: readonly Insertion[]): string {
  const sorted = insertions.toSorted((a, b) => a.at - b.at || a.rank - b.rank);
  let text = "";
  let end = 0;
  for (const { at, text: inserted } of sorted) {
    text += code.slice(end, at) + inserted;
    end = at;
  }
  return text + code.slice(end);
}

/** Whether an expression may be put in brackets: it is neither a name nor what is assigned to. */
function isValue(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.left === node) {
    return !/^[^=!<>]*=$/.test(parent.operatorToken.getText());
  }
  const isName = ts.isIdentifier(node) && "name" in parent && parent.name === node;
  return !isName && !(ts.isPropertyAssignment(parent) && parent.name === node) &&
    !ts.isShorthandPropertyAssignment(parent);
}

function isEarly(node: ts.Node): boolean {
  for (let outer = node.parent; outer !== undefined; outer = outer.parent) {
    if (ts.isFunctionLike(outer) || ts.isPropertyDeclaration(outer)) return false;
  }
  return true;
}
