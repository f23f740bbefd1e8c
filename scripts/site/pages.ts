// What the site has, in the order of its menu.

/** A page of the site. */
export interface SitePage {
  /** The Markdown, from the root of the repository. */
  readonly from: string;
  /** Its name in the menu; the first heading if it is not said. */
  readonly name?: string;
}

/** A part of the menu. */
export interface Section {
  readonly name: string;
  readonly pages: readonly SitePage[];
  /** Whether the menu shows it closed. */
  readonly isClosed?: boolean;
}

const docs = (names: Readonly<Record<string, string>>): SitePage[] =>
  Object.entries(names).map(([from, name]) => ({ from: `docs/${from}.md`, name }));

/** The menu. */
export const SECTIONS: readonly Section[] = [
  {
    name: "Learn",
    pages: docs({
      "index": "Welcome",
      "hsms-in-ten-pictures": "HSMS in ten pictures",
      "gem-in-ten-pictures": "GEM in ten pictures",
      "glossary": "Glossary",
    }),
  },
  {
    name: "Tutorials",
    pages: docs({
      "tutorials/first-link": "The first link",
      "tutorials/tool": "A tool from a model",
      "tutorials/host": "A host that reads a tool",
      "tutorials/virtual-time": "Test with virtual time",
      "tutorials/fab": "A fab",
    }),
  },
  {
    name: "When something is wrong",
    pages: docs({
      "how-to": "By symptom",
      "errors": "Errors, by code",
      "view": "The page of a view",
      "logs": "Paste your log here",
      "trace": "Events and the trace",
    }),
  },
  {
    name: "Guides",
    pages: docs({
      "cli": "The command",
      "secs": "SECS-II messages",
      "secs2": "Items",
      "sml": "SML",
      "gem": "GEM: a tool",
      "equipment-model": "The model of a tool",
      "gem-host": "GEM: a host",
      "gem-programs": "Process programs, time",
      "gem-spooling": "Spooling",
      "gem-simulation": "A simulated tool",
      "store": "What survives power off",
      "scenarios": "Scenarios",
      "fab": "The gateway",
      "faults": "Faults for tests",
      "transport": "Write a transport",
      "observability": "Observability",
      "runtimes": "Deno, Bun and Node",
    }),
  },
  {
    name: "Coming from elsewhere",
    pages: docs({ "migration": "From secsgem", "from-secs4net": "From secs4net" }),
  },
  {
    name: "Reference",
    pages: docs({
      "messages": "Messages of E5",
      "e37": "E37, reaction by reaction",
      "gem-models": "State models of GEM",
      "gem-tests": "GEM, row by row",
      "limits": "Limits",
      "interop": "Interoperability",
      "performance": "Performance",
      "reliability": "Reliability",
      "etcher/manual": "The manual of a tool",
      "etcher/compliance": "A compliance statement",
    }),
  },
  {
    name: "The project",
    isClosed: true,
    pages: [
      { from: "README.md", name: "Readme" },
      { from: "docs/architecture.md", name: "Architecture" },
      { from: "CONTRIBUTING.md", name: "Contributing" },
      { from: "docs/release.md", name: "Releases" },
      { from: "docs/package.md", name: "The npm package" },
      { from: "SECURITY.md", name: "Security" },
      { from: "CHANGELOG.md", name: "Changelog" },
    ],
  },
];

/** A folder whose pages are in the site without a line for each of them here. */
export const DECISIONS = "docs/adr";

/** Where a page of the repository is in the site; links keep their shape. */
export function pathInSite(from: string): string {
  return from.replace(/^docs\//, "").replace(/\.md$/, ".html").toLowerCase();
}
