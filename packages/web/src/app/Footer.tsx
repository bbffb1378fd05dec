import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { siteQuery } from "../api/site.ts";

const PAGES = ["terms", "privacy", "imprint"] as const;

/** At the end of every page that is read from top to bottom; nothing where the operator links nothing. */
export function Footer() {
  return (
    <LegalLinks
      as="footer"
      className="flex flex-wrap justify-center gap-x-6 border-t border-line px-4 py-2 text-sm"
    />
  );
}

/** Terms, privacy and imprint, as far as the operator has set them. */
export function LegalLinks({ as: Container, className }: { as: "footer" | "div"; className: string }) {
  const { t } = useTranslation();
  const { data: site } = useQuery(siteQuery);
  const links = PAGES.flatMap((page) => {
    const address = site?.links[page];
    return address === undefined ? [] : [{ page, address }];
  });
  if (links.length === 0) return null;
  return (
    <Container className={className}>
      {links.map(({ page, address }) => (
        <a key={page} href={address} className="rounded-md py-2 text-muted underline hover:text-ink">
          {t(`app.${page}`)}
        </a>
      ))}
    </Container>
  );
}
