import type { Item } from "../../secs2/mod.ts";
import { arrayOf, record } from "../list_schemas.ts";
import { defineMessage, HEADER_ONLY, type MessageDefinition } from "../message_definition.ts";
import { acknowledge, anyItem, ascii, id, type SecsId, unsigned } from "../value_schemas.ts";
import { ids } from "./common.ts";

/** Asks whether a process program may be sent. */
export interface ProcessProgramInquire {
  /** Process program id. */
  readonly PPID: SecsId;
  /** Its length in bytes. */
  readonly LENGTH: number | bigint;
}

/** A process program. */
export interface ProcessProgram {
  /** Process program id. */
  readonly PPID: SecsId;
  /** Its body. */
  readonly PPBODY: Item;
}

/** A command of a formatted process program. */
export interface ProcessCommand {
  /** Command code. */
  readonly CCODE: SecsId;
  /** Its parameters. */
  readonly PPARM: readonly Item[];
}

/** A formatted process program. */
export interface FormattedProcessProgram {
  /** Process program id. */
  readonly PPID: SecsId;
  /** Equipment model type. */
  readonly MDLN: string;
  /** Software revision code. */
  readonly SOFTREV: string;
  /** Its commands. */
  readonly COMMANDS: readonly ProcessCommand[];
}

const PROGRAM = record({ PPID: id(), PPBODY: anyItem() });
const FORMATTED = record({
  PPID: id(),
  MDLN: ascii(20),
  SOFTREV: ascii(20),
  COMMANDS: arrayOf(record({ CCODE: id(), PPARM: arrayOf(anyItem()) })),
});
const INQUIRE = record({ PPID: id(), LENGTH: unsigned() });

/** S7F0, the abort of a transaction of stream 7. */
export const S7F0: MessageDefinition<undefined, undefined> = defineMessage(7, 0, "Abort transaction", {
  toHost: HEADER_ONLY,
  toEquipment: HEADER_ONLY,
});

/** S7F1, may a process program be sent? */
export const S7F1: MessageDefinition<ProcessProgramInquire, ProcessProgramInquire> = defineMessage(
  7,
  1,
  "Process program load inquire",
  { toHost: INQUIRE, toEquipment: INQUIRE },
);

/** S7F2, PPGNT: 0 yes. */
export const S7F2: MessageDefinition<number, number> = defineMessage(7, 2, "Process program load grant", {
  toHost: acknowledge(),
  toEquipment: acknowledge(),
});

/** S7F3, a process program. */
export const S7F3: MessageDefinition<ProcessProgram, ProcessProgram> = defineMessage(
  7,
  3,
  "Process program send",
  { toHost: PROGRAM, toEquipment: PROGRAM },
);

/** S7F4, ACKC7: 0 taken. */
export const S7F4: MessageDefinition<number, number> = defineMessage(7, 4, "Process program acknowledge", {
  toHost: acknowledge(),
  toEquipment: acknowledge(),
});

/** S7F5, asks for a process program, by PPID. */
export const S7F5: MessageDefinition<SecsId, SecsId> = defineMessage(7, 5, "Process program request", {
  toHost: id(),
  toEquipment: id(),
});

/** S7F6, answers S7F5. */
export const S7F6: MessageDefinition<ProcessProgram, ProcessProgram> = defineMessage(
  7,
  6,
  "Process program data",
  { toHost: PROGRAM, toEquipment: PROGRAM },
);

/** S7F17, deletes process programs; no id means all. */
export const S7F17: MessageDefinition<never, readonly SecsId[]> = defineMessage(
  7,
  17,
  "Delete process program send",
  { toEquipment: ids },
);

/** S7F18, ACKC7: 0 done. */
export const S7F18: MessageDefinition<number, never> = defineMessage(
  7,
  18,
  "Delete process program acknowledge",
  { toHost: acknowledge() },
);

/** S7F19, which process programs are there? */
export const S7F19: MessageDefinition<never, undefined> = defineMessage(
  7,
  19,
  "Current process program dir request",
  { toEquipment: HEADER_ONLY },
);

/** S7F20, answers S7F19. */
export const S7F20: MessageDefinition<readonly SecsId[], never> = defineMessage(
  7,
  20,
  "Current process program dir data",
  { toHost: ids },
);

/** S7F23, a formatted process program. */
export const S7F23: MessageDefinition<FormattedProcessProgram, FormattedProcessProgram> = defineMessage(
  7,
  23,
  "Formatted process program send",
  { toHost: FORMATTED, toEquipment: FORMATTED },
);

/** S7F24, ACKC7: 0 taken. */
export const S7F24: MessageDefinition<number, number> = defineMessage(
  7,
  24,
  "Formatted process program acknowledge",
  { toHost: acknowledge(), toEquipment: acknowledge() },
);

/** S7F25, asks for a formatted process program, by PPID. */
export const S7F25: MessageDefinition<SecsId, SecsId> = defineMessage(
  7,
  25,
  "Formatted process program request",
  { toHost: id(), toEquipment: id() },
);

/** S7F26, answers S7F25. */
export const S7F26: MessageDefinition<FormattedProcessProgram, FormattedProcessProgram> = defineMessage(
  7,
  26,
  "Formatted process program data",
  { toHost: FORMATTED, toEquipment: FORMATTED },
);
