// The steps of the gate, in the order in which they run: the quick ones first.

import { filesBelow } from "./files.ts";
import { DENO, type Outcome, run } from "./run.ts";

/** One check of the repository. */
export interface Step {
  readonly name: string;
  /** What it looks at, for the person who reads the result. */
  readonly what: string;
  run(): Promise<Outcome>;
}

/** The folders whose code names no runtime. */
const NEUTRAL = ["src/core", "src/secs2", "src/sml", "src/secs", "src/gem", "src/view/log", "src/view/story"];

/** What runs in a browser, and has the types of one. */
const PAGE = "src/view/page";

/** What drives a browser: it has functions in it that run there. */
const DRIVERS = [
  "scripts/browser_view.ts",
  "scripts/readme_picture.ts",
  "bench/view/page.ts",
  "scripts/browser_site.ts",
  "tests/browser/view/",
  "tests/browser/site/",
];

/** What runs in the pages of the documentation. */
const SITE_PAGE = "scripts/site/client";

/** Everything that has types. */
const TYPED = ["src", "tests", "examples", "scripts", "bench"];

/** The steps, each a program that fails when something is wrong. */
export const STEPS: readonly Step[] = [
  {
    name: "fmt",
    what: "the formatting",
    run: () => run([DENO, "fmt", "--check"]),
  },
  {
    name: "lint",
    what: "the lint rules",
    run: () => run([DENO, "lint"]),
  },
  {
    name: "check",
    what: "the types of everything",
    run: async () => {
      const apart = [`${PAGE}/`, `${SITE_PAGE}/`, ...DRIVERS];
      const files = (await typeScriptIn(TYPED)).filter((path) => !apart.some((one) => path.startsWith(one)));
      return await run([DENO, "check", "mod.ts", ...files]);
    },
  },
  {
    name: "page",
    what: "the types of the page of a view, and whether the command carries the page of this source",
    run: async () => {
      const options = ["--no-lock", "--config", "types/page.json", "--import-map", "deno.json"];
      const files = [
        ...await filesBelow(PAGE, ".ts"),
        ...await filesBelow(PAGE, ".tsx"),
        `${SITE_PAGE}/main.ts`,
      ];
      const drivers = DRIVERS.filter((path) => path.endsWith(".ts"));
      for (const args of [["check", ...options, ...files], ["check", ...drivers]]) {
        const checked = await run([DENO, ...args]);
        if (!checked.ok) return checked;
      }
      return await run([DENO, "run", "-A", "--quiet", "scripts/view_page.ts", "--check"]);
    },
  },
  {
    name: "neutral",
    what: "the core compiles where no runtime's types exist",
    run: async () => {
      const options = ["--no-lock", "--config", "types/neutral.json", "--import-map", "deno.json"];
      return await run([DENO, "check", ...options, ...await typeScriptIn(NEUTRAL)]);
    },
  },
  {
    name: "floors",
    what: "floors and doors: who may import whom",
    run: () => run([DENO, "test", "-A", "--no-check", "tests/architecture_test.ts", "tests/std_map_test.ts"]),
  },
  {
    name: "doc",
    what: "every export has its documentation",
    run: async () => run([DENO, "doc", "--lint", ...await doors()]),
  },
  {
    name: "examples",
    what: "the examples in the documentation run",
    run: async () => {
      // The programs of the tutorials run in folders of their own: scripts/newcomer.ts.
      const pages = (await filesBelow("docs", ".md")).filter((path) => !path.startsWith("docs/tutorials/"));
      return await run([DENO, "test", "--doc", "-A", "README.md", ...pages, "mod.ts", "src"]);
    },
  },
  {
    name: "site",
    what: "the pictures are those of this source, the site is built, and every link in it leads somewhere",
    run: async () => {
      const drawn = await run([DENO, "run", "-A", "--quiet", "scripts/pictures.ts", "--check"]);
      return drawn.ok ? await run([DENO, "run", "-A", "--quiet", "scripts/site.ts"]) : drawn;
    },
  },
  {
    name: "publish",
    what: "what would be published",
    run: () => run([DENO, "publish", "--dry-run", "--allow-dirty"]),
  },
  {
    name: "package",
    what: "the npm package: doors, types, sizes, licences",
    run: () => run([DENO, "run", "-A", "--quiet", "--no-lock", "scripts/package_check.ts"]),
  },
  {
    name: "dnt",
    what: "what dnt is told, and that it can read the copy that it gets",
    run: () => run([DENO, "test", "-A", "--no-check", "tests/dnt"]),
  },
  {
    name: "workflows",
    what: "the workflows of GitHub, as actionlint reads them",
    run: () => run([DENO, "run", "-A", "--quiet", "scripts/workflows.ts"]),
  },
  {
    name: "release",
    what: "a release, in a clone that is thrown away",
    run: () => run([DENO, "run", "-A", "--quiet", "scripts/release.ts", "--dry-run", "patch"]),
  },
  {
    name: "readme",
    what: "the commands that README.md shows",
    run: () => run([DENO, "run", "-A", "scripts/readme.ts"]),
  },
  {
    name: "tests",
    what: "the tests on Deno, Bun and Node, and of the package",
    run: () => run([DENO, "run", "-A", "scripts/test.ts"]),
  },
];

async function typeScriptIn(folders: readonly string[]): Promise<string[]> {
  return (await Promise.all(folders.map((folder) => filesBelow(folder, ".ts")))).flat();
}

/** The entry points that deno.json exports. */
async function doors(): Promise<string[]> {
  const config: { exports: Record<string, string> } = JSON.parse(await Deno.readTextFile("deno.json"));
  return Object.values(config.exports);
}
