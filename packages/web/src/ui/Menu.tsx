import clsx from "clsx";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";

export const MENU_ITEM_CLASS =
  "flex min-h-10 cursor-pointer items-center gap-2 rounded-md px-3 text-sm outline-none data-highlighted:bg-accent-soft";

interface MenuProps {
  /** A button; it gets the menu's behavior. */
  trigger: ReactNode;
  children: ReactNode;
}

/** Not modal: locking the page's scroll would need a style sheet at run time. */
export function Menu({ trigger, children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-30 min-w-44 rounded-xl border border-line bg-surface p-1 text-ink shadow-xl"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface RadioMenuProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; lang?: string }[];
  onValue: (value: Value) => void;
}

/** A group of menu entries of which one holds. */
export function RadioMenu<Value extends string>({ label, value, options, onValue }: RadioMenuProps<Value>) {
  return (
    <DropdownMenu.RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onValue(next as Value)}
    >
      <DropdownMenu.Label className="px-3 pt-2 pb-1 text-xs text-muted">{label}</DropdownMenu.Label>
      {options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          value={option.value}
          lang={option.lang}
          className={clsx(MENU_ITEM_CLASS, "data-[state=checked]:font-semibold data-[state=checked]:text-accent")}
        >
          {option.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
