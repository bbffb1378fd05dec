import { EngineBusy, EngineError, type FileFormat, ImageTooLarge, type Recipe } from "@alphacut/engine";
import { idleStatus } from "@alphacut/engine/testing";
import sharp from "sharp";
import type { CutoutEngine, Picture } from "../cutout/engine.ts";

/** An engine without a model: the "cutout" is the picture itself. It records recipes and can be held. */
export interface StubEngine extends CutoutEngine {
  recipes: Recipe[];
  /** Pictures that began and did not end. */
  working(): number;
  /** From now on pictures wait until `letGo`. */
  hold(): void;
  letGo(): void;
  /** Resolves once `count` pictures are in work. */
  untilWorking(count: number): Promise<void>;
  /** The next picture fails with this. */
  failNext(error: Error): void;
  /** In the next picture there is no subject. */
  findNothingNext(): void;
}

const LIMIT = 10_000;
const FORMATS = ["jpeg", "png", "webp", "gif", "tiff"] as const;

export function createStubEngine(): StubEngine {
  const recipes: Recipe[] = [];
  let gate: PromiseWithResolvers | undefined;
  let failure: Error | undefined;
  let isEmpty = false;
  let working = 0;
  let watchers: { count: number; resolve: () => void }[] = [];

  function changed(by: number): void {
    working += by;
    for (const watcher of watchers.filter(({ count }) => working >= count)) watcher.resolve();
    watchers = watchers.filter(({ count }) => working < count);
  }

  function takeFailure(): Error | undefined {
    const error = failure;
    failure = undefined;
    return error;
  }

  async function make(bytes: Uint8Array, recipe: Recipe, signal: AbortSignal): Promise<Picture> {
    if (signal.aborted) throw canceled();
    await Promise.race([gate?.promise, aborted(signal)]);
    if (failure) throw takeFailure();
    const { width, height, exact } = recipe.resize ?? {};
    const picture = sharp(bytes, { failOn: "truncated" }).resize(width ?? null, height ?? null, {
      fit: exact ? "fill" : "inside",
    });
    const { data, info } = await picture
      .toFormat(recipe.format as Exclude<FileFormat, "bmp">)
      .toBuffer({ resolveWithObject: true })
      .catch((error: unknown) => {
        throw new EngineError("InvalidImage", "The picture cannot be decoded", { cause: error });
      });
    const timings = { queue: 0, decode: 1, segment: 2, refine: 0, compose: 0, encode: 1 };
    const foundSubject = !isEmpty;
    isEmpty = false;
    const { width: w, height: h } = info;
    return {
      data,
      format: recipe.format,
      width: w,
      height: h,
      foundSubject,
      ...(foundSubject && { subjectBounds: { left: 0, top: 0, width: w, height: h } }),
      ...(recipe.output === "color-and-alpha" && {
        alpha: await sharp(data).extractChannel(0).png().toBuffer(),
      }),
      backdrop: "scene",
      timings,
    };
  }

  return {
    recipes,
    working: () => working,
    hold() {
      gate ??= withResolvers();
    },
    letGo() {
      gate?.resolve();
      gate = undefined;
    },
    untilWorking: (count) =>
      new Promise((resolve) => {
        watchers.push({ count, resolve });
        changed(0);
      }),
    failNext(error) {
      failure = error;
    },
    findNothingNext() {
      isEmpty = true;
    },
    async probe(bytes) {
      const info = await sharp(bytes)
        .metadata()
        .catch((error: unknown) => {
          throw new EngineError("InvalidImage", "No picture", { cause: error });
        });
      const format = FORMATS.find((name) => name === info.format);
      if (!format) throw new EngineError("UnsupportedImage", info.format);
      const { width, height } = info.autoOrient;
      if (width > LIMIT || height > LIMIT) throw new ImageTooLarge(width, height, "Too large");
      return { format, width, height };
    },
    async cutout(bytes, recipe, { signal, onPlace }) {
      recipes.push(recipe);
      if (failure instanceof EngineBusy) throw takeFailure();
      await onPlace?.();
      changed(1);
      try {
        return await make(bytes, recipe, signal);
      } finally {
        changed(-1);
      }
    },
    ready: async () => {},
    status: () => ({
      model: "stub",
      precision: { precision: "int8", reason: "trial", trial: { agreement: 0.998, speedup: 4.2 } },
      threads: 1,
      working,
      waiting: 0,
      looks: idleStatus,
    }),
  };
}

export const busy = () => new EngineBusy(7);

interface PromiseWithResolvers {
  promise: Promise<void>;
  resolve(): void;
}

function withResolvers(): PromiseWithResolvers {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(canceled()), { once: true });
  });
}

function canceled(): EngineError {
  return new EngineError("Aborted", "Canceled");
}
