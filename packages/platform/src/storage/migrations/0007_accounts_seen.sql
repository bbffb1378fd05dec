ALTER TABLE "users" ADD COLUMN "low_credit_threshold" integer;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "low_credit_told_cycle" bigint;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "last_seen_at" timestamp with time zone DEFAULT to_timestamp(0) NOT NULL;--> statement-breakpoint
CREATE INDEX "users_by_last_seen" ON "users" USING btree ("last_seen_at","id");--> statement-breakpoint
CREATE INDEX "users_by_plan" ON "users" USING btree ("plan","created_at","id");--> statement-breakpoint
CREATE INDEX "users_suspended" ON "users" USING btree ("created_at","id") WHERE suspended_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "users_unconfirmed" ON "users" USING btree ("created_at","id") WHERE NOT email_verified;--> statement-breakpoint
CREATE INDEX "users_administrators" ON "users" USING btree ("created_at","id") WHERE role = 'admin';--> statement-breakpoint
CREATE INDEX "credit_months_by_use" ON "credit_months" USING btree ("month_start",(app + api),"uid");