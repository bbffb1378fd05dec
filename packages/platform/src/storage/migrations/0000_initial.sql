CREATE TABLE "identities" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ip_address" text,
	"user_agent" text,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"language" text NOT NULL,
	"plan" text NOT NULL,
	"suspended_at" timestamp with time zone,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
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
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"last4" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_customers" ADD CONSTRAINT "billing_customers_uid_users_id_fk" FOREIGN KEY ("uid") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identities_user_id" ON "identities" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user_id" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verifications_identifier" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "billing_customers_by_account" ON "billing_customers" USING btree ("uid");--> statement-breakpoint
CREATE INDEX "billing_subscriptions_by_customer" ON "billing_subscriptions" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "credit_accounts_unsynced" ON "credit_accounts" USING btree ("uid") WHERE revision > synced_revision;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_entries_closed_once" ON "credit_entries" USING btree ("operation_id") WHERE kind IN ('settle', 'release', 'expire');--> statement-breakpoint
CREATE INDEX "credit_entries_by_account" ON "credit_entries" USING btree ("uid","at");--> statement-breakpoint
CREATE INDEX "credit_reservations_by_expiry" ON "credit_reservations" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "credit_reservations_by_account" ON "credit_reservations" USING btree ("uid");--> statement-breakpoint
CREATE INDEX "api_keys_user_id" ON "api_keys" USING btree ("user_id");