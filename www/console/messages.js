// What the console says, in its languages. Knows words, not where they stand; values come in by name.

const MESSAGES = {
  en: {
    title: "Agent console", teamFigures: "Figures of the team", skipToPanel: "Skip to the customer", contacts: "Contacts", conversation: "Conversation",
    customer: "Customer", panelLoading: "The customer panel is loading.",
    panelMissing: "The customer panel could not be loaded. Build it with cargo xtask demo and load this page again.",
    queueLoading: "Asking who is waiting", queueEmpty: "Nobody is waiting.",
    unreachable: "The gateway does not answer.", unreachableHelp: "Start it with cargo xtask demo, then try again.",
    refused: "The gateway refuses this console.", refusedHelp: "Contacts and tokens are handed out in demo mode and on this machine only: start the gateway with cargo xtask demo.",
    unexpected: "The gateway answered something unexpected.", unexpectedHelp: "Its log says why. Try again once that is mended.",
    retry: "Try again", department: "Department", callBar: "Contact in hand", nobody: "Nobody in hand", pickSomebody: "Pick a contact from the queue.",
    phaseWaiting: "Waiting", phaseLive: "Live", phaseHeld: "On hold", accept: "Accept", hold: "Hold", resume: "Resume",
    transfer: "Transfer", end: "End", transferTo: "Transfer to", handOffHint: "What they should know goes into the panel: edit “This contact so far” and hand over there.",
    cancel: "Cancel", transferredTo: "Transferred to {department}",
    lines: "What was said", noLines: "Nothing has been said yet.", draft: "Your message", draftPlaceholder: "Write to {name}",
    acceptFirst: "Accept the contact to write.", send: "Send", theme: "Theme", auto: "Auto", light: "Light", dark: "Dark",
    density: "Density", comfortable: "Comfortable", compact: "Compact", language: "Language", width: "Panel", events: "Events",
    eventsTitle: "Events of the panel", noEvents: "Nothing yet. Pick a contact.", clear: "Clear", announcePicked: "{name} in hand", announceEnded: "Contact ended",
    support: "Support", sales: "Sales", billing: "Billing", marketing: "Marketing", store: "Store", web: "Web shop",
    voice: "Phone", chat: "Chat", email: "E-mail", app: "App", social: "Social", sms: "Text message", mail: "Letter",
  },
  de: {
    title: "Agentenkonsole", teamFigures: "Zahlen des Teams", skipToPanel: "Zum Kunden springen", contacts: "Kontakte", conversation: "Gespräch",
    customer: "Kunde", panelLoading: "Die Kundenansicht wird geladen.",
    panelMissing: "Die Kundenansicht konnte nicht geladen werden. Bitte mit cargo xtask demo bauen und die Seite neu laden.",
    queueLoading: "Wartende werden abgefragt", queueEmpty: "Niemand wartet.",
    unreachable: "Das Gateway antwortet nicht.", unreachableHelp: "Mit cargo xtask demo starten, dann erneut versuchen.",
    refused: "Das Gateway weist diese Konsole ab.", refusedHelp: "Kontakte und Token gibt es nur im Demobetrieb und auf diesem Rechner: das Gateway mit cargo xtask demo starten.",
    unexpected: "Das Gateway hat etwas Unerwartetes geantwortet.", unexpectedHelp: "Sein Protokoll sagt, warum. Danach erneut versuchen.",
    retry: "Erneut versuchen", department: "Abteilung", callBar: "Aktueller Kontakt", nobody: "Kein Kontakt", pickSomebody: "Wählen Sie einen Kontakt aus der Warteschlange.",
    phaseWaiting: "Wartet", phaseLive: "Verbunden", phaseHeld: "Gehalten", accept: "Annehmen", hold: "Halten", resume: "Fortsetzen",
    transfer: "Weiterleiten", end: "Beenden", transferTo: "Weiterleiten an", handOffHint: "Was dort bekannt sein sollte, gehört in die Kundenansicht: „Dieser Kontakt bisher“ ergänzen und dort übergeben.",
    cancel: "Abbrechen", transferredTo: "Weitergeleitet an {department}",
    lines: "Gesprächsverlauf", noLines: "Noch wurde nichts gesagt.", draft: "Ihre Nachricht", draftPlaceholder: "An {name} schreiben",
    acceptFirst: "Zum Schreiben den Kontakt annehmen.", send: "Senden", theme: "Thema", auto: "Auto", light: "Hell", dark: "Dunkel",
    density: "Dichte", comfortable: "Normal", compact: "Kompakt", language: "Sprache", width: "Breite", events: "Ereignisse",
    eventsTitle: "Ereignisse der Ansicht", noEvents: "Noch nichts. Wählen Sie einen Kontakt.", clear: "Leeren", announcePicked: "{name} gewählt", announceEnded: "Kontakt beendet",
    support: "Kundendienst", sales: "Vertrieb", billing: "Abrechnung", marketing: "Marketing", store: "Filiale", web: "Webshop",
    voice: "Telefon", chat: "Chat", email: "E-Mail", app: "App", social: "Soziale Netze", sms: "SMS", mail: "Brief",
  },
  fr: {
    title: "Console d’agent", teamFigures: "Chiffres de l’équipe", skipToPanel: "Aller au client", contacts: "Contacts", conversation: "Conversation",
    customer: "Client", panelLoading: "La fiche client se charge.",
    panelMissing: "La fiche client n’a pas pu être chargée. Construisez-la avec cargo xtask demo puis rechargez la page.",
    queueLoading: "Recherche des contacts en attente", queueEmpty: "Personne n’attend.",
    unreachable: "La passerelle ne répond pas.", unreachableHelp: "Démarrez-la avec cargo xtask demo, puis réessayez.",
    refused: "La passerelle refuse cette console.", refusedHelp: "Contacts et jetons n’existent qu’en mode démo et sur cette machine : démarrez la passerelle avec cargo xtask demo.",
    unexpected: "La passerelle a répondu de façon inattendue.", unexpectedHelp: "Son journal dit pourquoi. Réessayez ensuite.",
    retry: "Réessayer", department: "Service", callBar: "Contact en cours", nobody: "Aucun contact", pickSomebody: "Choisissez un contact dans la file.",
    phaseWaiting: "En attente", phaseLive: "En ligne", phaseHeld: "En pause", accept: "Accepter", hold: "Pause", resume: "Reprendre",
    transfer: "Transférer", end: "Terminer", transferTo: "Transférer à", handOffHint: "Ce qu’ils doivent savoir se note dans le panneau : complétez « Ce contact jusqu’ici » et transmettez de là.",
    cancel: "Annuler", transferredTo: "Transféré à {department}",
    lines: "Ce qui a été dit", noLines: "Rien n’a encore été dit.", draft: "Votre message", draftPlaceholder: "Écrire à {name}",
    acceptFirst: "Acceptez le contact pour écrire.", send: "Envoyer", theme: "Thème", auto: "Auto", light: "Clair", dark: "Sombre",
    density: "Densité", comfortable: "Normale", compact: "Compacte", language: "Langue", width: "Largeur", events: "Événements",
    eventsTitle: "Événements de la fiche", noEvents: "Rien encore. Choisissez un contact.", clear: "Effacer", announcePicked: "{name} sélectionné", announceEnded: "Contact terminé",
    support: "Assistance", sales: "Ventes", billing: "Facturation", marketing: "Marketing", store: "Magasin", web: "Boutique en ligne",
    voice: "Téléphone", chat: "Chat", email: "E-mail", app: "Application", social: "Réseaux sociaux", sms: "SMS", mail: "Courrier",
  },
  es: {
    title: "Consola del agente", teamFigures: "Cifras del equipo", skipToPanel: "Ir al cliente", contacts: "Contactos", conversation: "Conversación",
    customer: "Cliente", panelLoading: "Se está cargando la ficha del cliente.",
    panelMissing: "No se pudo cargar la ficha del cliente. Constrúyala con cargo xtask demo y recargue la página.",
    queueLoading: "Consultando quién espera", queueEmpty: "Nadie espera.",
    unreachable: "La pasarela no responde.", unreachableHelp: "Iníciela con cargo xtask demo e inténtelo de nuevo.",
    refused: "La pasarela rechaza esta consola.", refusedHelp: "Los contactos y las credenciales solo existen en modo demo y en este equipo: inicie la pasarela con cargo xtask demo.",
    unexpected: "La pasarela respondió algo inesperado.", unexpectedHelp: "Su registro dice por qué. Inténtelo de nuevo después.",
    retry: "Reintentar", department: "Departamento", callBar: "Contacto actual", nobody: "Ningún contacto", pickSomebody: "Elija un contacto de la cola.",
    phaseWaiting: "En espera", phaseLive: "En línea", phaseHeld: "Retenido", accept: "Aceptar", hold: "Retener", resume: "Reanudar",
    transfer: "Transferir", end: "Finalizar", transferTo: "Transferir a", handOffHint: "Lo que deben saber va en el panel: complete «Este contacto hasta ahora» y traspase desde ahí.",
    cancel: "Cancelar", transferredTo: "Transferido a {department}",
    lines: "Lo que se ha dicho", noLines: "Aún no se ha dicho nada.", draft: "Su mensaje", draftPlaceholder: "Escribir a {name}",
    acceptFirst: "Acepte el contacto para escribir.", send: "Enviar", theme: "Tema", auto: "Auto", light: "Claro", dark: "Oscuro",
    density: "Densidad", comfortable: "Normal", compact: "Compacta", language: "Idioma", width: "Ancho", events: "Eventos",
    eventsTitle: "Eventos de la ficha", noEvents: "Nada todavía. Elija un contacto.", clear: "Vaciar", announcePicked: "{name} seleccionado", announceEnded: "Contacto finalizado",
    support: "Soporte", sales: "Ventas", billing: "Facturación", marketing: "Marketing", store: "Tienda", web: "Tienda en línea",
    voice: "Teléfono", chat: "Chat", email: "Correo", app: "Aplicación", social: "Redes sociales", sms: "SMS", mail: "Carta",
  },
  ar: {
    title: "لوحة الموظف", teamFigures: "أرقام الفريق", skipToPanel: "الانتقال إلى العميل", contacts: "جهات الاتصال", conversation: "المحادثة",
    customer: "العميل", panelLoading: "يجري تحميل لوحة العميل.",
    panelMissing: "تعذّر تحميل لوحة العميل. ابنِها بالأمر \u2066cargo xtask demo\u2069 ثم أعد تحميل الصفحة.",
    queueLoading: "جارٍ السؤال عن المنتظرين", queueEmpty: "لا أحد في الانتظار.",
    unreachable: "البوابة لا تجيب.", unreachableHelp: "شغّلها بالأمر \u2066cargo xtask demo\u2069 ثم حاول مجددًا.",
    refused: "البوابة ترفض هذه اللوحة.", refusedHelp: "جهات الاتصال والرموز متاحة في الوضع التجريبي وعلى هذا الجهاز فقط: شغّل البوابة بالأمر \u2066cargo xtask demo\u2069.",
    unexpected: "أجابت البوابة بشيء غير متوقع.", unexpectedHelp: "سجلّها يبيّن السبب. حاول مجددًا بعد إصلاحه.",
    retry: "حاول مجددًا", department: "القسم", callBar: "الاتصال الحالي", nobody: "لا اتصال", pickSomebody: "اختر جهة اتصال من قائمة الانتظار.",
    phaseWaiting: "ينتظر", phaseLive: "متصل", phaseHeld: "معلّق", accept: "قبول", hold: "تعليق", resume: "استئناف",
    transfer: "تحويل", end: "إنهاء", transferTo: "تحويل إلى", handOffHint: "ما ينبغي أن يعرفوه يُكتب في اللوحة: أكملوا «هذا التواصل حتى الآن» ثم سلّموا من هناك.",
    cancel: "إلغاء", transferredTo: "حُوّل إلى {department}",
    lines: "ما قيل حتى الآن", noLines: "لم يُقل شيء بعد.", draft: "رسالتك", draftPlaceholder: "اكتب إلى {name}",
    acceptFirst: "اقبل الاتصال لتتمكن من الكتابة.", send: "إرسال", theme: "المظهر", auto: "تلقائي", light: "فاتح", dark: "داكن",
    density: "الكثافة", comfortable: "مريحة", compact: "مدمجة", language: "اللغة", width: "العرض", events: "الأحداث",
    eventsTitle: "أحداث اللوحة", noEvents: "لا شيء بعد. اختر جهة اتصال.", clear: "مسح", announcePicked: "تم اختيار {name}", announceEnded: "انتهى الاتصال",
    support: "الدعم", sales: "المبيعات", billing: "الفواتير", marketing: "التسويق", store: "المتجر", web: "المتجر الإلكتروني",
    voice: "هاتف", chat: "دردشة", email: "بريد إلكتروني", app: "تطبيق", social: "شبكات اجتماعية", sms: "رسالة نصية", mail: "رسالة بريدية",
  },
};

/** Languages by tag, each under its own name. */
export const LANGUAGES = Object.freeze({ en: "English", de: "Deutsch", fr: "Français", es: "Español", ar: "العربية" });

const RIGHT_TO_LEFT = new Set(["ar"]);

/** The language of the page, which is the console's. */
export function language() {
  const tag = document.documentElement.lang;
  return tag in MESSAGES ? tag : "en";
}

/** The reader's own variety of that language when the browser names one, for dates and numbers: `en-GB` for `en`. */
export function locale() {
  return navigator.languages.find((tag) => tag.split("-")[0] === language()) ?? language();
}

/** The direction a language is written in. */
export function direction(tag) {
  return RIGHT_TO_LEFT.has(tag) ? "rtl" : "ltr";
}

/** The sentence of that name with its values put in. A name of the operator's own is shown as it is. */
export function message(name, values = {}) {
  const texts = MESSAGES[language()];
  const text = Object.hasOwn(texts, name) ? texts[name] : name;
  return text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

/** Minutes and seconds since a moment, in the digits of the language. */
export function elapsed(since, now = Date.now()) {
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  const digits = new Intl.NumberFormat(locale(), { minimumIntegerDigits: 2, useGrouping: false });
  return `${digits.format(Math.floor(seconds / 60))}:${digits.format(seconds % 60)}`;
}
