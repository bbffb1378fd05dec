import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { callApi } from "../api.ts";
import { addUser, type Given, PASSWORD, signIn, uidOf, visitAs } from "../people.ts";
import { discPicture } from "../pictures.ts";
import { addPictures, contentOf, visit } from "../visit.ts";

/** Accounts and the dashboard. */
export function accountSuite(given: Given): void {
  describe.concurrent("account", () => {
    test("from sign-up over the mail to a key, an API call and its usage", async () => {
      const product = given.product();
      const { page, open, leave } = await visit(given.browser(), product.url);
      await open("/sign-up");
      await page.getByLabel("Name").fill("Kim Example");
      await page.getByLabel("Email address").fill("kim@example.org");
      await page.getByLabel("Password").fill(PASSWORD);
      await page.getByRole("main").getByRole("button", { name: "Create account" }).click();
      await page.getByRole("heading", { name: "Check your email" }).waitFor();

      await page.goto(linkIn(await product.mailTo("kim@example.org")));
      await page.getByRole("heading", { name: "Usage" }).waitFor();

      await page.getByRole("link", { name: "API keys" }).click();
      await page.getByRole("button", { name: "New key" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name").fill("shop");
      await dialog.getByRole("button", { name: "New key" }).click();
      const key = await dialog.getByRole("textbox", { name: "shop" }).inputValue();
      const curl = await dialog.getByRole("textbox", { name: "curl" }).inputValue();
      expect(curl).toContain(`-H "x-api-key: ${key}"`);
      expect(curl).toContain(`${product.url}/rmbg`);
      for (const language of ["JavaScript", "Python"]) {
        await dialog.getByRole("radio", { name: language }).check({ force: true });
        const sample = await dialog.getByRole("textbox", { name: language }).inputValue();
        expect(sample).toContain(`"x-api-key": "${key}"`);
      }
      await dialog.getByRole("button", { name: "I have copied it" }).click();
      expect(await page.content()).not.toContain(key);

      expect((await callApi(product, key)).status).toBe(200);
      await open("/");
      await addPictures(page, [await discPicture()]);
      await page.getByText("98 credits left").waitFor();

      await open("/dashboard");
      await page.getByText("98 of 100 included in Basic").waitFor();
      const chart = page.getByRole("slider", { name: "Pictures per day, by editor and API" });
      await chart.focus();
      const newest = page.locator("figure p").getByText(/: Editor 1, API 1$/);
      await newest.waitFor();
      await chart.press("ArrowLeft");
      await page
        .locator("figure p")
        .getByText(/: Editor 0, API 0$/)
        .waitFor();
      const { width, height } = (await page.locator("figure svg").boundingBox())!;
      await page.locator("figure svg").hover({ position: { x: width - 3, y: height / 2 } });
      await newest.waitFor();
      await page.getByText("Show as a table").click();
      const today = page.getByRole("table").first().getByRole("row").last();
      expect(await today.getByRole("cell").allTextContents()).toEqual(["1", "1", "2"]);
      for (const title of ["Monthly", "By billing period"]) {
        const table = page.locator("section", { hasText: title }).getByRole("table");
        const newest = table.getByRole("row").nth(1);
        expect([title, await newest.getByRole("cell").allTextContents()]).toEqual([title, ["1", "1", "2"]]);
      }
      await leave();
    });

    test("the request log shows what each key did, and is downloaded as a file", async () => {
      const product = given.product();
      const { page, open, leave } = await visitAs(given, "logged@example.org");
      const { key } = (await product.admin(
        "POST",
        `/users/${await uidOf(product, "logged@example.org")}/keys`,
        { name: "counter" },
      )) as { key: string };
      expect((await callApi(product, key)).status).toBe(200);
      await open("/dashboard/keys");
      await page.getByText("Credits: 1, requests: 1").waitFor();
      await page.getByRole("link", { name: "Requests" }).click();
      const row = page.getByRole("table").getByRole("row").nth(1);
      await row.getByText("counter").waitFor();
      const cells = await row.getByRole("cell").allTextContents();
      expect(cells.slice(1, 4)).toEqual(["counter", "POST /rmbg", "200"]);
      expect(cells[5]).toBe("1");
      await page.getByLabel("Key", { exact: true }).selectOption({ index: 1 });
      await page.getByText("counter", { exact: true }).waitFor();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Download as CSV" }).click(),
      ]);
      const { name, data } = await contentOf(download);
      expect(name).toBe("requests.csv");
      expect(data.toString()).toContain(`"counter","POST /rmbg",200,`);
      await leave();
    });

    test("a key gets another name and limits, and stops at once when it is revoked", async () => {
      const product = given.product();
      const { page, open, leave } = await visitAs(given, "revoke@example.org");
      const { key } = (await product.admin(
        "POST",
        `/users/${await uidOf(product, "revoke@example.org")}/keys`,
        {
          name: "laptop",
        },
      )) as { key: string };
      expect((await callApi(product, key)).status).toBe(200);
      await open("/dashboard/keys");
      await page.getByRole("button", { name: "Edit: laptop" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name").fill("old laptop");
      await dialog.getByLabel("Maximum credits per month").fill("1");
      await dialog.getByLabel("/v1.0").check();
      await dialog.getByRole("button", { name: "Save" }).click();
      await page.getByText("1 of 1 credits").waitFor();
      expect((await callApi(product, key)).status).toBe(403);
      await page.getByRole("button", { name: "Edit: old laptop" }).click();
      expect(await dialog.getByLabel("/v1.0").isChecked()).toBe(true);
      await dialog.getByLabel("/v1.0").uncheck();
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.waitFor({ state: "detached" });
      expect((await callApi(product, key)).status).toBe(200);
      await page.getByRole("button", { name: "Revoke: old laptop" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
      await page.getByText("No keys yet").waitFor();
      expect((await callApi(product, key)).status).toBe(401);
      await leave();
    });

    test("a key expires when told, is exchanged for another, and both are copied, with HTTPS or without", async () => {
      const product = given.product();
      const { page, context, open, leave } = await visitAs(given, "copy@example.org");
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await open("/dashboard/keys");
      await page.getByRole("button", { name: "New key" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name").fill("batch");
      await dialog.getByLabel("Expires").selectOption("in 30 days");
      await dialog.getByRole("button", { name: "New key" }).click();
      const first = await copyKey(page);
      expect(await paste(page)).toBe(first);
      const expiry = new Date(Date.now() + 30 * 86_400_000);
      await page.getByText(expiry.toLocaleDateString("en", { dateStyle: "medium" })).waitFor();

      // As browsers do on pages without HTTPS, such as those of a server in the house.
      await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
      await page.getByRole("button", { name: "Replace: batch" }).click();
      await dialog.getByRole("button", { name: "Replace" }).click();
      const second = await copyKey(page);
      expect(await paste(page)).toBe(second);
      expect((await callApi(product, first)).status).toBe(401);
      expect((await callApi(product, second)).status).toBe(200);
      await leave();
    });

    test("a plan and credits are bought and the portal opens where Stripe is set up", async () => {
      const { page, open, leave } = await visitAs(given, "buyer@example.org");
      const asked: unknown[] = [];
      const monthly = { amount: 1900, currency: "eur", interval: { unit: "month", count: 1 } };
      await page.route("**/api/account/billing", (route) =>
        route.fulfill({
          json: {
            enabled: true,
            hasCustomer: true,
            plans: [
              { label: "Basic", includedCredits: 100, requestsPerMinute: 30, purchasable: false },
              {
                label: "Pro",
                includedCredits: 1000,
                requestsPerMinute: 60,
                purchasable: true,
                price: monthly,
              },
            ],
            packs: [{ id: "pack-500", credits: 500, price: { amount: 1200, currency: "eur" } }],
          },
        }),
      );
      // Stripe's page is left at once.
      await page.route(/billing\/(checkout|portal)$/, (route) => {
        asked.push(route.request().postDataJSON());
        return route.fulfill({ json: { url: "/dashboard/billing?checkout=done" } });
      });
      await open("/dashboard/billing");
      await page.getByText("€19.00 per month").waitFor();
      for (const button of ["Choose Pro", "Buy: 500 credits", "Open the billing portal"]) {
        await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: button }).click()]);
        await page.getByText("Thank you! We're confirming your payment").waitFor();
      }
      expect(asked).toEqual([{ plan: "Pro" }, { pack: "pack-500" }, null]);
      await leave();
    });

    test("who has no credits left is told so, and nothing is lost", async () => {
      const product = given.product();
      const { page, open, leave } = await visitAs(given, "empty@example.org", {
        account: { plan: "Per Usage" },
        expectsFailures: true,
      });
      await open("/");
      await page.getByLabel("Choose pictures").setInputFiles(await discPicture());
      await page.getByRole("alert").getByText("You're out of credits").waitFor();
      await product.admin("PATCH", `/users/${await uidOf(product, "empty@example.org")}`, {
        prepaidCredits: 1,
      });
      await page.getByRole("button", { name: "Try again", exact: true }).click();
      await page.getByText("1 of 1 ready").waitFor();
      await page.getByText("0 credits left").waitFor();
      await leave();
    });

    test("a forgotten password is replaced by mail", async () => {
      const product = given.product();
      await addUser(product, "forgetful@example.org");
      const { page, open, leave } = await visit(given.browser(), product.url);
      await open("/sign-in");
      await page.getByRole("link", { name: "Forgot your password?" }).click();
      await page.getByRole("heading", { name: "Reset your password" }).waitFor();
      await page.getByLabel("Email address").fill("forgetful@example.org");
      await page.getByRole("button", { name: "Send the link" }).click();
      await page.getByText("If forgetful@example.org has an account").waitFor();
      await page.goto(linkIn(await product.mailTo("forgetful@example.org")));
      await page.getByLabel("New password").fill("another long password");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Your password was changed").waitFor();
      await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
      await signIn(page, "forgetful@example.org", "another long password");
      await page.getByRole("heading", { name: "Usage" }).waitFor();
      await leave();
    });

    test("a wrong password is answered with a sentence, not with a code", async () => {
      await addUser(given.product(), "wrong@example.org");
      const { page, open, leave } = await visit(given.browser(), given.product().url, {
        expectsFailures: true,
      });
      await open("/sign-in");
      await signIn(page, "wrong@example.org", "not the password");
      await page.getByRole("alert").getByText("Incorrect email address or password.").waitFor();
      await leave();
    });

    test("who comes back without having been signed in is told why, and a used-up link leads to another", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url, {
        expectsFailures: true,
      });
      await open("/sign-in?error=access_denied");
      await page.getByRole("alert").getByText("Sign-in with the other service failed").waitFor();
      await open("/sign-in?verified=true&error=TOKEN_EXPIRED");
      await page.getByRole("alert").getByText("This link has expired or was already used").waitFor();
      await open("/reset-password?token=used-up");
      await page.getByLabel("New password").fill("another long password");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("alert").getByText("This link has expired or was already used").waitFor();
      await page.getByRole("link", { name: "Request another link" }).click();
      await page.getByRole("heading", { name: "Reset your password" }).waitFor();
      await leave();
    });

    test("a session that has ended elsewhere leads to sign-in, and from there back", async () => {
      const { page, context, open, leave } = await visitAs(given, "ended@example.org", {
        expectsFailures: true,
      });
      await open("/dashboard/keys");
      await page.getByText("No keys yet").waitFor();
      await context.clearCookies();
      await page.getByRole("button", { name: "New key" }).click();
      await page.getByRole("dialog").getByLabel("Name").fill("too late");
      await page.getByRole("dialog").getByRole("button", { name: "New key" }).click();
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await signIn(page, "ended@example.org");
      await page.getByText("No keys yet").waitFor();
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("banner").getByRole("link", { name: "Sign in" }).waitFor();
      await page.getByRole("heading", { name: "Remove the background." }).waitFor();
      expect(new URL(page.url()).pathname).toBe("/");
      await leave();
    });

    test("who asks for it is mailed when credits run low, and takes all data along as a file", async () => {
      const product = given.product();
      const { page, open, leave } = await visitAs(given, "low@example.org");
      await open("/dashboard/profile");
      await page.getByLabel("Send an email at this many credits").fill("99");
      const form = page.locator("form", { hasText: "Send an email at this many credits" });
      await form.getByRole("button", { name: "Save" }).click();
      await form.getByText("Saved").waitFor();
      const { key } = (await product.admin("POST", `/users/${await uidOf(product, "low@example.org")}/keys`, {
        name: "shop",
      })) as { key: string };
      expect((await callApi(product, key)).status).toBe(200);
      expect(await product.mailTo("low@example.org")).toContain("/dashboard/billing");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Export as JSON" }).click(),
      ]);
      const { name, data } = await contentOf(download);
      expect(name).toBe("account.json");
      expect(JSON.parse(data.toString())).toMatchObject({
        account: [{ email: "low@example.org", lowCreditThreshold: 99 }],
        keys: [{ name: "shop", usedThisMonth: 1 }],
      });
      await leave();
    });

    test("name and language are kept, and the account can be deleted", async () => {
      const { page, open, leave } = await visitAs(given, "leaving@example.org");
      await open("/dashboard/profile");
      await page.getByLabel("Name").fill("Somebody Else");
      await page.getByRole("main").getByLabel("Language").selectOption("de");
      await page.getByRole("button", { name: "Save" }).first().click();
      await page.getByRole("heading", { name: "Profil", exact: true }).waitFor();
      await page.reload();
      expect(await page.getByLabel("Name").inputValue()).toBe("Somebody Else");
      const elsewhere = await visit(given.browser(), given.product().url);
      await elsewhere.open("/sign-in");
      await signIn(elsewhere.page, "leaving@example.org");
      await elsewhere.page.getByRole("link", { name: "API-Schlüssel" }).waitFor();
      await elsewhere.context.close();
      await page.getByRole("button", { name: "Mein Konto löschen" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Geben Sie zur Bestätigung Ihr Passwort ein").fill(PASSWORD);
      await dialog.getByRole("button", { name: "Mein Konto löschen" }).click();
      await page.getByRole("link", { name: "Anmelden" }).waitFor();
      await page.getByRole("heading", { name: "Weg mit dem Hintergrund." }).waitFor();
      expect(new URL(page.url()).pathname).toBe("/");
      await leave();
    });
  });
}

/** Copies the key "batch", which is shown this once. */
async function copyKey(page: Page): Promise<string> {
  const dialog = page.getByRole("dialog");
  const key = await dialog.getByRole("textbox", { name: "batch" }).inputValue();
  await dialog.getByRole("button", { name: "Copy: batch" }).click();
  await dialog.getByText("Copied", { exact: true }).waitFor();
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  return key;
}

/** What is in the clipboard, seen by pasting it into a field. */
async function paste(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Edit: batch" }).click();
  const field = page.getByRole("dialog").getByLabel("Name");
  await field.fill("");
  await page.keyboard.press("Control+v");
  const pasted = await field.inputValue();
  await page.keyboard.press("Escape");
  return pasted;
}

/** The link in a mail; its text is quoted-printable. */
function linkIn(mail: string): string {
  const text = mail
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const link = /https?:\/\/\S+\/api\/auth\/[^\s"<>]+/.exec(text)?.[0];
  if (!link) throw new Error(`No link in this mail:\n${mail}`);
  return link.replaceAll("&amp;", "&");
}
