import { useComputed, useSignal } from "@preact/signals";
import { faultsOf } from "../../cli/capture/faults.ts";
import type { CapturedPiece } from "../../cli/capture/connections.ts";
import { TextReader } from "../../cli/capture/text/text_reader.ts";
import { endSentence } from "../diagram/mod.ts";
import { FrameDetail } from "./frame_detail.tsx";
import type { PageState } from "./state.ts";

/** Maximum number of frames of a pasted text that are shown. */
const MAX_FRAMES = 50;

/** Frames from hex digits in any form: a dump, a line of a log, an array of a program. */
export function PasteTab({ state }: { readonly state: PageState }) {
  const text = useSignal("");
  const read = useComputed(() => readText(text.value));
  return (
    <div class="paste">
      <h2>Paste a frame</h2>
      <label>
        <span>Hex digits in any form: a dump, lines of a log, an array of a program</span>
        <textarea
          rows={6}
          spellcheck={false}
          placeholder="00 00 00 0a  ff ff 00 00 00 05 00 00 00 01"
          value={text.value}
          onInput={(event) => text.value = event.currentTarget.value}
        />
      </label>
      <div aria-live="polite">
        {read.value.problem !== undefined && <p class="why">{read.value.problem}</p>}
        {read.value.pieces.map((piece, i) => <Piece key={i} state={state} piece={piece} />)}
      </div>
    </div>
  );
}

function Piece(
  { state, piece: { piece, doubts } }: { readonly state: PageState; readonly piece: CapturedPiece },
) {
  if (piece.type !== "frame") {
    return (
      <article class="message">
        <h3>{piece.why}</h3>
        <FrameDetail state={state} bytes={piece.bytes} isFrame={false} />
      </article>
    );
  }
  const { packet } = piece;
  return (
    <article class="message">
      <h2>{packet.header.name}</h2>
      {[...faultsOf(packet), ...doubts ?? []].map((fault) => (
        <p class="why" key={fault}>{endSentence(fault)}</p>
      ))}
      <FrameDetail state={state} bytes={packet.encode()} isFrame />
    </article>
  );
}

interface Pasted {
  readonly pieces: readonly CapturedPiece[];
  readonly problem?: string;
}

function readText(text: string): Pasted {
  if (text.trim() === "") return { pieces: [] };
  try {
    const reader = new TextReader();
    for (const [i, line] of text.split(/\r?\n/).entries()) reader.line(line, i + 1);
    reader.end();
    const pieces = reader.drain();
    if (pieces.length === 0) return { pieces, problem: "There are no hex digits of a frame in this text." };
    return { pieces: pieces.slice(0, MAX_FRAMES) };
  } catch (error) {
    return { pieces: [], problem: error instanceof Error ? error.message : String(error) };
  }
}
