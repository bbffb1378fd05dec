import { describe, expect, test, vi } from "vitest";
import { ApiError } from "../../api/api-error.ts";
import { createEditorStore } from "./editor-store.ts";
import type { CutoutResult, Picture } from "./picture.ts";
import { type CutOutOptions, startWorkQueue } from "./work-queue.ts";

const result: CutoutResult = {
  size: { width: 1, height: 1 },
  cutout: new Blob(),
  photo: null,
  hints: [],
  ticket: null,
};

/** A server whose answers the test gives, one call after the other. */
function scripted() {
  const calls: (CutOutOptions & { name: string; answer: PromiseWithResolvers<CutoutResult> })[] = [];
  const cutOut = (picture: Picture, options: CutOutOptions) => {
    const answer = withResolvers<CutoutResult>();
    options.signal.addEventListener("abort", () => answer.reject(options.signal.reason));
    calls.push({ ...options, name: picture.file.name, answer });
    return answer.promise;
  };
  return { calls, cutOut };
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((a, b) => {
    resolve = a;
    reject = b;
  });
  return { promise, resolve, reject };
}

function start(...names: string[]) {
  let isOnline = true;
  const online = withResolvers<void>();
  const store = createEditorStore();
  store.add(names.map((name) => new File(["x"], name)));
  const server = scripted();
  const waits: number[] = [];
  const settled: string[] = [];
  const pauses: (string | undefined)[] = [];
  const wait = async (seconds: number) => {
    waits.push(seconds);
    pauses.push(store.getState().pause?.reason);
  };
  const onSettled = (picture: Picture) => void settled.push(picture.file.name);
  const queue = startWorkQueue(store, {
    cutOut: server.cutOut,
    wait,
    onSettled,
    isOnline: () => isOnline,
    online: () => online.promise,
    now: () => 0,
  });
  const network = {
    goesAway: () => {
      isOnline = false;
    },
    comesBack: () => {
      isOnline = true;
      online.resolve();
    },
  };
  const states = () => store.getState().pictures.map(({ progress }) => progress.kind);
  return { store, queue, states, waits, pauses, network, settled, calls: server.calls };
}

test("works on two pictures at once, the others wait their turn", async () => {
  const { calls, states } = start("a", "b", "c");
  expect(calls.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(states()).toEqual(["uploading", "uploading", "waiting"]);
  calls[0]!.answer.resolve(result);
  await vi.waitFor(() => expect(calls).toHaveLength(3));
  expect(states()).toEqual(["ready", "uploading", "uploading"]);
});

test("shows the upload, then the work", () => {
  const { calls, store } = start("a");
  calls[0]!.onUpload(0.4);
  expect(store.getState().pictures[0]!.progress).toEqual({ kind: "uploading", share: 0.4 });
  calls[0]!.onUpload(1);
  expect(store.getState().pictures[0]!.progress).toEqual({ kind: "working" });
});

test("a picture that is removed is canceled and nothing is told about it", async () => {
  const { calls, store, settled } = start("a", "b", "c");
  store.remove(store.getState().pictures[0]!.id);
  expect(calls[0]!.signal.aborted).toBe(true);
  await vi.waitFor(() => expect(calls).toHaveLength(3));
  expect(settled).toEqual([]);
});

test("a picture whose settings change while it is worked on starts over", async () => {
  const { calls, store, states } = start("a");
  store.set({ quality: "best" });
  expect(calls[0]!.signal.aborted).toBe(true);
  await vi.waitFor(() => expect(calls).toHaveLength(2));
  calls[1]!.answer.resolve(result);
  await vi.waitFor(() => expect(states()).toEqual(["ready"]));
});

describe("failures", () => {
  const busy = (code: string, retryAfterSeconds: number) =>
    new ApiError({ code, message: "", retryAfterSeconds });

  test("a busy server is asked again after the time it names", async () => {
    const { calls, waits, pauses, states } = start("a");
    calls[0]!.answer.reject(busy("busy", 7));
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    calls[1]!.answer.resolve(result);
    await vi.waitFor(() => expect(states()).toEqual(["ready"]));
    expect([waits, pauses]).toEqual([[7], ["busy"]]);
  });

  test("gives up on a server that stays busy", async () => {
    const { calls, states } = start("a");
    for (let i = 0; i < 4; i++) {
      await vi.waitFor(() => expect(calls).toHaveLength(i + 1));
      calls[i]!.answer.reject(busy("busy", 1));
    }
    await vi.waitFor(() => expect(states()).toEqual(["failed"]));
    expect(calls).toHaveLength(4);
  });

  test("a plan's rate makes all pictures pause, however often, and fails none", async () => {
    const { calls, pauses, states } = start("a");
    for (let i = 0; i < 6; i++) {
      await vi.waitFor(() => expect(calls).toHaveLength(i + 1));
      calls[i]!.answer.reject(busy("too_many_requests", 20));
    }
    await vi.waitFor(() => expect(calls).toHaveLength(7));
    calls[6]!.answer.resolve(result);
    await vi.waitFor(() => expect(states()).toEqual(["ready"]));
    expect(new Set(pauses)).toEqual(new Set(["rate"]));
  });

  test("nothing is sent during a pause, and what is on its way is not disturbed", async () => {
    const { calls, states, store } = start("a", "b", "c");
    store.setPause({ reason: "rate", until: 1 });
    calls[0]!.answer.resolve(result);
    await vi.waitFor(() => expect(states()).toEqual(["ready", "uploading", "waiting"]));
    expect(calls).toHaveLength(2);
    store.setPause(null);
    expect(calls).toHaveLength(3);
  });

  test("without a network, pictures wait until it is back", async () => {
    const { calls, network, states, store } = start("a");
    network.goesAway();
    calls[0]!.answer.reject(new ApiError({ code: "network", message: "" }));
    await vi.waitFor(() => expect(store.getState().pause).toEqual({ reason: "offline", until: null }));
    expect(states()).toEqual(["waiting"]);
    network.comesBack();
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    expect(store.getState().pause).toBeNull();
  });

  test.each(["daily_limit", "no_credits", "network", "invalid_image"])(
    "%s is shown at once",
    async (code) => {
      const { calls, states, settled } = start("a");
      calls[0]!.answer.reject(new ApiError({ code, message: "", retryAfterSeconds: 5 }));
      await vi.waitFor(() => expect(states()).toEqual(["failed"]));
      expect(calls).toHaveLength(1);
      expect(settled).toEqual(["a"]);
    },
  );

  test("a failed picture starts again when asked to", async () => {
    const { calls, states, store } = start("a");
    calls[0]!.answer.reject(new ApiError({ code: "network", message: "" }));
    await vi.waitFor(() => expect(states()).toEqual(["failed"]));
    store.retry([store.getState().pictures[0]!.id]);
    expect(calls).toHaveLength(2);
  });
});
