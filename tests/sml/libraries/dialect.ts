import type { Item, ListItem } from "@secs/hsms/secs2";
import type { SmlMessage } from "@secs/hsms/sml";
import { Random } from "../../support/random.ts";
import { type Library, Page } from "./page.ts";
import { type Leaf, randomMessage } from "./random_messages.ts";

/** How those who use a program write. Each method writes its part, and expects the notes for it. */
export interface Dialect {
  readonly name: string;
  /** What its leaves may be. */
  readonly leaves: readonly Leaf[];
  /** What stands before all messages. */
  readonly front?: string;
  /** The message that is meant, if the dialect cannot say all of it. */
  readonly sayable?: (message: SmlMessage) => SmlMessage;
  /** Name, header and what goes with them. */
  head(page: Page, message: SmlMessage, random: Random): void;
  /** The name of a format. */
  format(item: Item, random: Random): string;
  /** Counts and labels after the name of the format. */
  count(page: Page, item: Item, random: Random): void;
  /** The values of a leaf. */
  values(page: Page, item: Exclude<Item, ListItem>, random: Random): void;
  /** Labels and comments after an item. */
  after?(page: Page, item: Item, random: Random): void;
  /** The end of a message, with the line breaks and comments before the next one. */
  end(page: Page, message: SmlMessage, random: Random): void;
}

/** Writes a library of 200 messages in a dialect, the same for the same seed. */
export function writeLibrary(dialect: Dialect, seed: number): Library {
  const random = new Random(seed);
  const page = new Page();
  const messages: SmlMessage[] = [];
  page.write(dialect.front ?? "");
  for (let i = 0; i < 200; i++) {
    const message = randomMessage(random, dialect.leaves);
    messages.push(dialect.sayable?.(message) ?? message);
    dialect.head(page, message, random);
    if (message.item !== undefined) {
      page.write("\n");
      writeItem(dialect, page, message.item, random, "  ");
    }
    dialect.end(page, message, random);
  }
  return { text: page.text, messages, notes: page.notes };
}

function writeItem(dialect: Dialect, page: Page, item: Item, random: Random, indent: string): void {
  page.write(indent, "<", dialect.format(item, random));
  dialect.count(page, item, random);
  if (item.format !== "L") dialect.values(page, item, random);
  else {
    for (const child of item.items) {
      page.write("\n");
      writeItem(dialect, page, child, random, `${indent}  `);
    }
    if (item.length > 0 || random.below(2) === 0) page.write("\n", indent);
  }
  page.write(">");
  dialect.after?.(page, item, random);
}
