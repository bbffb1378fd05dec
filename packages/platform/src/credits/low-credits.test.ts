import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createDirectory, type Directory } from "../accounts/directory.ts";
import type { Mail } from "../mail/messages.ts";
import { builtInCatalog } from "../plans/catalog.ts";
import type { Storage } from "../storage/database.ts";
import { describeOnEveryDatabase } from "../testing/database.ts";
import { createLowCredits, type LowCredits, lowCreditMailAt } from "./low-credits.ts";

const plan = { includedCredits: 100 };
let number = 0;

describeOnEveryDatabase("credits that run low", (open) => {
  let storage: Storage;
  let directory: Directory;
  let mails: Mail[];
  let processes: LowCredits[];
  let uid: string;
  let email: string;
  beforeAll(async () => {
    storage = await open();
    directory = createDirectory(storage.db, builtInCatalog());
  });
  afterAll(() => storage.close());
  beforeEach(async () => {
    email = `low${++number}@example.com`;
    ({ uid } = await directory.create({ email, language: "ko" }));
    mails = [];
    const mailer = { send: (mail: Mail) => void mails.push(mail) };
    const log = { info() {}, warn() {}, error() {} };
    const options = { db: storage.db, mailer, publicUrl: "https://cut.example.com", log };
    processes = [createLowCredits(options), createLowCredits(options)];
  });

  /** What is noted is written down in the background. */
  const mailed = (count: number) => expect.poll(() => mails.length).toBe(count);

  it("are told of by mail in the account's language, once in each billing period, by one of all processes", async () => {
    for (let image = 10; image >= 0; image--)
      for (const process of processes)
        process.note({ uid, plan, lowCreditThreshold: null }, { remaining: image, cycleStart: 1000 });
    await mailed(1);
    const link = "https://cut.example.com/dashboard/billing";
    const credits = expect.any(Number);
    expect(mails).toEqual([{ kind: "lowCredits", to: email, language: "ko", link, credits }]);
    for (const cycleStart of [2000, 1000])
      processes[1]!.note({ uid, plan, lowCreditThreshold: null }, { remaining: 7, cycleStart });
    await mailed(2);
    processes[0]!.note({ uid, plan, lowCreditThreshold: null }, { remaining: 6, cycleStart: 3000 });
    await mailed(3);
    expect(mails.slice(1).map(({ credits }) => credits)).toEqual([7, 6]);
  });

  it("are not told of while there are enough, nor ever to who wants no mail", async () => {
    processes[0]!.note({ uid, plan, lowCreditThreshold: null }, { remaining: 11, cycleStart: 1 });
    processes[0]!.note({ uid, plan, lowCreditThreshold: 5 }, { remaining: 6, cycleStart: 2 });
    processes[0]!.note({ uid, plan, lowCreditThreshold: 0 }, { remaining: 0, cycleStart: 3 });
    processes[0]!.note({ uid, plan, lowCreditThreshold: 5 }, { remaining: 5, cycleStart: 4 });
    await mailed(1);
    expect(mails).toMatchObject([{ credits: 5 }]);
  });

  it.each([
    ["a tenth of the included ones", 100, null, 10],
    ["ten where none is included", 0, null, 10],
    ["what the account chose", 100, 50, 50],
    ["never", 100, 0, 0],
  ])("are told of at: %s", (_, includedCredits, lowCreditThreshold, expected) => {
    expect(lowCreditMailAt({ plan: { includedCredits }, lowCreditThreshold })).toBe(expected);
  });
});
