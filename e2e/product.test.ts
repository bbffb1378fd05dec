import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { accountSuite } from "./account-suite.ts";
import { adminSuite } from "./admin-suite.ts";
import { editorSuite } from "./editor-suite.ts";
import { pagesSuite } from "./pages-suite.ts";
import { photoSuite } from "./photo-suite.ts";
import { describeInChromium, launchChromium } from "./support/chromium.ts";
import { type Product, startProduct } from "./support/product.ts";
import { troubleSuite } from "./trouble-suite.ts";

// One file, so that one browser and one server serve all tests.
describeInChromium("the product in a browser", (executable) => {
  let browser: Browser;
  let product: Product;

  beforeAll(async () => {
    [browser, product] = await Promise.all([launchChromium(executable), startProduct()]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), product?.close()]);
  });

  const given = { browser: () => browser, product: () => product };
  editorSuite(given);
  accountSuite(given);
  adminSuite(given);
  pagesSuite(given);
  troubleSuite(given);
  photoSuite(given);
});
