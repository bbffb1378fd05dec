import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { siteQuery } from "../api/site.ts";
import { droppedFiles } from "../files/dropped-files.ts";
import { TEXT_FIELDS } from "../ui/text-fields.ts";
import { addressesIn, checkFiles, type Refusal } from "./core/intake.ts";
import { pictureByAddress } from "./picture-by-address.ts";
import { editor } from "./session.ts";

/** What the server takes when it has not said yet. */
const DEFAULT_MAX_BYTES = 50 * 1024 * 1024;
/** Marks what is dragged out of this page, so that it does not come in again. */
export const OWN_DRAG = "application/x-alphacut-result";

export interface IntakeState {
  /** Files or addresses are being dragged over the page. */
  dragging: boolean;
  /** How many addresses are being fetched. */
  fetching: number;
  refused: readonly Refusal[];
  add: (files: readonly File[]) => void;
  addAddresses: (addresses: readonly string[]) => void;
  forgetRefused: () => void;
}

/** Takes pictures that are picked, dropped anywhere on the page (folders too) or pasted, as files or by their addresses. */
export function useIntake(): IntakeState {
  const { data: site } = useQuery(siteQuery);
  const [refused, setRefused] = useState<readonly Refusal[]>([]);
  const [dragging, setDragging] = useState(false);
  const [fetching, setFetching] = useState(0);

  function accept(files: readonly File[]): readonly Refusal[] {
    const intake = checkFiles(files, site?.limits.maxBytes ?? DEFAULT_MAX_BYTES);
    editor.add(intake.accepted);
    return intake.refused;
  }

  function add(files: readonly File[]): void {
    setRefused(accept(files));
  }

  /** One after the other, so that the order stays. */
  async function addAddresses(addresses: readonly string[]): Promise<void> {
    setRefused([]);
    setFetching((count) => count + addresses.length);
    for (const address of addresses) {
      try {
        const problems = accept([await pictureByAddress(address)]);
        setRefused((before) => [...before, ...problems]);
      } catch (error) {
        setRefused((before) => [...before, { name: address, error }]);
      }
      setFetching((count) => count - 1);
    }
  }

  const latest = useRef({ add, addAddresses });
  latest.current = { add, addAddresses };

  useEffect(() => {
    const isWanted = (transfer: DataTransfer | null) =>
      transfer !== null &&
      !transfer.types.includes(OWN_DRAG) &&
      (transfer.types.includes("Files") || transfer.types.includes("text/uri-list"));
    const takeText = (text: string) => {
      const addresses = addressesIn(text);
      if (addresses.length > 0) void latest.current.addAddresses(addresses);
    };
    const onDragOver = (event: DragEvent) => {
      if (!isWanted(event.dataTransfer)) return;
      event.preventDefault();
      setDragging(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDragging(false);
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setDragging(false);
      const transfer = event.dataTransfer;
      if (!transfer || !isWanted(transfer)) return;
      // A picture dragged from another page may come as both; its file needs no server.
      if (transfer.types.includes("Files"))
        droppedFiles(transfer.items).then(latest.current.add, console.warn);
      else takeText(transfer.getData("text/uri-list"));
    };
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) latest.current.add(files);
      else if (!(event.target instanceof Element && event.target.matches(TEXT_FIELDS)))
        takeText(event.clipboardData?.getData("text/plain") ?? "");
    };
    const listening = new AbortController();
    const { signal } = listening;
    addEventListener("dragover", onDragOver, { signal });
    addEventListener("dragleave", onDragLeave, { signal });
    addEventListener("drop", onDrop, { signal });
    addEventListener("paste", onPaste, { signal });
    return () => listening.abort();
  }, []);

  return {
    dragging,
    fetching,
    refused,
    add,
    addAddresses: (addresses) => void addAddresses(addresses),
    forgetRefused: () => setRefused([]),
  };
}
