// A short file of each dialect, as an engineer has it on the disk, and how its messages are printed.

/** The name of a dialect, a file of it, and its messages. */
export const FILES: readonly (readonly [name: string, text: string, messages: string[]])[] = [
  [
    "SDR/GW",
    `
******************************************************
*  Host side of the etcher                           *
******************************************************
#define MAX_RPT 20

S1F1 = areYouThere OUTPUT W.

S1F2 =onlineData INPUT
  <L [2]
    <A [MAX 20] 'ETCH-7'>     = Model
    <A [MAX 20] '2.1'>        = Revision  * from the label
  >.

S2F41 OUTPUT = hostCommand W
<L [2]
    <A 'START'>               = RCMD
    <L [0]
    >
>.

S2F42 INPUT = commandAnswer
    <L[2]
      < B [1] 0x00 >=HCACK
      <L [0] >
  >.
`,
    [
      "areYouThere: S1F1 W.",
      'onlineData: S1F2 <L [2] <A "ETCH-7"> <A "2.1">>.',
      'hostCommand: S2F41 W <L [2] <A "START"> <L [0]>>.',
      "commandAnswer: S2F42 <L [2] <B 0x00> <L [0]>>.",
    ],
  ],
  [
    "SECSIM",
    `
Ask: S1F1 W
.
Answer: S1F2
<L[2]
\t<A[4]"ETCH">
\t<A[1]"">
>
.
AlarmsOn(all): S5F3 w
<L[2]
\t<B[1]0x80>
\t<U4[0]>
>
.
Trace(1001~1003): S2F23 W
<L[5]
\t<U4[1]7><A[6]"000010"><U4[1]60><U4[1]1>
\t<L[3]<U4[1]1001><U4[1]1002><U4[1]1003>>
>
.
if (S1F1) Answer.
every 10 send Ask.
`,
    [
      "Ask: S1F1 W.",
      'Answer: S1F2 <L [2] <A "ETCH"> <A "">>.',
      '"AlarmsOn(all)": S5F3 W <L [2] <B 0x80> <U4>>.',
      '"Trace(1001~1003)": S2F23 W <L [5] <U4 7> <A "000010"> <U4 60> <U4 1> <L [3] <U4 1001> <U4 1002> <U4 1003>>>.',
    ],
  ],
  [
    "PEER",
    `
S1F13 [W]   * H<->E
<L [2]
  <A [0..20] "ETCH-7">   * model
  <A [0..20] "2.1">
>.

S6F11 [W]   * H<-E
<L [3]
  <U4 [1] 0>             * DATAID
  <U4 [1] 50>            * CEID
  <L [1]
    <L [2]
      <U4 [1] 3>         * RPTID
      <L [1] <F4 [1] 1.5e-3>>
    >
  >
>.
`,
    [
      'S1F13 W <L [2] <A "ETCH-7"> <A "2.1">>.',
      "S6F11 W <L [3] <U4 0> <U4 50> <L [1] <L [2] <U4 3> <L [1] <F4 0.0015>>>>>.",
    ],
  ],
  [
    "secs4net",
    `
LoadRecipe:'S7F3' W
    <L [2]
        <A [1] 'CLEAN'>
        <A [1] 'PUMP 5
VENT
'>
    >
.
Clock:'S2F18'
    <A[1] '20261127083106'>
.
Alarms:'S5F3' W
    <L [2]
        <B [1] 0x80>
        <Boolean [1] True>
    >
.
Bye:'S1F15' W
.
`,
    [
      'LoadRecipe: S7F3 W <L [2] <A "CLEAN"> <A "PUMP 5" 0x0a "VENT" 0x0a>>.',
      'Clock: S2F18 <A "20261127083106">.',
      "Alarms: S5F3 W <L [2] <B 0x80> <BOOLEAN T>>.",
      "Bye: S1F15 W.",
    ],
  ],
  [
    "secs4java8",
    `
S5F1 W
<L [3]
  <B [1] 0x81 >
  <U2 [1] 1001 >
  <A [9] "DOOR OPEN">
>.
S10F3 W <L <B 0x00> <A "one" 0x0D 0x0A "two">>.
S1F4 <L [2] <BOOLEAN [2] TRUE FALSE> <F8 [1] 1.0E10>>.
`,
    [
      'S5F1 W <L [3] <B 0x81> <U2 1001> <A "DOOR OPEN">>.',
      'S10F3 W <L [2] <B 0x00> <A "one" 0x0d 0x0a "two">>.',
      "S1F4 <L [2] <BOOLEAN T F> <F8 10000000000>>.",
    ],
  ],
  [
    "go-secs",
    `
Ask.Status : 'S1F3' W   // two of them
<L[..5]
  <U4[1] 1001>
  <U4[0..] 1002>
>
.
S10F3 W H->E
<L[2]
  <B[1] 0b0>
  <W "문 열림">  /* on the screen */
>
.
S1F1 W H->E AreYouThere?
.
`,
    [
      '"Ask.Status": S1F3 W <L [2] <U4 1001> <U4 1002>>.',
      'S10F3 W <L [2] <B 0x00> <C2 2 0xeb 0xac 0xb8 " " 0xec 0x97 0xb4 0xeb 0xa6 0xbc>>.',
      '"AreYouThere?": S1F1 W.',
    ],
  ],
  [
    "manuals of WinSECS",
    `
AreYouThere
S 1 F 1 W

OnlineData
S1F2
<L
  <A “ETCH-7”>
  <A ‘2.1’>
>

S1F3 W
<L <U4 1001>>
S1F4: <L <F4 0.5>> ;
<S1F13 W <L>>
`,
    [
      "AreYouThere: S1F1 W.",
      'OnlineData: S1F2 <L [2] <A "ETCH-7"> <A "2.1">>.',
      "S1F3 W <L [1] <U4 1001>>.",
      "S1F4 <L [1] <F4 0.5>>.",
      "S1F13 W <L [0]>.",
    ],
  ],
  [
    "XCom",
    `
# recv
S6F11 W, Event Report Send [SystemByte = 17]
<L,3
  <UINT4,1 0>
  <UINT4,1 50>
  <L,1
    <LIST 2
      <UINT2[2] 3>
      <L,2 <A,3 "LOT"> <D8[8] 1.5>>
    >
  >
>.
# send
S6F12  Event Report Acknowledge [SystemByte = 17]
<B,1 0>.
`,
    [
      '"Event Report Send [SystemByte = 17]": S6F11 W <L [3] <U4 0> <U4 50> <L [1] <L [2] <U2 3> <L [2] <A "LOT"> <F8 1.5>>>>>.',
      '"Event Report Acknowledge [SystemByte = 17]": S6F12 <B 0x00>.',
    ],
  ],
  [
    "logs with labels",
    `
[E->H] S6F11 [W]
<L [3]
  <UINT32 [DATAID] "0">
  <UINT32 {CEID} "50">
  RPT: <L [0]>
>;
S2F15 W <L <L ECID: <U4 7> ECV = <BOOLEAN "TRUE">>>;
`,
    [
      "S6F11 W <L [3] <U4 0> <U4 50> <L [0]>>.",
      "S2F15 W <L [1] <L [2] <U4 7> <BOOLEAN T>>>.",
    ],
  ],
];
