import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Notice } from "../ui/Notice.tsx";

interface CameraDialogProps {
  onPhoto: (photo: File) => void;
  onClose: () => void;
}

const JPEG_QUALITY = 0.95;

/** Takes one photo with the device's camera. */
export function CameraDialog({ onPhoto, onClose }: CameraDialogProps) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<"denied" | "missing" | null>(null);
  const [running, setRunning] = useState(false);

  useEffect(() => {
    let stream: MediaStream | undefined;
    let closed = false;
    const stop = () => stream?.getTracks().forEach((track) => void track.stop());
    openCamera()
      .then((opened) => {
        stream = opened;
        if (closed) stop();
        else if (video.current) video.current.srcObject = opened;
      })
      .catch((error: unknown) => {
        const name = error instanceof DOMException ? error.name : "";
        setProblem(name === "NotFoundError" || name === "NotSupportedError" ? "missing" : "denied");
      });
    return () => {
      closed = true;
      stop();
    };
  }, []);

  async function shoot(): Promise<void> {
    const { videoWidth: width, videoHeight: height } = video.current!;
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d")!.drawImage(video.current!, 0, 0);
    const photo = await canvas.convertToBlob({ type: "image/jpeg", quality: JPEG_QUALITY });
    onPhoto(new File([photo], `photo-${Date.now()}.jpg`, { type: photo.type }));
    onClose();
  }

  return (
    <Dialog title={t("camera.title")} onClose={onClose}>
      {problem ? (
        <Notice kind="error">{t(`camera.${problem}`)}</Notice>
      ) : (
        <>
          <video
            ref={video}
            aria-label={t("camera.preview")}
            className="mb-4 aspect-4/3 w-full rounded-lg bg-black object-contain"
            autoPlay
            playsInline
            muted
            onLoadedMetadata={() => setRunning(true)}
          />
          <Button look="primary" className="w-full" disabled={!running} onClick={() => void shoot()}>
            {t("camera.shoot")}
          </Button>
        </>
      )}
    </Dialog>
  );
}

/** The camera that looks away from the user where there are two, in the best resolution it has. */
async function openCamera(): Promise<MediaStream> {
  // Browsers hide the camera from pages that are not served securely.
  if (!navigator.mediaDevices) throw new DOMException("No camera here", "NotSupportedError");
  return navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment", width: { ideal: 4096 }, height: { ideal: 4096 } },
  });
}
