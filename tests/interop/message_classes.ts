import type { Item, MessageBody, SecsDialectOptions, SecsShape } from "@secs/hsms";
import { decodeItem, encodeItem, SecsBuilding, SecsDialect } from "@secs/hsms";
import * as messages from "../../src/secs/messages/mod.ts";
import { fromHex, toHex } from "../support/hex.ts";
import { secsgemMessages } from "./install.ts";
import { type ItemJson, jsonOf, textOf } from "./item_json.ts";
import { KINDS, samplesOf, type ValueKind, withoutFormats } from "./message_values.ts";
import { PeerProcess } from "./peer_process.ts";

/** One of our messages. */
export interface Definition {
  readonly toHost: MessageBody<unknown>;
  readonly toEquipment: MessageBody<unknown>;
  readonly reply: unknown;
}

/** Our messages by their names. */
export const OURS: ReadonlyMap<string, Definition> = new Map(Object.entries(messages as object));

/** What secsgem says of a message. */
export interface Told {
  readonly names: readonly string[];
  readonly toHost: boolean;
  readonly toEquipment: boolean;
  readonly w: boolean;
  readonly read: readonly { item?: ItemJson | null; body?: string; error?: string }[];
  readonly built: readonly { body?: string; error?: string }[];
}

/** A value of a message, and the body that we make of it. */
interface Sample {
  readonly kind: ValueKind;
  readonly body: MessageBody<unknown>;
  readonly value: unknown;
  readonly item: Item | undefined;
  readonly bytes: Uint8Array;
}

/** The classes of secsgem in a process of their own. */
export class SecsgemMessages {
  readonly #process = new PeerProcess(secsgemMessages);

  /** The names of the messages that it knows. */
  async names(): Promise<readonly string[]> {
    return (await this.#process.command("list")).names as readonly string[];
  }

  /** What its class reads in these bodies, in hex, and how it builds these values. */
  async ask(
    { stream, function: func }: Pick<MessageBody<unknown>, "stream" | "function">,
    bodies: readonly string[],
    items: readonly (ItemJson | null)[],
  ): Promise<Told> {
    return await this.#process.command("message", {
      stream,
      function: func,
      bodies,
      items,
    }) as unknown as Told;
  }

  /** How a message differs there: what differs, as in {@linkcode Deviation}, and what was seen. */
  async differences(
    definition: Definition,
    options: SecsDialectOptions = {},
  ): Promise<Map<string, string>> {
    const bodies = [definition.toHost, definition.toEquipment].filter(({ isSent }) => isSent);
    const samples = KINDS.flatMap((kind) => bodies.flatMap((body) => samplesFor(kind, body, options)));
    const hexes = samples.map(({ bytes }) => toHex(bytes));
    const items = samples.map(({ item }) => item === undefined ? null : jsonOf(item));
    const told = await this.ask(definition.toHost, hexes, items);
    return new Map([...shapeDifferences(definition, bodies, told), ...valueDifferences(samples, told)]);
  }

  /** Ends the process. */
  async end(): Promise<void> {
    await this.#process.kill();
  }
}

function samplesFor(kind: ValueKind, body: MessageBody<unknown>, options: SecsDialectOptions): Sample[] {
  return samplesOf(body.shape, kind).map((value) => {
    const item = body.build(value, new SecsBuilding(new SecsDialect(options)));
    return { kind, body, value, item, bytes: item === undefined ? new Uint8Array() : encodeItem(item) };
  });
}

function* shapeDifferences(
  definition: Definition,
  bodies: readonly MessageBody<unknown>[],
  told: Told,
): Generator<[string, string]> {
  const { toHost, toEquipment, reply } = definition;
  const directions = (a: boolean, b: boolean): string =>
    [a && "to the host", b && "to the equipment"].filter(Boolean).join(" and ");
  const [ours, theirs] = [
    directions(toHost.isSent, toEquipment.isSent),
    directions(told.toHost, told.toEquipment),
  ];
  if (ours !== theirs) yield ["direction", `${theirs} instead of ${ours}`];
  if (told.w !== (reply !== undefined)) yield ["W", told.w ? "set" : "not set"];
  for (const { shape } of bodies) {
    const names = shape === undefined ? [] : namesOf(shape);
    const isSame = names.length === told.names.length &&
      names.every((name, i) => name === told.names[i] || name === undefined);
    if (shape?.type !== "emptyList" && !isSame) yield ["names", `${told.names} instead of ${names}`];
  }
}

function* valueDifferences(samples: readonly Sample[], told: Told): Generator<[string, string]> {
  for (const [i, { kind, body, value, item, bytes }] of samples.entries()) {
    const read = told.read[i]!;
    if (read.error !== undefined) yield [`to it, ${kind}`, read.error];
    else if (item !== undefined && textOf(read.item!) !== textOf(jsonOf(item))) {
      yield [`to it, ${kind}`, `${JSON.stringify(read.item)} instead of ${item}`];
    } else if (read.body !== toHex(bytes)) {
      yield [`to it, ${kind}`, `${read.body} instead of ${toHex(bytes)}`];
    }
    const built = told.built[i]!;
    if (built.error !== undefined) yield [`from it, ${kind}`, built.error];
    else {
      const why = readHere(body, built.body!, value);
      if (why !== undefined) yield [`from it, ${kind}`, why];
    }
  }
}

/** Why what secsgem has built is not read here as what was meant. */
function readHere(body: MessageBody<unknown>, hex: string, value: unknown): string | undefined {
  try {
    const read = withoutFormats(body.read(hex === "" ? undefined : decodeItem(fromHex(hex))));
    return read === withoutFormats(value) ? undefined : `${read} instead of ${withoutFormats(value)}`;
  } catch (error) {
    return String(error);
  }
}

/** The names of the data items in their order; undefined for one whose name the schema does not know. */
function namesOf(shape: SecsShape, name?: string): (string | undefined)[] {
  switch (shape.type) {
    case "record":
      return shape.fields.flatMap(({ name, shape }) => namesOf(shape, name));
    case "array":
    case "vector":
      return namesOf(shape.element, name);
    case "orEmptyList":
    case "orEmptyItem":
    case "orList":
    case "orRecord":
      return namesOf(shape.shape, name);
    case "emptyList":
      return [];
    default:
      return [shape.name ?? name];
  }
}
