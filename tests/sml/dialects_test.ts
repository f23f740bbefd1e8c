import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { parseItem, parseMessages, printItem, printMessage, SmlError, type SmlNote } from "@secs/hsms/sml";

/** What is written in the field: what it is about, the text, the messages as they are printed, and the notes with their places. */
type Case = readonly [what: string, text: string, messages: string[], notes?: string[]];

const END = "read the end of the message, which has no full stop";

const ENDS: readonly Case[] = [
  ["the end of the text ends the last message", "S1F1 W", ["S1F1 W."], [`1:7 ${END}`]],
  [
    "a new header ends the message before it",
    "S1F1 W\nS1F2\n<L [0]>",
    ["S1F1 W.", "S1F2 <L [0]>."],
    [`1:7 ${END}`, `3:8 ${END}`],
  ],
  ["a new header on the same line ends the message before it", "S1F1 W S1F3 W <L>S1F5 'S1F7'.", [
    "S1F1 W.",
    "S1F3 W <L [0]>.",
    "S1F5.",
    "S1F7.",
  ], [`1:7 ${END}`, `1:18 ${END}`, `1:22 ${END}`]],
  [
    "a new name ends the message before it",
    "S1F2 <L>\n// next\nAsk.Model: S1F1 W\nAgain\nS1F1 W",
    ["S1F2 <L [0]>.", '"Ask.Model": S1F1 W.', "Again: S1F1 W."],
    [`1:9 ${END}`, `3:18 ${END}`, '4:1 read "Again" as the name of the message', `5:7 ${END}`],
  ],
  [
    "a message in angle brackets ends the message before it",
    "S1F1 W\n<S1F2 <L>>\nS1F2 <L>\n< S1F1 W>",
    ["S1F1 W.", "S1F2 <L [0]>.", "S1F2 <L [0]>.", "S1F1 W."],
    [`1:7 ${END}`, `3:9 ${END}`],
  ],
  ["a semicolon ends a message", "S1F1 W;\nS1F2 <L> ;", ["S1F1 W.", "S1F2 <L [0]>."]],
  ["a full stop on a line of its own ends a message", "S1F1 W\n.\nS1F2\n<L>\n.\n", [
    "S1F1 W.",
    "S1F2 <L [0]>.",
  ]],
];

const HEADERS: readonly Case[] = [
  [
    "a W that is optional in the manual",
    "S6F11 [W] <U4 1>. S6F11 (W). S6F11 [ w ].",
    ["S6F11 W <U4 1>.", "S6F11 W.", "S6F11 W."],
    ['1:7 read "[W]" as W', '1:25 read "(W)" as W', '1:36 read "[ w ]" as W'],
  ],
  ["a comma before the W", "S1F1,W. S1F3 , W <L>.", ["S1F1 W.", "S1F3 W <L [0]>."], [
    '1:5 read ",W" as W',
    '1:14 read ", W" as W',
  ]],
  [
    "a colon after the header",
    "S1F14: <L [2] <B 0x00> <L [0]>>.\nS1F1: W.",
    ["S1F14 <L [2] <B 0x00> <L [0]>>.", "S1F1 W."],
    ["1:6 left out the colon after S1F14", "2:5 left out the colon after S1F1"],
  ],
  [
    "spaces in the header",
    "S 6 F 11 W <U4 1>. S1 F1. s1f 2.",
    ["S6F11 W <U4 1>.", "S1F1.", "S1F2."],
    ['1:1 read "S 6 F 11" as S6F11', '1:20 read "S1 F1" as S1F1', '1:27 read "s1f 2" as S1F2'],
  ],
  ["zeros in the header", "S01F01 W. S001F013W.", ["S1F1 W.", "S1F13 W."]],
  ["a header in quotes", `'S1F1' W. "S1F1"W. 'S1F1 W'. 'S1F1W'.`, [
    "S1F1 W.",
    "S1F1 W.",
    "S1F1 W.",
    "S1F1 W.",
  ]],
  ["a header in typographic quotes", "‘S1F1’ W.", ["S1F1 W."], ["1:1 read ‘ and ’ as quotes"]],
  [
    "directions of all kinds, which are ignored",
    "S1F1 W H->E. S1F1 W H <- E. S1F1 W H<->E. S1F1 W [H→E]. S1F1 W (Host -> Equipment). S1F1 W E==>H. S1F1 H->E W.",
    Array(7).fill("S1F1 W."),
  ],
  ["a direction before the header", "H->E S1F1 W. [H->E]: S1F1 W. Ask: S1F1 W.", [
    "S1F1 W.",
    "S1F1 W.",
    "Ask: S1F1 W.",
  ]],
];

const COMMENTS: readonly Case[] = [
  ["a star begins a comment", "* from the host\nS1F1 W.", ["S1F1 W."]],
  [
    "stars after all parts of a message",
    "S1F2  * H<-E\n<L [2]\n  <A 'X'>  * model\n  <A '1'*'2'\n>*\n>.*\n**\n* S?F0 <-> *",
    ['S1F2 <L [2] <A "X"> <A "1">>.'],
  ],
  ["a number sign begins a comment", "# what the tool answers\n#define MAX 5\nS1F16 <B 0x00>. # end", [
    "S1F16 <B 0x00>.",
  ]],
  ["no comment in quotes", `S1F2 <A "* # // /*">.`, [`S1F2 <A "* # // /*">.`]],
  ["a star in a comment of more lines", "/* * a\n ** b */ S1F1 W.", ["S1F1 W."]],
];

const COUNTS: readonly Case[] = [
  [
    "counts that were left behind when a text was changed",
    "Old:'S1F2' <L[2] <A[1] ''> <A[9] 'CHKRECIP'> <L [1]>>.",
    ['Old: S1F2 <L [3] <A ""> <A "CHKRECIP"> <L [0]>>.'],
    [
      "1:14 left out the count 2 of L, which has 3",
      "1:20 left out the count 1 of A, which has 0",
      "1:30 left out the count 9 of A, which has 8",
      "1:49 left out the count 1 of L, which has 0",
    ],
  ],
  [
    "counts after a comma",
    'S2F41 W <L,2 <A,5 "START"> <L, 0>>.\nS6F12 <B,1 0>.',
    ['S2F41 W <L [2] <A "START"> <L [0]>>.', "S6F12 <B 0x00>."],
  ],
  ["a wrong count after a comma", "S2F41 <L,3 <A,9 'START'>>.", ['S2F41 <L [1] <A "START">>.'], [
    "1:9 left out the count 3 of L, which has 1",
    "1:14 left out the count 9 of A, which has 5",
  ]],
  ["counts after a colon and in parentheses", "S2F41 <L:2 <A:1 'x'> <U4(2) 1 2>>.", [
    'S2F41 <L [2] <A "x"> <U4 1 2>>.',
  ]],
  [
    "counts of bytes",
    "S1F4 <L [2] <U2 [2] 7> <F8[16] 1 2>>.",
    ["S1F4 <L [2] <U2 7> <F8 1 2>>."],
    ["1:17 read the count 2 of U2 as bytes: it has 1", "1:27 read the count 16 of F8 as bytes: it has 2"],
  ],
  ["a list with its count and no brackets", "S1F2 <L 2 <A 'a'> <L 0>>.", ['S1F2 <L [2] <A "a"> <L [0]>>.']],
  [
    "limits of all kinds",
    "S1F2 <L [4] <A [..10] 'x'> <A [MAX 32] 'M'> <U8 [0..] 1 2> <L [*]>>. S1F2 <A [max. 5] ''>. S1F2 <A [<=5] ''>. S1F2 <A [0-5] ''>. S1F2 <A [1...n] 'x'>. S1F2 <L [0..*]>. S1F2 <L [...] <L [..]>>.",
    [
      'S1F2 <L [4] <A "x"> <A "M"> <U8 1 2> <L [0]>>.',
      'S1F2 <A "">.',
      'S1F2 <A "">.',
      'S1F2 <A "">.',
      'S1F2 <A "x">.',
      "S1F2 <L [0]>.",
      "S1F2 <L [1] <L [0]>>.",
    ],
  ],
  ["more elements than the limit", "S1F2 <A [MAX 2] 'abc'>. S1F2 <A [5..] 'a'>. S1F2 <A [1..2] ''>.", [
    'S1F2 <A "abc">.',
    'S1F2 <A "a">.',
    'S1F2 <A "">.',
  ], [
    "1:9 left out the count 0..2 of A, which has 3",
    "1:33 left out the count 5.. of A, which has 1",
    "1:53 left out the count 1..2 of A, which has 0",
  ]],
  ["a byte at the beginning of a text that may be meant as its count", "S1F2 <A 5 'START'>.", [
    'S1F2 <A 0x05 "START">.',
  ], [
    "1:9 read 5 as a byte of the text: a count has brackets around it",
  ]],
];

const LABELS: readonly Case[] = [
  [
    "labels in brackets",
    "S6F11 W <L [2] <U4 [DATAID] 1> <U4 {CEID} 5>>.",
    ["S6F11 W <L [2] <U4 1> <U4 5>>."],
    [
      '1:20 left out the label "DATAID"',
      '1:36 left out the label "CEID"',
    ],
  ],
  ["labels beside counts", "S6F11 <L [1] {a} <U4 (b) [1] 1>>.", ["S6F11 <L [1] <U4 1>>."], [
    '1:14 left out the label "a"',
    '1:22 left out the label "b"',
  ]],
  ["labels after items", "S1F2 <L [2] <A 'X'> = Mdln <A '1'>=Soft.Rev>.\nS2F16 <B [1] 0> = EAC.", [
    'S1F2 <L [2] <A "X"> <A "1">>.',
    "S2F16 <B 0x00>.",
  ], [
    '1:21 left out the label "Mdln"',
    '1:35 left out the label "Soft.Rev"',
    '2:17 left out the label "EAC"',
  ]],
  ["labels in brackets after items and values", "S1F2 <L <A 'X'> {Mdln} <A '1' {Rev}> [n]>.", [
    'S1F2 <L [2] <A "X"> <A "1">>.',
  ], [
    '1:17 left out the label "Mdln"',
    '1:31 left out the label "Rev"',
    '1:38 left out the label "n"',
  ]],
  ["labels before items", "S6F11 <L DATAID: <U4 1> CEID = <U4 5> {RPT} <L>>.", [
    "S6F11 <L [3] <U4 1> <U4 5> <L [0]>>.",
  ], [
    '1:10 left out the label "DATAID"',
    '1:25 left out the label "CEID"',
    '1:39 left out the label "RPT"',
  ]],
  [
    "labels without brackets",
    "S2F37 W <L[2] Two\n<Boolean CEED true> <L[0] Ids\n>>. S2F13 <L <U4 ECID 7> <A NAME 'x'> <I2 Low -1> <F4 V_1 .5>>.",
    [
      "S2F37 W <L [2] <BOOLEAN T> <L [0]>>.",
      'S2F13 <L [4] <U4 7> <A "x"> <I2 -1> <F4 0.5>>.',
    ],
    [
      '1:15 left out the label "Two"',
      '2:10 left out the label "CEED"',
      '2:27 left out the label "Ids"',
      '3:18 left out the label "ECID"',
      '3:29 left out the label "NAME"',
      '3:43 left out the label "Low"',
      '3:55 left out the label "V_1"',
    ],
  ],
  [
    "an item that a file for one program leaves empty",
    "S1F2 =s1f2in INPUT\n <L [1]\n <A [MAX 32] > = Mdln\n <U4 [1]> = Id\n>.",
    [
      's1f2in: S1F2 <L [2] <A ""> <U4>>.',
    ],
    [
      "2:5 left out the count 1 of L, which has 2",
      '3:16 left out the label "Mdln"',
      "4:6 left out the count 1 of U4, which has 0",
      '4:11 left out the label "Id"',
    ],
  ],
];

const NAMES: readonly Case[] = [
  [
    "names with signs",
    "S5F3_Enable(All): S5F3 W.\nAsk.Model : 'S1F1' W.\nS1F11_Names(2~3): S1F11 W.\na/b#1 : S1F1.\n状态: S1F3 W.",
    [
      '"S5F3_Enable(All)": S5F3 W.',
      '"Ask.Model": S1F1 W.',
      '"S1F11_Names(2~3)": S1F11 W.',
      '"a/b#1": S1F1.',
      '"状态": S1F3 W.',
    ],
  ],
  [
    "names that begin with a header",
    "S5F3(All): S5F3 W. S1F11 Names: S1F11 W. S1F1: S1F1 W. S1F1-a: S1F1. S999F1: S1F1.\n'S999F1 W': S1F1. S1F3[A]: S1F3.",
    [
      '"S5F3(All)": S5F3 W.',
      '"S1F11 Names": S1F11 W.',
      "S1F1: S1F1 W.",
      "S1F1-a: S1F1.",
      "S999F1: S1F1.",
      '"S999F1 W": S1F1.',
      '"S1F3[A]": S1F3.',
    ],
  ],
  ["names of several words", "are you there: S1F1 W.\nOne: two: S1F1 W.", [
    '"are you there": S1F1 W.',
    '"One: two": S1F1 W.',
  ]],
  ["names on the line above", "AreYouThere\nS1F1 W.\n\nOnline_Data?  \n\n// E to H\n'S1F2'.", [
    "AreYouThere: S1F1 W.",
    '"Online_Data?": S1F2.',
  ], [
    '1:1 read "AreYouThere" as the name of the message',
    '4:1 read "Online_Data?" as the name of the message',
  ]],
  ["names after the header", "S1F1 W H->E AreYouThere?\n.\nS1F2 OnlineData <L>.\nS1F3 W Ask.Status.", [
    '"AreYouThere?": S1F1 W.',
    "OnlineData: S1F2 <L [0]>.",
    '"Ask.Status": S1F3 W.',
  ], [
    '1:13 read "AreYouThere?" as the name of the message',
    '3:6 read "OnlineData" as the name of the message',
    '4:8 read "Ask.Status" as the name of the message',
  ]],
  [
    "names after an equals sign, and the side of a message",
    "S1F1 = s1f1in INPUT W.\nS2F37 OUTPUT = s2f37out W\n<L>.\nS6F11 W =s6f11-a INPUT.",
    [
      "s1f1in: S1F1 W.",
      "s2f37out: S2F37 W <L [0]>.",
      "s6f11-a: S6F11 W.",
    ],
  ],
  [
    "descriptions after the header",
    "S1F13 W, Establish Communications Request [SystemByte = 16]\n<L,0>.\nS1F2: On Line Data\n.\nS6F12 - Event's Acknowledge\n<B,1 0>.",
    [
      '"Establish Communications Request [SystemByte = 16]": S1F13 W <L [0]>.',
      '"On Line Data": S1F2.',
      `"Event's Acknowledge": S6F12 <B 0x00>.`,
    ],
    [
      '1:8 read "Establish Communications Request [SystemByte = 16]" as the name of the message',
      "3:5 left out the colon after S1F2",
      '3:7 read "On Line Data" as the name of the message',
      `5:7 read "Event's Acknowledge" as the name of the message`,
    ],
  ],
];

const FORMATS: readonly Case[] = [
  [
    "formats with their bytes",
    "S1F4 <L <UINT1 1> <UINT2 1> <UINT4 1> <INT1 -2> <INT2 -2> <INT4 -2> <FLOAT4 1.5> <FLOAT8 1.5>>.",
    [
      "S1F4 <L [8] <U1 1> <U2 1> <U4 1> <I1 -2> <I2 -2> <I4 -2> <F4 1.5> <F8 1.5>>.",
    ],
  ],
  [
    "formats with their bits",
    "S1F4 <L <UINT16 1> <UINT32 1> <UINT64 1> <Int16 -2> <int32 -2> <INT64 -2> <FLOAT32 0.5> <FLOAT64 0.5>>.",
    [
      "S1F4 <L [8] <U2 1> <U4 1> <U8 1> <I2 -2> <I4 -2> <I8 -2> <F4 0.5> <F8 0.5>>.",
    ],
  ],
  ["other formats", "S1F4 <LIST <D4 1.5> <D8 1.5> <DOUBLE 1.5> <String 'x'> <JIS-8 'x'> <Boolean True>>.", [
    'S1F4 <L [6] <F4 1.5> <F8 1.5> <F8 1.5> <A "x"> <J "x"> <BOOLEAN T>>.',
  ]],
  ["text in UTF-8", "S10F3 W <L <B 0x00> <W \"中a\"> <W 8 0x82 0xA0> <W[0]> <W [9] 'é' 0x0a>>.", [
    'S10F3 W <L [5] <B 0x00> <C2 2 0xe4 0xb8 0xad "a"> <C2 8 0x82 0xa0> <C2 2 ""> <C2 2 0xc3 0xa9 0x0a>>.',
  ]],
];

const VALUES: readonly Case[] = [
  ["a text over lines", 'S7F3 W <L [2] <A "R1"> <A "STEP 1\nSTEP 2">>.\nS1F1.', [
    'S7F3 W <L [2] <A "R1"> <A "STEP 1" 0x0a "STEP 2">>.',
    "S1F1.",
  ], [
    "1:27 read the line breaks of this text as they are",
  ]],
  ["a text over lines with brackets in it", "S7F3 <A '<recipe>\r\n<A 1>\r\n'>.", [
    'S7F3 <A "<recipe>" 0x0d 0x0a "<A 1>" 0x0d 0x0a>.',
  ], [
    "1:9 read the line breaks of this text as they are",
  ]],
  ["typographic quotes", "S2F18 <A “20261127”>. S2F18 <A „a“ ‘b’>.", [
    'S2F18 <A "20261127">.',
    'S2F18 <A "ab">.',
  ], [
    "1:10 read “ and ” as quotes",
    "1:32 read „ and “ as quotes",
    "1:36 read ‘ and ’ as quotes",
  ]],
  ["numbers in quotes", "S1F3 W <L <U4 \"1001\" '2'> <F4 '-.5' 'NaN'> <I2 '-1'>>.", [
    "S1F3 W <L [3] <U4 1001 2> <F4 -0.5 NaN> <I2 -1>>.",
  ], [
    "1:15 left out the quotes around 1001",
    "1:22 left out the quotes around 2",
    "1:31 left out the quotes around -.5",
    "1:37 left out the quotes around NaN",
    "1:48 left out the quotes around -1",
  ]],
  ["booleans and bytes in quotes", "S1F4 <L <BOOLEAN 'TRUE' \"f\"> <B '0x1f'>>.", [
    "S1F4 <L [2] <BOOLEAN T F> <B 0x1f>>.",
  ], [
    "1:18 left out the quotes around TRUE",
    "1:25 left out the quotes around f",
    "1:33 left out the quotes around 0x1f",
  ]],
  ["bytes with a sign", "S5F3 <B -128 -1 0>.", ["S5F3 <B 0x80 0xff 0x00>."], [
    "1:9 read -128 as 0x80",
    "1:14 read -1 as 0xff",
  ]],
  ["spaces of a document", "S1F1\u00a0W\u2009<L\u202f<U4\u30001>>\u200b.\ufeff", ["S1F1 W <L [1] <U4 1>>."]],
];

const SCRIPTS: readonly Case[] = [
  [
    "rules of a script, which are left out",
    "S1F2 <L>.\nif (S1F1) S1F2.\nif (s1f3 (2)==<F4 0.5>) answer_1 .\nevery 5 send s1f1_1.\nS1F1 W",
    ["S1F2 <L [0]>.", "S1F1 W."],
    [
      '2:1 left out the rule "if (S1F1) S1F2."',
      '3:1 left out the rule "if (s1f3 (2)==<F4 0.5>) answer_1 ."',
      '4:1 left out the rule "every 5 send s1f1_1."',
      `5:7 ${END}`,
    ],
  ],
  ["a rule after a message without a full stop", "S1F2 <L>\nIF (S1F1) S1F2.", ["S1F2 <L [0]>."], [
    `1:9 ${END}`,
    '2:1 left out the rule "IF (S1F1) S1F2."',
  ]],
];

const ALL = { ENDS, HEADERS, COMMENTS, COUNTS, LABELS, NAMES, FORMATS, VALUES, SCRIPTS };

for (const [about, cases] of Object.entries(ALL)) {
  for (const [what, text, messages, expected = []] of cases) {
    test(`SML of the field, ${about.toLowerCase()}: ${what}`, () => {
      const notes: SmlNote[] = [];
      const parsed = parseMessages(text, { onNote: (note) => notes.push(note) });
      assertEquals(parsed.map((message) => printMessage(message)), messages);
      assertEquals(notes.map(({ line, column, message }) => `${line}:${column} ${message}`), expected);
      // What is printed is the one form that needs no note.
      const again = parseMessages(messages.join("\n"), { onNote: () => assertEquals("no note", "a note") });
      assertEquals(again.map((message) => printMessage(message)), messages);
    });
  }
}

test("parseItem() reads items as they are in messages, with notes", () => {
  const notes: SmlNote[] = [];
  const item = parseItem("<LIST,2\n <UINT4 [Id] '1'>\n <A [5] “x”> = Name>;", {
    onNote: (note) => notes.push(note),
  });
  assertEquals(printItem(item), '<L [2] <U4 1> <A "x">>');
  assertEquals(notes, [
    { kind: "label", line: 2, column: 9, message: 'left out the label "Id"' },
    { kind: "quotes", line: 2, column: 14, message: "left out the quotes around 1" },
    { kind: "count", line: 3, column: 5, message: "left out the count 5 of A, which has 1" },
    { kind: "text", line: 3, column: 9, message: "read “ and ” as quotes" },
    { kind: "label", line: 3, column: 14, message: 'left out the label "Name"' },
  ]);
});

test("a text that is refused has no notes, and what onNote throws goes to the caller", () => {
  const notes: SmlNote[] = [];
  assertThrows(() => parseMessages("S1F1 [W]. S1F2 <", { onNote: (note) => notes.push(note) }), SmlError);
  assertEquals(notes, []);
  const onNote = ({ message }: SmlNote): never => {
    throw new TypeError(message);
  };
  assertThrows(() => parseMessages("S1F1 [W].", { onNote }), TypeError, 'read "[W]" as W');
  assertThrows(() => parseItem("<U4 '1'>", { onNote }), TypeError, "left out the quotes around 1");
});

test("notes are told once and in the order of the text, also those of lists around others", () => {
  const notes: string[] = [];
  parseMessages("S1F1\r\n<L [9]\r<L [8]\n<U4 '1'>>>\n‘S1F1’ W", {
    onNote: ({ line, column, kind }) => notes.push(`${line}:${column} ${kind}`),
  });
  assertEquals(notes, ["2:4 count", "3:4 count", "4:5 quotes", "4:11 end", "5:1 text", "5:9 end"]);
});
