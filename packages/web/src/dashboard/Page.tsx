import type { ReactNode } from "react";
import { usePageTitle } from "../app/use-page-title.ts";

interface PageProps {
  title: string;
  /** Beside the title. */
  action?: ReactNode;
  children: ReactNode;
}

/** A page of the dashboard. */
export function Page({ title, action, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-semibold">{title}</h1>
        {action}
      </div>
      {children}
    </div>
  );
}

interface CardProps {
  title?: string;
  text?: string;
  children: ReactNode;
}

export function Card({ title, text, children }: CardProps) {
  return (
    <section className="flex flex-col gap-4 rounded-2xl border border-line bg-surface p-5">
      {title !== undefined && (
        <div>
          <h2 className="text-lg font-semibold">{title}</h2>
          {text !== undefined && <p className="text-sm text-muted">{text}</p>}
        </div>
      )}
      {children}
    </section>
  );
}
