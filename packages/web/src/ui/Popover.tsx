import type { LucideIcon } from "lucide-react";
import { type ReactNode, useId, useRef } from "react";
import { IconButton } from "./IconButton.tsx";

interface PopoverProps {
  icon: LucideIcon;
  label: string;
  children: ReactNode;
}

/**
 * A button in the page's header with a small window under it. The browser's own popover: it closes on Escape and on a click
 * elsewhere, and puts its content behind the button in the order of focus. A link inside closes it.
 */
export function Popover({ icon, label, children }: PopoverProps) {
  const id = useId();
  const content = useRef<HTMLDivElement>(null);
  return (
    <>
      <IconButton icon={icon} label={label} popoverTarget={id} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link clicks it */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only what is inside is interactive */}
      <div
        ref={content}
        id={id}
        popover="auto"
        className="absolute inset-auto top-[calc(var(--header-height)-0.25rem)] max-h-[calc(100dvh-var(--header-height)-0.5rem)] overflow-y-auto right-3 w-60 rounded-xl border border-line bg-surface p-3 text-ink shadow-xl"
        onClick={(event) => {
          if ((event.target as Element).closest("a, button")) content.current?.hidePopover();
        }}
      >
        {children}
      </div>
    </>
  );
}
