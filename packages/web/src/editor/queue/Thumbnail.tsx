import { Image as ImageIcon } from "lucide-react";
import { useEffect, useState } from "react";
import type { Thumbnail as Shown } from "../pixels/thumbnail.ts";

interface ThumbnailProps {
  thumbnail: Shown | null;
  className?: string;
}

/** A picture's result, small; a symbol for as long as there is none. */
export function Thumbnail({ thumbnail, className = "size-full object-cover" }: ThumbnailProps) {
  const address = useAddress(thumbnail?.image);
  if (address === undefined) {
    return <ImageIcon aria-hidden className="absolute inset-0 m-auto size-5 text-muted" />;
  }
  return <img src={address} alt="" draggable={false} className={className} />;
}

/** Where the page finds a blob for as long as it is shown. */
function useAddress(blob: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}
