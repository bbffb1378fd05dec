CREATE TABLE "credit_key_months" (
	"uid" text NOT NULL,
	"key_id" text NOT NULL,
	"month_start" bigint NOT NULL,
	"used" integer NOT NULL,
	"most" integer,
	CONSTRAINT "credit_key_months_uid_key_id_month_start_pk" PRIMARY KEY("uid","key_id","month_start"),
	CONSTRAINT "credit_key_months_limit" CHECK ("credit_key_months"."used" <= "credit_key_months"."most")
);
--> statement-breakpoint
ALTER TABLE "credit_entries" ADD COLUMN "key_id" text;--> statement-breakpoint
ALTER TABLE "credit_reservations" ADD COLUMN "key_id" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "key_id" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "monthly_limit" integer;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "allowed_origins" text[];--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "allowed_endpoints" text[];