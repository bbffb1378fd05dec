import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { callApi } from "../api.ts";
import { addUser, type Given, signIn, uidOf, visitAs } from "../people.ts";
import { contentOf, visit } from "../visit.ts";

/** The operator's pages. */
export function adminSuite(given: Given): void {
  describe.concurrent("administration", () => {
    test("the operator makes an administrator, who finds a user, changes plan and credits, and makes a key", async () => {
      const product = given.product();
      await addUser(product, "boss@example.org");
      await product.admin("PATCH", `/users/${await uidOf(product, "boss@example.org")}`, { role: "admin" });
      await addUser(product, "wanted@example.org");
      await addUser(product, "somebody-else@example.org");
      const { key: lost } = await product.admin(
        "POST",
        `/users/${await uidOf(product, "wanted@example.org")}/keys`,
        { name: "lost" },
      );

      const { page, open, leave } = await visit(given.browser(), product.url);
      await open("/sign-in");
      await signIn(page, "boss@example.org");
      await page.getByRole("link", { name: "Users" }).click();
      // The other tests add accounts, too: without a search, it may be on the second page.
      const search = page.getByLabel("Search by email or name");
      await search.fill("somebody");
      await page.getByText("somebody-else@example.org").waitFor();
      await search.fill("WANTED");
      await page.getByText("somebody-else@example.org").waitFor({ state: "detached" });
      const dialog = await openUser(page, "wanted@example.org");
      await dialog.getByLabel("Plan").selectOption("Pro");
      await dialog.getByLabel("Prepaid credits").fill("40");
      await dialog.getByRole("button", { name: "Save" }).click();
      await page.getByText("Pro · Prepaid credits: 40").waitFor();

      await openUser(page, "wanted@example.org");
      await dialog.getByRole("button", { name: "Revoke: lost" }).click();
      await dialog.getByRole("button", { name: "Revoke “lost”?" }).click();
      await dialog.getByText("Revoked", { exact: true }).waitFor();
      expect((await callApi(product, lost as string)).status).toBe(401);
      await dialog.getByLabel("Name").fill("made for them");
      await dialog.getByRole("button", { name: "New key" }).click();
      const key = await dialog.getByRole("textbox", { name: "Copy it now" }).inputValue();
      expect((await callApi(product, key)).status).toBe(200);
      await dialog.getByLabel("Suspended").click();
      await dialog.getByRole("button", { name: "Save" }).click();
      await page.getByRole("listitem").getByText("Suspended").waitFor();
      expect((await callApi(product, key)).ok).toBe(false);
      await leave();
    });

    test("what administrators do is in the audit trail with its reason", async () => {
      const product = given.product();
      await addUser(product, "watched@example.org");
      const { page, open, leave } = await visitAs(given, "auditor@example.org", {
        account: { role: "admin" },
      });
      await open("/dashboard/admin/users");
      await page.getByLabel("Search by email or name").fill("watched@");
      const dialog = await openUser(page, "watched@example.org");
      await dialog.getByLabel("Plan").selectOption("Pro");
      await dialog.getByLabel("Reason").first().fill("won the raffle");
      await dialog.getByRole("button", { name: "Save" }).click();
      await openUser(page, "watched@example.org");
      await dialog.getByRole("link", { name: "History of this account" }).click();
      await page.getByText("Only watched@example.org").waitFor();
      const [newest, oldest] = await page.getByRole("main").locator("ol > li").allInnerTexts();
      for (const part of ["Plan: Basic → Pro", "Reason: won the raffle", "auditor@example.org"]) {
        expect(newest).toContain(part);
      }
      expect(oldest).toContain("Admin token");
      await page.getByRole("link", { name: "Show all accounts" }).click();
      const others = page.getByRole("main").locator("ol > li", { hasNotText: "watched@example.org" });
      await others.first().waitFor();
      await leave();
    });

    test("an administrator sees how the engine and the storage are", async () => {
      const { page, open, leave } = await visitAs(given, "watcher@example.org", {
        account: { role: "admin" },
        expectsFailures: true,
      });
      await open("/");
      await page
        .getByLabel("Choose pictures")
        .setInputFiles({ name: "none.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
      await page.getByRole("alert").getByText("This file is damaged").waitFor();
      await open("/dashboard/admin/system");
      for (const fact of ["Ready", "brightness", "Reachable", "Recent errors", "Totals", "Last 24 hours"]) {
        await page.getByText(fact, { exact: true }).waitFor();
      }
      await page.getByText("SMTP_URL", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Send me a test email" }).click();
      await page.getByText("Written to a file in data/outbox").waitFor();
      expect(await given.product().mailTo("watcher@example.org")).toContain("/dashboard/admin/system");
      // What a caller did wrong is no error of the server.
      expect(await page.getByText("The file is not a valid JPEG, PNG, WebP or BMP image").count()).toBe(0);
      await leave();
    });

    test("an administrator sorts users, sends a link for a new password, exports an account and deletes it", async () => {
      const product = given.product();
      await addUser(product, "goner@example.org");
      await addUser(product, "goner-too@example.org");
      const uid = await uidOf(product, "goner@example.org");
      const { key } = await product.admin("POST", `/users/${uid}/keys`, {});
      expect((await callApi(product, key as string)).status).toBe(200);
      const { page, open, leave } = await visitAs(given, "remover@example.org", {
        account: { role: "admin" },
      });
      await open("/dashboard/admin/users");
      await page.getByLabel("Search by email or name").fill("goner");
      await page.getByText("goner-too@example.org").waitFor();
      await page.getByLabel("Sort by").selectOption("Most pictures this month");
      await page.getByText("goner-too@example.org").waitFor({ state: "detached" });
      const entry = page.getByRole("main").getByRole("listitem").filter({ hasText: "goner@example.org" });
      const facts = await entry.getByRole("definition").allTextContents();
      expect(facts.slice(0, 2)).toEqual(["1", "99"]);
      expect(facts[2]).not.toBe("Not yet");

      const dialog = await openUser(page, "goner@example.org");
      await dialog.getByRole("button", { name: "Send a password reset link" }).click();
      const link = await dialog.getByRole("textbox", { name: /pass on this link/ }).inputValue();
      expect(await product.mailTo("goner@example.org")).toContain(link);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        dialog.getByRole("link", { name: "Export as JSON" }).click(),
      ]);
      expect((await contentOf(download)).data.toString()).toContain("goner@example.org");
      await dialog.getByText("Delete this account").first().click();
      await dialog.getByLabel("Type goner@example.org to confirm").fill("goner@example.com");
      await dialog.getByRole("button", { name: "Delete this account" }).click();
      await dialog.getByLabel("Type goner@example.org to confirm").fill("goner@example.org");
      await dialog.getByRole("button", { name: "Delete this account" }).click();
      await page.getByText("No accounts match.").waitFor();
      expect((await callApi(product, key as string)).status).toBe(401);
      await open(`/dashboard/admin/audit?uid=${uid}`);
      await page.getByText(/^Account deleted/).waitFor();
      await page.getByText(/^Account exported/).waitFor();
      await page.getByText(/^Password reset link sent/).waitFor();
      await leave();
    });

    test("more users than fit on a page come page by page", async () => {
      const product = given.product();
      for (let n = 0; n < 26; n++) await product.admin("POST", "/users", { email: `many-${n}@example.org` });
      const { page, open, leave } = await visitAs(given, "pager@example.org", { account: { role: "admin" } });
      await open("/dashboard/admin/users");
      await page.getByText("pager@example.org").waitFor();
      await page.getByLabel("Search by email or name").fill("many-");
      await page.getByText("pager@example.org").waitFor({ state: "detached" });
      expect(await page.getByText(/^many-/).count()).toBe(25);
      await page.getByRole("button", { name: "Show more" }).click();
      await page.getByText("many-0@example.org").waitFor();
      expect(await page.getByText(/^many-/).count()).toBe(26);
      await leave();
    });

    test("an ordinary user sees no admin pages and is refused by the API", async () => {
      const { page, open, leave } = await visitAs(given, "curious@example.org", { expectsFailures: true });
      expect(await page.getByRole("link", { name: "Users" }).count()).toBe(0);
      await open("/dashboard/admin/users");
      await page.getByRole("heading", { name: "Usage" }).waitFor();
      const status = await page.evaluate(async () => (await fetch("/api/admin/users")).status);
      expect(status).toBe(401);
      await leave();
    });
  });
}

async function openUser(page: Page, email: string) {
  await page.getByRole("button", { name: `Edit ${email}` }).click();
  return page.getByRole("dialog");
}
