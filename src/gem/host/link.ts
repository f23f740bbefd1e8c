import type { HsmsRequestOptions } from "../../core/mod.ts";
import type { MessageBody, SecsDialect } from "../../secs/mod.ts";
import { requireAccepted } from "../handler/acknowledge.ts";
import type { GemAcknowledge } from "../handler/meanings.ts";
import { hintOffLine } from "../handler/off_line.ts";
import { lackOf } from "./lack.ts";
import type { ToolProfile } from "./profile/tool_profile.ts";
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
  readonly profile: ToolProfile;
}

/** Asks what the tool has, and learns what it has not. */
export function asking(ask: AskTool, { lacks }: ToolProfile): AskTool {
  return async (body, value, options) => {
    lacks.requireHas(body.name);
    try {
      const answer = await ask(body, value, options);
      lacks.answered(body.name);
      return answer;
    } catch (error) {
      lacks.failed(body.name, lackOf(error));
      return hintOffLine(error);
    }
  };
}

/** A request that is answered with a code alone. */
export interface CodeRequest<T> {
  readonly body: MessageBody<T, MessageBody<number>>;
  readonly value: T;
  /** The name of the code in E5. */
  readonly code: GemAcknowledge;
  /** What it is about, for the error: "of RPTID 5". */
  readonly about?: string;
}

/**
 * Sends a request that is answered with a code.
 *
 * @throws {SecsAcknowledgeError} when the code is not 0.
 */
export async function demand<T>(
  { ask, profile: { meaningOf } }: Pick<HostLink, "ask" | "profile">,
  { body, value, code, about }: CodeRequest<T>,
  options: HsmsRequestOptions | undefined,
): Promise<void> {
  const answer = await ask(body, value, options);
  const request = about === undefined ? body.name : `${body.name} ${about}`;
  requireAccepted(request, code, answer, { by: "equipment", meaningOf });
}
