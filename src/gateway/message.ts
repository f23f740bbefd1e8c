/** What a message of the gateway is about: the fourth part of its subject. */
export type MessageKind =
  | "event"
  | "alarm"
  | "trace"
  | "limit"
  | "terminal"
  | "state"
  | "process-program"
  | "message";

/** One message, as it leaves the gateway for a sink. */
export interface GatewayMessage {
  /** `SITE.AREA.TOOL.KIND.NAME`, each part without dots, blanks and wildcards. */
  readonly subject: string;
  /** What is the same for the same message, and for no other: see docs/adr/0014. */
  readonly id: string;
  /** JSON in UTF-8, as the schema of its kind says. */
  readonly body: Uint8Array;
  /**
   * Asked right before it is sent or written: false when another gateway may have the tool. Absent: it goes out whatever comes, as
   * the tool has its answer.
   */
  readonly mayPut?: () => boolean;
}

/** Kinds of messages that a tool sends and may send again; the gateway's own, `state`, is none of them. */
export const KINDS_OF_TOOLS = [
  "event",
  "limit",
  "alarm",
  "trace",
  "terminal",
  "process-program",
  "message",
] as const;

/** `SITE.AREA.TOOL` of the subject of a message that the tool has sent; undefined for other messages. */
export function toolOf(subject: string): string | undefined {
  const [site, area, tool, kind] = subject.split(".", 4);
  return (KINDS_OF_TOOLS as readonly string[]).includes(kind ?? "") ? `${site}.${area}.${tool}` : undefined;
}

/** Why a message is not put: nobody may put it but the gateway that has the tool. */
export class NotOursError extends Error {
  /** The name of the class. */
  override readonly name = "NotOursError";

  /** For a message with this subject. */
  constructor(subject: string) {
    super(`${subject} is not put: another gateway may have the tool`);
  }
}

/** Throws a {@linkcode NotOursError} when the message must not be put any more. */
export function checkPut({ subject, mayPut }: GatewayMessage): void {
  if (mayPut?.() === false) throw new NotOursError(subject);
}
