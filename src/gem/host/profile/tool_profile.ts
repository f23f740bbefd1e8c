import { requireInteger } from "../../../core/base/mod.ts";
import type { SecsDialect, SecsForms, SecsIdentity, SecsKind } from "../../../secs/mod.ts";
import { type MeaningOf, standardMeaning } from "../../handler/meanings.ts";
import type { TimeForm } from "../../time/format_time.ts";
import type { GemProfileEvent, GemProfileMismatch } from "../host_events.ts";
import type { GemReading } from "../readings.ts";
import type { Names } from "../refs.ts";
import { Lacks } from "./lacks.ts";
import type { GemProfile, GemProfileCommand, GemSaidControlState } from "./profile.ts";
import { SaidControl } from "./said_control.ts";
import type { OtherWay } from "./second_try.ts";

/** Who is told what the profile of a tool says. */
export interface ToolProfileOwner {
  /** Something was learned, or the tool is another one. */
  tell(event: GemProfileEvent | GemProfileMismatch): void;
  /** The tool has said its control state. */
  controlState(state: GemSaidControlState, why: string): void;
}

/** What is known of how a tool differs from others: what was given, and what it did since. */
export class ToolProfile {
  readonly lacks: Lacks;
  /** Undefined: the profile does not say where the control state is. */
  readonly control: SaidControl | undefined;
  readonly #given: GemProfile;
  readonly #dialect: SecsDialect;
  readonly #owner: ToolProfileOwner;
  #known: NonNullable<GemProfile["formats"]>;
  #identity: SecsIdentity | undefined;
  #timeForm: TimeForm | undefined;
  #maxPerMessage: number;
  /** Formats of which it was told that they were learned: a tool that mixes some is told of once. */
  readonly #told = new Set<string>();
  /** What was learned in this turn. */
  #learned: string[] = [];

  /**
   * Knows what is given.
   *
   * @throws {RangeError} when maxPerMessage is out of range, or the model has no such variable of the control state.
   */
  constructor(given: GemProfile, dialect: SecsDialect, names: Names, owner: ToolProfileOwner) {
    this.#given = given;
    this.#dialect = dialect;
    this.#owner = owner;
    this.#maxPerMessage = requireInteger("maxPerMessage", given.maxPerMessage ?? 100, 1, 1_000_000);
    this.#timeForm = given.timeForm;
    this.#known = given.formats ?? {};
    dialect.know(this.#known);
    dialect.onLearned = (kinds) => this.#learnFormats(kinds);
    const onLack = (name: string): void => this.#learn(`lacks.${name}`);
    this.lacks = new Lacks(given.lacks ?? {}, dialect.strict ? undefined : onLack);
    this.control = given.controlState &&
      new SaidControl(given.controlState, names, (state, why) => owner.controlState(state, why));
  }

  /** Whether nothing is learned, and nothing is tried again in another way. */
  get isStrict(): boolean {
    return this.#dialect.strict;
  }

  /** The profile as it is now, in the order of its fields. */
  get data(): GemProfile {
    const { codes, controlState, commands, encoding, forms: given } = this.#given;
    const { forms } = this.#dialect;
    const isSaid = (form: keyof SecsForms): boolean => forms[form] === "list" || given?.[form] !== undefined;
    const identity = this.#given.identity ?? this.#identity;
    const maxPerMessage = this.#maxPerMessage === 100 ? this.#given.maxPerMessage : this.#maxPerMessage;
    return withoutNothing({
      identity: identity && { ...identity },
      strict: this.isStrict || undefined,
      formats: this.#dialect.special,
      forms: Object.fromEntries(
        (["S5F3", "S5F5"] as const).filter(isSaid).map((form) => [form, forms[form]]),
      ),
      encoding,
      maxPerMessage,
      timeForm: this.#timeForm,
      lacks: this.lacks.all,
      codes,
      controlState,
      commands,
    });
  }

  /** Maximum number of reports, links or events in one message. */
  get maxPerMessage(): number {
    return this.#maxPerMessage;
  }

  /** The form of times; undefined if the tool has not written one. */
  get timeForm(): TimeForm | undefined {
    return this.#timeForm;
  }

  /** What a value of an acknowledge code means: at this tool, or else what E5 and E30 say. */
  readonly meaningOf: MeaningOf = (acknowledge, value) => {
    return this.#given.codes?.[acknowledge]?.[value] ?? standardMeaning(acknowledge, value);
  };

  /** What the tool calls a command; undefined: the same. */
  command(name: string): GemProfileCommand | undefined {
    return own(this.#given.commands, name);
  }

  /** The tool has said what it is. */
  met(identity: SecsIdentity | undefined): void {
    if (identity === undefined) return;
    const { identity: expected } = this.#given;
    if (expected !== undefined) {
      const isOther = (["MDLN", "SOFTREV"] as const).some((part) =>
        expected[part] !== undefined && expected[part].trimEnd() !== identity[part].trimEnd()
      );
      if (isOther) this.#owner.tell({ type: "profile-mismatch", expected, identity });
    } else if (this.#identity?.MDLN !== identity.MDLN || this.#identity.SOFTREV !== identity.SOFTREV) {
      if (this.isStrict) return;
      this.#identity = identity;
      this.#learn("identity");
    }
  }

  /** The tool has written a time in this form. */
  timeCame(form: TimeForm): void {
    if (this.isStrict || this.#given.timeForm !== undefined || this.#timeForm === form) return;
    this.#timeForm = form;
    this.#learn("timeForm");
  }

  /** The tool has refused several in one message, and taken one after the other. */
  takesOnlyOne(): void {
    this.#maxPerMessage = 1;
    this.#learn("maxPerMessage");
  }

  /** S5F3 and S5F5 as a list; undefined if they are to be as they are. */
  asList(message: keyof SecsForms): OtherWay | undefined {
    const { forms } = this.#dialect;
    if (this.isStrict || this.#given.forms?.[message] !== undefined || forms[message] === "list") {
      return undefined;
    }
    return {
      after: ["aborted", "not read"],
      take: () => forms[message] = "list",
      leave: () => forms[message] = "item",
      keep: () => this.#learn(`forms.${message}`),
    };
  }

  /** RSDC as B; undefined if it is to be as it is. */
  rsdcAsBytes(): OtherWay | undefined {
    if (this.isStrict || "RSDC" in this.#dialect.special) return undefined;
    const before = this.#known;
    return {
      after: ["not read"],
      take: () => this.#dialect.know({ ...before, RSDC: "B" }),
      leave: () => this.#dialect.know(before),
      keep: () => {
        this.#known = { ...before, RSDC: "B" };
        this.#learn("formats.RSDC");
      },
    };
  }

  /** The value of a variable has come. */
  heard(reading: GemReading): void {
    this.control?.heard(reading);
  }

  #learnFormats(kinds: readonly SecsKind[]): void {
    const { special } = this.#dialect;
    for (const kind of kinds) {
      const format = `${kind} ${special[kind]}`;
      if (!this.#told.has(format)) this.#learn(`formats.${kind}`);
      this.#told.add(format);
    }
  }

  /** Tells once for all that was learned in a turn. */
  #learn(what: string): void {
    if (this.#learned.push(what) > 1) return;
    queueMicrotask(() => {
      const learned = this.#learned;
      this.#learned = [];
      this.#owner.tell({ type: "profile", learned, profile: this.data });
    });
  }
}

/** Without what is undefined or empty. */
function withoutNothing(
  fields: { readonly [Name in keyof GemProfile]: GemProfile[Name] | undefined },
): GemProfile {
  const isThere = ([, value]: [string, unknown]): boolean => {
    return value !== undefined && (typeof value !== "object" || Object.keys(value as object).length > 0);
  };
  return Object.fromEntries(Object.entries(fields).filter(isThere));
}

/** What an object has itself: names are anybody's. */
export function own<T>(of: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;
}
