import type { ReactNode } from "react";
import { usePageTitle } from "../app/use-page-title.ts";

interface AuthCardProps {
  title: string;
  text?: string;
  children: ReactNode;
}

/** The frame of the sign-in pages. */
export function AuthCard({ title, text, children }: AuthCardProps) {
  usePageTitle(title);
  return (
    <div className="cutting-mat flex grow items-center justify-center px-4 py-10">
      <div className="flex w-full max-w-md flex-col gap-5 rounded-2xl border border-line bg-surface p-6 shadow-sm sm:p-8">
        <div className="flex flex-col gap-1">
          <h1 className="text-2xl font-semibold">{title}</h1>
          {text !== undefined && <p className="text-muted">{text}</p>}
        </div>
        {children}
      </div>
    </div>
  );
}
