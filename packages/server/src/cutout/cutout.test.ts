import { EngineError, type Recipe } from "@alphacut/engine";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { picture } from "../testing/pictures.ts";
import { createStubAccess, type StubAccess } from "../testing/stub-access.ts";
import { busy, createStubEngine, type StubEngine } from "../testing/stub-engine.ts";
import { type CutoutJob, cutOut } from "./cutout.ts";

const recipe: Recipe = { format: "png" };
let bytes: Uint8Array;
let engine: StubEngine;
let access: StubAccess;
/** What happened to credits, in order. */
let moves: string[];

beforeAll(async () => {
  bytes = await picture();
});
beforeEach(() => {
  engine = createStubEngine();
  access = createStubAccess();
  moves = [];
  const { reserve } = access;
  access.reserve = async (caller) => {
    moves.push("reserve");
    return reserve(caller);
  };
});

const job = (more: Partial<CutoutJob> = {}): CutoutJob => ({
  caller: { kind: "anonymous", address: "192.0.2.1" },
  bytes,
  recipe,
  signal: new AbortController().signal,
  price: "credit",
  ...more,
});

it("charges for a picture that is delivered", async () => {
  expect(await cutOut(job(), engine, access)).toMatchObject({ charged: 1, remaining: 9 });
  expect(access.moved).toEqual({ settled: 1, released: 0 });
});

it("asks for no credit when the engine has no place: a refusal leaves no trace in the ledger", async () => {
  engine.failNext(busy());
  await expect(cutOut(job(), engine, access)).rejects.toMatchObject({ code: "EngineBusy" });
  expect(moves).toEqual([]);
});

it("makes no picture that cannot be paid for", async () => {
  access.credits = 0;
  await expect(cutOut(job(), engine, access)).rejects.toMatchObject({ code: "DailyLimitReached" });
  expect(engine.working()).toBe(0);
  expect(access.moved).toEqual({ settled: 0, released: 0 });
});

it("gives the credit back when the picture comes to nothing", async () => {
  engine.failNext(new EngineError("InvalidImage", "No picture"));
  await expect(cutOut(job(), engine, access)).rejects.toMatchObject({ code: "InvalidImage" });
  expect(access.moved).toEqual({ settled: 0, released: 1 });
});

it("keeps a picture back that cannot be charged for in the end", async () => {
  const { reserve } = access;
  access.reserve = async (caller) => ({
    ...(await reserve(caller)),
    settle: () => Promise.reject(new Error("no credits")),
  });
  await expect(cutOut(job(), engine, access)).rejects.toThrow("no credits");
});

it("takes no credit for a picture that is paid for", async () => {
  expect(await cutOut(job({ price: "paid" }), engine, access)).toMatchObject({ charged: 0 });
  expect(moves).toEqual([]);
});

it("takes no credit for a test picture, nor for a photo in which there is no subject", async () => {
  expect(await cutOut(job({ price: "test" }), engine, access)).toMatchObject({ charged: 0 });
  expect(moves).toEqual([]);
  const empty = {
    ...engine,
    cutout: async (...asked: Parameters<typeof engine.cutout>) => ({
      ...(await engine.cutout(...asked)),
      foundSubject: false,
    }),
  };
  expect(await cutOut(job(), empty, access)).toMatchObject({ charged: 0, remaining: 10 });
  expect(access.moved).toEqual({ settled: 0, released: 1 });
});
