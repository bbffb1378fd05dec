import { availableParallelism } from "node:os";
import { EngineBusy, EngineError } from "./errors.ts";
import { checkLimits, DEFAULT_LIMITS, type ImageInfo, type ImageLimits, probe } from "./image/probe.ts";
import { probeRaw, type RawInfo, type RawPicture } from "./image/raw.ts";
import { type MemorySetting, resolveMemory } from "./memory.ts";
import { DEFAULT_MODEL, type ModelSpec } from "./models/catalog.ts";
import { type DeviceSetting, resolveDevice } from "./models/device.ts";
import type { PrecisionSetting } from "./models/precision.ts";
import { ModelStore } from "./models/store.ts";
import type { Cutout } from "./pipeline/pipeline.ts";
import { PixelPool } from "./pipeline/pixel-pool.ts";
import { regionBounds } from "./place/length.ts";
import type { Recipe } from "./recipe.ts";
import { CachedSegmenter } from "./segment/cached-segmenter.ts";
import { FilmSegmenter } from "./segment/film-segmenter.ts";
import { LocalSegmenter } from "./segment/local-segmenter.ts";
import type { LookPriority, ModelRun, Segmenter, SegmenterStatus } from "./segment/segmenter.ts";
import { SharedMaskSegmenter, type SharedMasks } from "./segment/shared-mask-segmenter.ts";
import { WorkQueue } from "./work-queue.ts";
import { pixelsOf } from "./workload.ts";

export interface EngineOptions {
  /** Folder of prepared and downloaded models; made when missing. */
  modelsDir: string;
  /** Default model, loaded at once. */
  model?: string;
  /** Models beside the catalog. */
  customModels?: readonly ModelSpec[];
  /** What the models compute in. */
  precision?: PrecisionSetting;
  /** What the models run on; `auto` when absent. */
  device?: DeviceSetting;
  /** `auto` (the default): `small` where a container or the machine has less than 1.5 GB. One picture at a time then, slower. */
  memory?: MemorySetting;
  /** Threads of the model run; all cores by default. */
  threads?: number;
  /** Images waiting before `EngineBusy`. */
  queueLimit?: number;
  /** Memory for masks of pictures already seen; 0 turns the cache off. */
  maskCacheBytes?: number;
  /** Masks that several processes share, behind the memory of this one. */
  sharedMasks?: SharedMasks;
  limits?: ImageLimits;
  /** One model run, with loading the model the first time. */
  inferenceTimeoutMs?: number;
  /**
   * The pictures are the frames of one film, in their order: one that hardly differs from the frame before needs no model
   * run, and `smooth` steadies the edges from frame to frame.
   */
  film?: { smooth: boolean };
  /** Runs models somewhere else instead of on this machine. */
  segmenter?: Segmenter;
}

export interface EngineStatus {
  model: string;
  /** What the default model computes in, and why; known once the engine was `ready`. */
  precision: ModelRun["precision"] | undefined;
  threads: number;
  working: number;
  waiting: number;
  /** The model's side: its lanes, its queue, and what answered the looks so far. */
  looks: SegmenterStatus;
}

export interface CutoutOptions {
  signal?: AbortSignal | undefined;
  /** Nobody sits and waits for this picture: it gives way to all others and is never refused as too much. */
  isBackground?: boolean | undefined;
  onPlace?: (() => Promise<void>) | undefined;
}

export interface Engine {
  /**
   * What the headers say, without decoding pixels. Read once for the same bytes, which must not change meanwhile.
   * @throws EngineError `InvalidImage`, `UnsupportedImage`, `ImageTooLarge`
   */
  probe(bytes: Uint8Array): Promise<ImageInfo>;
  /**
   * Cuts the subject out of an encoded picture, or of raw pixels.
   * @param options `onPlace` is called, and waited for, once the picture is accepted: not for one that is refused as too
   *   much or as no picture. Should it reject, nothing is made, and that is the error. `signal` cancels: a waiting picture leaves the queue, a running one is given up, at the latest by ending its process
   * @throws EngineError with any of its codes
   */
  cutout(picture: Uint8Array | RawPicture, recipe: Recipe, options?: CutoutOptions): Promise<Cutout>;
  /** Resolves once the default model has run; rejects with `ModelUnavailable`, and tries again when it is asked again. */
  ready(): Promise<void>;
  status(): EngineStatus;
  /** Rejects what waits, lets the rest of the work end, frees everything. Safe to call twice. */
  close(): Promise<void>;
}

/** One picture on each side of those that the model works on: decoding and encoding overlap the run. */
const PICTURES_BESIDE_THE_MODEL = 2;
/** So many pictures wait for looks of other machines while one core of this one prepares and finishes others. */
const PICTURES_PER_CORE = 6;
/** Most pictures need one look, many a second one. */
const LOOKS_PER_PICTURE = 1.5;
/** Who would wait longer for a first look is told to come back. */
const LONGEST_WAIT_SECONDS = 60;
/** Workers that are replaced are back by then. */
const NOBODY_THERE_SECONDS = 5;
/** A 100 megapixel picture takes about a gigabyte while it is encoded, so it works alone. */
const MAX_WORKING_PIXELS = 110e6;
/** Masks of the last dozen photos. */
const SMALL_MASK_CACHE_BYTES = 16 * 1024 * 1024;
/** Far more than a slow machine needs; what takes longer was built to. Counted anew after every look of the model. */
const PATIENCE_MS = { base: 30_000, perMegapixel: 1500 };

/**
 * Starts an engine. The default model loads in the background; `ready` tells when it is warm. A program that has nothing
 * else to do ends although an engine is open, once no call is waited for.
 */
export function createEngine(options: EngineOptions): Engine {
  const {
    model = DEFAULT_MODEL,
    threads = availableParallelism(),
    queueLimit = 32,
    maskCacheBytes = 256 * 1024 * 1024,
    limits = DEFAULT_LIMITS,
    inferenceTimeoutMs = 120_000,
  } = options;
  const memory = resolveMemory(options.memory ?? "auto");
  const isSmall = memory === "small";
  const device = resolveDevice(options.device ?? "auto");
  const store = new ModelStore(options.modelsDir, {
    device,
    custom: options.customModels ?? [],
    precision: options.precision ?? "auto",
  });
  const runner =
    options.segmenter ??
    new LocalSegmenter({ store, model, threads, device, memory, timeoutMs: inferenceTimeoutMs });
  const cacheBytes = isSmall ? Math.min(maskCacheBytes, SMALL_MASK_CACHE_BYTES) : maskCacheBytes;
  const shared = options.sharedMasks ? new SharedMaskSegmenter(runner, store, options.sharedMasks) : runner;
  const cached = cacheBytes > 0 ? new CachedSegmenter(shared, cacheBytes) : shared;
  const segmenter = options.film ? new FilmSegmenter(cached, options.film) : cached;
  const mostWorking = PICTURES_BESIDE_THE_MODEL + PICTURES_PER_CORE * availableParallelism();
  const queue = new WorkQueue({
    working: () =>
      isSmall ? 1 : Math.min(segmenter.status().lanes + PICTURES_BESIDE_THE_MODEL, mostWorking),
    workingPixels: MAX_WORKING_PIXELS,
    waiting: queueLimit,
    secondsPerImage: () => secondsUntil(segmenter.status(), LOOKS_PER_PICTURE),
  });
  const pool = new PixelPool(memory);
  let closed = false;

  /** Who asks about a picture usually hands it in next; a progressive JPEG is looked at from end to end. */
  const probed = new WeakMap<Uint8Array, ImageInfo>();

  function probeWithinLimits(bytes: Uint8Array): ImageInfo {
    const info = probed.get(bytes) ?? probe(bytes);
    probed.set(bytes, info);
    checkLimits(info, limits);
    return info;
  }

  function infoOf(picture: Uint8Array | RawPicture): ImageInfo | RawInfo {
    if (picture instanceof Uint8Array) return probeWithinLimits(picture);
    const info = probeRaw(picture);
    checkLimits(info, limits);
    return info;
  }

  async function cutout(
    picture: Uint8Array | RawPicture,
    recipe: Recipe,
    { signal, onPlace, isBackground }: CutoutOptions = {},
  ): Promise<Cutout> {
    if (closed) throw new EngineError("Aborted", "The engine is closed");
    const spec = store.spec(recipe.model ?? model);
    const info = infoOf(picture);
    if (recipe.regionOfInterest) regionBounds(recipe.regionOfInterest, info);
    const pixels = pixelsOf(info, recipe, probeWithinLimits);
    refuseIfOverloaded(segmenter.status(), isBackground);
    const arrival = performance.now();
    const leave = await queue.enter({ pixels, onPlace, isBackground, ...(signal && { signal }) });
    const waited = performance.now() - arrival;
    let priority: LookPriority = isBackground ? "background" : "new";
    const making = pool.make({
      bytes: picture instanceof Uint8Array ? picture : picture.data,
      info,
      recipe,
      model: spec,
      limits,
      async segment(input) {
        const mask = await segmenter.segment(input, {
          model: spec.name,
          priority,
          ...(signal && { signal }),
        });
        priority = "begun";
        return mask;
      },
      patienceMs: PATIENCE_MS.base + (pixels / 1e6) * PATIENCE_MS.perMegapixel,
      ...(signal && { signal }),
    });
    void making.freed.then(leave);
    const made = await making.cutout;
    return { ...made, timings: { ...made.timings, queue: waited } };
  }

  async function close(): Promise<void> {
    closed = true;
    queue.close();
    await segmenter.close();
    await pool.close();
  }

  return {
    probe: async (bytes) => probeWithinLimits(bytes),
    cutout: (...call) => keepingAlive(cutout(...call)),
    ready: () => keepingAlive(segmenter.ready()),
    status() {
      const looks = segmenter.status();
      return {
        model,
        precision: looks.runs[0]?.precision,
        threads,
        working: queue.working,
        waiting: queue.waiting,
        looks,
      };
    },
    close: () => keepingAlive(close()),
  };
}

/** Until so many looks are done, by all lanes together. */
function secondsUntil({ lanes, secondsPerLook }: SegmenterStatus, looks: number): number {
  return (looks * secondsPerLook) / Math.max(1, lanes);
}

/** Where the model's lanes are shared, their queue may be long although nobody waits here. */
function refuseIfOverloaded(status: SegmenterStatus, isBackground: boolean | undefined): void {
  if (status.lanes === 0) throw new EngineBusy(NOBODY_THERE_SECONDS, "No worker is there at the moment");
  const wait = secondsUntil(status, status.waiting);
  if (!isBackground && wait > LONGEST_WAIT_SECONDS)
    throw new EngineBusy(Math.ceil(wait - LONGEST_WAIT_SECONDS));
}

const LONG_MS = 2 ** 30;

/** An engine's processes keep no program from ending, so whoever waits for one has to. */
async function keepingAlive<T>(work: Promise<T>): Promise<T> {
  const timer = setInterval(() => {}, LONG_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
