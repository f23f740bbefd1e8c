import { pathTo } from "../../definition/problems.ts";
import type { GemDiscoverNote, GemDiscoverNoteKind } from "./discovery_options.ts";

/** The parts of a definition that a note can be about. */
export type Section = "statusVariables" | "dataVariables" | "constants" | "events" | "alarms";

/** Adds a note about a field of a part of the definition; "" is the part itself. */
export type NotePart = (
  field: string,
  tool: string,
  model: string,
  kind?: GemDiscoverNoteKind,
) => void;

/** Collects what the definition says in another way than the tool. */
export class Notes {
  readonly all: GemDiscoverNote[] = [];

  /** A note about a place of the definition, or a message. */
  add(about: string, tool: string, model: string, kind: GemDiscoverNoteKind = "different"): void {
    this.all.push({ kind, about, tool, model });
  }

  /** Makes notes about a part of the definition. */
  of(section: Section, name: string): NotePart {
    const part = pathTo(section, name);
    return (field, tool, model, kind) =>
      this.add(field === "" ? part : pathTo(part, field), tool, model, kind);
  }
}

/** A text of the tool in a note, at most 60 characters of it. */
export function quoted(text: string): string {
  const said = JSON.stringify(text);
  return said.length > 60 ? `${said.slice(0, 57)}…` : said;
}
