// What can be changed in a piece of code: the texts that may stand in its place.

import ts from "typescript";

const STATES = ["not-connected", "not-selected", "selected"];

/** The objects whose members are the numbers of E37. */
const CODES = ["RejectReason", "SType", "SelectStatus"];

/** Operators, and those that may stand in their place. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  "===": ["!=="],
  "!==": ["==="],
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "&&": ["||"],
  "||": ["&&"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "**": ["*"],
  "%": ["*"],
  "??=": ["="],
};

/** Operators of which one side may stand alone. */
const HALVES = ["&&", "||", "??", ","];

/** Whether the statement can be left out: what declares a name cannot. */
export function isRemovable(node: ts.Node): node is ts.Statement {
  return ts.isExpressionStatement(node) || ts.isReturnStatement(node) || ts.isThrowStatement(node) ||
    ts.isIfStatement(node) || ts.isForStatement(node) || ts.isForOfStatement(node) ||
    ts.isWhileStatement(node);
}

/** The expressions that may stand in the place of this one; none of them is its own text. */
export function changesOf(node: ts.Expression): string[] {
  const changes = new Set<string>([...ownChanges(node), ...changesAsPart(node)]);
  changes.delete(node.getText());
  return [...changes];
}

function ownChanges(node: ts.Expression): string[] {
  const text = node.getText();
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ["false"];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ["true"];
  if (ts.isNumericLiteral(node)) return [`${Number(text) + 1}`, `${Number(text) - 1}`];
  if (ts.isStringLiteral(node)) {
    const states = STATES.includes(node.text);
    return states ? STATES.filter((state) => state !== node.text).map((state) => `"${state}"`) : ['""'];
  }
  if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)) return ['""'];
  if (ts.isIdentifier(node)) return { Infinity: ["0"], CONTROL_SESSION: ["0"] }[text] ?? [];
  if (ts.isBinaryExpression(node)) return changesOfBinary(node);
  if (ts.isPrefixUnaryExpression(node)) return changesOfPrefix(node);
  if (ts.isPostfixUnaryExpression(node)) return [text.replace("++", "--")];
  if (ts.isConditionalExpression(node)) return [node.whenTrue.getText(), node.whenFalse.getText()];
  if (ts.isArrayLiteralExpression(node)) return without(node.elements).map((rest) => `[${rest}]`);
  if (ts.isObjectLiteralExpression(node)) return without(node.properties).map((rest) => `({ ${rest} })`);
  if (ts.isCallExpression(node) && /^Math\.(min|max)$/.test(node.expression.getText())) {
    return [text.replace(/min|max/, (name) => name === "min" ? "max" : "min")];
  }
  if (ts.isPropertyAccessExpression(node) && CODES.includes(node.expression.getText())) {
    return [`${text} + 1`];
  }
  return [];
}

function changesOfBinary(node: ts.BinaryExpression): string[] {
  const [left, right] = [node.left.getText(), node.right.getText()];
  const operator = node.operatorToken.getText();
  const changes = (OPERATORS[operator] ?? []).map((other) => `${left} ${other} ${right}`);
  if (HALVES.includes(operator)) changes.push(left, right);
  if (isTruth(node)) changes.push("true", "false");
  if (operator.endsWith("=") && !isTruth(node) && !ts.isExpressionStatement(node.parent)) changes.push(right);
  return changes;
}

function changesOfPrefix(node: ts.PrefixUnaryExpression): string[] {
  const operand = node.operand.getText();
  switch (node.operator) {
    case ts.SyntaxKind.ExclamationToken:
      return [operand, "true", "false"];
    case ts.SyntaxKind.MinusToken:
      return [operand];
    default:
      return [];
  }
}

/** What the place of an expression allows. */
function changesAsPart(node: ts.Expression): string[] {
  const { parent } = node;
  if (isCondition(node)) return ["true", "false", `!(${node.getText()})`];
  // A case that nothing matches is one that is not there.
  if (ts.isCaseClause(parent)) return ["NaN"];
  if (isWholeOptionalChain(node)) return [node.getText().replaceAll("?.", ".").replace(/\.(?=[(\[])/g, "")];
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return ["undefined"];
  return [];
}

function isCondition(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === node;
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent)) return parent.condition === node;
  return false;
}

function isTruth({ operatorToken }: ts.BinaryExpression): boolean {
  return /^([=!]==|[<>]=?|&&|\|\|)$/.test(operatorToken.getText());
}

function isWholeOptionalChain(node: ts.Expression): boolean {
  return ts.isOptionalChain(node) && !ts.isOptionalChain(node.parent) && !ts.isNonNullExpression(node.parent);
}

/** The list with each one of its parts left out. */
function without(parts: ts.NodeArray<ts.Node>): string[] {
  return parts.map((part) =>
    parts.filter((other) => other !== part).map((other) => other.getText()).join(", ")
  );
}
