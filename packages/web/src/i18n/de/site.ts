import type { SiteSentences } from "../translation.ts";

export const site: SiteSentences = {
  app: {
    skip: "Zum Inhalt springen",
    editor: "Editor",
    docs: "Anleitungen",
    reference: "API",
    dashboard: "Dashboard",
    signIn: "Anmelden",
    signUp: "Konto erstellen",
    signOut: "Abmelden",
    support: "Hilfe",
    terms: "Nutzungsbedingungen",
    privacy: "Datenschutz",
    imprint: "Impressum",
    menu: "Menü",
    preferences: "Sprache und Darstellung",
    language: "Sprache",
    theme: "Darstellung",
    themeSystem: "Wie das System",
    themeLight: "Hell",
    themeDark: "Dunkel",
    close: "Schließen",
    save: "Speichern",
    saved: "Gespeichert",
    copy: "Kopieren",
    copied: "Kopiert",
    retry: "Erneut versuchen",
    loading: "Wird geladen …",
    notFound: "Diese Seite gibt es nicht",
    notFoundText: "Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen.",
    toEditor: "Zum Editor",
    crashed: "Auf dieser Seite ist etwas kaputtgegangen",
    crashedText: "Es wurde nichts übertragen. Meist hilft es, die Seite neu zu laden.",
    reload: "Neu laden",
  },
  errors: {
    unknown:
      "Der Server hat einen Fehler gemeldet, den er nicht erklärt ({{status}}). Bitte versuchen Sie es erneut.",
    network:
      "Der Server ist nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es dann erneut; hier geht nichts verloren.",
    timeout: "Der Server hat zu lange nicht geantwortet. Bitte versuchen Sie es erneut.",
    no_image: "Es ist kein Bild angekommen. Bitte wählen Sie es noch einmal aus.",
    empty_file: "Diese Datei ist leer.",
    unsupported_type:
      "Dieser Dateityp wird nicht unterstützt. Verwenden Sie JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF oder BMP.",
    device_cannot_read:
      "Dieser Browser kann Bilder dieser Art nicht lesen. Schalten Sie „Auf diesem Gerät“ aus und versuchen Sie es erneut: Vielleicht kann es der Server.",
    device_cannot_run:
      "Dieses Gerät konnte das Modell nicht laden oder hat zu wenig Speicher dafür. Versuchen Sie es erneut oder schalten Sie „Auf diesem Gerät“ aus.",
    device_cannot_write: "Dieser Browser kann Dateien dieser Art nicht schreiben. Bitte wählen Sie PNG.",
    invalid_image: "Diese Datei ist beschädigt oder kein Bild.",
    file_too_large: "Diese Datei ist zu groß.",
    image_too_large:
      "Dieses Bild oder sein Ergebnis ist zu groß: Eine Seite ist zu lang, oder es sind zu viele Pixel.",
    invalid_recipe:
      "Der Server nimmt diese Einstellungen nicht an. Prüfen Sie die Größe, die Farben und die größte Datei.",
    invalid_correction:
      "Die Pinselstriche ließen sich nicht anwenden. Nehmen Sie den letzten zurück und versuchen Sie es erneut.",
    invalid_background: "Das Hintergrundbild kann nicht verwendet werden. Wählen Sie ein anderes Bild.",
    address_needs_key:
      "Für Bilder über ihre Adresse ist ein Konto nötig. Melden Sie sich an oder speichern Sie das Bild und fügen Sie die Datei hinzu.",
    invalid_address: "Das ist nicht die Adresse eines Bildes im Netz.",
    address_not_allowed: "Von dieser Adresse darf der Server keine Bilder holen.",
    download_failed: "Unter dieser Adresse ist kein Bild, oder ihr Server gibt es nicht heraus.",
    unauthenticated: "Sie sind abgemeldet. Melden Sie sich an und versuchen Sie es erneut.",
    account_suspended: "Dieses Konto ist gesperrt. Bitte wenden Sie sich an den Betreiber.",
    email_not_verified:
      "Ihre E-Mail-Adresse ist noch nicht bestätigt. Öffnen Sie den Link in der E-Mail, die wir Ihnen geschickt haben.",
    foreign_origin:
      "Diese Seite wurde unter einer Adresse geöffnet, die der Server nicht kennt. Fragen Sie den Betreiber nach PUBLIC_URL.",
    too_many_requests:
      "Das war zu schnell für Ihren Tarif. Warten Sie einen Moment und versuchen Sie es dann erneut.",
    daily_limit: "Die kostenlosen Bilder für heute sind aufgebraucht. Mit einem Konto bekommen Sie mehr.",
    key_not_allowed: "Dieser API-Schlüssel ist auf andere Seiten oder Endpunkte beschränkt.",
    key_limit: "Dieser API-Schlüssel hat sein Monatslimit erreicht. Erhöhen Sie es unter „API-Schlüssel“.",
    no_credits: "Ihr Guthaben ist aufgebraucht. Ein größerer Tarif oder Prepaid-Guthaben hilft sofort.",
    busy: "Der Server ist ausgelastet. Bitte versuchen Sie es gleich noch einmal.",
    internal:
      "Auf dem Server ist etwas schiefgegangen. Es wurde nichts berechnet; bitte versuchen Sie es erneut.",
    storage_unavailable:
      "Der Server erreicht seine Datenbank nicht. Bitte versuchen Sie es gleich noch einmal.",
    forbidden: "Ihr Konto darf das nicht.",
    not_found: "Das gibt es nicht mehr.",
    invalid_request: "Der Server nimmt diese Eingabe nicht an. Bitte prüfen Sie sie.",
    billing_disabled: "Auf diesem Server sind keine Zahlungen eingerichtet.",
    billing_unavailable: "Der Zahlungsdienst antwortet nicht. Bitte versuchen Sie es gleich noch einmal.",
    email_taken: "Zu dieser Adresse gibt es schon ein Konto.",
    own_account: "Sie können sich nicht selbst aussperren. Bitten Sie einen anderen Administrator darum.",
    no_subject: "In diesem Bild ist kein Motiv.",
    wrong_job_state: "Der Stand des Auftrags lässt das nicht mehr zu.",
    idempotency_conflict: "Diese Anfrage kam schon mit anderem Inhalt.",
    too_many_jobs:
      "Zu viele Aufträge sind noch nicht fertig. Warten Sie auf einige, oder brechen Sie sie ab.",
    too_many_webhooks: "Mehr Webhooks kann ein Konto nicht haben. Löschen Sie zuerst einen.",
    too_many_items:
      "Ihr Tarif erlaubt weniger Bilder in einem Auftrag. Legen Sie für die übrigen einen weiteren an.",
    storage_full:
      "Für weitere Dateien ist kein Platz. Löschen Sie fertige Aufträge, oder warten Sie, bis sie ablaufen.",
    too_many_keys: "Mehr Schlüssel kann ein Konto nicht haben. Widerrufen Sie zuerst einen.",
    invalid_email_or_password: "E-Mail-Adresse und Passwort passen nicht zusammen.",
    invalid_password: "Dieses Passwort stimmt nicht.",
    invalid_email: "Das ist keine E-Mail-Adresse.",
    password_too_short: "Das Passwort ist zu kurz. Nehmen Sie mindestens {{minimum}} Zeichen.",
    password_too_long: "Das Passwort ist zu lang.",
    invalid_token: "Dieser Link ist verbraucht oder zu alt. Fordern Sie einen neuen an.",
    token_expired: "Dieser Link ist zu alt. Fordern Sie einen neuen an.",
    user_not_found: "Dieses Konto gibt es nicht mehr.",
    email_already_verified: "Diese E-Mail-Adresse ist schon bestätigt. Melden Sie sich an.",
    credential_account_not_found:
      "Dieses Konto hat kein Passwort; es meldet sich über einen anderen Dienst an.",
    provider_not_found: "Über diesen Dienst kann man sich auf diesem Server nicht anmelden.",
    provider_failed:
      "Der andere Dienst hat Sie nicht angemeldet. Versuchen Sie es noch einmal oder nehmen Sie Ihre E-Mail-Adresse.",
  },
};
