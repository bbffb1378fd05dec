import { type Random, random } from "../quality/random.ts";
import { percentile, printTable } from "../report.ts";

/**
 * A fleet on paper: pictures come in bursts, are prepared on a core of an API node, cross Redis, are looked at by a worker
 * once or twice, and are finished on a core. What is waited for is found by discrete events, fed with measured times.
 */
export interface ServiceTimes {
  /** Seconds of one core of an API node: decoding and making the model's input, then edges, placing and encoding. */
  prepare: number;
  finish: number;
  /** Seconds of a worker for one look. */
  look: number;
  /** Seconds of Redis's one thread for one look, both ways. */
  redis: number;
  /** Megabytes through Redis's network card in each direction for one look. */
  megabytes: number;
}

interface Fleet {
  workers: number;
  /** API nodes, with four cores each. */
  nodes: number;
  /** Pictures that wait in each of them: `ALPHACUT_QUEUE_LIMIT`. */
  waiting: number;
  /** Megabytes a second of Redis's network card in each direction: 119 for 1 Gbit/s. */
  network: number;
}

/** Half of the pictures are looked at closely, too: the engine's own rule of thumb. */
const SECOND_LOOKS = 0.5;
/** A node works on two pictures more than there are lanes of workers, and on so many for each of its cores at most. */
const PICTURES_PER_CORE = 6;
const CORES_PER_NODE = 4;
/** Who would wait longer for a first look is told to come back. */
const LONGEST_WAIT_SECONDS = 60;
/** A burst lasts so long and brings so many times the mean; in between it is quiet. */
const BURST = { seconds: 10, factor: 3 };
const SECONDS = 600;

interface Outcome {
  offered: number;
  served: number;
  refused: number;
  p50: number;
  p95: number;
  /** Shares of the time that each was busy. */
  use: { workers: number; cores: number; redis: number; network: number };
}

/**
 * @param rate pictures a second, in the mean
 * @returns of pictures that came within ten minutes; the same for the same seed
 */
async function simulate(times: ServiceTimes, fleet: Fleet, rate: number, seed = 1): Promise<Outcome> {
  const clock = new Clock();
  const chance = random(seed);
  const cores = new Station(clock, fleet.nodes * CORES_PER_NODE);
  const workers = new Station(clock, fleet.workers);
  const redis = new Station(clock, 1);
  const network = new Station(clock, 1);
  const places = 2 + Math.min(fleet.workers, PICTURES_PER_CORE * CORES_PER_NODE);
  const admission = new Station(clock, fleet.nodes * places);
  const waits: number[] = [];
  let refused = 0;
  let offered = 0;

  async function look(rank: number): Promise<void> {
    // In and out are two ways of one cable, and about as many bytes: a look takes each once.
    await network.serve(times.megabytes / fleet.network);
    await redis.serve(times.redis / 2);
    await workers.serve(times.look, rank);
    await redis.serve(times.redis / 2);
  }

  async function picture(): Promise<void> {
    const wait = (workers.waiting * times.look) / fleet.workers;
    if (admission.waiting >= fleet.waiting * fleet.nodes || wait > LONGEST_WAIT_SECONDS)
      return void refused++;
    const arrival = clock.now;
    const leave = await admission.enter();
    await cores.serve(times.prepare, 1);
    await look(1);
    if (chance() < SECOND_LOOKS) await look(0);
    await cores.serve(times.finish, 0);
    leave();
    waits.push(clock.now - arrival);
  }

  for (const moment of arrivals(rate, chance)) {
    offered++;
    clock.at(moment, () => void picture());
  }
  await clock.run();
  const end = Math.max(SECONDS, clock.now);
  return {
    offered,
    served: waits.length,
    refused,
    p50: percentile(waits, 0.5),
    p95: percentile(waits, 0.95),
    use: {
      workers: workers.busySeconds / end / fleet.workers,
      cores: cores.busySeconds / end / (fleet.nodes * CORES_PER_NODE),
      redis: redis.busySeconds / end,
      network: network.busySeconds / end,
    },
  };
}

/** Moments of a Poisson process that is on and off in turns. */
function* arrivals(rate: number, chance: Random): Generator<number> {
  const pause = BURST.seconds * (BURST.factor - 1);
  for (let begin = 0; begin < SECONDS; begin += BURST.seconds + pause) {
    let moment = begin;
    for (;;) {
      moment -= Math.log(1 - chance()) / (rate * BURST.factor);
      if (moment > begin + BURST.seconds) break;
      yield moment;
    }
  }
}

/** Simulated time. */
class Clock {
  now = 0;
  /** A binary heap, the earliest first. */
  readonly #events: { at: number; run: () => void }[] = [];

  at(moment: number, run: () => void): void {
    const events = this.#events;
    let place = events.length;
    while (place > 0 && events[(place - 1) >> 1]!.at > moment) {
      events[place] = events[(place - 1) >> 1]!;
      place = (place - 1) >> 1;
    }
    events[place] = { at: moment, run };
  }

  pause(seconds: number): Promise<void> {
    return new Promise((resolve) => this.at(this.now + seconds, resolve));
  }

  async run(): Promise<void> {
    for (let next = this.#earliest(); next; next = this.#earliest()) {
      this.now = next.at;
      next.run();
      // Whoever waited for it goes on before time does.
      await new Promise(setImmediate);
    }
  }

  #earliest(): { at: number; run: () => void } | undefined {
    const events = this.#events;
    const first = events[0];
    const last = events.pop();
    if (!first || !last || events.length === 0) return first;
    let place = 0;
    for (let child = 1; child < events.length; child = 2 * place + 1) {
      if (child + 1 < events.length && events[child + 1]!.at < events[child]!.at) child++;
      if (events[child]!.at >= last.at) break;
      events[place] = events[child]!;
      place = child;
    }
    events[place] = last;
    return first;
  }
}

/** Something that serves a number of pictures at once, by rank and then first come, first served. */
class Station {
  readonly #clock: Clock;
  readonly #queue: { rank: number; enter: () => void }[] = [];
  #free: number;
  busySeconds = 0;

  constructor(clock: Clock, servers: number) {
    this.#clock = clock;
    this.#free = servers;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  async serve(seconds: number, rank = 0): Promise<void> {
    const leave = await this.enter(rank);
    await this.#clock.pause(seconds);
    this.busySeconds += seconds;
    leave();
  }

  /** @returns gives the place back */
  async enter(rank = 0): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else
      await new Promise<void>((enter) => {
        const later = this.#queue.findIndex((other) => other.rank > rank);
        this.#queue.splice(later < 0 ? this.#queue.length : later, 0, { rank, enter });
      });
    return () => {
      const next = this.#queue.shift();
      if (next) next.enter();
      else this.#free++;
    };
  }
}

const GIGABIT = 119;

/** 1, 10 and 100 workers under bursts that fill four fifths of them, and what happens where something else is too small. */
export async function printSimulation(times: ServiceTimes): Promise<void> {
  const fleets: Fleet[] = [
    { workers: 1, nodes: 1, waiting: 32, network: GIGABIT },
    { workers: 10, nodes: 1, waiting: 32, network: GIGABIT },
    { workers: 10, nodes: 1, waiting: 320, network: GIGABIT },
    { workers: 100, nodes: 1, waiting: 320, network: GIGABIT },
    { workers: 100, nodes: 8, waiting: 320, network: GIGABIT },
    { workers: 100, nodes: 8, waiting: 320, network: 10 * GIGABIT },
    { workers: 400, nodes: 32, waiting: 320, network: 10 * GIGABIT },
  ];
  const rows = [];
  for (const fleet of fleets) {
    const rate = (0.8 * fleet.workers) / (times.look * (1 + SECOND_LOOKS));
    const { offered, served, refused, p50, p95, use } = await simulate(times, fleet, rate);
    rows.push({
      workers: fleet.workers,
      "API nodes": fleet.nodes,
      "wait there": fleet.waiting,
      "Redis Gbit/s": fleet.network / GIGABIT,
      "offered/s": offered / SECONDS,
      "served/s": served / SECONDS,
      "refused %": (100 * refused) / offered,
      "p50 s": p50,
      "p95 s": p95,
      "workers %": 100 * use.workers,
      "cores %": 100 * use.cores,
      "network %": 100 * use.network,
      "Redis %": 100 * use.redis,
    });
  }
  const { prepare, finish, look, redis, megabytes } = times;
  const fed = `fed with ${ms(prepare)} + ${ms(finish)} of a core, a look of ${ms(look)}, ${ms(redis)} of Redis, ${megabytes.toFixed(1)} MB each way`;
  printTable(`A fleet under bursts of ${BURST.factor} times the mean, ${fed}`, rows);
}

const ms = (seconds: number) => `${(1000 * seconds).toFixed(1)} ms`;
