import { hostname } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Network } from "../../core/mod.ts";
import { checkWishes, type FabFile, type FabSinks, type FabToolTls, readFab } from "../../gateway/mod.ts";
import type { EquipmentModel } from "../../gem/mod.ts";
import { createTls } from "../../transports/tls.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import { BUILT_IN } from "../models/built_in.ts";
import { readLocated } from "../models/located.ts";
import { readModel } from "../models/model_file.ts";
import { readTextFile } from "../text_file.ts";

/** What the command line says in place of the fab file, or beside it. */
export interface FabChoice {
  /** The fab file. */
  readonly file: string;
  /** The name of this gateway. */
  readonly name?: string | undefined;
  /** Servers of NATS, in place of `sinks`. */
  readonly nats?: string | undefined;
  /** A broker of MQTT, in place of `sinks`. */
  readonly mqtt?: string | undefined;
  /** A file of credentials of NATS. */
  readonly creds?: string | undefined;
  /** The folder of what must survive, in place of `state`. */
  readonly state?: string | undefined;
  /** Tells OpenTelemetry. */
  readonly otel?: boolean;
  /** The port of the pages, in place of `http`. */
  readonly http?: number | undefined;
}

/** A fab file that was read, with the models that it names. Its paths begin in its folder. */
export interface FabSource {
  readonly fab: FabFile;
  readonly models: ReadonlyMap<string, EquipmentModel>;
  /** Of tools with TLS. */
  readonly networks: ReadonlyMap<string, Network>;
  /** Where messages go; one of them, with paths that are absolute. */
  readonly sinks: FabSinks;
  /** The name of this gateway. */
  readonly name: string;
  /** The folder of what must survive. */
  readonly state: string;
  /** The folder of the fab file. */
  readonly folder: string;
}

/**
 * Reads a fab file and its models, and checks that they fit together.
 *
 * @throws {CommandError} When something is not right; each line of the message has its place in a file.
 */
export async function readFabSource(choice: FabChoice): Promise<FabSource> {
  const { file } = choice;
  const text = await readTextFile(file, "a fab file");
  const read = readLocated(text, file, readFab);
  const folder = dirname(file);
  const models = new Map<string, EquipmentModel>();
  for (const { model } of Object.values(read.tools)) {
    if (model === undefined || models.has(model)) continue;
    models.set(model, await readModel(Object.hasOwn(BUILT_IN, model) ? model : resolve(folder, model)));
  }
  readLocated(text, file, () => checkWishes(read, models));
  const networks = new Map<string, Network>();
  for (const [name, { tls }] of Object.entries(read.tools)) {
    if (tls !== undefined) networks.set(name, await tlsOf(name, tls, folder));
  }
  const state = choice.state ?? resolve(folder, read.state ?? "gateway");
  return {
    fab: choice.http === undefined ? read : { ...read, http: { ...read.http, port: choice.http } },
    models,
    networks,
    sinks: withPaths(sinksOf(read, choice), folder) as FabSinks,
    name: choice.name ?? hostname(),
    folder,
    state: choice.name === undefined || choice.state !== undefined ? state : join(state, choice.name),
  };
}

/** What the command line says goes before the file; the other fields of the same sink stay. */
function sinksOf({ site, sinks = {} }: FabFile, { nats, mqtt, creds }: FabChoice): FabSinks {
  if (nats !== undefined && mqtt !== undefined) throw new CommandError("--nats or --mqtt: one of them", 2);
  const change: FabSinks = nats !== undefined
    ? { nats: { ...sinks.nats, servers: nats.split(",") } }
    : mqtt !== undefined
    ? { mqtt: { ...sinks.mqtt, server: mqtt } }
    : sinks;
  if (creds === undefined) return nats === undefined && mqtt === undefined ? sinks : checked(site, change);
  if (change.nats === undefined) throw new CommandError("--creds is for NATS: it needs --nats", 2);
  return checked(site, { nats: { ...change.nats, credentials: { creds: resolve(creds) } } });
}

/** Addresses of the command line are checked as those of a file are. */
function checked(site: string, sinks: FabSinks): FabSinks {
  try {
    readFab({ site, tools: {}, sinks });
  } catch (error) {
    throw new CommandError(sentenceOf(error).replace("The fab file is not right: ", "The command line: "), 2);
  }
  return sinks;
}

const PATHS = ["folder", "creds", "nkey", "tokenFile", "passwordFile", "caFile", "certFile", "keyFile"];

/** Paths that begin in the folder of the fab file. */
function withPaths(value: unknown, folder: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      PATHS.includes(name) && typeof field === "string" ? resolve(folder, field) : withPaths(field, folder),
    ]),
  );
}

async function tlsOf(name: string, tls: FabToolTls, folder: string): Promise<Network> {
  const { caFile, certFile, keyFile, serverName } = tls;
  const read = async (path: string | undefined): Promise<string | undefined> =>
    path === undefined ? undefined : await readTextFile(resolve(folder, path), `tls of ${name}`);
  const [ca, certificate, key] = [await read(caFile), await read(certFile), await read(keyFile)];
  try {
    return createTls({
      ...ca !== undefined && { ca },
      ...certificate !== undefined && { certificate },
      ...key !== undefined && { key },
      ...serverName !== undefined && { serverName },
    });
  } catch (error) {
    throw new CommandError(`tls of ${name}: ${sentenceOf(error)}`, 2);
  }
}
