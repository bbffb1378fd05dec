CREATE TABLE "billing_customers" (
	"customer_id" text PRIMARY KEY NOT NULL,
	"uid" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "billing_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "billing_subscriptions" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"event_at" bigint,
	"event_rank" integer,
	"status" text,
	"plan" text,
	"period_start" bigint,
	"period_end" bigint,
	"invoice_plan" text,
	"invoice_period_start" bigint,
	"invoice_period_end" bigint
);
--> statement-breakpoint
CREATE TABLE "credit_accounts" (
	"uid" text PRIMARY KEY NOT NULL,
	"prepaid" integer DEFAULT 0 NOT NULL,
	"granted" integer DEFAULT 0 NOT NULL,
	"period_start" bigint,
	"period_end" bigint,
	"revision" integer DEFAULT 0 NOT NULL,
	"synced_revision" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credit_allowances" (
	"uid" text NOT NULL,
	"cycle_start" bigint NOT NULL,
	"used" integer NOT NULL,
	CONSTRAINT "credit_allowances_uid_cycle_start_pk" PRIMARY KEY("uid","cycle_start")
);
--> statement-breakpoint
CREATE TABLE "credit_cycles" (
	"uid" text NOT NULL,
	"cycle_start" bigint NOT NULL,
	"cycle_end" bigint NOT NULL,
	"app" integer NOT NULL,
	"api" integer NOT NULL,
	CONSTRAINT "credit_cycles_uid_cycle_start_pk" PRIMARY KEY("uid","cycle_start")
);
--> statement-breakpoint
CREATE TABLE "credit_entries" (
	"operation_id" text NOT NULL,
	"kind" text NOT NULL,
	"uid" text NOT NULL,
	"source" text NOT NULL,
	"amount" integer NOT NULL,
	"channel" text,
	"month_start" bigint,
	"cycle_start" bigint,
	"cycle_end" bigint,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "credit_entries_operation_id_kind_pk" PRIMARY KEY("operation_id","kind")
);
--> statement-breakpoint
CREATE TABLE "credit_months" (
	"uid" text NOT NULL,
	"month_start" bigint NOT NULL,
	"app" integer NOT NULL,
	"api" integer NOT NULL,
	CONSTRAINT "credit_months_uid_month_start_pk" PRIMARY KEY("uid","month_start")
);
--> statement-breakpoint
CREATE TABLE "credit_reservations" (
	"id" text PRIMARY KEY NOT NULL,
	"uid" text NOT NULL,
	"source" text NOT NULL,
	"channel" text NOT NULL,
	"month_start" bigint NOT NULL,
	"cycle_start" bigint NOT NULL,
	"cycle_end" bigint NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credit_stream" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"epoch" text NOT NULL,
	"drained_id" text NOT NULL,
	CONSTRAINT "credit_stream_one_row" CHECK ("credit_stream"."id" = 1)
);
--> statement-breakpoint
ALTER TABLE "billing_customers" ADD CONSTRAINT "billing_customers_uid_users_id_fk" FOREIGN KEY ("uid") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "billing_customers_by_account" ON "billing_customers" USING btree ("uid");--> statement-breakpoint
CREATE INDEX "billing_subscriptions_by_customer" ON "billing_subscriptions" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "credit_accounts_unsynced" ON "credit_accounts" USING btree ("uid") WHERE revision > synced_revision;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_entries_closed_once" ON "credit_entries" USING btree ("operation_id") WHERE kind IN ('settle', 'release', 'expire');--> statement-breakpoint
CREATE INDEX "credit_entries_by_account" ON "credit_entries" USING btree ("uid","at");--> statement-breakpoint
CREATE INDEX "credit_reservations_by_expiry" ON "credit_reservations" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "credit_reservations_by_account" ON "credit_reservations" USING btree ("uid");