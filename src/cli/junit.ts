// Reports as JUnit's XML, for CI.

/** A suite of a report. */
export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/** A case of a suite. */
export interface JunitCase {
  readonly name: string;
  /** How long it took, in ms. */
  readonly took: number;
  readonly result: "pass" | "fail" | "skip";
  /** What was seen, or why it was skipped. */
  readonly message: string;
  /** Lines that belong to it. */
  readonly output: readonly string[];
}

/** The text of a report. */
export function junitOf(name: string, suites: readonly JunitSuite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  const numbers = `tests="${cases.length}" failures="${count(cases, "fail")}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xml(name)}" ${numbers}>\n${
    suites.map(suiteOf).join("")
  }</testsuites>\n`;
}

function suiteOf({ name, cases }: JunitSuite): string {
  const numbers = `tests="${cases.length}" failures="${count(cases, "fail")}" errors="0" skipped="${
    count(cases, "skip")
  }"`;
  const lines = cases.map((one) => {
    const head = `    <testcase classname="${xml(name)}" name="${xml(one.name)}" time="${one.took / 1000}"`;
    const output = one.output.length === 0 ? "" : `<system-out>${xml(one.output.join("\n"))}</system-out>`;
    if (one.result === "pass") return `${head}>${output}</testcase>\n`;
    const tag = one.result === "fail" ? "failure" : "skipped";
    return `${head}><${tag} message="${xml(one.message)}"/>${output}</testcase>\n`;
  });
  return `  <testsuite name="${xml(name)}" ${numbers}>\n${lines.join("")}  </testsuite>\n`;
}

function count(cases: readonly JunitCase[], result: JunitCase["result"]): number {
  return cases.filter((one) => one.result === result).length;
}

/** XML 1.0 has no control characters but tab and line breaks. */
function xml(text: string): string {
  return text.replace(/[^\t\n\r\P{Cc}]|[\ufffe\uffff]/gu, "\ufffd")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
