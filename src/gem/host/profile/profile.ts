import type { SecsForms, SecsIdentity, SecsKind, SecsKindFormat } from "../../../secs/mod.ts";
import type { DefinitionId } from "../../definition/definition_value.ts";
import type { GemAcknowledge } from "../../handler/meanings.ts";
import type { GemControlState } from "../../handler/options.ts";
import type { TimeForm } from "../../time/format_time.ts";
import type { GemLack } from "../lack.ts";

/**
 * How a tool differs from others, as data: what a host has learned of it, or what its manual says. All of it may be left out.
 *
 * It can be written as JSON, and is read by {@linkcode readProfile}; {@linkcode profileSchema} is the JSON Schema of it.
 */
export interface GemProfile {
  /** Where the schema is, for editors. */
  readonly $schema?: string;
  /** The tool that it is of. If the tool says that it is another one, the event `profile-mismatch` tells. */
  readonly identity?: Readonly<Partial<SecsIdentity>>;
  /**
   * For compliance tests: what E5 and E30 do not have is refused, nothing is learned, and no message is sent a second time in
   * another form. @default {false}
   */
  readonly strict?: boolean;
  /** The formats of ids and counts that the tool wants, by their names in E5. */
  readonly formats?: Readonly<Partial<Record<SecsKind, SecsKindFormat>>>;
  /** The form of S5F3 for all alarms, and of S5F5. */
  readonly forms?: Readonly<Partial<SecsForms>>;
  /** The encoding of text in A and J. @default {Latin-1} */
  readonly encoding?: string;
  /** Maximum number of reports (S2F33), links (S2F35) and events (S2F37) in one message. @default {100} */
  readonly maxPerMessage?: number;
  /** The form of times that the tool writes, and reads. @default {16 digits} */
  readonly timeForm?: TimeForm;
  /**
   * The messages that the tool does not have, and what it does with them: `{ "S1F11": "silent" }`. The calls of the host do not
   * send them, and reject with a {@linkcode GemLackError}.
   */
  readonly lacks?: Readonly<Record<string, GemLack>>;
  /** What values of acknowledge codes mean at this tool, for the words of errors: `{ "HCACK": { "65": "no recipe" } }`. */
  readonly codes?: Readonly<Partial<Record<GemAcknowledge, Readonly<Record<string, string>>>>>;
  /** Where the tool says its control state. */
  readonly controlState?: GemProfileControlState;
  /** What the tool calls the remote commands of the model, or of your program, by the names that these have there. */
  readonly commands?: Readonly<Record<string, GemProfileCommand>>;
}

/** The control state of a tool as a status variable. */
export interface GemProfileControlState {
  /** The variable: its SVID, or its name in the model. */
  readonly variable: DefinitionId;
  /** What its values mean. @default {1 to 5, as E30 has them} */
  readonly values?: Readonly<Record<string, GemSaidControlState>>;
}

/** What a tool can say of its control state. */
export type GemSaidControlState = Exclude<GemControlState, "unknown">;

/** What a tool calls a remote command. */
export interface GemProfileCommand {
  /** RCMD. @default {the same name} */
  readonly name?: string;
  /** CPNAME of its parameters, by their names in the model, or in your program. */
  readonly parameters?: Readonly<Record<string, string>>;
}
