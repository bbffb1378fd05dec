import { Outlet, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useEditor } from "../editor/session.ts";
import { LiveRegion } from "../ui/Live.tsx";
import { Footer } from "./Footer.tsx";
import { Header } from "./Header.tsx";
import { REFERENCE_PATH } from "./paths.ts";
import { useProfileLanguage } from "./use-profile-language.ts";

/** What is around every page. */
export function Shell() {
  const { t } = useTranslation();
  useProfileLanguage();
  const { pathname } = useLocation();
  // With pictures, the editor fills the window.
  const editing = useEditor(({ pictures }) => pictures.length > 0);
  // The library that shows the API brings its own.
  const Content = pathname === REFERENCE_PATH ? "div" : "main";
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-40 rounded-lg bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:absolute focus:m-2"
      >
        {t("app.skip")}
      </a>
      <Header />
      <Content id="content" tabIndex={-1} className="flex min-h-0 grow flex-col outline-none">
        <Outlet />
      </Content>
      {!(editing && pathname === "/") && <Footer />}
      <LiveRegion />
    </div>
  );
}
