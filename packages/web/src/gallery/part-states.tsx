import { Camera, Heart } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Workers } from "../admin/Workers.tsx";
import { ApiError } from "../api/api-error.ts";
import { Footer } from "../app/Footer.tsx";
import { Header } from "../app/Header.tsx";
import { en } from "../i18n/en/index.ts";
import { Button } from "../ui/Button.tsx";
import { Choice } from "../ui/Choice.tsx";
import { ColorField } from "../ui/ColorField.tsx";
import { CopyField } from "../ui/CopyField.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { FilePicker } from "../ui/FilePicker.tsx";
import { Form } from "../ui/Form.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { ErrorNotice, Notice } from "../ui/Notice.tsx";
import { Select } from "../ui/Select.tsx";
import { Slider } from "../ui/Slider.tsx";
import { Spinner } from "../ui/Spinner.tsx";
import { Switch } from "../ui/Switch.tsx";
import { TextField } from "../ui/TextField.tsx";
import { ADA, answerWithoutServer } from "./answers.ts";
import type { State } from "./state.ts";

const GROUP = "Parts";

function Sheet({ children }: { children: ReactNode }) {
  return <div className="mx-auto flex w-full max-w-xl flex-col gap-4 p-4">{children}</div>;
}

function Held<T>({
  first,
  children,
}: {
  first: T;
  children: (value: T, set: (value: T) => void) => ReactNode;
}) {
  const [value, setValue] = useState(first);
  return children(value, setValue);
}

const LOOKS = ["primary", "secondary", "quiet", "danger"] as const;

/** The parts that everything is made of. */
export const PART_STATES: readonly State[] = [
  {
    id: "buttons",
    group: GROUP,
    name: "Buttons: looks, disabled, at work, pressed",
    show: () => (
      <Sheet>
        {LOOKS.map((look) => (
          <div key={look} className="flex flex-wrap gap-2">
            <Button look={look}>{look}</Button>
            <Button look={look} disabled>
              disabled
            </Button>
            <Button look={look}>
              <Spinner /> at work
            </Button>
          </div>
        ))}
        <div className="flex gap-2">
          <IconButton icon={Heart} label="not pressed" aria-pressed={false} />
          <IconButton icon={Heart} label="pressed" aria-pressed />
          <IconButton icon={Heart} label="disabled" disabled />
          <FilePicker
            label="Choose files"
            accept="image/*"
            icon={<Camera aria-hidden className="size-4" />}
            onFiles={() => {}}
          />
          <FilePicker
            iconOnly
            look="quiet"
            label="Choose a file"
            accept="image/*"
            icon={<Camera aria-hidden className="size-4" />}
            onFiles={() => {}}
          />
        </div>
      </Sheet>
    ),
  },
  {
    id: "fields",
    group: GROUP,
    name: "Fields: empty, filled, wrong, long",
    show: () => (
      <Sheet>
        <TextField label="Empty" placeholder="as it is" />
        <TextField label="With a hint" hint="Something to know before" defaultValue="filled" />
        <TextField label="Wrong" problem="1 to 10000, or empty" defaultValue="20000" />
        <TextField label="Disabled" disabled defaultValue="not now" />
        <Select
          label="Select"
          hint="The platform's own"
          value="b"
          options={[
            { value: "a", label: "A" },
            { value: "b", label: "B" },
          ]}
          onValue={() => {}}
        />
        <CopyField
          label="To copy"
          text={
            "curl https://example.org/rmbg \\\n  -H 'x-api-key: ac_Qm3vXw4Jk8Rb1yTn6Zs0Lc7Vd2Hf5Pg9t9Zw' \\\n  -F image=@photo.jpg"
          }
        />
        <Held first="#cc2244">
          {(value, set) => <ColorField label="Color" value={value} onValue={set} />}
        </Held>
        <Held first={40}>
          {(value, set) => <Slider label="Slider" value={value} min={0} max={100} unit="%" onValue={set} />}
        </Held>
        <Held first={true}>{(value, set) => <Switch label="Switch" checked={value} onChecked={set} />}</Held>
        <Held first="one">
          {(value, set) => (
            <Choice
              label="Choice"
              value={value}
              options={["one", "two", "a longer one that wraps"].map((option) => ({
                value: option,
                label: option,
              }))}
              onValue={set}
            />
          )}
        </Held>
      </Sheet>
    ),
  },
  {
    id: "form",
    group: GROUP,
    name: "Form whose sending fails",
    show: () => (
      <Sheet>
        <Form
          submit="Send"
          onSubmit={async () => {
            throw new ApiError({ code: "network", message: "gallery" });
          }}
        >
          <TextField label="Name" name="name" required />
        </Form>
      </Sheet>
    ),
  },
  {
    id: "notices",
    group: GROUP,
    name: "Every error of the server, and a success",
    show: () => (
      <Sheet>
        <Notice kind="success">It worked</Notice>
        {Object.keys(en.errors).map((code) => (
          <ErrorNotice key={code} error={new ApiError({ code, message: code, status: 400 })} />
        ))}
      </Sheet>
    ),
  },
  {
    id: "dialog",
    group: GROUP,
    name: "Dialog with a long title",
    show: () => (
      <Dialog
        title="Remove all of the two hundred and fifty-six pictures with very-long-file-names.jpeg?"
        onClose={() => {}}
      >
        <p className="mb-4">What you painted on them goes as well.</p>
        <Button look="danger" className="w-full">
          Remove all
        </Button>
      </Dialog>
    ),
  },
  {
    id: "frame-guest",
    group: GROUP,
    name: "Header and footer for a guest",
    show: () => (
      <>
        <Header />
        <div className="grow" />
        <Footer />
      </>
    ),
  },
  {
    id: "frame-account",
    group: GROUP,
    name: "Header and footer for an administrator",
    prepare: async () => answerWithoutServer({ ...ADA, role: "admin" }),
    show: () => (
      <>
        <Header />
        <div className="grow" />
        <Footer />
      </>
    ),
  },
  {
    id: "workers",
    group: GROUP,
    name: "Workers of an API node, one without a warm model",
    show: () => (
      <Sheet>
        <Workers queue={{ waiting: 3, workers: WORKERS }} />
      </Sheet>
    ),
  },
  {
    id: "no-workers",
    group: GROUP,
    name: "An API node without workers",
    show: () => (
      <Sheet>
        <Workers queue={{ waiting: 0, workers: [] }} />
      </Sheet>
    ),
  },
];

const WORKERS: Parameters<typeof Workers>[0]["queue"]["workers"] = [
  {
    id: "0d9c2f1e-55a1-4f0e-9f0c-0a51b6d3c1aa",
    host: "alphacut-worker-7d9f8b6c5d-x2x4q",
    version: "1.0.0",
    device: "cuda",
    precision: "float32",
    models: ["isnet", "birefnet-general"],
    lanes: 2,
    secondsPerLook: 0.084,
    restarts: 1,
  },
  {
    id: "77ab41f3-0b53-4c6a-8e5e-0a51b6d3c1bb",
    host: "gpu-2",
    version: "1.0.0",
    models: ["isnet"],
    lanes: 1,
    secondsPerLook: 1,
    restarts: 0,
  },
];
