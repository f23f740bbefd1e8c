import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { FileStore, type FileStoreNotice } from "../../files/mod.ts";
import { folderPlace, Gateway, NdjsonSink, type PageServer, servePages } from "../../gateway/mod.ts";
import { sentenceOf } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { type FabSource, readFabSource } from "./fab_source.ts";

/** Serves a fab file until ^C. SIGHUP reads it again. Resolves with the exit code. */
export async function runGateway(file: string, io: CommandIo): Promise<number> {
  const source = await readFabSource(file);
  const tell = (sentence: string): void => io.stderr.write(`${io.date().toISOString()} ${sentence}\n`);
  await mkdir(source.state, { recursive: true });
  const gateway = gatewayOf(source, io, tell);
  await gateway.start();
  let pages: PageServer | undefined;
  const offs: (() => void)[] = [];
  try {
    const { http, tools } = source.fab;
    if (http !== undefined) {
      pages = await servePages(http, () => gateway.state);
      tell(`Pages are on port ${pages.port} of ${http.address ?? "127.0.0.1"}`);
    }
    offs.push(io.onHangUp?.(() => void reload(gateway, file, tell)) ?? (() => {}));
    tell(
      `Serving ${Object.keys(tools).length} tools of ${source.fab.site}. ^C ends, SIGHUP reads ${file} again`,
    );
    await ended(io.signal);
  } finally {
    for (const off of offs) off();
    tell("Ending: messages that are on their way are waited for");
    await gateway.stop();
    await pages?.close();
  }
  return 0;
}

function gatewayOf(
  { fab, models, state, messages }: FabSource,
  io: CommandIo,
  tell: (text: string) => void,
): Gateway {
  const onNotice = ({ type, path }: FileStoreNotice): void => tell(`${path}: ${type}`);
  const { rotateAbove, keep } = fab.sinks?.ndjson ?? {};
  const sink = new NdjsonSink(folderPlace(messages), {
    date: io.date,
    ...rotateAbove !== undefined && { rotateAbove },
    ...keep !== undefined && { keep },
  });
  sink.onState((now) => tell(now.isUp ? "The sink ndjson takes messages again" : now.why));
  return new Gateway({
    fab,
    models,
    sink,
    numbers: new FileStore(join(state, "numbers.store"), { onNotice }),
    journal: new FileStore(join(state, "journal.store"), { onNotice, maxBytes: 1024 ** 3 }),
    network: io.network,
    clock: io.clock,
    date: io.date,
    tell,
    audit: (entry) => io.stdout.write(`${JSON.stringify({ type: "audit", ...entry })}\n`),
  });
}

async function reload(gateway: Gateway, file: string, tell: (text: string) => void): Promise<void> {
  try {
    const { fab, models } = await readFabSource(file);
    const { added, removed, changed, needsRestart } = await gateway.reload(fab, models);
    const parts = Object.entries({ added, removed, changed }).filter(([, names]) => names.length > 0)
      .map(([what, names]) => `${what}: ${names.join(", ")}`);
    tell(`${file} was read again; ${parts.join("; ") || "no tool has changed"}`);
    if (needsRestart.length > 0) tell(`Only a start takes what has changed in ${needsRestart.join(", ")}`);
  } catch (error) {
    tell(`${file} is not taken, and all goes on as before: ${sentenceOf(error)}`);
  }
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
