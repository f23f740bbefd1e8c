// What an etcher says that has all messages: the items of its answers.

import { A, B, F4, type Item, L, U2, U4 } from "@secs/hsms/secs2";

/** Its answers, by the messages of the host. */
export const ETCHER_SAYS: Readonly<Record<string, Item>> = {
  S1F1: L(A("ODD-1"), A("7.1")),
  S1F11: L(L(U2(11), A("Pressure"), A("Pa")), L(U2(12), A("Count"), A("")), L(U2(13), A("CLOCK"), A(""))),
  S1F21: L(L(U2(21), A("LotId"), A(""))),
  S1F23: L(L(U2(41), A("LotStarted"), L(U2(21))), L(U2(10_051), A("DoorOpen Detected"), L())),
  S2F29: L(L(U2(31), A("MaxPressure"), F4(0), F4(10), F4(5), A("Pa"))),
  S5F5: L(L(B(0x80), U2(51), A("Door is open"))),
  S5F7: L(L(B(0x01), U2(51), A("Door is open"))),
  S7F19: L(A("RECIPE")),
  S1F3: L(F4(0.5), U4(7), A("2026010203040500")),
  S2F13: L(F4(6)),
  S2F47: L(L(U2(11), L(A("Pa"), F4(0), F4(10), L()))),
  S2F17: A("2026010203040500"),
  S2F51: L(U2(1)),
  S2F53: L(L(U2(1), L(U2(21)))),
  S2F55: L(L(U2(41), A("LotStarted"), L(U2(1)))),
  S2F57: L(U2(41)),
  S6F19: L(A("")),
};
