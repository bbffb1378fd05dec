import { type Command, InvalidArgumentError, Option } from "commander";
import type { Context, ExitCode } from "../context.ts";
import { addExamples } from "../help/examples.ts";
import { integer } from "../recipe/numbers.ts";

type End = (code: Promise<ExitCode>) => Promise<void>;

const load = () => import("./admin.ts");
const user = ["<user>", "uid or e-mail address"] as const;

/** `alphacut admin …`; nothing that the commands need is loaded before one runs. */
export function addAdminCommands(program: Command, context: Context, end: End): void {
  const admin = program
    .command("admin")
    .description("manage a running server (ALPHACUT_URL, ALPHACUT_ADMIN_TOKEN)");
  const users = admin.command("users").description("accounts");
  addUserCommands(users, context, end);
  addAccountCommands(users, context, end);
  addKeyCommands(admin.command("keys").description("API keys"), context, end);
  const status = admin
    .command("status")
    .description("version, model, images in work and waiting, storage, recent errors")
    .addOption(json())
    .action((options) =>
      end(import("./admin-status.ts").then(({ showStatus }) => showStatus(options, context))),
    );
  addExamples(status, ["alphacut admin status", "alphacut admin status --json | jq .engine.waiting"]);
  const audit = admin
    .command("audit")
    .description("what administrators did, newest first; nobody can change it")
    .argument("[user]", "uid or e-mail address; everybody when absent")
    .addOption(
      new Option("--limit <number>", "how many at most").argParser(integer(1, 1_000_000)).default(50),
    )
    .addOption(json("one line for each entry on standard output"))
    .action((name, options) =>
      end(import("./admin-audit.ts").then(({ showAudit }) => showAudit(name, options, context))),
    );
  addExamples(audit, ["alphacut admin audit", "alphacut admin audit ada@example.com --json | jq .reason"]);
  const mail = admin
    .command("mail-test")
    .description("send a mail that only says that mails work")
    .argument("<email>")
    .addOption(json())
    .action((to, options) => end(load().then(({ sendTestMail }) => sendTestMail(to, options, context))));
  addExamples(mail, ["alphacut admin mail-test me@example.com"]);
  const backup = admin
    .command("backup")
    .description("write the embedded database of a running server into a file")
    .argument("<file>", "- for standard output")
    .action((file) => end(import("./admin-backup.ts").then(({ backUp }) => backUp(file, context))));
  addExamples(backup, ["alphacut admin backup alphacut-$(date +%F).tar.gz"]);
  const restore = admin
    .command("restore")
    .description("lay a backup ready in ALPHACUT_DATA_DIR: the next start of the server takes it")
    .argument("<file>", "- for standard input")
    .action((file) => end(import("./admin-backup.ts").then(({ restore }) => restore(file, context))));
  addExamples(restore, ["alphacut admin restore alphacut-2026-03-15.tar.gz && systemctl restart alphacut"]);
  admin
    .command("usage")
    .description("usage counters")
    .command("rebuild")
    .description("count again from the entries in the database")
    .addOption(json())
    .action((options) => end(load().then(({ rebuildUsage }) => rebuildUsage(options, context))));
}

function addUserCommands(users: Command, context: Context, end: End): void {
  const list = users
    .command("list")
    .description("accounts, what they used this month and have left")
    .argument("[query]", "part of an e-mail address or of a name; everybody when absent")
    .addOption(
      new Option("--limit <number>", "how many at most").argParser(integer(1, 1_000_000)).default(50),
    )
    .option("--all", "all of them")
    .addOption(
      new Option(
        "--sort <order>",
        "the newest first, by address, seen last, or most used this month",
      ).choices(["newest", "email", "lastSeen", "usage"]),
    )
    .option("--plan <label>", "only those with this plan")
    .addOption(new Option("--role <role>", "only those with this role").choices(["user", "admin"]))
    .addOption(
      new Option("--state <state>", "only those in this state").choices([
        "active",
        "suspended",
        "unconfirmed",
      ]),
    )
    .addOption(json("one line for each account on standard output"))
    .action((query, options) => end(load().then(({ listUsers }) => listUsers(query, options, context))));
  addExamples(list, [
    "alphacut admin users list",
    "alphacut admin users list example.com --limit 200",
    "alphacut admin users list --sort usage --plan Pro",
    "alphacut admin users list --all --json | jq -r 'select(.suspended).email'",
  ]);

  const create = users
    .command("create")
    .description("make an account")
    .argument("<email>")
    .option("--password-stdin", "read its password from standard input");
  for (const option of userOptions()) create.addOption(option);
  create.action((email, options) =>
    end(load().then(({ createUser }) => createUser(email, options, context))),
  );
  addExamples(create, [
    "alphacut admin users create ada@example.com --email-verified --plan Pro",
    "alphacut admin users create root@example.com --email-verified --role admin --password-stdin < password",
  ]);

  users
    .command("show")
    .description("the account of an e-mail address")
    .argument("<email>")
    .addOption(json())
    .action((email, options) => end(load().then(({ showUser }) => showUser(email, options, context))));

  const set = users
    .command("set")
    .description("change an account")
    .argument(...user);
  for (const option of userOptions()) set.addOption(option);
  set
    .option("--no-email-verified", "its address is not confirmed")
    .option("--suspended", "refuse its requests")
    .option("--no-suspended", "take its requests again")
    .addOption(new Option("--billing-period <start,end>", "seconds since 1970").argParser(billingPeriod))
    .action((name, options) => end(load().then(({ setUser }) => setUser(name, options, context))));
  addExamples(set, [
    "alphacut admin users set ada@example.com --plan Ultra --prepaid-credits 500",
    "alphacut admin users set ada@example.com --role admin --reason 'on call from May on'",
    "alphacut admin users set ada@example.com --suspended",
  ]);
}

/** What is done to an account as a whole. */
function addAccountCommands(users: Command, context: Context, end: End): void {
  const reason = () => new Option("--reason <text>", "why, for the audit trail");
  const reset = users
    .command("reset-password")
    .description("mail a link for a new password; printed where mails go into files")
    .argument(...user)
    .addOption(reason())
    .addOption(json())
    .action((name, options) =>
      end(load().then(({ resetPassword }) => resetPassword(name, options, context))),
    );
  addExamples(reset, ["alphacut admin users reset-password ada@example.com"]);
  const remove = users
    .command("delete")
    .description("delete an account with its keys, jobs and files; this cannot be undone")
    .argument("<email>", "the whole address")
    .addOption(reason())
    .action((email, options) => end(load().then(({ deleteUser }) => deleteUser(email, options, context))));
  addExamples(remove, ["alphacut admin users delete ada@example.com --reason 'asked for it'"]);
  const exported = users
    .command("export")
    .description("everything that is known about an account, as JSON")
    .argument(...user)
    .action((name) => end(load().then(({ exportUser }) => exportUser(name, context))));
  addExamples(exported, ["alphacut admin users export ada@example.com > ada.json"]);
}

function addKeyCommands(keys: Command, context: Context, end: End): void {
  const list = keys
    .command("list")
    .description("every key that an account ever had, newest first")
    .argument(...user)
    .addOption(json("one line for each key on standard output"))
    .action((name, options) => end(load().then(({ listKeys }) => listKeys(name, options, context))));
  addExamples(list, ["alphacut admin keys list ada@example.com"]);
  const create = keys
    .command("create")
    .description("make a key; it is shown once")
    .argument(...user)
    .option("--name <name>", "to tell it from others")
    .option("--expires-at <time>", "ISO 8601, such as 2030-01-31T00:00:00Z")
    .addOption(json())
    .action((name, options) => end(load().then(({ createKey }) => createKey(name, options, context))));
  addExamples(create, [
    "alphacut admin keys create ada@example.com --name shop",
    "KEY=$(alphacut admin keys create ada@example.com --json | jq -r .key)",
  ]);
  const revoke = keys
    .command("revoke")
    .description("make a key worthless")
    .argument(...user)
    .argument("<key-id>", "as keys list shows it")
    .action((name, key) => end(load().then(({ revokeKey }) => revokeKey(name, key, context))));
  addExamples(revoke, ["alphacut admin keys revoke ada@example.com KEY-ID"]);
}

const json = (what = "JSON on one line of standard output, for scripts") => new Option("--json", what);

function userOptions(): Option[] {
  return [
    new Option("--plan <label>", "name of a plan"),
    new Option("--role <role>", "what it may administer: nothing, or this server").choices(["user", "admin"]),
    new Option("--prepaid-credits <number>", "its whole prepaid balance").argParser(
      integer(0, 1_000_000_000),
    ),
    new Option("--email-verified", "its address is confirmed"),
    new Option("--reason <text>", "why, for the audit trail"),
    json(),
  ];
}

function billingPeriod(text: string): [startUnix: number, endUnix: number] {
  const [start, finish, ...rest] = text.split(",").map(Number);
  if (start && finish && rest.length === 0) return [start, finish];
  throw new InvalidArgumentError("It takes two times, such as 1740441600,1743033599.");
}
