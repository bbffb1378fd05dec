import { fileURLToPath } from "node:url";
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { callApi } from "../api.ts";
import { addUser, type Given, signIn, visitAs } from "../people.ts";
import { discPicture } from "../pictures.ts";
import { visit } from "../visit.ts";
import { violations } from "./pages.ts";

/** What the operator of the tested product has set up: Stripe, though none of the built-in plans has a price. */
export const OPERATED = {
  ALPHACUT_SITE_NAME: "Schnitt & Co",
  ALPHACUT_SITE_LOGO: fileURLToPath(new URL("../logo.svg", import.meta.url)),
  ALPHACUT_TERMS_URL: "https://schnitt.example/terms",
  ALPHACUT_PRIVACY_URL: "https://schnitt.example/privacy",
  ALPHACUT_IMPRINT_URL: "https://schnitt.example/imprint",
  STRIPE_SECRET_KEY: "sk_test_never_asked",
  STRIPE_WEBHOOK_SECRET: "whsec_never_asked",
};

const { ALPHACUT_TERMS_URL, ALPHACUT_PRIVACY_URL, ALPHACUT_IMPRINT_URL } = OPERATED;
const LEGAL_PAGES = [ALPHACUT_TERMS_URL, ALPHACUT_PRIVACY_URL, ALPHACUT_IMPRINT_URL];

/** What an operator makes of the product, and what stands around the editor and the dashboard. */
export function siteSuite(given: Given): void {
  describe.concurrent("the site", () => {
    test("every page carries the operator's name, logo and legal pages, from the first moment on", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url, { locale: "de-DE" });
      for (const path of ["/", "/sign-in"]) {
        await open(path);
        await page.getByRole("banner").getByRole("link", { name: "Schnitt & Co" }).waitFor();
        expect(await page.title()).toMatch(/ · Schnitt & Co$/);
        const links = page.getByRole("contentinfo").getByRole("link");
        await links.first().waitFor();
        expect(await addressesOf(links)).toEqual(LEGAL_PAGES);
        const logo = page.getByRole("banner").locator("img");
        expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(32);
      }
      await open("/");
      await page.getByLabel("Bilder auswählen").setInputFiles(await discPicture());
      await page.getByRole("button", { name: "Sprache und Design" }).click();
      const links = page.locator("[popover]:popover-open").getByRole("link");
      expect(await links.allTextContents()).toEqual(["Nutzungsbedingungen", "Datenschutz", "Impressum"]);
      expect(await addressesOf(links)).toEqual(LEGAL_PAGES);

      await open("/de/docs/credits");
      await page.getByRole("link", { name: "Schnitt & Co" }).waitFor();
      expect(await page.title()).toMatch(/ \| Schnitt & Co$/);
      await leave();

      const sent = await fetch(`${given.product().url}/`);
      const html = await sent.text();
      expect(html).toContain("<title>Schnitt &amp; Co</title>");
      expect(html).not.toMatch(/>Alphacut</);
    });

    test("the front page shows a sample before and after: the line moves once by itself, then by hand", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url);
      const moving = () => page.evaluate(() => document.getAnimations().length);
      await open("/");
      const line = page.getByRole("slider", { name: "Animal, before and after" });
      await line.waitFor();
      expect(await moving()).toBeGreaterThan(0);
      await line.press("ArrowRight");
      expect(await line.inputValue()).toBe("51");
      expect(await moving()).toBe(0);
      await page.getByRole("button", { name: "Car" }).hover();
      await page.getByRole("slider", { name: "Car, before and after" }).waitFor();
      await leave();

      const still = await visit(given.browser(), given.product().url, { reducedMotion: "reduce" });
      await still.open("/");
      await still.page.getByRole("slider", { name: "Animal, before and after" }).waitFor();
      expect(await still.page.evaluate(() => document.getAnimations().length)).toBe(0);
      await still.leave();
    });

    test("each of four samples is one click away from the editor", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url);
      for (const name of ["Person", "Product", "Animal", "Car"]) {
        await open("/");
        await page.getByRole("button", { name, exact: true }).click();
        await page.getByText("1 of 1 ready").waitFor();
        await page
          .getByRole("button", { name: new RegExp(`^Show ${name.toLowerCase()}.webp, Ready`) })
          .waitFor();
      }
      await leave();
    });

    test("the front page says what is stored, what pictures cost, and whose samples it shows, on the narrowest phone too", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url, {
        viewport: { width: 320, height: 480 },
        colorScheme: "dark",
      });
      await open("/");
      await page.getByText("never stored there").waitFor();
      await page.getByText("1,000 pictures per day").waitFor();
      await page.getByText("100 pictures per month").waitFor();
      await page.getByText("Rachel Michetti (CC0)").waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);

      const price = { amount: 1900, currency: "eur", interval: { unit: "month", count: 1 } };
      const pro = { label: "Pro", includedCredits: 2000, requestsPerMinute: 60, purchasable: true, price };
      const pack = { id: "500", credits: 500, price: { amount: 1200, currency: "eur" } };
      const account = { label: "Basic", includedCredits: 100, requestsPerMinute: 10 };
      await page.route("**/api/site/prices", (route) =>
        route.fulfill({ json: { account, plans: [pro], packs: [pack] } }),
      );
      await open("/");
      for (const text of [
        "€19.00 per month",
        "2,000 pictures per month",
        "€12.00",
        "500 pictures, whenever you like",
      ])
        await page.getByText(text).waitFor();
      await leave();
    });

    test.each(["light", "dark"] as const)(
      "the API reference has the other pages' header, and axe finds no fault of ours, %s",
      async (colorScheme) => {
        const { page, open, leave } = await visit(given.browser(), given.product().url, { colorScheme });
        await open("/reference");
        await page.getByRole("heading", { name: "Schnitt & Co", level: 1 }).waitFor();
        await page.getByText("Background removal on a server of your own").waitFor();
        const links = page.getByRole("banner").getByRole("link");
        expect(await links.allTextContents()).toEqual(
          expect.arrayContaining(["Schnitt & Co", "Editor", "Guides", "API", "Sign in"]),
        );
        // The library puts a button into a button, which cannot be mended from outside.
        const found = (await violations(page)).filter((text) => !text.startsWith("nested-interactive"));
        expect(found).toEqual([]);
        await page.getByRole("banner").getByRole("link", { name: "Editor" }).click();
        await page.getByRole("heading", { name: "Remove the background." }).waitFor();
        await leave();
      },
    );

    test("who is signed in finds a key filled in at the API reference, uses it, and revokes it", async () => {
      const product = given.product();
      await addUser(product, "reads-api@example.org");
      const { page, open, leave } = await visit(given.browser(), product.url);
      await open("/reference");
      await page.getByText("Try requests with your own key").getByRole("link", { name: "Sign in" }).click();
      await signIn(page, "reads-api@example.org");
      await page.getByText("Requests that you try here use the key").waitFor();
      const key = await keyIn(page);
      expect((await callApi(product, key)).status).toBe(200);
      await page.reload();
      expect(await keyIn(page)).toBe(key);

      await page.getByRole("button", { name: "Revoke it" }).click();
      await page.getByText("Requests that you try here are sent without a key.").waitFor();
      expect((await callApi(product, key)).status).toBe(401);
      await page.getByRole("button", { name: "Create a key for this page" }).click();
      expect(await keyIn(page)).not.toBe(key);
      await open("/dashboard/keys");
      await page.getByText("API reference", { exact: true }).first().waitFor();
      await leave();
    });

    test("mails call the product by the operator's name", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url);
      await open("/forgot-password");
      await addUser(given.product(), "mailed@example.org");
      await page.getByLabel("Email address").fill("mailed@example.org");
      await page.getByRole("button", { name: "Send the link" }).click();
      const mail = await given.product().mailTo("mailed@example.org");
      expect(mail).toMatch(/^From: "?Schnitt & Co"? <alphacut@localhost>/m);
      expect(mail.replaceAll("=\r\n", "")).toContain("Schnitt & Co account");
      await leave();
    });

    test("with Stripe but without prices, administrators are told what is missing, and others whom to ask", async () => {
      const user = await visitAs(given, "buys-nothing@example.org");
      await user.open("/dashboard/billing");
      await user.page.getByText("Nothing is for sale here. Ask the operator").waitFor();
      const contact = user.page.getByRole("main").getByRole("link", { name: "Contact help@example.org" });
      expect(await contact.getAttribute("href")).toBe("mailto:help@example.org");
      expect(await user.page.getByText("ALPHACUT_PLANS").count()).toBe(0);
      await user.leave();

      const account = { role: "admin" };
      const admin = await visitAs(given, "sells-nothing@example.org", { account });
      await admin.open("/dashboard/billing");
      await admin.page.getByText("no plan and no pack of prepaid credits has a price").waitFor();
      await admin.page.getByRole("link", { name: "How to set up plans and Stripe" }).click();
      await admin.page.waitForURL(/\/docs\/self-hosting#plans$/);
      await admin.page.getByRole("heading", { name: "Plans" }).waitFor();
      await admin.leave();
    });

    test("the guides name the server in samples for its readers, and never in those for its own machine", async () => {
      const product = given.product();
      const { page, open, leave } = await visit(given.browser(), product.url);
      await open("/docs/operating");
      const proxy = page.locator(".language-nginx code", { hasText: "proxy_pass" });
      await proxy.getByText("server 127.0.0.1:8080").waitFor();
      await page.getByRole("link", { name: "Quick start" }).first().click();
      await page
        .locator(".language-sh code", { hasText: `${product.url}/rmbg` })
        .first()
        .waitFor();
      await page.goBack();
      await proxy.getByText("server 127.0.0.1:8080").waitFor();
      await leave();
    });
  });
}

function addressesOf(links: Locator): Promise<(string | null)[]> {
  return links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
}

/** The API key that the reference has filled in; waits until there is one. */
async function keyIn(page: Page): Promise<string> {
  await page.getByText("Requests that you try here use the key").waitFor();
  const found = await page.waitForFunction(() => {
    const values = [...document.querySelectorAll("input")].map(({ value }) => value);
    return values.find((value) => value.startsWith("ac_"));
  });
  return (await found.jsonValue()) as string;
}
