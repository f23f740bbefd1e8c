import { useMemo } from "preact/hooks";
import { HsmsHeader, HsmsPacket } from "../../core/mod.ts";
import { endSentence } from "../diagram/mod.ts";
import { headerFields, type ItemLine, itemLines } from "../explain/mod.ts";
import { type BytePart, Bytes } from "./bytes.tsx";
import { asHex, asSml, asWireshark } from "./copy.ts";
import { CopyButton } from "./copy_button.tsx";
import type { ByteRange, PageState } from "./state.ts";

/** Bytes of the length field and the header. */
const HEAD = 14;
/** Maximum number of lines of a body that are shown. */
const MAX_LINES = 2000;

interface FrameDetailProps {
  readonly state: PageState;
  /** With the length field, if it is a frame. */
  readonly bytes: Uint8Array;
  readonly isFrame: boolean;
}

/** A frame, field by field; what is pointed at is shown in its bytes. */
export function FrameDetail({ state, bytes, isFrame }: FrameDetailProps) {
  const encoding = state.encoding.value;
  const read = useMemo(() => readFrame(bytes, isFrame, encoding), [bytes, isFrame, encoding]);
  const sml = isFrame ? asSml(bytes, encoding) : undefined;
  return (
    <>
      {read.fields.length > 0 && <Header state={state} fields={read.fields} />}
      {read.problem !== undefined && <p class="why">{endSentence(read.problem)}</p>}
      {read.lines.length > 0 && <Body state={state} name={read.name} lines={read.lines} />}
      <section class="part">
        <div class="part-head">
          <h3>Bytes</h3>
          <div class="copies">
            <span class="quiet">Copy</span>
            <CopyButton label="hex" text={() => asHex(bytes)} />
            {sml !== undefined && <CopyButton label="SML" text={() => sml} />}
            {isFrame && <CopyButton label="Wireshark filter" text={() => asWireshark(bytes)} />}
          </div>
        </div>
        <Bytes state={state} bytes={bytes} parts={read.parts} />
      </section>
    </>
  );
}

interface Read {
  readonly name: string;
  readonly fields: ReturnType<typeof headerFields>;
  readonly lines: readonly ItemLine[];
  readonly parts: readonly BytePart[];
  readonly problem?: string;
}

function readFrame(bytes: Uint8Array, isFrame: boolean, encoding: string): Read {
  const nothing: Read = { name: "", fields: [], lines: [], parts: [] };
  if (!isFrame || bytes.length < HEAD) return nothing;
  const header = HsmsHeader.decode(bytes, 4);
  const body = bytes.slice(HEAD);
  const fields = headerFields(new HsmsPacket(header, body));
  const parts: BytePart[] = fields.map(({ title, at, digits }) => ({
    from: at,
    to: at + digits.length / 2,
    kind: at === 0 ? "length" : "header",
    title,
  }));
  const read = { ...nothing, name: header.name, fields, parts };
  if (header.isControl || header.pType !== 0) return read;
  try {
    const lines = itemLines(body, { maxLines: MAX_LINES, ...encoding === "" ? {} : { encoding } });
    return { ...read, lines, parts: [...parts, ...lines.flatMap(partsOf)] };
  } catch (error) {
    return { ...read, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The bytes of a line: what says format and length, and the data. */
function partsOf({ text, from, data, to }: ItemLine): BytePart[] {
  if (text === ">") return [];
  const head: BytePart = { from: from + HEAD, to: data + HEAD, kind: "item", title: text };
  const isList = text.startsWith("<L");
  return isList || to === data
    ? [head]
    : [head, { from: data + HEAD, to: to + HEAD, kind: "data", title: text }];
}

function Header({ state, fields }: { readonly state: PageState; readonly fields: Read["fields"] }) {
  return (
    <section class="part">
      <h3>Header</h3>
      <table class="header-fields">
        <tbody>
          {fields.map(({ name, title, at, digits, meaning }) => (
            <tr key={name} {...pointing(state, [at, at + digits.length / 2])}>
              <th scope="row">{title}</th>
              <td>
                <code>{digits.replace(/..(?=.)/g, "$& ")}</code>
              </td>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const ENCODINGS = ["", "utf-8", "shift_jis", "euc-jp", "euc-kr", "gbk", "big5", "windows-1252"];

function Body(
  { state, name, lines }: {
    readonly state: PageState;
    readonly name: string;
    readonly lines: readonly ItemLine[];
  },
) {
  const encodings = ENCODINGS.includes(state.encoding.value)
    ? ENCODINGS
    : [...ENCODINGS, state.encoding.value];
  return (
    <section class="part">
      <div class="part-head">
        <h3>Body</h3>
        <label class="quiet">
          Encoding{" "}
          <select
            value={state.encoding.value}
            onChange={(event) => state.encoding.value = event.currentTarget.value}
          >
            {encodings.map((one) => <option key={one} value={one}>{one === "" ? "ASCII" : one}</option>)}
          </select>
        </label>
      </div>
      <div class="sml">
        <div>{name}</div>
        {lines.map(({ text, depth, from, to }, i) => (
          <div
            key={i}
            class="sml-line"
            style={{ paddingLeft: `${depth * 1.25}em` }}
            {...text === ">" ? {} : pointing(state, [from + HEAD, to + HEAD])}
          >
            {text}
          </div>
        ))}
        {lines.length === MAX_LINES && <div>… copy it as SML to see all of it</div>}
      </div>
    </section>
  );
}

/** What a line does when it is pointed at: its bytes are shown. */
function pointing({ pointed }: PageState, range: ByteRange) {
  const isPointed = pointed.value?.[0] === range[0] && pointed.value[1] === range[1];
  return {
    "data-pointed": isPointed ? "" : undefined,
    onPointerEnter: () => pointed.value = range,
    onPointerLeave: () => pointed.value = undefined,
    onClick: () => pointed.value = range,
  };
}
