import clsx from "clsx";
import type { ReactNode } from "react";
import { buttonClass } from "./Button.tsx";

interface FilePickerProps {
  label: string;
  icon?: ReactNode;
  accept: string;
  multiple?: boolean;
  /** A whole folder is chosen, with all below it. */
  folder?: boolean;
  look?: "primary" | "secondary" | "quiet";
  /** Shows the label only to screen readers and as a tooltip. */
  iconOnly?: boolean;
  className?: string;
  onFiles: (files: File[]) => void;
}

/** A file input that looks like a button; the input itself takes focus and keys. */
export function FilePicker({
  label,
  icon,
  accept,
  multiple,
  folder,
  look = "primary",
  iconOnly,
  className,
  onFiles,
}: FilePickerProps) {
  return (
    <label
      title={iconOnly ? label : undefined}
      className={buttonClass(
        look,
        clsx(
          "relative cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
          iconOnly && "size-10 px-0!",
          className,
        ),
      )}
    >
      {icon}
      <span className={iconOnly ? "sr-only" : undefined}>{label}</span>
      <input
        type="file"
        className="sr-only"
        accept={accept}
        multiple={multiple}
        {...(folder && { webkitdirectory: "" })}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // So that the same file can be chosen again.
          event.target.value = "";
        }}
      />
    </label>
  );
}
