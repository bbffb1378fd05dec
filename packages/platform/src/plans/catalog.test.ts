import { describe, expect, it } from "vitest";
import { builtInCatalog, parseCatalog } from "./catalog.ts";

const pro = { label: "Pro", includedCredits: 1000, requestsPerMinute: 60, stripePriceId: "price_1" };

function rejected(catalog: unknown): string {
  try {
    parseCatalog(JSON.stringify(catalog), "plans.json");
  } catch (error) {
    expect(error).toMatchObject({ name: "PlatformError", code: "InvalidInput" });
    return (error as Error).message;
  }
  throw new Error("The catalog was accepted");
}

describe("plan catalog", () => {
  it("has the six built-in plans, Basic for new accounts", () => {
    const { plans, defaultPlan, find } = builtInCatalog();
    expect(plans.map((plan) => [plan.label, plan.includedCredits, plan.requestsPerMinute])).toEqual([
      ["Basic", 100, 10],
      ["Pro", 1000, 60],
      ["Ultra", 5000, 120],
      ["Mega", 10000, 300],
      ["Premium-20000", 20000, 600],
      ["Per Usage", 0, 60],
    ]);
    expect(defaultPlan.label).toBe("Basic");
    expect(find("Mega")?.includedCredits).toBe(10000);
    expect(find("mega")).toBeUndefined();
  });

  it("is replaced whole by a file, whose first plan new accounts get", () => {
    const json = JSON.stringify({ plans: [pro], prepaidPacks: [{ credits: 500, stripePriceId: "price_2" }] });
    const catalog = parseCatalog(json, "plans.json");
    expect(catalog.defaultPlan).toEqual(pro);
    expect(catalog.prepaidPacks).toEqual([{ credits: 500, stripePriceId: "price_2" }]);
    expect(catalog.find("Basic")).toBeUndefined();
  });

  it("names the file, the place and the mistake, all mistakes at once", () => {
    const message = rejected({
      plans: [{ label: "", includedCredits: -1, requestsPerMinute: 1.5 }],
      packs: [],
    });
    expect(message).toContain("plans.json");
    for (const place of ["plans.0.label", "plans.0.includedCredits", "plans.0.requestsPerMinute", "packs"]) {
      expect(message).toContain(place);
    }
  });

  it("refuses a file without plans, with a label twice or with a price twice", () => {
    expect(rejected({ plans: [] })).toContain("plans");
    expect(rejected({ plans: [pro, { ...pro, stripePriceId: "price_2" }] })).toContain("same label");
    expect(rejected({ plans: [pro, { ...pro, label: "Ultra" }] })).toContain("same stripePriceId");
  });

  it("says so when the file is not JSON", () => {
    expect(() => parseCatalog("{", "plans.json")).toThrow(/plans\.json is not JSON/);
  });
});
