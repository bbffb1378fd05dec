import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Preferences } from "../app/Preferences.tsx";
import { Select } from "../ui/Select.tsx";
import type { State } from "./state.ts";
import { STATES } from "./states.ts";

const WIDTHS = { full: "100%", tablet: "768px", phone: "390px", narrowest: "320px" };

/** All states by group, and the one that is chosen, in a window of its own that can be as narrow as a phone. */
export function Index() {
  const { i18n } = useTranslation();
  const [chosen, setChosen] = useState<State>(STATES[0]!);
  const [width, setWidth] = useState<keyof typeof WIDTHS>("full");
  const groups = [...new Set(STATES.map(({ group }) => group))];
  return (
    <div className="flex h-dvh">
      <nav
        aria-label="States"
        className="flex w-64 shrink-0 flex-col gap-4 overflow-y-auto border-r border-line p-4"
      >
        <h1 className="text-lg font-semibold">Component gallery</h1>
        <Preferences />
        <Select
          label="Width"
          value={width}
          options={Object.keys(WIDTHS).map((value) => ({
            value: value as keyof typeof WIDTHS,
            label: value,
          }))}
          onValue={setWidth}
        />
        {groups.map((group) => (
          <section key={group}>
            <h2 className="text-sm font-semibold text-muted">{group}</h2>
            <ul>
              {STATES.filter((state) => state.group === group).map((state) => (
                <li key={state.id}>
                  <button
                    type="button"
                    data-state={state.id}
                    aria-current={state === chosen}
                    className="w-full rounded px-2 py-1 text-left text-sm hover:bg-sunken aria-[current=true]:bg-accent-soft"
                    onClick={() => setChosen(state)}
                  >
                    {state.name}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <iframe
        key={`${chosen.id} ${i18n.language} ${width}`}
        title={chosen.name}
        src={`?state=${chosen.id}`}
        className="h-full border-r border-line bg-paper"
        style={{ width: WIDTHS[width] }}
      />
    </div>
  );
}
