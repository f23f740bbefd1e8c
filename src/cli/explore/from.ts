import { readFile } from "node:fs/promises";
import { readFileAt } from "../capture/read.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import { parseMessages } from "../../sml/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import {
  type MessageBody,
  S1F1,
  S1F11,
  S1F21,
  S1F23,
  S2F29,
  S2F53,
  S2F55,
  S5F5,
  type SecsId,
} from "../../secs/mod.ts";
import { sayCsv } from "./csv.ts";
import { Talk } from "./talk.ts";

/** The longest list or text of messages, in bytes. */
const MAX_SIZE = 64 * 1024 * 1024;

/** The answers that a discovery can be given. */
const BODIES: readonly MessageBody<unknown>[] = [S1F1, S1F11, S1F21, S1F23, S2F29, S2F53, S2F55, S5F5]
  .map(({ toEquipment }) => toEquipment.reply as MessageBody<unknown>);

/**
 * What files have of a tool: lists (`.csv`), answers in SML (`.sml`), or captures and recordings.
 *
 * @throws {CommandError} When a file cannot be read, or has nothing of a tool in it.
 */
export async function talkIn(paths: readonly string[]): Promise<Talk> {
  const talk = new Talk();
  for (const [i, path] of paths.entries()) {
    if (/\.csv$/i.test(path)) sayCsv(await textIn(path), path, talk);
    else if (/\.sml$/i.test(path)) saySml(await textIn(path), path, talk);
    else await hear(path, talk, i);
  }
  return talk;
}

/** What a talk gives to a discovery: answers, and ids to try. */
export function givenBy(talk: Talk): {
  answers: Record<string, Item>;
  known: readonly (number | string)[];
} {
  const answers: Record<string, Item> = {};
  const reports = [...talk.reports.values()];
  const links = [...talk.links.values()];
  if (reports.length > 0) {
    answers["S2F53"] = S2F53.toEquipment.reply.build(
      reports.map(({ id, vids }) => ({ RPTID: id, VID: vids })),
    )!;
  }
  if (links.length > 0) {
    answers["S2F55"] = S2F55.toEquipment.reply.build(
      links.map(({ id, name, rptids }) => ({ CEID: id, CENAME: name, RPTID: rptids })),
    )!;
  }
  for (const body of BODIES) {
    const name = `S${body.stream}F${body.function - 1}`;
    const item = talk.answers.get(name);
    if (item !== undefined && isReadable(body, item)) answers[name] = item;
  }
  const ids: readonly SecsId[] = [
    ...[...talk.values.values(), ...talk.constants.values()].map(({ id }) => id),
    ...reports.flatMap(({ vids }) => vids),
  ];
  return { answers, known: ids.filter(canBeTried) };
}

function canBeTried(id: SecsId): id is number | string {
  return typeof id === "string" || typeof id === "number" && Number.isSafeInteger(id) && id >= 0;
}

function isReadable(body: MessageBody<unknown>, item: Item): boolean {
  try {
    body.read(item);
    return true;
  } catch {
    return false;
  }
}

function saySml(text: string, path: string, talk: Talk): void {
  let messages: ReturnType<typeof parseMessages>;
  try {
    messages = parseMessages(text);
  } catch (error) {
    throw new CommandError(`Cannot read ${path}: ${sentenceOf(error)}`, 2, { cause: error });
  }
  for (const { stream, function: func, item } of messages) {
    const body = BODIES.find((one) => one.stream === stream && one.function === func);
    if (body === undefined || item === undefined) {
      const known = BODIES.map(({ name }) => name).join(", ");
      throw new CommandError(`${path}: S${stream}F${func} says nothing of what a tool has. Give ${known}`, 2);
    }
    try {
      body.read(item);
    } catch (error) {
      throw new CommandError(`${path}: ${sentenceOf(error)}`, 2, { cause: error });
    }
    talk.say(`S${stream}F${func - 1}`, item, []);
  }
}

async function hear(path: string, talk: Talk, file: number): Promise<void> {
  let frames = 0;
  try {
    for await (const { piece, connection } of readFileAt(path)) {
      if (piece.type !== "frame") continue;
      frames++;
      talk.take(piece.packet, `${file} ${connection}`);
    }
  } catch (error) {
    throw new CommandError(`Cannot take what is known from ${path}: ${sentenceOf(error)}`, 1, {
      cause: error,
    });
  }
  if (frames === 0) throw new CommandError(`${path} has no HSMS frame. A list ends in .csv, SML in .sml`, 2);
}

async function textIn(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > MAX_SIZE) throw new CommandError(`it is longer than ${MAX_SIZE} bytes`);
    return new TextDecoder().decode(bytes);
  } catch (error) {
    throw new CommandError(`Cannot read ${path}: ${sentenceOf(error)}`, 2, { cause: error });
  }
}
