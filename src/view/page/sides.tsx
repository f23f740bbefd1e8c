import type { Side } from "../story/story.ts";
import type { PageState } from "./state.ts";

const RIBBONS = { link: "Link", communication: "Communication", control: "Control", spool: "Spool" };

/** The names of the two sides above their lifelines, and what the ribbons are. */
export function Sides({ state }: { readonly state: PageState }) {
  state.count.value;
  const link = state.story.links[state.link.value];
  if (link === undefined) return null;
  return (
    <div class="sides">
      <SideName side={0} />
      <SideName side={1} />
      <ul class="ribbon-names" aria-label="Ribbons, from left to right">
        {link.ribbons.map(({ kind }) => (
          <li key={kind} title={RIBBONS[kind]}>{state.isWide.value ? RIBBONS[kind] : RIBBONS[kind][0]}</li>
        ))}
      </ul>
    </div>
  );

  function SideName({ side }: { readonly side: Side }) {
    const { address, role, mode, model } = link!.sides[side];
    return (
      <div class={`side side-${side}`}>
        <strong>{model ?? role ?? address}</strong>
        <span>{[model === undefined ? undefined : role, role ?? model ? address : undefined, mode].filter(Boolean).join(" · ")}</span>
      </div>
    );
  }
}
