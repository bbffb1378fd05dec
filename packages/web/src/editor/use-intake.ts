import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { siteQuery } from "../api/site.ts";
import { checkFiles, type Intake } from "./core/intake.ts";
import { editor } from "./session.ts";

/** What the server takes when it has not said yet. */
const DEFAULT_MAX_BYTES = 50 * 1024 * 1024;

export interface IntakeState {
  /** Files are being dragged over the page. */
  dragging: boolean;
  refused: Intake["refused"];
  add: (files: readonly File[]) => void;
  forgetRefused: () => void;
}

/** Takes pictures that are picked, dropped anywhere on the page or pasted. */
export function useIntake(): IntakeState {
  const { data: site } = useQuery(siteQuery);
  const [refused, setRefused] = useState<Intake["refused"]>([]);
  const [dragging, setDragging] = useState(false);

  function add(files: readonly File[]): void {
    const intake = checkFiles(files, site?.limits.maxBytes ?? DEFAULT_MAX_BYTES);
    editor.add(intake.accepted);
    setRefused(intake.refused);
  }
  const latest = useRef(add);
  latest.current = add;

  useEffect(() => {
    const filesOf = (transfer: DataTransfer | null) => [...(transfer?.files ?? [])];
    const onDragOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setDragging(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDragging(false);
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setDragging(false);
      latest.current(filesOf(event.dataTransfer));
    };
    const onPaste = (event: ClipboardEvent) => {
      const files = filesOf(event.clipboardData);
      if (files.length > 0) latest.current(files);
    };
    const listening = new AbortController();
    const { signal } = listening;
    addEventListener("dragover", onDragOver, { signal });
    addEventListener("dragleave", onDragLeave, { signal });
    addEventListener("drop", onDrop, { signal });
    addEventListener("paste", onPaste, { signal });
    return () => listening.abort();
  }, []);

  return { dragging, refused, add, forgetRefused: () => setRefused([]) };
}
