CREATE TABLE "billing_purchases" (
	"payment_id" text PRIMARY KEY NOT NULL,
	"uid" text,
	"credits" integer,
	"amount" bigint,
	"amount_refunded" bigint DEFAULT 0 NOT NULL,
	"disputed" boolean DEFAULT false NOT NULL,
	"dispute_at" bigint,
	"taken_back" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credit_snapshots" (
	"uid" text NOT NULL,
	"month_start" bigint NOT NULL,
	"cycle_start" bigint NOT NULL,
	"cycle_end" bigint NOT NULL,
	"source" text NOT NULL,
	"channel" text NOT NULL,
	"amount" integer NOT NULL,
	CONSTRAINT "credit_snapshots_uid_month_start_cycle_start_source_channel_pk" PRIMARY KEY("uid","month_start","cycle_start","source","channel")
);
--> statement-breakpoint
ALTER TABLE "billing_purchases" ADD CONSTRAINT "billing_purchases_uid_users_id_fk" FOREIGN KEY ("uid") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credit_entries_by_age" ON "credit_entries" USING brin ("at");