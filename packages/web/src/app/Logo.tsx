import clsx from "clsx";
import { SITE_LOGO } from "./brand.ts";

/** The operator's logo, or ours: a shape of which one half is still there and the other only as transparency. */
export function Logo({ className }: { className?: string }) {
  if (SITE_LOGO !== undefined)
    return (
      <img src={SITE_LOGO} alt="" width={32} height={32} className={clsx("object-contain", className)} />
    );
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path d="M16 6a10 10 0 0 0 0 20z" className="fill-on-accent" />
      <g className="fill-on-accent" opacity="0.6">
        <path d="M16 6a10 10 0 0 1 5 1.34V11h-5z" />
        <path d="M21 11h3.66A10 10 0 0 1 26 16h-5z" />
        <path d="M16 16h5v5h-5z" />
        <path d="M21 21h3.66A10 10 0 0 1 21 24.66z" />
      </g>
    </svg>
  );
}
