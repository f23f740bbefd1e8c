// The command: its options, what it prints, its reports and its exit codes.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { inFolder } from "./captures.ts";
import { storyIn } from "./view_page.ts";
import { World } from "./world.ts";

const LOT = `name: A lot
about: Two of them.
model: etcher
variables: { lot: A1 }
scenarios:
  It is told:
    about: With its name.
    steps:
      - link: open
      - want: { events: { LotDone: [LotId] } }
      - operator: event LotDone LotId=$lot WaferCount=1
      - expect: S6F11 LotDone within 5s
        with: { LotId: A1 }
  It is read:
    steps:
      - link: open
      - read: WafersDone
        with: { WafersDone: 0 }
`;

/** Runs the command with a file, in virtual time if nothing else is said. */
async function run(
  folder: string,
  text: string,
  ...args: string[]
): Promise<{ readonly code: number; readonly world: World }> {
  await writeFile(join(folder, "lot.yaml"), text);
  const world = new World();
  const code = await world.run("run", join(folder, "lot.yaml"), "--time", "virtual", ...args);
  return { code, world };
}

test("hsms run: a line for each step, and the sum", () =>
  inFolder(async (folder) => {
    const { code, world } = await run(folder, LOT);
    assertEquals(code, 0);
    assertEquals(world.stdout.log.lines, [
      "A lot: It is told",
      "  ok   link open",
      "  ok   want events LotDone LotId",
      "  ok   operator event LotDone LotId=A1 WaferCount=1",
      "  ok   expect S6F11 LotDone within 5s, with LotId A1: after 0 s",
      "  pass 4 steps in 0 s",
      "A lot: It is read",
      "  ok   link open",
      "  ok   read WafersDone, with WafersDone 0: WafersDone 0",
      "  pass 2 steps in 0 s",
      "2 pass, 0 fail, 0 skip",
    ]);
  }));

test("hsms run: exit code 1 and the reason, if a scenario fails", () =>
  inFolder(async (folder) => {
    const { code, world } = await run(folder, LOT, "--var", "lot=B2", "--only", "It is told");
    assertEquals(code, 1);
    assertEquals(world.stdout.log.lines.slice(4), [
      "  FAIL expect S6F11 LotDone within 5s, with LotId A1",
      "       expected S6F11 LotDone with LotId A1 of the tool ETCHER (simulated) within 5 s",
      "       seen     S6F11 LotDone came after 0 s, but LotId was B2, not A1",
      "                S1F13 came",
      "       check    Who sets these values, and their formats",
      `       at       ${join(folder, "lot.yaml")}:12:9`,
      "  fail 4 steps in 5 s",
      "0 pass, 1 fail, 0 skip",
    ]);
  }));

test("hsms run: exit code 2, and a line for each problem, if a file is not right", () =>
  inFolder(async (folder) => {
    const { code, world } = await run(folder, LOT.replace("want:", "wnt:").replace("- read:", "- raed:"));
    assertEquals(code, 2);
    const path = join(folder, "lot.yaml");
    assertEquals(world.stderr.log.lines, [
      `hsms: ${path}:10:9: scenarios["It is told"].steps[1].wnt: wnt begins no step; did you mean want?`,
      `hsms: ${path}:17:9: scenarios["It is read"].steps[1].raed: raed begins no step; did you mean read?`,
    ]);
  }));

/** Command lines that are wrong, with what is said of them. */
const WRONG: readonly (readonly [args: readonly string[], said: string])[] = [
  [
    ["--only", "It is tld"],
    'There is no scenario "It is tld"; did you mean It is told?. There are It is told, It is read',
  ],
  [["--var", "lto=1"], "No file has a variable lto; did you mean lot?. Write it under variables:"],
  [["--var", "lot"], '"lot" is not NAME=VALUE. Write lot=A1'],
  [["--report", "a.pdf"], "Cannot report to a.pdf: the name must end in .txt, .json, .xml, .html"],
  [["--target", "10.0.0.7:5000"], "--time virtual is for simulated peers: leave it out with a real one"],
  [["--target", "10.0.0.7:5000", "--listen", "5000"], "Give --target or --listen, not both"],
];

for (const [args, said] of WRONG) {
  test(`hsms run ${args.join(" ")}: is refused`, () =>
    inFolder(async (folder) => {
      const { code, world } = await run(folder, LOT, ...args);
      assertEquals([code, world.stderr.text], [2, `hsms: ${said}\n`]);
    }));
}

test("hsms run: a report as text is what is printed", () =>
  inFolder(async (folder) => {
    const path = join(folder, "lot.txt");
    const { world } = await run(folder, LOT, "--report", path);
    assertEquals(await readFile(path, "utf8"), world.stdout.text);
  }));

test("hsms run: a report as JSON", () =>
  inFolder(async (folder) => {
    const path = join(folder, "lot.json");
    await run(folder, LOT, "--report", path, "--var", "lot=B2");
    const { counts, suites: [suite] } = JSON.parse(await readFile(path, "utf8"));
    assertEquals(counts, { pass: 1, fail: 1, skip: 0 });
    assertEquals([suite.name, suite.scenarios[0].name, suite.scenarios[0].result], [
      "A lot",
      "It is told",
      "fail",
    ]);
    assertEquals(
      suite.scenarios[0].steps[3].failure.seen[0],
      "S6F11 LotDone came after 0 s, but LotId was B2, not A1",
    );
  }));

test("hsms run: a report as JUnit's XML: a suite for a file, a case for a scenario", () =>
  inFolder(async (folder) => {
    const path = join(folder, "lot.xml");
    await run(folder, LOT, "--report", path, "--var", "lot=B2");
    const xml = await readFile(path, "utf8");
    assertStringIncludes(xml, '<testsuite name="A lot" tests="2" failures="1" errors="0" skipped="0">');
    assertStringIncludes(xml, '<testcase classname="A lot" name="It is read" time="0"><system-out>');
    assertStringIncludes(xml, `<failure message="${join(folder, "lot.yaml")}:12:9: expect S6F11 LotDone`);
  }));

test("hsms run: a report as a page of HTML that loads nothing", () =>
  inFolder(async (folder) => {
    const path = join(folder, "lot.html");
    await run(
      folder,
      LOT.replace("Two of them", "<script>alert(1)</script>"),
      "--report",
      path,
      "--var",
      "lot=B2",
    );
    const html = await readFile(path, "utf8");
    assertStringIncludes(html, "<title>Scenarios: 1 pass, 1 fail, 0 skip</title>");
    assertStringIncludes(html, "LotId was B2, not A1");
    const [around, view = ""] = html.split(/<iframe class="view" [^>]* srcdoc="([^"]*)">/);
    assert(!/<script|src=|https?:/.test(around!));
    assertStringIncludes(view, "Content-Security-Policy");
  }));

test("hsms run: a report that cannot be written is refused before anything is played", () =>
  inFolder(async (folder) => {
    const path = join(folder, "nowhere", "lot.xml");
    const { code, world } = await run(folder, LOT, "--report", path);
    assertEquals([code, world.stdout.text], [1, ""]);
    assertStringIncludes(world.stderr.text, `Cannot write ${path}: `);
  }));

test("hsms run: a report has the frames of a scenario that failed, and opens where it did", () =>
  inFolder(async (folder) => {
    const path = join(folder, "lot.html");
    await run(folder, LOT, "--report", path, "--var", "lot=B2");
    const views = [
      ...(await readFile(path, "utf8")).matchAll(
        /<iframe class="view" title="([^"]*)" [^>]* srcdoc="([^"]*)">/g,
      ),
    ];
    assertEquals(views.map(([, title]) => title), ["The frames of It is told"]);
    const page = views[0]![2]!.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    const { story, options } = await storyIn(page);
    assertEquals([options.title, story.nameOf(options.openAt!)], ["It is told", "S6F12"]);
    assertEquals(story.momentAt(story.partnerOf(options.openAt!)!)?.name, "LotDone");
  }));

test("hsms run --record: the frames of our side, as hsms decode reads them", () =>
  inFolder(async (folder) => {
    const path = join(folder, "lot.ndjson");
    await run(folder, LOT, "--record", path, "--only", "It is read");
    const frames = (await readFile(path, "utf8")).trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(frames[0].tcp, "opened");
    assertEquals(frames.slice(1, 3).map(({ name, direction }) => [name, direction]), [
      ["Select.req", "out"],
      ["Select.rsp", "in"],
    ]);
    assertEquals(frames[0].time, "2026-01-01T00:00:00.000Z");
  }));

test("hsms run: the steps of a simulated tool are skipped with a real one, and the others are not", () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, "lot.yaml"), LOT);
    const world = new World();
    const { clock } = world;
    const simulating = world.run("simulate", "--port", "5000");
    const running = world.run("run", join(folder, "lot.yaml"), "--target", "127.0.0.1:5000");
    let code: number | undefined;
    running.then((ended) => code = ended);
    while (code === undefined) await clock.advance(1000);
    assertEquals(code, 0);
    assertStringIncludes(
      world.stdout.text,
      "  skip 0 steps in 0 s: operator is a step of a tool that is simulated, and the tool is a real one\n",
    );
    assertStringIncludes(world.stdout.text, "1 pass, 0 fail, 1 skip\n");
    world.type("quit");
    await simulating;
  }));

test("hsms run: a real tool does not tell its processing state: such a scenario is skipped", () =>
  inFolder(async (folder) => {
    await writeFile(
      join(folder, "lot.yaml"),
      LOT.replace("- operator: event LotDone LotId=$lot WaferCount=1", "- never: process READY within 1s"),
    );
    const world = new World();
    const args = ["--target", "127.0.0.1:5000", "--only", "It is told"];
    assertEquals(await world.run("run", join(folder, "lot.yaml"), ...args), 1);
    assertStringIncludes(world.stdout.text, "never is a step of a tool that is simulated");
  }));

test("hsms run: exit code 1 if all scenarios are skipped", () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, "lot.yaml"), LOT);
    const world = new World();
    const args = ["--target", "127.0.0.1:5000", "--only", "It is told"];
    assertEquals(await world.run("run", join(folder, "lot.yaml"), ...args), 1);
  }));

test("hsms run: a tool that is not there fails the scenario, and says why", () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, "lot.yaml"), LOT);
    const world = new World();
    const running = world.run(
      "run",
      join(folder, "lot.yaml"),
      "--target",
      "127.0.0.1:5001",
      "--only",
      "It is read",
    );
    let code: number | undefined;
    running.then((ended) => code = ended);
    while (code === undefined) await world.clock.advance(1000);
    assertEquals(code, 1);
    assertStringIncludes(world.stdout.text, "expected communications with the tool ETCHER within 30 s\n");
    assertStringIncludes(world.stdout.text, "seen     Cannot connect to 127.0.0.1:5001");
  }));

test("hsms run: with a simulated tool in real time both talk over the network of the machine", () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, "lot.yaml"), LOT);
    const world = new World();
    const running = world.run("run", join(folder, "lot.yaml"));
    let code: number | undefined;
    running.then((ended) => code = ended);
    while (code === undefined) await world.clock.advance(100);
    assertEquals([code, world.stderr.text], [0, ""]);
  }));

test("hsms run --tls: TLS is for real peers, and a simulated one needs no certificate", () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, "lot.yaml"), LOT);
    const world = new World();
    const running = world.run("run", join(folder, "lot.yaml"), "--tls");
    let code: number | undefined;
    running.then((ended) => code = ended);
    while (code === undefined) await world.clock.advance(100);
    assertEquals([code, world.stderr.text], [0, ""]);
  }));

test("hsms run: ^C ends the scenario, and skips the others", () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, "lot.yaml"), LOT.replace("- link: open", "- wait: 60min"));
    const world = new World();
    const running = world.run("run", join(folder, "lot.yaml"));
    await world.stdout.log.saw("A lot: It is told");
    await world.clock.advance(1000);
    world.interrupt();
    let code: number | undefined;
    running.then((ended) => code = ended);
    while (code === undefined) await world.clock.advance(100);
    assertEquals(code, 1);
    assertStringIncludes(world.stdout.text, "  fail 0 steps in 1 s: it was ended\n");
    assertStringIncludes(
      world.stdout.text,
      "  skip 0 steps in 0 s: the run was ended\n0 pass, 1 fail, 1 skip\n",
    );
  }));

test("hsms run: on a terminal the step that runs is shown", () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, "lot.yaml"), LOT);
    const world = new World({ tty: true });
    await world.run("run", join(folder, "lot.yaml"), "--time", "virtual");
    assertStringIncludes(world.stderr.text, "…    link open");
    assertStringIncludes(world.stdout.text, "\x1b[32mok  \x1b[39m link open");
  }));
