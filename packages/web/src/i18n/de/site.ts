import type { SiteSentences } from "../translation.ts";

export const site: SiteSentences = {
  app: {
    description:
      "Hintergrund aus Fotos entfernen, im Browser oder per API, auf dem eigenen Server: Freisteller mit transparentem, weißem oder neuem Hintergrund.",
    skip: "Zum Inhalt springen",
    editor: "Editor",
    docs: "Anleitungen",
    reference: "API (englisch)",
    dashboard: "Dashboard",
    signIn: "Anmelden",
    signUp: "Registrieren",
    signOut: "Abmelden",
    support: "Hilfe",
    terms: "Nutzungsbedingungen",
    privacy: "Datenschutz",
    imprint: "Impressum",
    menu: "Menü",
    preferences: "Sprache und Design",
    language: "Sprache",
    theme: "Design",
    themeSystem: "Wie im System",
    themeLight: "Hell",
    themeDark: "Dunkel",
    close: "Schließen",
    save: "Speichern",
    saved: "Gespeichert",
    copy: "Kopieren",
    copied: "Kopiert",
    retry: "Erneut versuchen",
    loading: "Wird geladen …",
    notFound: "Seite nicht gefunden",
    notFoundText: "Vielleicht enthält die URL einen Tippfehler, oder die Seite wurde verschoben.",
    toEditor: "Zum Editor",
    crashed: "Auf dieser Seite ist ein Fehler aufgetreten",
    crashedText: "Es wurden keine Daten gesendet. Meist hilft es, die Seite neu zu laden.",
    reload: "Neu laden",
  },
  errors: {
    unknown:
      "Auf dem Server ist ein unbekannter Fehler aufgetreten ({{status}}). Bitte versuchen Sie es erneut.",
    network:
      "Der Server ist nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es dann erneut; hier geht nichts verloren.",
    timeout: "Der Server hat nicht rechtzeitig geantwortet. Bitte versuchen Sie es erneut.",
    no_image: "Es ist kein Bild angekommen. Bitte wählen Sie es noch einmal aus.",
    empty_file: "Diese Datei ist leer.",
    unsupported_type:
      "Dieser Dateityp wird nicht unterstützt. Verwenden Sie JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF oder BMP.",
    device_cannot_read:
      "Dieser Browser kann dieses Bildformat nicht lesen. Schalten Sie „Auf diesem Gerät“ aus und versuchen Sie es erneut: Möglicherweise kann der Server es lesen.",
    device_cannot_run:
      "Dieses Gerät konnte das Modell nicht laden oder hat zu wenig Speicher dafür. Versuchen Sie es erneut oder schalten Sie „Auf diesem Gerät“ aus.",
    device_cannot_write: "Dieser Browser kann dieses Dateiformat nicht schreiben. Bitte wählen Sie PNG.",
    invalid_image: "Diese Datei ist beschädigt oder kein Bild.",
    file_too_large: "Diese Datei ist zu groß.",
    image_too_large:
      "Dieses Bild oder das Ergebnis ist zu groß: Eine Seite ist zu lang, oder es hat zu viele Pixel.",
    invalid_recipe:
      "Der Server akzeptiert diese Einstellungen nicht. Prüfen Sie die Größe, die Farben und die maximale Dateigröße.",
    invalid_correction:
      "Die Pinselstriche ließen sich nicht anwenden. Machen Sie den letzten rückgängig und versuchen Sie es erneut.",
    invalid_background: "Das Hintergrundbild kann nicht verwendet werden. Wählen Sie ein anderes Bild.",
    address_needs_key:
      "Um Bilder über ihre URL hinzuzufügen, müssen Sie angemeldet sein. Melden Sie sich an oder speichern Sie das Bild und fügen Sie die Datei hinzu.",
    invalid_address: "Das ist nicht die URL eines Bildes im Web.",
    address_not_allowed: "Von dieser URL darf der Server keine Bilder abrufen.",
    download_failed: "Unter dieser URL gibt es kein Bild, oder der andere Server gibt es nicht heraus.",
    unauthenticated: "Sie sind abgemeldet. Melden Sie sich an und versuchen Sie es erneut.",
    account_suspended: "Dieses Konto ist gesperrt. Bitte wenden Sie sich an den Betreiber.",
    email_not_verified:
      "Ihre E-Mail-Adresse ist noch nicht bestätigt. Öffnen Sie den Link in der E-Mail, die wir Ihnen gesendet haben.",
    foreign_origin:
      "Diese Seite wurde unter einer URL geöffnet, die der Server nicht kennt. Bitten Sie den Betreiber, PUBLIC_URL zu prüfen.",
    too_many_requests:
      "Sie haben das Rate-Limit Ihres Tarifs erreicht. Warten Sie einen Moment und versuchen Sie es dann erneut.",
    daily_limit:
      "Die kostenlosen Bilder für heute sind aufgebraucht. Registrieren Sie sich, um mehr zu erhalten.",
    key_not_allowed: "Dieser API-Schlüssel ist auf andere Seiten oder Endpunkte beschränkt.",
    key_limit: "Dieser API-Schlüssel hat sein Monatslimit erreicht. Erhöhen Sie es unter „API-Schlüssel“.",
    no_credits:
      "Ihre Credits sind aufgebraucht. Wechseln Sie in einen größeren Tarif oder kaufen Sie Prepaid-Credits.",
    busy: "Der Server ist ausgelastet. Bitte versuchen Sie es gleich noch einmal.",
    internal:
      "Auf dem Server ist ein Fehler aufgetreten. Es wurde nichts berechnet; bitte versuchen Sie es erneut.",
    storage_unavailable:
      "Der Server erreicht seine Datenbank nicht. Bitte versuchen Sie es gleich noch einmal.",
    forbidden: "Ihr Konto hat dafür keine Berechtigung.",
    not_found: "Dieses Element ist nicht mehr vorhanden.",
    invalid_request: "Der Server akzeptiert diese Eingabe nicht. Bitte prüfen Sie sie.",
    billing_disabled: "Auf diesem Server sind keine Zahlungen eingerichtet.",
    billing_unavailable: "Der Zahlungsdienst antwortet nicht. Bitte versuchen Sie es gleich noch einmal.",
    email_taken: "Zu dieser E-Mail-Adresse gibt es bereits ein Konto.",
    own_account:
      "Sie können Ihr eigenes Konto nicht sperren und sich die Administratorrolle nicht selbst entziehen. Bitten Sie einen anderen Administrator darum.",
    no_subject: "In diesem Bild wurde kein Motiv gefunden.",
    wrong_job_state: "Im aktuellen Status des Jobs ist das nicht mehr möglich.",
    idempotency_conflict: "Diese Anfrage wurde bereits mit anderem Inhalt gesendet.",
    too_many_jobs:
      "Sie haben zu viele nicht abgeschlossene Jobs. Warten Sie, bis einige fertig sind, oder brechen Sie welche ab.",
    too_many_webhooks: "Ihr Konto hat bereits die maximale Anzahl an Webhooks. Löschen Sie zuerst einen.",
    too_many_items:
      "Ihr Tarif erlaubt nicht so viele Bilder in einem Job. Erstellen Sie für die übrigen einen weiteren.",
    storage_full:
      "Ihr Speicherplatz für Dateien ist belegt. Löschen Sie abgeschlossene Jobs oder warten Sie, bis sie ablaufen.",
    too_many_presets: "Ihr Konto hat bereits die maximale Anzahl an Vorlagen. Entfernen Sie zuerst eine.",
    too_many_keys: "Ihr Konto hat bereits die maximale Anzahl an Schlüsseln. Widerrufen Sie zuerst einen.",
    invalid_email_or_password: "E-Mail-Adresse oder Passwort ist falsch.",
    invalid_password: "Dieses Passwort ist falsch.",
    invalid_email: "Diese E-Mail-Adresse ist ungültig.",
    password_too_short: "Das Passwort ist zu kurz. Verwenden Sie mindestens {{minimum}} Zeichen.",
    password_too_long: "Das Passwort ist zu lang.",
    invalid_token: "Dieser Link wurde bereits verwendet oder ist abgelaufen. Fordern Sie einen neuen an.",
    token_expired: "Dieser Link ist abgelaufen. Fordern Sie einen neuen an.",
    user_not_found: "Dieses Konto gibt es nicht mehr.",
    email_already_verified: "Diese E-Mail-Adresse ist bereits bestätigt. Melden Sie sich an.",
    credential_account_not_found:
      "Dieses Konto hat kein Passwort. Melden Sie sich über den Dienst an, mit dem Sie sich registriert haben.",
    provider_not_found: "Die Anmeldung über diesen Dienst ist auf diesem Server nicht möglich.",
    provider_failed:
      "Die Anmeldung über den anderen Dienst ist fehlgeschlagen. Versuchen Sie es noch einmal oder verwenden Sie Ihre E-Mail-Adresse.",
  },
};
