import { endSentence } from "../diagram/mod.ts";
import type { Fault } from "../story/mod.ts";

/** What went wrong, and what it means. */
export function FaultNote({ fault }: { readonly fault: Fault }) {
  return (
    <section class={`fault fault-${fault.severity}`}>
      <h3>{fault.title}</h3>
      <p>{endSentence(fault.meaning)}</p>
    </section>
  );
}
