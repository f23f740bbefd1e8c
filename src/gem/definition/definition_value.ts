/** An id that the tool gives: a whole number from 0 on, or text. */
export type DefinitionId = number | string;

/** A value as JSON has it; bytes of B are numbers. */
export type DefinitionValue = number | string | boolean | readonly (number | boolean)[];
