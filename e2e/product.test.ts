import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { describeInChromium, launchChromium } from "./testing/chromium.ts";
import { type Product, startProduct } from "./testing/product.ts";
import { accountSuite } from "./testing/suites/account.ts";
import { adminSuite } from "./testing/suites/admin.ts";
import { editorSuite } from "./testing/suites/editor.ts";
import { filesSuite } from "./testing/suites/files.ts";
import { gallerySuite } from "./testing/suites/gallery.ts";
import { gridSuite } from "./testing/suites/grid.ts";
import { handsSuite } from "./testing/suites/hands.ts";
import { keptSuite } from "./testing/suites/kept.ts";
import { onDeviceSuite } from "./testing/suites/on-device.ts";
import { pagesSuite } from "./testing/suites/pages.ts";
import { photoSuite } from "./testing/suites/photo.ts";
import { screensSuite } from "./testing/suites/screens.ts";
import { OPERATED, siteSuite } from "./testing/suites/site.ts";
import { troubleSuite } from "./testing/suites/trouble.ts";

// One file, so that one browser and one server serve all tests.
describeInChromium("the product in a browser", (executable) => {
  let browser: Browser;
  let product: Product;

  beforeAll(async () => {
    [browser, product] = await Promise.all([launchChromium(executable), startProduct(OPERATED)]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), product?.close()]);
  });

  const given = { browser: () => browser, product: () => product };
  editorSuite(given);
  filesSuite(given);
  gallerySuite(given);
  gridSuite(given);
  handsSuite(given);
  keptSuite(given);
  accountSuite(given);
  adminSuite(given);
  pagesSuite(given);
  siteSuite(given);
  screensSuite(given);
  onDeviceSuite(given);
  troubleSuite(given);
  photoSuite(given);
});
