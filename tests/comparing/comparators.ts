// The deep equality of the tools that users of the package test with.

import nodeAssert from "node:assert";
import { createRequire } from "node:module";
import { assertEquals } from "@std/assert";

/** A tool, and its assertion that two values are deeply equal. */
export interface Comparator {
  readonly name: string;
  readonly assertEqual: (actual: unknown, expected: unknown) => void;
}

interface Expectation {
  toEqual(expected: unknown): void;
  toStrictEqual(expected: unknown): void;
}

type Expect = (actual: unknown) => Expectation;

/** The tools of the runtime, and those that run on every runtime. */
export async function comparators(): Promise<Comparator[]> {
  const tools: Comparator[] = [
    { name: "deepEqual of node:assert", assertEqual: nodeAssert.deepEqual },
    { name: "deepStrictEqual of node:assert", assertEqual: nodeAssert.deepStrictEqual },
    ...expectations("vitest", await loadVitest()),
    ...expectations("jest", loadJest()),
  ];
  // The std compares objects of classes with a method that Node has from version 22 on.
  if ("union" in Set.prototype) {
    tools.push({ name: "assertEquals of @std/assert", assertEqual: assertEquals });
  }
  if ("Bun" in globalThis) tools.push(...expectations("bun:test", await loadBunTest()));
  return tools;
}

/** Whether a tool says that two values are equal. */
export function saysEqual({ assertEqual }: Comparator, actual: unknown, expected: unknown): boolean {
  try {
    assertEqual(actual, expected);
    return true;
  } catch (error) {
    if (isOfAssertion(error)) return false;
    throw error;
  }
}

/**
 * Every tool has an error of its own for values that are not equal; any other error is a fault of what is compared. But for
 * its message jest reads the `value` of both items if one has it.
 */
function isOfAssertion(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof TypeError) return false;
  return !(error instanceof RangeError) || error.message.endsWith("value needs exactly one");
}

function expectations(name: string, expect: Expect): Comparator[] {
  return [
    { name: `toEqual of ${name}`, assertEqual: (actual, expected) => expect(actual).toEqual(expected) },
    {
      name: `toStrictEqual of ${name}`,
      assertEqual: (actual, expected) => expect(actual).toStrictEqual(expected),
    },
  ];
}

async function loadVitest(): Promise<Expect> {
  const chai = await load("chai");
  const { JestChaiExpect } = await load("@vitest/expect");
  chai["use"]!(JestChaiExpect);
  // Jest keeps its state under the same name, does not replace what is there, and lets nobody take away its own.
  const state = Symbol.for("$$jest-matchers-object");
  if (Object.getOwnPropertyDescriptor(globalThis, state)?.configurable) {
    Reflect.deleteProperty(globalThis, state);
  }
  return chai["expect"] as Expect;
}

/** It is CommonJS, which Bun does not import by its name. */
function loadJest(): Expect {
  return createRequire(import.meta.url)("expect").expect;
}

async function loadBunTest(): Promise<Expect> {
  return (await load("bun:test"))["expect"] as Expect;
}

/** Imports a module that does not become part of a bundle: "bun:test" is not there on other runtimes. */
async function load(name: string): Promise<Record<string, (...values: unknown[]) => unknown>> {
  return await import(name);
}
