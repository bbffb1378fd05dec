import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Choice } from "../../ui/Choice.tsx";
import { CopyField } from "../../ui/CopyField.tsx";
import { callSample, SAMPLE_LANGUAGES, type SampleLanguage } from "./call-samples.ts";

/** A call of the API with a key, in the language that is chosen. */
export function CallSamples({ apiKey }: { apiKey: string }) {
  const { t } = useTranslation();
  const [language, setLanguage] = useState<SampleLanguage>("curl");
  return (
    <div className="flex flex-col gap-3">
      <Choice
        label={t("keys.tryIt")}
        value={language}
        options={SAMPLE_LANGUAGES.map((value) => ({ value, label: value }))}
        onValue={setLanguage}
      />
      <CopyField label={language} text={callSample(language, location.origin, apiKey)} />
    </div>
  );
}
