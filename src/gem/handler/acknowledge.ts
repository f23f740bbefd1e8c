import { SecsAcknowledgeError, type SecsRole } from "../../secs/mod.ts";
import { type GemAcknowledge, type MeaningOf, standardMeaning } from "./meanings.ts";
import { type GemRefusalDetail, GemRefusalError } from "./refusal_error.ts";

/** What an error says of a code besides its name and its value. */
export interface RefusalOptions {
  /** Who answered. */
  readonly by: SecsRole;
  /** What the codes mean. @default {what E5 and E30 say} */
  readonly meaningOf?: MeaningOf | undefined;
  /** What of the request was refused. */
  readonly details?: readonly GemRefusalDetail[];
}

/**
 * Nothing if an acknowledge code says yes.
 *
 * @throws {SecsAcknowledgeError} when it does not.
 */
export function requireAccepted(
  request: string,
  name: GemAcknowledge,
  value: number,
  options: RefusalOptions,
): void {
  if (value !== 0) throw refusal(request, name, value, options);
}

/** The error for an acknowledge code that says no. A code that nobody has given a meaning keeps its number alone. */
export function refusal(
  request: string,
  name: GemAcknowledge,
  value: number,
  { by, meaningOf = standardMeaning, details = [] }: RefusalOptions,
): SecsAcknowledgeError {
  const all = [meaningOf(name, value), ...details.map((detail) => sentenceOf(detail, meaningOf))];
  const sentences = all.filter((one) => one !== undefined);
  const options = { by, ...(sentences.length > 0 && { meaning: sentences.join(". ") }) };
  return details.length === 0
    ? new SecsAcknowledgeError(request, name, value, options)
    : new GemRefusalError(request, name, value, options, details);
}

function sentenceOf({ subject, acknowledge, value }: GemRefusalDetail, meaningOf: MeaningOf): string {
  const meaning = meaningOf(acknowledge, value);
  return `${subject}: ${acknowledge} ${value}${meaning === undefined ? "" : `, ${meaning}`}`;
}
