// What GitHub reads, beyond what actionlint says of workflows.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { parse } from "yaml";
import { DNT } from "../../scripts/npm/settings.ts";
import { ROOT } from "../architecture/root.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly "timeout-minutes"?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly needs?: string | readonly string[];
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly {
    readonly type: string;
    readonly id?: string;
    readonly attributes: Readonly<Record<string, unknown>>;
  }[];
}

const text = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const workflow = (name: string): Workflow => parse(text(`.github/workflows/${name}.yml`));

const WORKFLOWS = readdirSync(join(ROOT, ".github/workflows")).map((file) => file.replace(/\.yml$/, ""));

for (const name of WORKFLOWS) {
  test(`the workflow ${name} reads only, unless a job asks for more, and every job has an end`, () => {
    const { permissions, jobs } = workflow(name);
    assertEquals(permissions, { contents: "read" });
    for (const [job, { "timeout-minutes": minutes }] of Object.entries(jobs)) {
      assert(Number(minutes) > 0, `${job} has no timeout-minutes`);
    }
  });

  test(`the workflow ${name} runs the Deno that the README names, and no text of strangers in a shell`, () => {
    const wanted = /npx -y (deno@\d+\.\d+\.\d+)/.exec(text("CONTRIBUTING.md"))![1];
    const steps = Object.values(workflow(name).jobs).flatMap(({ steps }) => steps);
    const runs = steps.map(({ run = "" }) => run);
    for (const [deno] of runs.join("\n").matchAll(/deno@\S+/g)) assertEquals(deno, wanted);
    for (const run of runs) assert(!/\$\{\{\s*github\./.test(run), run);
  });
}

test("the CI has every runtime on Linux, macOS and Windows", () => {
  const { matrix } = workflow("ci").jobs.tests!.strategy!;
  assertEquals(matrix.system, ["ubuntu-latest", "macos-latest", "windows-latest"]);
  const runtimes = matrix.on!.map((one) => Object.values(one as object).join(" "));
  assertEquals(runtimes, ["node 20", "node 22", "node 24", "node 26", "deno 24", "bun 24"]);
});

test("the package is published with provenance, after the gate, and to JSR with the std of JSR", () => {
  const { check, npm, jsr } = workflow("publish").jobs;
  const runs = (job: Job | undefined): string => job!.steps.map(({ run = "" }) => run).join("\n");
  assertMatch(runs(check), /task ok$/m);
  for (const job of [npm, jsr]) {
    assertEquals(job!.needs, "check");
    assertEquals(job!.permissions, { contents: "read", "id-token": "write" });
  }
  assertMatch(runs(npm), /npm publish --provenance --access public \$DRY_RUN$/m);
  assertMatch(runs(jsr), /task release --jsr\n[^]*publish .*\$DRY_RUN$/m);
});

for (const name of ["fault", "wish"]) {
  const form: Form = parse(text(`.github/ISSUE_TEMPLATE/${name}.yml`));

  test(`the issue form ${name} is one that GitHub can show`, () => {
    assert(form.name !== "" && form.description !== "");
    const ids = form.body.map(({ id }) => id);
    assertEquals(new Set(ids).size, ids.length);
    for (const { type, id, attributes } of form.body) {
      assert(["textarea", "input", "dropdown"].includes(type), `${id} is a ${type}`);
      assert(typeof attributes.label === "string" && attributes.label !== "", `${id} has no label`);
      if (type === "dropdown") assert(Array.isArray(attributes.options), `${id} has no options`);
    }
  });

  test(`the issue form ${name} asks for a recording, and says what to blank out`, () => {
    const said = form.body.map(({ attributes }) => `${attributes.description}`).join("\n");
    assertMatch(said, /hsms (?:connect|proxy) .*--record \S+\.ndjson/);
    assertMatch(said, /[Bb]lank out/);
    assertMatch(said, /addresses.*tools.*lot.*recipes.*operators/s);
  });
}

test("renovate finds the versions that no manager of its own finds", () => {
  const { customManagers } = JSON.parse(text("renovate.json")) as {
    readonly customManagers: readonly { readonly matchStrings: readonly string[] }[];
  };
  const [npx, builder] = customManagers.map(({ matchStrings }) => new RegExp(matchStrings[0]!));
  assertEquals({ ...npx!.exec(text("CONTRIBUTING.md"))!.groups }.depName, "deno");
  assertEquals({ ...npx!.exec(text("scripts/run.ts"))!.groups }.depName, "bun");
  assertEquals({ ...builder!.exec(`"${DNT}"`)!.groups }.depName, "@deno/dnt");
});
