import {
  endSentence,
  formatDay,
  formatDuration,
  formatTime,
  momentWord,
  sideName,
  stateAt,
  valueWords,
} from "../diagram/mod.ts";
import type { GemMoment, StoryLink } from "../story/mod.ts";
import { FaultNote } from "./fault_note.tsx";
import { FrameDetail } from "./frame_detail.tsx";
import type { PageState } from "./state.ts";

/** All that is known of the selected entry. */
export function MessageTab({ state }: { readonly state: PageState }) {
  state.version.value;
  const { story, zone } = state;
  const entry = state.selected.value;
  if (entry === undefined) {
    return <p class="empty">Choose a message in the diagram, or go through them with ↑ and ↓.</p>;
  }
  const { at, link, from, bytes, kind, why, connection } = story.entry(entry);
  const one = story.links[link]!;
  const moment = story.momentAt(entry);
  const day = formatDay(at, zone);
  const isSent = kind === "frame" || kind === "bytes";
  return (
    <article class="message">
      <header>
        <h2>{story.nameOf(entry)}</h2>
        <p class="route" aria-live="polite">
          {from !== undefined && <strong>{sideName(one, from)}</strong>}
          {from !== undefined && isSent && " → "}
          {from !== undefined && isSent && <strong>{sideName(one, from === 0 ? 1 : 0)}</strong>}
          <span class="when">{`${day === "" ? "" : `${day} `}${formatTime(at, zone)}`}</span>
          <span class="when">{`TCP connection ${connection}`}</span>
        </p>
      </header>
      {story.faultsAt(entry).map((fault) => <FaultNote key={fault.kind} fault={fault} />)}
      <Partner state={state} entry={entry} />
      {why !== undefined && <p class="why">{endSentence(why)}</p>}
      {moment !== undefined && <Moment moment={moment} />}
      {bytes.length > 0 && <FrameDetail state={state} bytes={bytes} isFrame={kind === "frame"} />}
      <States link={one} at={at} />
    </article>
  );
}

const RIBBONS = { link: "Link", communication: "Communication", control: "Control", spool: "Spool" };

/** The states at a time, and what says so. */
function States({ link, at }: { readonly link: StoryLink; readonly at: number }) {
  const states = link.ribbons.flatMap((ribbon) => {
    const span = stateAt(ribbon, at);
    return span === undefined ? [] : [{ kind: ribbon.kind, span }];
  });
  if (states.length === 0) return null;
  return (
    <section class="part">
      <h3>States then</h3>
      <table class="states">
        <tbody>
          {states.map(({ kind, span }) => (
            <tr key={kind}>
              <th scope="row">{RIBBONS[kind]}</th>
              <td>
                <span class={`tone tone-${span.tone}`}>{span.state}</span>
                {span.because !== "" && <span class="when">{span.because}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Partner({ state, entry }: { readonly state: PageState; readonly entry: number }) {
  const { story } = state;
  const partner = story.partnerOf(entry);
  if (partner === undefined) {
    return story.asksOf(entry) ? <p class="partner">No reply is in the recording.</p> : null;
  }
  const isReply = partner < entry;
  const took = formatDuration(Math.abs(story.at(entry) - story.at(partner)));
  return (
    <p class="partner">
      {isReply ? `Replies after ${took} to ` : `Answered after ${took} by `}
      <button type="button" class="link" onClick={() => state.open(partner)} title="Go there (r)">
        {story.nameOf(partner)}
      </button>
    </p>
  );
}

function Moment({ moment }: { readonly moment: GemMoment }) {
  return (
    <section class={`moment moment-${moment.kind}`}>
      <h3>{momentWord(moment.kind, moment.name)}</h3>
      {moment.values.length > 0 && (
        <table>
          <tbody>
            {moment.values.map((value, i) => (
              <tr key={i}>
                <th scope="row">{value.name}</th>
                <td>{valueWords(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
