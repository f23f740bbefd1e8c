import type { Keeper, KeptChange } from "./keeper.ts";
import type { OutgoingMessage } from "./outgoing.ts";
import { restoreSpool, type SavedSpool } from "../models/spool_power.ts";
import {
  emptySpool,
  spool,
  spoolCount,
  type SpoolEffect,
  type SpoolInput,
  type SpoolModel,
  type SpoolOptions,
  type SpoolStep,
} from "../models/spooling.ts";

/** Key of the state; those of the messages follow it, and are numbers in their order. */
const STATE = "spool";
const DIGITS = 15;
/** Bytes before the body of a message that is kept: stream, function, and whether a reply is wanted. */
const HEAD = 3;

/** The state as JSON, which leaves out what is undefined. */
type Saved = Pick<SavedSpool<OutgoingMessage>, "load" | "unload" | "total"> & {
  startedAt?: number;
  fullAt?: number;
};

/** A spool that survives power off: each change of it is written as one. */
export class SpoolKeeper {
  readonly #keeper: Keeper;
  readonly #options: () => SpoolOptions;
  readonly #keys = new Map<OutgoingMessage, string>();
  #next = 0;
  #model: SpoolModel<OutgoingMessage> = emptySpool();

  /** `options`: as they are now. */
  constructor(keeper: Keeper, options: () => SpoolOptions) {
    this.#keeper = keeper;
    this.#options = options;
  }

  /** The spool as it was before power off (row 8); returns what is to be done. */
  restore(): readonly SpoolEffect<OutgoingMessage>[] {
    const saved = this.#keeper.load<Saved>(STATE);
    if (saved === undefined) return [];
    const keys = [...this.#keeper.keys()].filter((key) => key.startsWith(`${STATE}/`)).sort();
    const isActive = saved.load !== "inactive";
    // They were sent or purged, and only their end could not be written.
    if (!isActive) this.#keeper.write(keys.map((key) => ({ key, value: undefined })));
    const messages = isActive ? keys.map((key) => this.#restoreMessage(key)) : [];
    const last = keys.at(-1);
    this.#next = last === undefined ? 0 : Number(last.slice(STATE.length + 1)) + 1;
    const step = restoreSpool({ ...saved, startedAt: saved.startedAt, fullAt: saved.fullAt, messages });
    this.#take(step);
    return step.effects;
  }

  /** What it is now. */
  get model(): SpoolModel<OutgoingMessage> {
    return this.#model;
  }

  /** Whether messages are spooled. */
  get isActive(): boolean {
    return this.#model.load !== "inactive";
  }

  /** SpoolCountActual. */
  get count(): number {
    return spoolCount(this.#model);
  }

  /** What happens to the spool; returns what is to be done, and when what changed is durable. */
  change(input: SpoolInput<OutgoingMessage>, now: number): {
    readonly effects: readonly SpoolEffect<OutgoingMessage>[];
    readonly saved: Promise<unknown>;
  } {
    const step = spool(this.#model, input, now, this.#options());
    return { effects: step.effects, saved: this.#take(step) };
  }

  #take({ model, effects }: SpoolStep<OutgoingMessage>): Promise<unknown> {
    const before = this.#model;
    this.#model = model;
    const changes = effects.flatMap((effect) => this.#changesOf(effect));
    if (changes.length === 0 && isSameState(model, before)) return this.#keeper.settled;
    return this.#keeper.write([...changes, { key: STATE, value: encodeState(model) }]);
  }

  #restoreMessage(key: string): OutgoingMessage {
    const message = decode(this.#keeper.get(key)!);
    this.#keys.set(message, key);
    return message;
  }

  #changesOf(effect: SpoolEffect<OutgoingMessage>): KeptChange[] {
    if (effect.type === "stored") {
      const { message } = effect;
      return [{ key: this.#keyOf(message), value: () => encode(message) }];
    }
    if (effect.type === "removed") {
      const key = this.#keyOf(effect.message);
      this.#keys.delete(effect.message);
      return [{ key, value: undefined }];
    }
    if (effect.type !== "purged") return [];
    const keys = [...this.#keys.values()];
    this.#keys.clear();
    return keys.map((key) => ({ key, value: undefined }));
  }

  #keyOf(message: OutgoingMessage): string {
    const known = this.#keys.get(message);
    if (known !== undefined) return known;
    const key = `${STATE}/${String(this.#next++).padStart(DIGITS, "0")}`;
    this.#keys.set(message, key);
    return key;
  }
}

function isSameState(a: SpoolModel<OutgoingMessage>, b: SpoolModel<OutgoingMessage>): boolean {
  return a.load === b.load && a.unload === b.unload && a.total === b.total && a.startedAt === b.startedAt &&
    a.fullAt === b.fullAt;
}

function encodeState({ load, unload, total, startedAt, fullAt }: SpoolModel<OutgoingMessage>): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ load, unload, total, startedAt, fullAt }));
}

function encode({ stream, function: func, wantsReply, body }: OutgoingMessage): Uint8Array {
  const bytes = new Uint8Array(HEAD + body.length);
  bytes.set([stream, func, wantsReply ? 1 : 0]);
  bytes.set(body, HEAD);
  return bytes;
}

/** The body is a part of the bytes that are kept: nobody writes into it. */
function decode(bytes: Uint8Array): OutgoingMessage {
  const body = bytes.subarray(HEAD);
  return { stream: bytes[0]!, function: bytes[1]!, wantsReply: bytes[2] === 1, body, bytes: body.length };
}
