import {
  defineMessage,
  type MessageDefinition,
  schema,
  type SecsEventLink,
  type SecsId,
  type SecsReportDefinition,
  type SecsSchema,
  SecsSchemaError,
} from "../../secs/mod.ts";

/** The answer to both is a code, whose names are DRACK and LRACK. */
const reply = { title: "Acknowledge", toHost: schema.acknowledge() };

/** S2F33; REPORTS is undefined if only the outer shape can be read. */
export const OUTER_S2F33: MessageDefinition<
  never,
  { readonly DATAID: SecsId; readonly REPORTS: readonly SecsReportDefinition[] | undefined },
  MessageDefinition<number, never>
> = defineMessage(2, 33, {
  title: "Define report",
  toEquipment: schema.record({
    DATAID: schema.id("DATAID"),
    REPORTS: orUnreadable(
      schema.record({ RPTID: schema.id("RPTID"), VID: schema.arrayOf(schema.id("VID")) }),
    ),
  }),
  reply,
});

/** S2F35; LINKS is undefined if only the outer shape can be read. */
export const OUTER_S2F35: MessageDefinition<
  never,
  { readonly DATAID: SecsId; readonly LINKS: readonly SecsEventLink[] | undefined },
  MessageDefinition<number, never>
> = defineMessage(2, 35, {
  title: "Link event report",
  toEquipment: schema.record({
    DATAID: schema.id("DATAID"),
    LINKS: orUnreadable(
      schema.record({ CEID: schema.id("CEID"), RPTID: schema.arrayOf(schema.id("RPTID")) }),
    ),
  }),
  reply,
});

/** A list of elements; undefined if it is a list, and its elements cannot be read. */
function orUnreadable<T>(element: SecsSchema<T>): SecsSchema<readonly T[] | undefined> {
  const elements = schema.arrayOf(element);
  return {
    shape: elements.shape,
    build: (value, at) => elements.build(value ?? [], at),
    read(item, at) {
      if (item.format !== "L") return elements.read(item, at);
      try {
        return elements.read(item, at);
      } catch (error) {
        if (error instanceof SecsSchemaError) return undefined;
        throw error;
      }
    },
  };
}
