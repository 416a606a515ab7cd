//! Sentences as agents write them, in five languages: which question each asks, or none.

use context_contract::Question;
use serde_json::json;

use super::Guard;

mod shipped;
mod unasked;

const KEYS: [&str; 5] = ["account", "birth", "email", "address", "router"];

/// Phrases of each question, in the order of `KEYS`.
const ENGLISH: [&[&str]; 5] = [
    &[
        "what is your account number",
        "can i have your account number",
        "could you give me your account number",
    ],
    &["what is your date of birth", "when were you born", "may i have your date of birth"],
    &["what is your email address", "which email address do you use", "what email are you registered with"],
    &["what is your address", "where do you live", "what is your current address"],
    &["which router do you have", "what model is your router", "which router model do you use"],
];
const GERMAN: [&[&str]; 5] = [
    &["wie lautet ihre kundennummer", "nennen sie mir bitte ihre kundennummer"],
    &["wie ist ihr geburtsdatum", "wann sind sie geboren"],
    &["wie lautet ihre e-mail-adresse", "welche e-mail-adresse verwenden sie"],
    &["wie lautet ihre adresse", "wo wohnen sie"],
    &["welchen router haben sie", "welches modell ist ihr router"],
];
const FRENCH: [&[&str]; 5] = [
    &["quel est votre numéro de client", "pouvez-vous me donner votre numéro de client"],
    &["quelle est votre date de naissance", "quand êtes-vous né"],
    &["quelle est votre adresse e-mail", "quel e-mail utilisez-vous"],
    &["quelle est votre adresse", "où habitez-vous"],
    &["quel routeur avez-vous", "quel est le modèle de votre routeur"],
];
const SPANISH: [&[&str]; 5] = [
    &["cuál es su número de cliente", "me da su número de cliente"],
    &["cuál es su fecha de nacimiento", "cuándo nació usted"],
    &["cuál es su correo electrónico", "qué correo electrónico utiliza"],
    &["cuál es su dirección", "dónde vive usted"],
    &["qué router tiene", "qué modelo de router tiene usted"],
];
const ARABIC: [&[&str]; 5] = [
    &["ما هو رقم حسابك", "ممكن رقم حسابك من فضلك"],
    &["ما هو تاريخ ميلادك", "متى تاريخ ميلادك"],
    &["ما هو بريدك الإلكتروني", "ممكن بريدك الإلكتروني"],
    &["ما هو عنوانك", "أين تسكن الآن"],
    &["ما نوع جهاز الراوتر لديك", "ما طراز الراوتر لديك"],
];

fn guard(phrases: &[&[&str]; 5]) -> Guard {
    let question = |(key, phrases): (&&str, &&[&str])| -> Question {
        serde_json::from_value(json!({"key": key, "label": key, "text": phrases.first().copied().unwrap_or_default(), "phrases": phrases})).unwrap()
    };
    Guard::new(&KEYS.iter().zip(phrases).map(question).collect::<Vec<_>>())
}

/// `expect` names the questions, with a space between several.
fn check(phrases: &[&[&str]; 5], sentences: &[(&str, &str)]) {
    let guard = guard(phrases);
    for (sentence, expect) in sentences {
        let asked: Vec<_> = guard.asked(sentence).into_iter().map(|at| KEYS[at]).collect();
        assert_eq!(asked.join(" "), *expect, "{sentence}");
    }
}

#[test]
fn english() {
    check(
        &ENGLISH,
        &[
            ("What is your account number?", "account"),
            ("Can I have your account number, please", "account"),
            ("could you please tell me the number of your account", "account"),
            ("may i have your acount number", "account"),
            ("Thanks, and your account number?", "account"),
            ("Before we go on: what's your account number and your date of birth?", "account birth"),
            ("WHEN WERE YOU BORN", "birth"),
            ("Your date of birth, please.", "birth"),
            ("I need your date of birth to go on.", "birth"),
            ("Which e-mail address do you use?", "email"),
            ("I will need your email.", "email"),
            ("What is your address?", "address"),
            ("Where do you live now?", "address"),
            ("which router do you have there", "router"),
            ("Could you tell me what model your router is?", "router"),
            ("I see your account number here.", ""),
            ("Your account number is on the invoice.", ""),
            ("Thank you for your account number.", ""),
            ("You do not need to give me your account number again.", ""),
            ("If you find your account number later, let us know.", ""),
            ("Is 44210815 still your account number?", ""),
            ("I have updated your email address.", ""),
            ("Would you like me to change your address?", ""),
            ("We will send the router to your address.", ""),
            ("I have your account number, how can I help?", ""),
            ("The router has to be restarted.", ""),
            ("So your address is Mill Lane?", ""),
            ("And your address is?", "address"),
            ("Your address is Mill Lane, correct?", ""),
            ("What is the address of the museum?", ""),
            ("Could you open your email?", ""),
            ("If you give me your account number, I can look.", "account"),
            ("When you have your account number, call us.", ""),
            ("Who remembers an account number?", ""),
            ("What is our account number?", ""),
            ("I don't need your account number, the email was enough.", ""),
            ("Could you spell out your email address for me?", "email"),
            ("Your router, which model is it?", "router"),
            ("Do you see the tick beside your email?", ""),
            ("waht is your curent address?", "address"),
            ("", ""),
        ],
    );
}

#[test]
fn german() {
    check(
        &GERMAN,
        &[
            ("Wie lautet bitte Ihre Kundennummer?", "account"),
            ("Können Sie mir Ihre Kundennummer nennen?", "account"),
            ("Ihre Kundennumer bitte", "account"),
            ("Wann sind Sie geboren?", "birth"),
            ("Ich brauche noch Ihr Geburtsdatum.", "birth"),
            ("Welche E-Mail-Adresse verwenden Sie?", "email"),
            ("Wo wohnen Sie?", "address"),
            ("Wie lautet die Wohnadresse?", "address"),
            ("Möchten Sie, dass ich Ihre Adresse ändere?", ""),
            ("Welchen Router haben Sie denn?", "router"),
            ("Ihre Kundennummer steht auf der Rechnung.", ""),
            ("Ich habe Ihre Kundennummer hier.", ""),
            ("Falls Sie Ihre Kundennummer finden, melden Sie sich.", ""),
            ("Sie müssen mir Ihre Kundennummer nicht noch einmal nennen.", ""),
            ("Der Router wird neu gestartet.", ""),
        ],
    );
}

#[test]
fn french() {
    check(
        &FRENCH,
        &[
            ("Quel est votre numéro de client ?", "account"),
            ("Pourriez-vous me donner votre numero de client", "account"),
            ("Votre numéro de client, s’il vous plaît.", "account"),
            ("Quelle est votre date de naissance ?", "birth"),
            ("J’ai besoin de votre date de naissance.", "birth"),
            ("Quelle est votre adresse e-mail ?", "email"),
            ("Où habitez-vous ?", "address"),
            ("Votre routeur, il est de quel modèle ?", "router"),
            ("Je ne vous demande pas votre adresse, le nom me suffit.", ""),
            ("Quel routeur avez-vous ?", "router"),
            ("Je vois votre numéro de client ici.", ""),
            ("Votre numéro de client figure sur la facture.", ""),
            ("Merci pour votre date de naissance.", ""),
            ("Le routeur va redémarrer.", ""),
        ],
    );
}

#[test]
fn spanish() {
    check(
        &SPANISH,
        &[
            ("¿Cuál es su número de cliente?", "account"),
            ("Me da su numero de cliente por favor", "account"),
            ("Necesito su número de cliente.", "account"),
            ("¿Me puede decir su fecha de nacimiento?", "birth"),
            ("¿Cuándo nació usted?", "birth"),
            ("¿Cuál es su correo electrónico?", "email"),
            ("¿Dónde vive usted?", "address"),
            ("¿Qué router tiene?", "router"),
            ("Su número de cliente está en la factura.", ""),
            ("Veo aquí su número de cliente.", ""),
            ("Gracias por su fecha de nacimiento.", ""),
            ("El router se va a reiniciar.", ""),
        ],
    );
}

#[test]
fn arabic() {
    check(
        &ARABIC,
        &[
            ("ما هو رقم حسابك؟", "account"),
            ("ممكن رقم الحساب من فضلك؟", "account"),
            ("هل يمكنك إعطائي رقم حسابك؟", "account"),
            ("ما هو تاريخ ميلادك؟", "birth"),
            ("أحتاج تاريخ ميلادك", "birth"),
            ("ما هو بريدك الإلكتروني؟", "email"),
            ("ما هو عنوانك؟", "address"),
            ("رقم حسابك موجود في الفاتورة.", ""),
            ("شكرًا على رقم حسابك.", ""),
            ("لا داعي لرقم حسابك مرة أخرى.", ""),
        ],
    );
}

#[test]
fn a_catalogue_without_phrases_hears_nothing() {
    assert!(Guard::new(&[]).asked("What is your account number?").is_empty());
    assert!(guard(&[&[], &[], &[], &[], &[]]).asked("What is your account number?").is_empty());
}

#[test]
fn long_and_strange_texts_do_no_harm() {
    let guard = guard(&ENGLISH);
    assert!(guard.asked(&"?".repeat(10_000)).is_empty());
    assert!(guard.asked("\u{202e}\u{0}\u{200b}🙂").is_empty());
    assert_eq!(guard.asked(&format!("{} What is your account number?", "So. ".repeat(100))), [0]);
}

#[test]
fn phrases_are_read_a_few_at_a_time_or_when_a_text_comes() {
    let (slow, draft) = (guard(&ENGLISH), "Can I have your account number, and when were you born?");
    let reads = (1..100).find(|_| slow.read(3)).unwrap();
    assert_eq!(reads, ENGLISH.iter().map(|phrases| phrases.len() + 1).sum::<usize>().div_ceil(3));
    assert!(slow.read(1), "they are read once");
    let interrupted = guard(&ENGLISH);
    assert!(!interrupted.read(4));
    assert_eq!(slow.asked(draft), guard(&ENGLISH).asked(draft));
    assert_eq!(interrupted.asked(draft), slow.asked(draft));
    assert!(Guard::default().read(1) && Guard::default().asked(draft).is_empty());
}

/// A request needs no mark at its end where its verb or an "or" says that it asks.
#[test]
fn questions_without_a_mark() {
    let phrases: [&[&str]; 5] =
        [&["are you the account holder"], &["do you have a date of birth"], &[], &[], &[]];
    check(
        &phrases,
        &[
            ("okay and um are you the account holder", "account"),
            ("so are you the account holder or somebody else", "account"),
            ("you are the account holder.", ""),
            ("i know that you are the account holder", ""),
        ],
    );
}

/// "The number" is one of what was named before it.
#[test]
fn a_number_of_what_was_named() {
    check(
        &ENGLISH,
        &[
            ("You have an account with us. And the number?", "account"),
            ("okay so there is an account already, and the number for that?", "account"),
            ("The number?", ""),
        ],
    );
    check(
        &GERMAN,
        &[("Sie sind schon Kunde? Und die Nummer?", ""), ("Ah, Sie haben ein Konto. Und der Router?", "")],
    );
}

/// One phrase with words that stand for each other is heard by each of them, and by two of them at once not twice.
#[test]
fn words_that_stand_for_each_other() {
    let phrases: [&[&str]; 5] =
        [&["your customer|policy number|reference"], &[], &["your e-mail|inbox address"], &[], &[]];
    check(
        &phrases,
        &[
            ("What is your customer number?", "account"),
            ("Could you give me your policy reference, please?", "account"),
            ("I need your inbox address.", "email"),
            ("I need your policy.", ""),
            ("Your customer number is on the invoice.", ""),
        ],
    );
}

#[test]
fn what_was_told_or_is_others_is_not_asked() {
    check(
        &ENGLISH,
        &[
            ("Thank you for giving me your account number.", ""),
            ("Cheers for letting me know when you were born", ""),
            ("I already have your date of birth, thanks.", ""),
            ("Would you like me to send your account number again?", ""),
            ("What's your question about your account number?", ""),
            ("Did the cashier leave an email address?", ""),
        ],
    );
    check(
        &SPANISH,
        &[
            ("Mil gracias por confirmarme su fecha de nacimiento", ""),
            ("¿Te paso tu número de cliente?", ""),
            ("¿Qué le parece su router?", ""),
            ("¿Me facilita el correo electrónico?", "email"),
        ],
    );
}

#[test]
fn since_when_is_not_when() {
    let since: &[&[&str]; 5] = &[&["since when is it down"], &["when do you move"], &[], &[], &[]];
    check(since, &[("Since when is it down?", "account"), ("When is it down to you to move?", "birth")]);
}

#[test]
fn one_word_that_tells_little_leaves_the_others_alone() {
    let told: &[&[&str]; 5] = &[&["what does the message|banner say"], &[], &[], &[], &[]];
    check(
        told,
        &[
            ("What does the banner say to you?", "account"),
            ("What does the message say?", "account"),
            ("What about the message from the bank?", ""),
        ],
    );
}

#[test]
fn what_a_thing_is_for_is_not_asked() {
    check(
        &ENGLISH,
        &[
            ("Could you send me the account number from the email?", "account"),
            ("On which account number is the router?", "account"),
            ("Could I have your account number and your email address?", "account email"),
        ],
    );
    let new: &[&[&str]; 5] = &[&["what is your new address"], &["which address is it"], &[], &[], &[]];
    check(
        new,
        &[("What is your new address?", "account"), ("Which address should the new box go to?", "birth")],
    );
}

/// A short question goes on about what was said before it.
#[test]
fn questions_that_go_on() {
    let phrases: [&[&str]; 5] = [
        &["on which number may we call you back"],
        &["at what time may we call you back"],
        &["which error do you see"],
        &["since when"],
        &["how do you pay"],
    ];
    check(
        &phrases,
        &[
            ("On which number may we call you back, at what time?", "account birth"),
            ("We will call you back. At what time?", "birth"),
            ("Which error do you see, and since when?", "email address"),
            ("When did you pay, and what amount exactly?", ""),
        ],
    );
}
