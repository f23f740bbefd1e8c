import type { SmlNote } from "../../sml/mod.ts";

/** Maximum number of corrections of one text that are shown. */
const MOST = 10;

/** What was corrected to read SML, in lines for the user. A full stop that is missing needs no word. */
export function correctionsIn(notes: readonly SmlNote[]): string[] {
  const told = notes.filter(({ kind }) => kind !== "end");
  const lines = told.slice(0, MOST).map(({ line, column, message }) =>
    `Line ${line}, column ${column}: ${message}`
  );
  return told.length > MOST ? [...lines, `${told.length - MOST} more corrections`] : lines;
}
