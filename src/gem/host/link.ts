import type { HsmsRequestOptions } from "../../core/mod.ts";
import type { MessageBody, SecsDialect } from "../../secs/mod.ts";
import { requireAccepted } from "../handler/acknowledge.ts";
import type { Names } from "./refs.ts";
import type { ReportBook } from "./report_book.ts";

/** Sends a primary and resolves with the value of its reply. */
export type AskTool = <T, R>(
  body: MessageBody<T, MessageBody<R>>,
  value: T,
  options: HsmsRequestOptions | undefined,
) => Promise<R>;

/** What the calls of a host need of its handler. */
export interface HostLink {
  readonly ask: AskTool;
  readonly names: Names;
  readonly dialect: SecsDialect;
  readonly reports: ReportBook;
}

/** A request that is answered with a code alone. */
export interface CodeRequest<T> {
  readonly body: MessageBody<T, MessageBody<number>>;
  readonly value: T;
  /** The name of the code in E5. */
  readonly code: string;
  /** What it is about, for the error: "of RPTID 5". */
  readonly about?: string;
}

/**
 * Sends a request that is answered with a code.
 *
 * @throws {SecsAcknowledgeError} when the code is not 0.
 */
export async function demand<T>(
  { ask }: Pick<HostLink, "ask">,
  { body, value, code, about }: CodeRequest<T>,
  options: HsmsRequestOptions | undefined,
): Promise<void> {
  const answer = await ask(body, value, options);
  requireAccepted(about === undefined ? body.name : `${body.name} ${about}`, code, answer, "equipment");
}
