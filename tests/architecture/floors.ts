// Who may import whom.

import { type Import, importsOf, resolve, type Source } from "./source.ts";

/** A floor of the house: a folder, the floors that it may import, and the files through which it is entered. */
export interface Floor {
  readonly folder: string;
  readonly mayImport: readonly string[];
  /** From the folder; `mod.ts` alone if it is not said. */
  readonly doors?: RegExp;
  /** Of `mayImport`, what its files beside `mod.ts` may import; all of it if it is not said. */
  readonly filesMayImport?: readonly string[];
  /** A room of this floor: the other rooms enter it through any file, and nobody else enters it. */
  readonly roomOf?: string;
}

const HSMS = "src/core/hsms";
const CORE = ["src/core/base", "src/core/network", HSMS];
const SECS = [...CORE, "src/core", "src/secs2", "src/sml", "src/secs"];
const PROTOCOLS = [...SECS, "src/gem"];
/** The rooms of GEM that know no connection. */
const GEM_PARTS = ["models", "store", "time", "definition", "setup", "programs"].map((name) =>
  `src/gem/${name}`
);

/** The rooms of E37, from the bottom to the top. */
const ROOMS = ["wire", "machine", "link", "connection", "listen", "protocol", "manager"];

/** The parser of command lines: the npm package has it in one file with the command, and nowhere else. */
const PARSER = "@optique/core";

/** What a view reads, and says of bytes. */
const VIEW = ["log", "story", "explain"].map((name) => `src/view/${name}`);

/** What the page of a view is made of: nothing else may carry it. */
const OF_PAGE = /^(?:preact|@preact|uplot)\b/;

/** Packages that only those install who need them, and the rooms that may name them, in a call of `loadPeers`. */
const PEERS: readonly (readonly [name: RegExp, ...rooms: string[]])[] = [
  [/"@nats-io\//, "src/gateway/nats"],
  [/\["mqtt"/, "src/gateway/mqtt"],
  [/"@opentelemetry\//, "src/gateway/outside", "src/otel"],
];

/** From the bottom to the top; a file belongs to the first floor whose folder it is in. */
export const FLOORS: readonly Floor[] = [
  { folder: "src/core/base", mayImport: [] },
  { folder: "src/core/network", mayImport: ["src/core/base"] },
  ...rooms(HSMS, {
    wire: ["src/core/base"],
    // Pure: no clock, no transport, no promise of its own.
    machine: [room("wire"), HSMS],
    link: ["src/core/base", "src/core/network", room("wire"), HSMS],
    connection: ["src/core/base", "src/core/network", room("wire"), room("machine"), room("link"), HSMS],
    listen: ["src/core/base", "src/core/network", room("wire"), room("link"), room("connection"), HSMS],
    protocol: [
      "src/core/base",
      "src/core/network",
      room("wire"),
      room("machine"),
      room("connection"),
      room("listen"),
      HSMS,
    ],
    manager: [
      "src/core/base",
      "src/core/network",
      room("connection"),
      room("listen"),
      room("protocol"),
      HSMS,
    ],
  }),
  // Its errors and timeouts, below all rooms but the wire; and its mod.ts, above them.
  {
    folder: HSMS,
    mayImport: ["src/core/base", ...ROOMS.map(room)],
    filesMayImport: ["src/core/base", room("wire")],
  },
  { folder: "src/core", mayImport: CORE }, // its mod.ts: the door of the whole core
  { folder: "src/secs2", mayImport: ["src/core/base"] },
  { folder: "src/sml", mayImport: ["src/core/base", "src/secs2"] },
  { folder: "src/secs", mayImport: [...CORE, "src/core", "src/secs2", "src/sml"] },
  ...rooms("src/gem", {
    // Pure, as the machine of E37; not even the words of a message.
    models: [],
    store: ["src/core/base"],
    time: ["src/core/base"],
    definition: ["src/core/base", "src/secs2", "src/secs", "src/gem/models", "src/gem"],
    // What a host has set up; no I/O, time is a clock that is passed.
    setup: ["src/core/base", "src/secs2", "src/secs", "src/gem/models", "src/gem"],
    programs: ["src/core/base", "src/secs2", "src/secs", "src/gem/definition", "src/gem"],
    handler: [...SECS, "src/gem/models"],
    equipment: [...SECS, ...GEM_PARTS, "src/gem/handler", "src/gem"],
    host: [...SECS, ...GEM_PARTS, "src/gem/handler", "src/gem"],
    simulation: ["src/core/base", "src/core", "src/gem/models", "src/gem/definition", "src/gem/equipment"],
    documents: ["src/core/base", "src/secs2", "src/secs", "src/gem/models", "src/gem/definition", "src/gem"],
  }),
  {
    folder: "src/gem",
    mayImport: [
      ...SECS,
      ...GEM_PARTS,
      "src/gem/handler",
      "src/gem/equipment",
      "src/gem/host",
      "src/gem/documents",
      "src/gem/simulation",
    ],
    filesMayImport: SECS,
  },
  // A side floor: it moves bytes and knows no HSMS.
  {
    folder: "src/transports",
    mayImport: ["src/core/base", "src/core/network"],
    doors: /^(builtin|tcp|tls|mod|\w+\/mod)\.ts$/,
  },
  // A side floor too: what GEM keeps, in files.
  {
    folder: "src/files",
    mayImport: ["src/core/base", "src/secs", "src/gem/programs", "src/gem/store", "src/transports"],
  },
  // Above the protocols and the adapters, because it takes tcp if nothing else is said.
  { folder: "src/open", mayImport: ["src/core", "src/secs", "src/gem", "src/transports"] },
  { folder: "src/testing", mayImport: [...PROTOCOLS, "src/transports"] },
  // What happens on a link, for the tools of operations.
  {
    folder: "src/observe",
    mayImport: [...PROTOCOLS, "src/transports"],
    doors: /^(mod|levels|link_measures)\.ts$/,
  },
  { folder: "src/otel", mayImport: [...PROTOCOLS, "src/observe"] },
  ...rooms("src/gateway", {
    // A fab file is checked by the shapes of GEM, and has a profile in it.
    config: ["src/gem", "src/gem/definition", "src/gem/host"],
    sinks: ["src/core/base", "src/transports", "src/gateway"],
    journal: ["src/core/base", "src/gem", "src/gateway"],
    tool: [...PROTOCOLS, "src/gateway/config", "src/gateway/outside", "src/gateway"],
    outside: ["src/core/base", "src/transports", "src/observe", "src/otel", "src/gateway"],
    lease: ["src/core/base", "src/gateway"],
    nats: ["src/core/base", "src/transports", "src/gateway/lease", "src/gateway/config", "src/gateway"],
    mqtt: ["src/core/base", "src/transports", "src/gateway/config", "src/gateway"],
  }),
  {
    folder: "src/gateway",
    mayImport: [
      ...PROTOCOLS,
      "src/gem/definition",
      "src/transports",
      "src/files",
      ...["config", "sinks", "journal", "tool", "outside", "lease", "nats", "mqtt"].map((name) =>
        `src/gateway/${name}`
      ),
    ],
  },
  // What a view is made of: for browsers too, so they name no runtime.
  { folder: "src/view/log", mayImport: ["src/core/base"] },
  {
    folder: "src/view/story",
    mayImport: ["src/core", "src/secs2", "src/sml", "src/gem/handler", "src/view/log"],
  },
  { folder: "src/view/explain", mayImport: ["src/core", "src/secs2", "src/sml"] },
  { folder: "src/view/diagram", mayImport: ["src/secs2", "src/sml", "src/view/story"] },
  {
    folder: "src/cli",
    // The shapes of its files are those of models.
    mayImport: [
      ...PROTOCOLS,
      "src/gem/definition",
      "src/transports",
      "src/files",
      "src/testing",
      "src/gateway",
      ...VIEW,
    ],
    doors:
      /^(mod|capture\/(?:connections|faults)|capture\/text\/text_reader|models\/etcher|view\/story_model)\.ts$/,
  },
  // Above the command: nobody imports them, they are bundled for a browser.
  {
    folder: "src/view/playground",
    mayImport: ["src/core", "src/gem", "src/sml", "src/testing", "src/cli", "src/view/log", "src/view/story"],
  },
  {
    folder: "src/view/page",
    mayImport: [...SECS, ...VIEW, "src/view/diagram", "src/view/playground", "src/cli"],
  },
];

function rooms(floor: string, mayImport: Readonly<Record<string, readonly string[]>>): Floor[] {
  return Object.entries(mayImport).map(([name, allowed]) => (
    { folder: `${floor}/${name}`, mayImport: allowed, roomOf: floor }
  ));
}

function room(name: string): string {
  return `${HSMS}/${name}`;
}

/** Whether a file belongs to the part of the source that names no runtime. */
export function isCore(path: string): boolean {
  return /^src\/(core|secs2|sml|secs|gem|view\/(log|story))\//.test(path);
}

/** Everything wrong with who imports whom; each message names the file and the rule. */
export function checkFloors(sources: readonly Source[]): string[] {
  return [...sources.flatMap(checkPeers), ...checkImports(sources)];
}

function checkPeers({ path, text }: Source): string[] {
  return text.split("\n").flatMap((line, at) =>
    PEERS.filter(([name, ...rooms]) => name.test(line) && !rooms.some((room) => path.startsWith(`${room}/`)))
      .map(([, ...rooms]) => `${path}:${at + 1} only ${rooms.join(" and ")} names this package`)
  );
}

function checkImports(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    importsOf(source).flatMap((imported) =>
      checkImport(source, imported).map((rule) => at(source, imported, rule))
    )
  );
}

function checkImport(source: Source, imported: Import): string[] {
  const { specifier } = imported;
  const from = floorOf(source.path);
  if (from === undefined && source.path !== "mod.ts") {
    return [`${source.path} lies on no floor: add it to the table in tests/architecture/floors.ts`];
  }
  if (!specifier.startsWith(".")) return checkForeign(source.path, specifier);
  const target = resolve(source.path, specifier);
  if (target.startsWith("..")) return [`"${specifier}" leaves the repository`];
  const to = floorOf(target);
  if (to === undefined) return [`"${specifier}" lies on no floor`];
  if (from === to) return checkSibling(source.path, target, imported, from);
  const rules: string[] = [];
  const isDoor = source.path.endsWith("/mod.ts");
  const mayImport = isDoor ? from?.mayImport : from?.filesMayImport ?? from?.mayImport;
  if (from !== undefined && !mayImport?.includes(to.folder)) {
    rules.push(`${from.folder} may not import ${to.folder}`);
  }
  const door = target.slice(to.folder.length + 1);
  if (from?.roomOf === to.folder && door === "mod.ts") {
    return [`${to.folder} is entered through its mod.ts only from outside`];
  }
  if (isInside(from, to)) return rules;
  if (to.roomOf !== undefined) return rules;
  if (!(to.doors ?? /^mod\.ts$/).test(door)) {
    rules.push(`${to.folder} is entered through its mod.ts, not through ${door}`);
  }
  return rules;
}

/** Whether an import stays in one floor: from room to room, or between a room and the files beside the rooms. */
function isInside(from: Floor | undefined, to: Floor): boolean {
  return from?.roomOf === to.folder ||
    (to.roomOf !== undefined && to.roomOf === (from?.roomOf ?? from?.folder));
}

/** A module that is not ours: of the Deno std, or of a runtime. */
function checkForeign(path: string, specifier: string): string[] {
  if (specifier.startsWith("@secs/hsms")) return ["the source imports its own files by their paths"];
  if (specifier.startsWith("@std/")) return [];
  if (/^(?:@nats-io\/|mqtt$)/.test(specifier)) {
    return [`load "${specifier}" by loadPeers(): who does not use it does not install it`];
  }
  if (specifier === PARSER && !path.startsWith("src/cli/")) {
    return [`only the command reads command lines: "${PARSER}" stays in src/cli`];
  }
  if (OF_PAGE.test(specifier) && !path.startsWith("src/view/page/")) {
    return [`only the page of a view is made of "${specifier}"`];
  }
  if (/^src\/(transports|files)\//.test(path) && specifier.startsWith("node:")) {
    return [`ask builtin() for "${specifier}": a bundler would import it on top of every bundle`];
  }
  return !isCore(path) ? [] : [`the core imports no module of a runtime: "${specifier}"`];
}

function checkSibling(path: string, target: string, imported: Import, floor: Floor): string[] {
  if (floor.folder !== "src/transports") {
    const door = `${floor.folder}/mod.ts`;
    return target === door ? ["files of one floor import each other, not their own mod.ts"] : [];
  }
  const mine = adapterOf(path);
  const other = adapterOf(target);
  if (mine === other) {
    const own = mine !== undefined && target.endsWith("/mod.ts");
    return own ? ["files of one adapter import each other, not their own mod.ts"] : [];
  }
  if (other === undefined) return [];
  if (mine !== undefined) return [`the adapter ${mine} may not import the adapter ${other}`];
  if (!target.endsWith("/mod.ts")) return [`the adapter ${other} is entered through its mod.ts`];
  if (imported.dynamic || imported.typeOnly) return [];
  return [`the adapter ${other} may only be imported dynamically here: another runtime cannot load it`];
}

/** "deno" for `src/transports/deno/dial.ts`. */
function adapterOf(path: string): string | undefined {
  return /^src\/transports\/([^/]+)\//.exec(path)?.[1];
}

function floorOf(path: string): Floor | undefined {
  return FLOORS.find(({ folder }) => path.startsWith(`${folder}/`));
}

function at(source: Source, imported: Import, rule: string): string {
  return `${source.path}:${imported.line} ${rule}`;
}

/**
 * Imports that close a circle of types, and may: what they join is defined by each other, and at run time nothing of it is
 * left.
 */
const RECURSIVE: readonly (readonly [from: string, to: string])[] = [
  ["src/core/hsms/connection/delegate.ts", "src/core/hsms/connection/connection.ts"],
  ["src/core/hsms/connection/trace.ts", "src/core/hsms/connection/connection.ts"],
  ["src/secs2/list_item.ts", "src/secs2/item.ts"],
];

/** Files that import each other in a ring, for their types too. */
export function checkCycles(
  sources: readonly Source[],
  recursive: readonly (readonly [from: string, to: string])[] = RECURSIVE,
): string[] {
  const edges = new Map(sources.map((source) => [
    source.path,
    importsOf(source)
      .filter(({ specifier }) => specifier.startsWith("."))
      .map(({ specifier, typeOnly }) => ({ target: resolve(source.path, specifier), typeOnly }))
      .filter(({ target, typeOnly }) =>
        !typeOnly || !recursive.some(([from, to]) => from === source.path && to === target)
      )
      .map(({ target }) => target),
  ]));
  const done = new Set<string>();
  const trail: string[] = [];
  const rings: string[] = [];
  for (const path of edges.keys()) walk(path);
  return rings;

  function walk(path: string): void {
    const before = trail.indexOf(path);
    if (before >= 0) {
      rings.push(`${path} imports itself in a ring: ${[...trail.slice(before), path].join(" → ")}`);
      return;
    }
    if (done.has(path)) return;
    trail.push(path);
    for (const next of edges.get(path) ?? []) walk(next);
    trail.pop();
    done.add(path);
  }
}
