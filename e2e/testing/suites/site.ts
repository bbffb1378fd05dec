import { describe, expect, test } from "vitest";
import { type Given, visitAs } from "../people.ts";
import { visit } from "../visit.ts";

/** What the operator of the tested product has set up: Stripe, though none of the built-in plans has a price. */
export const OPERATED = {
  STRIPE_SECRET_KEY: "sk_test_never_asked",
  STRIPE_WEBHOOK_SECRET: "whsec_never_asked",
};

/** What an operator makes of the product, and what stands around the editor and the dashboard. */
export function siteSuite(given: Given): void {
  describe.concurrent("the site", () => {
    test("with Stripe but without prices, administrators are told what is missing, and others whom to ask", async () => {
      const user = await visitAs(given, "buys-nothing@example.org");
      await user.open("/dashboard/billing");
      await user.page.getByText("Nothing can be bought here. Ask the operator").waitFor();
      const contact = user.page.getByRole("main").getByRole("link", { name: "Ask at help@example.org" });
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
      await proxy.getByText("proxy_pass http://127.0.0.1:8080;").waitFor();
      await page.getByRole("link", { name: "Quick start" }).first().click();
      await page
        .locator(".language-sh code", { hasText: `${product.url}/rmbg` })
        .first()
        .waitFor();
      await page.goBack();
      await proxy.getByText("proxy_pass http://127.0.0.1:8080;").waitFor();
      await leave();
    });
  });
}
