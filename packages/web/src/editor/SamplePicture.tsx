import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/api-error.ts";
import { ErrorNotice } from "../ui/Notice.tsx";

/** `docs/photo.jpg` as WebP: an espresso cup by Rachel Michetti, released under CC0. */
const SAMPLE = new URL("./sample.webp", import.meta.url).href;

/** A picture for those who only want to see what happens. */
export function SamplePicture({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation();
  const load = useMutation({ mutationFn: readSample, onSuccess: onFile });
  return (
    <>
      <button
        type="button"
        className="mb-2 flex items-center gap-3 rounded-lg py-1 pr-3 pl-1 underline hover:bg-sunken"
        onClick={() => load.mutate()}
      >
        <img src={SAMPLE} alt="" width={40} height={40} className="size-10 rounded-md object-cover" />
        {t("home.sample")}
      </button>
      <ErrorNotice error={load.error} />
    </>
  );
}

async function readSample(): Promise<File> {
  try {
    const answer = await fetch(SAMPLE);
    return new File([await answer.blob()], "sample.webp", { type: "image/webp" });
  } catch (error) {
    throw new ApiError({ code: "network", message: String(error) });
  }
}
