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
}
