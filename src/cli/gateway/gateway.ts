import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { FileStore, type FileStoreNotice } from "../../files/mod.ts";
import {
  Gateway,
  openTelemetry,
  type PageServer,
  servePages,
  SoleOwner,
  type Telemetry,
} from "../../gateway/mod.ts";
import { sentenceOf } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { type FabChoice, type FabSource, readFabSource } from "./fab_source.ts";
import { openPeer, openPlace } from "./place.ts";

/** Serves a fab file until ^C. SIGHUP reads it again. Resolves with the exit code. */
export async function runGateway(choice: FabChoice, io: CommandIo): Promise<number> {
  const { file } = choice;
  const source = await readFabSource(choice);
  const tell = (sentence: string): void => io.stderr.write(`${io.date().toISOString()} ${sentence}\n`);
  const place = await openPlace(source, io, tell);
  await mkdir(source.state, { recursive: true });
  const telemetry = choice.otel ? await openPeer(openTelemetry) : undefined;
  const gateway = gatewayOf(source, place, io, tell, telemetry);
  let pages: PageServer | undefined;
  const offs: (() => void)[] = [];
  try {
    place.start(gateway);
    await gateway.start();
    const { http, tools } = source.fab;
    if (http !== undefined) {
      pages = await servePages(http, () => gateway.state);
      tell(`Pages are on port ${pages.port} of ${http.address ?? "127.0.0.1"}`);
    }
    offs.push(io.onHangUp?.(() => void reload(gateway, choice, tell)) ?? (() => {}));
    tell(
      `Serving ${Object.keys(tools).length} tools of ${source.fab.site} as ${source.name}. ` +
        `^C ends, SIGHUP reads ${file} again`,
    );
    await ended(io.signal);
  } finally {
    for (const off of offs) off();
    tell("Ending: messages that are on their way are waited for");
    await gateway.stop();
    await place.close();
    await pages?.close();
  }
  return 0;
}

function gatewayOf(
  { fab, models, networks, state, name }: FabSource,
  { sink, owner = new SoleOwner(), others }: Awaited<ReturnType<typeof openPlace>>,
  io: CommandIo,
  tell: (text: string) => void,
  telemetry: Telemetry | undefined,
): Gateway {
  const onNotice = ({ type, path }: FileStoreNotice): void => tell(`${path}: ${type}`);
  let isUp = true;
  sink.onState((now) => {
    if (now.isUp === isUp) return;
    isUp = now.isUp;
    tell(now.isUp ? `The sink ${sink.name} takes messages` : now.why);
  });
  return new Gateway({
    fab,
    models,
    networks,
    sink,
    owner,
    name,
    ...others !== undefined && { others },
    numbers: new FileStore(join(state, "numbers.store"), { onNotice }),
    journal: new FileStore(join(state, "journal.store"), { onNotice, maxBytes: 1024 ** 3 }),
    network: io.network,
    clock: io.clock,
    date: io.date,
    tell,
    ...telemetry !== undefined && { telemetry },
    audit: (entry) => io.stdout.write(`${JSON.stringify({ type: "audit", ...entry })}\n`),
  });
}

async function reload(gateway: Gateway, choice: FabChoice, tell: (text: string) => void): Promise<void> {
  const { file } = choice;
  try {
    const source = await readFabSource(choice);
    const { added, removed, changed, needsRestart } = await gateway.reload(source);
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
