import type { Browser, Page } from "playwright-core";
import type { Product } from "./product.ts";
import { type Visit, type VisitOptions, visit } from "./visit.ts";

export const PASSWORD = "correct horse battery";

/** What every suite works with: one browser and one running product. */
export interface Given {
  browser: () => Browser;
  product: () => Product;
}

/** Makes an account whose address is confirmed. */
export async function addUser(product: Product, email: string, more: object = {}): Promise<void> {
  await product.admin("POST", "/users", { email, password: PASSWORD, emailVerified: true, ...more });
}

/** Somebody who has an account and is signed in. */
export async function visitAs(
  { browser, product }: Given,
  email: string,
  { account = {}, ...options }: VisitOptions & { account?: object } = {},
): Promise<Visit> {
  await addUser(product(), email, account);
  const visitor = await visit(browser(), product().url, options);
  await visitor.open("/sign-in");
  await signIn(visitor.page, email);
  await visitor.page.getByRole("heading", { name: "Usage" }).waitFor();
  return visitor;
}

export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
}

export async function uidOf(product: Product, email: string): Promise<string> {
  const { users } = await product.admin("GET", `/users?email=${encodeURIComponent(email)}`);
  return (users as { uid: string }[])[0]!.uid;
}
