//! What customers say, in their own language, and what agents write about it in the company's.
//! Knows sentences with gaps, not who says them.

use super::random::Dice;

/// What a customer says about one matter.
pub(super) struct Said {
    /// Subject of a message.
    pub(super) subject: &'static str,
    /// First sentence of a conversation.
    pub(super) opening: &'static str,
    /// Answer when the agent has helped.
    pub(super) thanks: &'static str,
}

const fn said(subject: &'static str, opening: &'static str, thanks: &'static str) -> Said {
    Said { subject, opening, thanks }
}

/// What a contact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matter {
    /// The line does not work.
    Technical,
    /// The bill is not understood.
    Invoice,
    /// A delivery.
    Order,
    /// The customer moves.
    Move,
    /// The customer wants to leave.
    Cancel,
}

impl Matter {
    /// All of them.
    pub(super) const ALL: [Self; 5] = [Self::Technical, Self::Invoice, Self::Order, Self::Move, Self::Cancel];

    /// Machine name, the contract's `reason`.
    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::Technical => "technical",
            Self::Invoice => "invoice",
            Self::Order => "order",
            Self::Move => "move",
            Self::Cancel => "cancellation",
        }
    }
}

/// By language, in the order of [`Matter::ALL`].
const SAID: &[(&str, [Said; 5])] = &[
    (
        "en",
        [
            said(
                "Router keeps rebooting",
                "Hi, my router has rebooted five times since this morning and I work from home.",
                "Great, the light is green again. Thank you!",
            ),
            said(
                "Question about my last invoice",
                "I do not understand the extra 14.90 on my last invoice, nobody told me about it.",
                "That explains it, thanks for taking it off.",
            ),
            said(
                "Where is my parcel?",
                "The tracking page has said \"out for delivery\" for three days now 📦",
                "Perfect, I will wait for the courier tomorrow.",
            ),
            said(
                "Moving house next month",
                "We are moving on the first. Can I keep my number and my contract at the new address?",
                "Wonderful, one thing less to worry about 🎉",
            ),
            said(
                "I want to cancel",
                "I have found a cheaper offer and would like to know when I can leave.",
                "All right, with that discount I will stay another year.",
            ),
        ],
    ),
    (
        "de",
        [
            said(
                "Router startet ständig neu",
                "Guten Tag, mein Router ist seit heute früh fünfmal neu gestartet, ich kann nicht arbeiten.",
                "Die Lampe leuchtet wieder grün. Herzlichen Dank!",
            ),
            said(
                "Frage zu meiner Rechnung",
                "Ich verstehe die zusätzlichen 14,90 € nicht, davon war nie die Rede.",
                "Gut, dann ist das geklärt. Danke für die Gutschrift.",
            ),
            said(
                "Wo bleibt mein Paket?",
                "In der Sendungsverfolgung steht seit drei Tagen „in Zustellung“.",
                "Wunderbar, dann warte ich morgen auf den Boten.",
            ),
            said(
                "Umzug zum nächsten Ersten",
                "Wir ziehen um. Kann ich Nummer und Vertrag an die neue Adresse mitnehmen?",
                "Prima, eine Sorge weniger.",
            ),
            said(
                "Kündigung",
                "Ich habe ein günstigeres Angebot und möchte wissen, wann ich frühestens gehen kann.",
                "Einverstanden, mit dem Rabatt bleibe ich noch ein Jahr.",
            ),
        ],
    ),
    (
        "fr",
        [
            said(
                "Ma box redémarre sans arrêt",
                "Bonjour, ma box a redémarré cinq fois depuis ce matin et je suis en télétravail.",
                "Le voyant est de nouveau vert, merci beaucoup !",
            ),
            said(
                "Question sur ma facture",
                "Je ne comprends pas ces 14,90 € de plus, personne ne m’a prévenu.",
                "D’accord, merci pour le remboursement.",
            ),
            said(
                "Où est mon colis ?",
                "Le suivi indique « en cours de livraison » depuis trois jours.",
                "Parfait, j’attendrai le livreur demain.",
            ),
            said(
                "Déménagement le mois prochain",
                "Nous déménageons le premier. Puis-je garder mon numéro et mon forfait ?",
                "Très bien, un souci de moins.",
            ),
            said(
                "Résiliation",
                "J’ai trouvé moins cher ailleurs, à quelle date puis-je partir ?",
                "Entendu, avec cette remise je reste un an de plus.",
            ),
        ],
    ),
    (
        "es",
        [
            said(
                "El rúter se reinicia solo",
                "Buenos días, el rúter se ha reiniciado cinco veces desde esta mañana y trabajo en casa.",
                "Ya está la luz verde otra vez, ¡muchas gracias!",
            ),
            said(
                "Duda sobre mi factura",
                "No entiendo los 14,90 € de más, nadie me avisó.",
                "Aclarado, gracias por el abono.",
            ),
            said(
                "¿Dónde está mi paquete?",
                "El seguimiento dice «en reparto» desde hace tres días.",
                "Perfecto, mañana espero al mensajero.",
            ),
            said(
                "Mudanza el mes que viene",
                "Nos mudamos el día uno. ¿Puedo conservar el número y el contrato?",
                "Estupendo, una preocupación menos.",
            ),
            said(
                "Quiero darme de baja",
                "He encontrado una oferta más barata y quiero saber cuándo puedo irme.",
                "De acuerdo, con ese descuento me quedo otro año.",
            ),
        ],
    ),
    (
        "pl",
        [
            said(
                "Router ciągle się restartuje",
                "Dzień dobry, router zrestartował się od rana pięć razy, a pracuję z domu.",
                "Dioda znów świeci na zielono, dziękuję!",
            ),
            said(
                "Pytanie o fakturę",
                "Nie rozumiem dodatkowych 14,90 na ostatniej fakturze.",
                "Teraz rozumiem, dziękuję za korektę.",
            ),
            said(
                "Gdzie jest moja paczka?",
                "Od trzech dni śledzenie pokazuje „w doręczeniu”.",
                "Świetnie, jutro poczekam na kuriera.",
            ),
            said(
                "Przeprowadzka w przyszłym miesiącu",
                "Przeprowadzamy się pierwszego. Czy mogę zachować numer i umowę?",
                "Wspaniale, jedna troska mniej.",
            ),
            said(
                "Chcę zrezygnować",
                "Mam tańszą ofertę i chcę wiedzieć, kiedy mogę odejść.",
                "Dobrze, z tym rabatem zostaję na rok.",
            ),
        ],
    ),
    (
        "el",
        [
            said(
                "Το ρούτερ κάνει συνεχώς επανεκκίνηση",
                "Καλημέρα, το ρούτερ έκανε επανεκκίνηση πέντε φορές από το πρωί και δουλεύω από το σπίτι.",
                "Το λαμπάκι είναι πάλι πράσινο, ευχαριστώ πολύ!",
            ),
            said(
                "Ερώτηση για τον λογαριασμό",
                "Δεν καταλαβαίνω τη χρέωση των 14,90 € στον τελευταίο λογαριασμό.",
                "Τώρα κατάλαβα, ευχαριστώ.",
            ),
            said(
                "Πού είναι το δέμα μου;",
                "Εδώ και τρεις μέρες γράφει «προς παράδοση».",
                "Τέλεια, θα περιμένω αύριο τον διανομέα.",
            ),
            said(
                "Μετακόμιση τον επόμενο μήνα",
                "Μετακομίζουμε την πρώτη του μηνός. Μπορώ να κρατήσω τον αριθμό μου;",
                "Υπέροχα, μία έγνοια λιγότερη.",
            ),
            said(
                "Θέλω διακοπή",
                "Βρήκα φθηνότερη προσφορά. Πότε μπορώ να φύγω;",
                "Εντάξει, με αυτή την έκπτωση μένω.",
            ),
        ],
    ),
    (
        "bg",
        [
            said(
                "Рутерът се рестартира постоянно",
                "Здравейте, рутерът се рестартира пет пъти от сутринта, а работя от вкъщи.",
                "Лампичката пак е зелена, благодаря!",
            ),
            said(
                "Въпрос за сметката",
                "Не разбирам допълнителните 14,90 в последната сметка.",
                "Ясно, благодаря за корекцията.",
            ),
            said("Къде е пратката ми?", "От три дни пише „за доставка“.", "Чудесно, утре ще чакам куриера."),
            said(
                "Местим се другия месец",
                "Местим се на първо число. Мога ли да запазя номера си?",
                "Прекрасно, една грижа по-малко.",
            ),
            said(
                "Искам да прекратя договора",
                "Намерих по-евтина оферта. Кога мога да напусна?",
                "Добре, с тази отстъпка оставам.",
            ),
        ],
    ),
    (
        "he",
        [
            said(
                "הנתב מופעל מחדש שוב ושוב",
                "שלום, הנתב הופעל מחדש חמש פעמים מהבוקר ואני עובדת מהבית.",
                "הנורה שוב ירוקה, תודה רבה!",
            ),
            said(
                "שאלה על החשבונית",
                "אני לא מבינה את החיוב הנוסף של 14.90 בחשבונית האחרונה.",
                "עכשיו הבנתי, תודה על הזיכוי.",
            ),
            said("איפה החבילה שלי?", "כבר שלושה ימים כתוב \"בדרך אליך\".", "מצוין, אחכה מחר לשליח."),
            said(
                "מעבר דירה בחודש הבא",
                "אנחנו עוברים בראשון לחודש. אפשר לשמור על המספר?",
                "נהדר, דאגה אחת פחות.",
            ),
            said("אני רוצה להתנתק", "מצאתי הצעה זולה יותר. מתי אפשר לעזוב?", "בסדר, עם ההנחה הזו אני נשארת."),
        ],
    ),
    (
        "ar",
        [
            said(
                "جهاز التوجيه يعيد التشغيل باستمرار",
                "مرحبًا، أُعيد تشغيل الجهاز خمس مرات منذ الصباح وأنا أعمل من المنزل.",
                "عاد الضوء أخضر، شكرًا جزيلًا!",
            ),
            said(
                "سؤال عن الفاتورة",
                "لا أفهم المبلغ الإضافي 14.90 في فاتورتي الأخيرة.",
                "الآن فهمت، شكرًا على التصحيح.",
            ),
            said("أين طردي؟", "منذ ثلاثة أيام والحالة «قيد التوصيل».", "ممتاز، سأنتظر المندوب غدًا."),
            said("الانتقال إلى منزل جديد", "سننتقل في أول الشهر. هل أستطيع الاحتفاظ برقمي؟", "رائع، همٌّ أقل."),
            said(
                "أريد إلغاء الاشتراك",
                "وجدت عرضًا أرخص. متى يمكنني المغادرة؟",
                "حسنًا، مع هذا الخصم سأبقى سنة أخرى.",
            ),
        ],
    ),
    (
        "hi",
        [
            said(
                "राउटर बार-बार रीस्टार्ट हो रहा है",
                "नमस्ते, सुबह से राउटर पाँच बार रीस्टार्ट हुआ है और मैं घर से काम करता हूँ।",
                "बत्ती फिर हरी है, धन्यवाद!",
            ),
            said("बिल के बारे में सवाल", "पिछले बिल में 14.90 ज़्यादा क्यों है, समझ नहीं आया।", "अब समझ गया, धन्यवाद।"),
            said("मेरा पार्सल कहाँ है?", "तीन दिन से \"डिलीवरी के लिए निकला\" दिख रहा है।", "बढ़िया, कल इंतज़ार करूँगा।"),
            said("अगले महीने घर बदल रहे हैं", "क्या मैं अपना नंबर रख सकता हूँ?", "बहुत अच्छा, एक चिंता कम।"),
            said("कनेक्शन बंद करना है", "मुझे सस्ता ऑफ़र मिला है। मैं कब छोड़ सकता हूँ?", "ठीक है, इस छूट के साथ रुकता हूँ।"),
        ],
    ),
    (
        "zh",
        [
            said(
                "路由器不断重启",
                "您好，从早上到现在路由器已经重启五次了，我在家办公。",
                "指示灯又变绿了，谢谢！",
            ),
            said("账单疑问", "上期账单多了14.90，我不明白是什么费用。", "明白了，谢谢您帮我退回。"),
            said("我的包裹在哪里？", "物流显示“派送中”已经三天了。", "好的，我明天等快递。"),
            said("下个月搬家", "我们一号搬家，号码和套餐可以保留吗？", "太好了，又少一件操心事。"),
            said(
                "我想解约",
                "我找到了更便宜的套餐，请问最早什么时候可以解约？",
                "好的，有这个折扣我就再用一年。",
            ),
        ],
    ),
    (
        "ja",
        [
            said(
                "ルーターが何度も再起動する",
                "こんにちは。今朝からルーターが五回も再起動し、在宅勤務ができません。",
                "ランプが緑に戻りました。ありがとうございます！",
            ),
            said(
                "請求書についての質問",
                "先月の請求に14.90が追加されている理由がわかりません。",
                "よくわかりました。返金ありがとうございます。",
            ),
            said("荷物が届きません", "三日前から「配達中」のままです。", "では明日お待ちしています。"),
            said("来月引っ越します", "一日に引っ越します。番号と契約はそのまま使えますか？", "助かります。"),
            said(
                "解約したい",
                "もっと安いプランを見つけました。いつ解約できますか？",
                "その割引なら、もう一年続けます。",
            ),
        ],
    ),
    (
        "ko",
        [
            said(
                "공유기가 계속 재부팅돼요",
                "안녕하세요, 아침부터 공유기가 다섯 번이나 재부팅됐고 저는 재택근무 중이에요.",
                "불이 다시 초록색이에요. 감사합니다!",
            ),
            said(
                "요금 문의",
                "지난달 요금에 14.90이 왜 더 나왔는지 모르겠어요.",
                "이제 알겠어요, 감사합니다.",
            ),
            said("택배가 어디 있나요?", "사흘째 \"배송 중\"이라고만 나와요.", "네, 내일 기다릴게요."),
            said("다음 달에 이사해요", "1일에 이사하는데 번호를 그대로 쓸 수 있나요?", "다행이네요."),
            said(
                "해지하고 싶어요",
                "더 저렴한 요금제를 찾았어요. 언제 해지할 수 있나요?",
                "그 할인이라면 1년 더 쓸게요.",
            ),
        ],
    ),
];

/// What an agent notes after a contact, by matter.
const NOTED: [&[&str]; 5] = [
    &[
        "Router reboots under load, line test clean. Firmware {firmware} pushed, customer watches it until tomorrow.",
        "Customer restarted twice before calling. Replaced the power adapter, ticket stays open for 48 hours.",
        "Area incident INC-{number}: known fault at the street cabinet. Told the customer when the technician is due.",
        "Signal level at the socket too low ({level} dBmV). Technician visit booked.",
    ],
    &[
        "Explained the pro-rata charge after the tariff change on the {day}th. Customer accepts.",
        "Credit note {currency} {amount} issued as a goodwill gesture, appears on the next invoice.",
        "Customer asks for paper invoices again. Switched, fee explained.",
        "Direct debit returned by the bank. Customer pays by card today, reminder stopped.",
    ],
    &[
        "Parcel stuck at the depot, courier promises delivery tomorrow before noon.",
        "Wrong colour delivered ({item}). Return label sent, replacement ordered.",
        "Address in the shop was the old one. Corrected, parcel redirected.",
        "Customer collected {item} in the store, all fine.",
    ],
    &[
        "Move to the new address on the {day}th. Line there is available, number can be kept.",
        "No fibre at the new address yet, offered 5G as a bridge until it is.",
        "Confirmed technician slot between 8 and 12 on the day of the move.",
        "Customer moves in with a partner who has a contract as well: special cancellation explained.",
    ],
    &[
        "Wants to leave for a cheaper offer. Accepted 20 % for twelve months.",
        "Cancellation confirmed for the end of the term, equipment return explained.",
        "Threatens to cancel after the third fault in a month. Escalated to the retention desk.",
        "Customer passed away, relative calls. Contract ended without notice period, condolences sent.",
    ],
];

/// Questions of an agent in a conversation, by matter.
const ASKED: [&[&str]; 5] = [
    &[
        "Which router model do you have?",
        "What colour is the light on the front?",
        "Is it connected by cable or by Wi-Fi?",
    ],
    &[
        "Which invoice do you mean, the one of last month?",
        "May I have the last four digits of your account?",
    ],
    &["Do you have the order number at hand?", "Is the delivery address still correct?"],
    &["When exactly are you moving?", "How many people will live there?"],
    &["May I ask what made you look around?", "Would a discount help?"],
];

/// What a customer says about a matter in a language (BCP 47), English where there is nothing else.
pub(super) fn says(language: &str, matter: Matter) -> &'static Said {
    let base = language.split('-').next().unwrap_or(language);
    let (_, by_matter) = SAID.iter().find(|(known, _)| *known == base).unwrap_or(&SAID[0]);
    &by_matter[matter as usize]
}

/// What an agent notes.
pub(super) fn noted(matter: Matter, item: &str, currency: &str, dice: &mut Dice) -> String {
    let text = dice.pick(NOTED[matter as usize]);
    text.replace(
        "{firmware}",
        &format!("{}.{}.{}", dice.between(2, 4), dice.between(0, 9), dice.between(0, 30)),
    )
    .replace("{number}", &dice.between(10_000, 99_999).to_string())
    .replace("{level}", &format!("-{}", dice.between(9, 18)))
    .replace("{day}", &dice.between(4, 20).to_string())
    .replace("{amount}", &format!("{}.90", dice.between(4, 30)))
    .replace("{currency}", currency)
    .replace("{item}", item)
}

/// What an agent asks.
pub(super) fn asked(matter: Matter, dice: &mut Dice) -> &'static str {
    dice.pick(ASKED[matter as usize])
}
