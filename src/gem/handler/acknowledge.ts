import { SecsAcknowledgeError, type SecsRole } from "../../secs/mod.ts";
import { MEANINGS } from "./meanings.ts";
import { type GemRefusalDetail, GemRefusalError } from "./refusal_error.ts";

/**
 * Nothing if an acknowledge code says yes.
 *
 * @throws {SecsAcknowledgeError} when it does not.
 */
export function requireAccepted(request: string, name: string, value: number, by: SecsRole): void {
  if (value !== 0) throw refusal(request, name, value, by);
}

/** The error for an acknowledge code that says no. A code of the maker keeps its number, and gets no meaning of ours. */
export function refusal(
  request: string,
  name: string,
  value: number,
  by: SecsRole,
  details: readonly GemRefusalDetail[] = [],
): SecsAcknowledgeError {
  const sentences = [meaningOf(name, value), ...details.map(sentenceOf)].filter((one) => one !== undefined);
  const options = { by, ...(sentences.length > 0 && { meaning: sentences.join(". ") }) };
  return details.length === 0
    ? new SecsAcknowledgeError(request, name, value, options)
    : new GemRefusalError(request, name, value, options, details);
}

function sentenceOf({ subject, acknowledge, value }: GemRefusalDetail): string {
  const meaning = meaningOf(acknowledge, value);
  return `${subject}: ${acknowledge} ${value}${meaning === undefined ? "" : `, ${meaning}`}`;
}

function meaningOf(name: string, value: number): string | undefined {
  return MEANINGS[name]?.[value];
}
