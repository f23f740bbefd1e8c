import {
  formatBytes,
  formatCount,
  formatDuration,
  REPLY_BUCKETS,
  replySpread,
  sideName,
} from "../diagram/mod.ts";
import type { MessageSummary } from "../story/mod.ts";
import { FaultNote } from "./fault_note.tsx";
import type { PageState } from "./state.ts";

/** The link in figures: its faults, its messages, their reply times. */
export function SummaryTab({ state }: { readonly state: PageState }) {
  state.version.value;
  const { story } = state;
  const link = story.links[state.link.value];
  if (link === undefined) return <p class="empty">Nothing was recorded.</p>;
  const { frames, bytes, connections, selectedShare, messages } = link.summary;
  const spread = replySpread(story, state.link.value);
  const share = Math.floor(selectedShare * 1000) / 10;
  return (
    <div class="summary">
      <h2>Summary</h2>
      <dl class="figures">
        <Figure name="messages" value={formatCount(frames)} />
        <Figure name="bytes" value={formatBytes(bytes)} />
        <Figure name="TCP connections" value={formatCount(connections)} />
        <Figure name="of the time selected" value={`${share} %`} />
      </dl>
      <div class="share" role="img" aria-label={`Selected for ${share} % of the time`}>
        <div style={{ width: `${share}%` }} />
      </div>
      {story.isCut && (
        <p class="why">The recording ends inside a frame: the program that wrote it was ended.</p>
      )}
      <FaultList state={state} />
      <h3>Messages</h3>
      <div class="wide-table">
        <table class="messages">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" title={`from ${sideName(link, 0)}`}>→</th>
              <th scope="col" title={`from ${sideName(link, 1)}`}>←</th>
              <th scope="col">Bytes</th>
              <th scope="col">Reply: half</th>
              <th scope="col">95 %</th>
              <th scope="col">Longest</th>
              <th scope="col">Spread</th>
            </tr>
          </thead>
          <tbody>
            {messages.map((message) => (
              <MessageRow
                key={message.name}
                state={state}
                message={message}
                spread={spread.get(message.name)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet">
        Spread: how many replies took 1 ms, 2 ms, 5 ms … 50 s or longer, from left to right.
      </p>
    </div>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface MessageRowProps {
  readonly state: PageState;
  readonly message: MessageSummary;
  readonly spread: readonly number[] | undefined;
}

function MessageRow({ state, message, spread }: MessageRowProps) {
  const { name, count, bytes, replyMs, unanswered } = message;
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          class="link"
          title={`Show only ${name}`}
          onClick={() => state.filterText.value = name.replace(/ W$/, "")}
        >
          {name}
        </button>
        {unanswered > 0 && <span class="unanswered">{`${formatCount(unanswered)} unanswered`}</span>}
      </th>
      <td>{count[0] === 0 ? "" : formatCount(count[0])}</td>
      <td>{count[1] === 0 ? "" : formatCount(count[1])}</td>
      <td>{formatBytes(bytes)}</td>
      <td>{replyMs && formatDuration(replyMs.p50)}</td>
      <td>{replyMs && formatDuration(replyMs.p95)}</td>
      <td>{replyMs && formatDuration(replyMs.max)}</td>
      <td>{spread && <Spread counts={spread} />}</td>
    </tr>
  );
}

/** How the reply times of a message are spread, as small columns. */
function Spread({ counts }: { readonly counts: readonly number[] }) {
  const most = Math.max(...counts, 1);
  const words = counts.flatMap((count, i) =>
    count === 0
      ? []
      : [`${count} ${i === counts.length - 1 ? "longer" : `within ${formatDuration(REPLY_BUCKETS[i]!)}`}`]
  );
  return (
    <svg class="spread" viewBox={`0 0 ${counts.length * 4} 16`} role="img" aria-label={words.join(", ")}>
      {counts.map((count, i) => {
        const height = count === 0 ? 0.5 : 2 + 14 * count / most;
        return <rect key={i} x={i * 4} y={16 - height} width="3" height={height} />;
      })}
    </svg>
  );
}

/** Maximum number of faults that are listed. */
const MAX_FAULTS = 100;

function FaultList({ state }: { readonly state: PageState }) {
  const faults = state.faults.value;
  if (faults.length === 0) return <p class="no-faults">No faults were found.</p>;
  return (
    <>
      <h3>{faults.length === 1 ? "1 fault" : `${formatCount(faults.length)} faults`}</h3>
      <ul class="fault-list">
        {faults.slice(0, MAX_FAULTS).map((fault, i) => (
          <li key={i}>
            <FaultNote fault={fault} />
            <button type="button" class="link" onClick={() => state.open(fault.entry)}>Show it</button>
          </li>
        ))}
      </ul>
      {faults.length > MAX_FAULTS && <p class="quiet">Go on from the last one with f.</p>}
      {state.story.faultsLeftOut > 0 && (
        <p class="quiet">{`${formatCount(state.story.faultsLeftOut)} more are counted only.`}</p>
      )}
    </>
  );
}
