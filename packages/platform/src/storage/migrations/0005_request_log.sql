CREATE TABLE "request_lines" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"uid" text NOT NULL,
	"key_id" text,
	"endpoint" text NOT NULL,
	"status" integer NOT NULL,
	"ms" integer NOT NULL,
	"credits" integer NOT NULL,
	"request_id" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "request_lines_by_account" ON "request_lines" USING btree ("uid","id");--> statement-breakpoint
CREATE INDEX "request_lines_by_age" ON "request_lines" USING btree ("at");