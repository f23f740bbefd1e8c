import type { Side, StoryLink } from "../story/mod.ts";
import type { PageState } from "./state.ts";

/** What the ribbons are called above them. */
const SHORT = { link: "Link", communication: "Comm.", control: "Control", spool: "Spool" };

/** The names of the two sides above their lifelines, and what the ribbons are. */
export function Sides({ state }: { readonly state: PageState }) {
  state.version.value;
  const link = state.story.links[state.link.value];
  if (link === undefined) return <div class="sides" />;
  const { lifelines: [left, right], ribbons, ribbonWidth, isWide } = state.geometry.value;
  const room = right - left + (isWide ? 8 : 60);
  return (
    <div class="sides">
      <SideName
        link={link}
        side={0}
        style={{ left: `${left - (isWide ? 4 : 40)}px`, maxWidth: `${room * 0.42}px` }}
      />
      <SideName
        link={link}
        side={1}
        style={{
          left: `${right + (isWide ? 4 : 20) - room * 0.56}px`,
          width: `${room * 0.56}px`,
          textAlign: "right",
        }}
      />
      <ul class="ribbon-names" aria-label="States, from left to right">
        {link.ribbons.map(({ kind }, i) => (
          <li key={kind} style={{ left: `${ribbons + i * (ribbonWidth + 3) + ribbonWidth / 2 + 3}px` }}>
            {SHORT[kind]}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface SideNameProps {
  readonly link: StoryLink;
  readonly side: Side;
  readonly style: Readonly<Record<string, string>>;
}

function SideName({ link, side, style }: SideNameProps) {
  const { address, role, mode, model } = link.sides[side];
  const name = model ?? role ?? address;
  const rest = [role, address, mode].filter((word) => word !== undefined && word !== name);
  return (
    <div class="side" style={style}>
      <strong>{name}</strong>
      <span>{rest.join(" · ")}</span>
    </div>
  );
}
