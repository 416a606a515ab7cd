//! Sentences that stand near a question of the catalogue and ask none, or another one than it seems.

use super::{ARABIC, ENGLISH, FRENCH, GERMAN, SPANISH, check};

/// Phrases that name people, which the other tests have none of.
const PEOPLE: [&[&str]; 5] = [
    &["when can the engineer|technician come"],
    &["can a neighbour take the parcel"],
    &["do you share the internet with the neighbours"],
    &["which number does the phone have"],
    &[],
];

#[test]
fn what_others_said_or_are_called() {
    check(
        &PEOPLE,
        &[
            ("When can the engineer come?", "account"),
            ("When did the engineer say he would come?", ""),
            ("Can a neighbour take the parcel?", "birth"),
            ("What's the name of the neighbour who took the parcel?", ""),
            ("Do you share the internet with the neighbours?", "email"),
            ("Did your neighbour's internet go off as well?", ""),
            ("What is the number of the phone?", "address"),
            ("What is the phone number of the repair shop?", ""),
        ],
    );
    let name: [&[&str]; 5] = [&["auf welchen namen ist der anschluss angemeldet"], &[], &[], &[], &[]];
    check(
        &name,
        &[
            ("Auf welchen Namen ist der Anschluss angemeldet?", "account"),
            ("Auf welchen Namen die Vormieterin den Anschluss angemeldet hatte?", ""),
        ],
    );
}

#[test]
fn places_and_things_of_ours() {
    check(
        &ENGLISH,
        &[
            ("Have you got the app on your router?", ""),
            ("Do you still get letters under the address?", ""),
            ("As soon as the money reaches your address you'll get a text from us.", ""),
            ("Did you reach us from your address before calling us?", ""),
        ],
    );
    check(&GERMAN, &[("Wohnen Sie noch unter der Adresse?", ""), ("Wie lautet die Adresse?", "address")]);
    check(
        &ARABIC,
        &[("ما هو عنوانك؟", "address"), ("تحتاج عنوان مستودعنا؟", ""), ("إيش المشكلة في العنوان؟", "")],
    );
}

#[test]
fn what_is_needed_or_known_by_the_customer() {
    check(
        &ENGLISH,
        &[
            ("What is the account number of the other person?", ""),
            ("You'll need your account number when you collect it.", ""),
            ("Do you know how to find your account number?", ""),
            ("Did you know you can change your email address?", ""),
            ("Have you heard about the new address?", ""),
        ],
    );
    check(&FRENCH, &[("Vous aurez besoin de votre numéro de client pour le retrait.", "")]);
    check(&SPANISH, &[("Va a necesitar su número de cliente para recogerlo.", "")]);
}

/// Behind what says what something is for, nothing is asked, and a "que" behind a verb asks nothing.
#[test]
fn purposes_in_spanish() {
    let phrases: [&[&str]; 5] =
        [&["su número de pedido"], &["a dónde enviamos el pedido"], &["tiene el comprobante"], &[], &[]];
    check(
        &phrases,
        &[
            ("¿A dónde enviamos el pedido?", "birth"),
            ("Me falta su número de pedido para ver por dónde va.", "account"),
            ("Necesito que me facilite su número de pedido para mandarle el comprobante.", "account"),
        ],
    );
}

/// "ممكن" asks for a thing, and with a verb behind it for a deed, unless that is to tell something.
#[test]
fn deeds_in_arabic() {
    let phrases: [&[&str]; 5] =
        [&["هل أعدت|تعيد تشغيل الراوتر"], &["ممكن تاريخ ميلادك"], &["الرقم التسلسلي"], &[], &[]];
    check(
        &phrases,
        &[
            ("هل أعدت تشغيل الراوتر؟", "account"),
            ("ممكن تعيد تشغيل الراوتر؟", ""),
            ("ممكن تاريخ ميلادك؟", "birth"),
            ("ممكن تقلب الجهاز وتقرأ لي الرقم التسلسلي؟", "email"),
        ],
    );
}

/// "How old is your niece": people of whom the lists know one are known when they are several, too, and in Arabic with
/// what is written as one with them.
#[test]
fn relatives_and_strangers() {
    check(
        &ENGLISH,
        &[
            ("What is the date of birth of your niece?", ""),
            ("Do the neighbours have their account number at hand?", ""),
            ("Does your school ask for a date of birth as well?", ""),
        ],
    );
    check(&ARABIC, &[("ما هو تاريخ الميلاد الخاص بجارتك؟", ""), ("هل تعرف رقم حساب خالتك؟", "")]);
    check(
        &SPANISH,
        &[
            ("¿Qué fecha de nacimiento tiene la niña?", ""),
            ("¿Los estafadores tienen su número de cliente?", ""),
        ],
    );
}

/// "Or your wife's" names what is to be chosen, and no owner.
#[test]
fn relatives_behind_an_or() {
    let phrases: [&[&str]; 5] = [
        &["is the account in your name"],
        &["what is your name"],
        &["what is your account number"],
        &[],
        &[],
    ];
    check(
        &phrases,
        &[
            ("Is the account in your name or your husband's?", "account"),
            ("I can't find you by name, what is your account number?", "email"),
            ("There is nothing under that name.", ""),
            ("Have you got your account number to hand?", "email"),
        ],
    );
}

#[test]
fn what_is_offered_or_belongs_to_another_contact() {
    check(
        &ENGLISH,
        &[
            ("Shall I read your account number back to you?", ""),
            ("When you call again, mention your account number.", ""),
            ("When you call us, which email address do you use?", "email"),
        ],
    );
    check(&GERMAN, &[("Wenn Sie wieder anrufen, nennen Sie einfach Ihre Kundennummer.", "")]);
    check(&FRENCH, &[("La prochaine fois, donnez simplement votre numéro de client.", "")]);
    check(&SPANISH, &[("¿Le repito su número de cliente?", "")]);
    check(&ARABIC, &[("أعيد لك رقم الحساب؟", "")]);
}

/// Who asks there is not the one who writes.
#[test]
fn what_others_will_ask_for() {
    check(
        &ENGLISH,
        &[
            ("The porter may ask you for your account number downstairs.", ""),
            ("Did the seller ask for your date of birth?", ""),
            ("I have to ask you for your account number.", "account"),
        ],
    );
    check(&SPANISH, &[("El portero le pedirá su número de cliente abajo.", "")]);
    check(&FRENCH, &[("La banque vous demandera votre numéro de client.", "")]);
    check(&ARABIC, &[("البنك يطلب منك رقم الحساب عند الدخول.", "")]);
}

#[test]
fn things_that_are_changed_or_looked_at() {
    check(
        &ENGLISH,
        &[
            ("Did you manage to update your email address?", ""),
            ("Do you see your account number on the screen now?", ""),
            ("Could you read me the account number on the screen?", "account"),
            ("What would you like to change your address to?", "address"),
        ],
    );
    check(&GERMAN, &[("Konnten Sie Ihre Kundennummer inzwischen ändern?", "")]);
    check(&SPANISH, &[("¿Pudo cambiar su número de cliente en la app?", "")]);
    check(&ARABIC, &[("هل نجحت في تغيير رقم حسابك؟", "")]);
}

/// What something is asked for takes nothing of it, and nobody who is named there owns it.
#[test]
fn purposes_tell_nothing_of_what_is_asked() {
    let phrases: [&[&str]; 5] = [
        &["what is your phone number"],
        &["what is your order number"],
        &["when can a colleague call you back"],
        &["your postcode"],
        &[],
    ];
    check(
        &phrases,
        &[
            ("Could you give me your phone number so that I find the order?", "account"),
            ("So a colleague can call you back I'd need your order number.", "birth"),
            ("So that the engineer finds you I need your postcode.", "address"),
        ],
    );
    let arabic: [&[&str]; 5] = [&["ما هو رقم حسابك"], &["ما هو رقم الطلب"], &[], &[], &[]];
    check(
        &arabic,
        &[("أحتاج رقم الطلب لفتح الحساب.", "birth"), ("لمراجعة الطلب أحتاج رقم حسابك.", "account")],
    );
}

/// One clause asks one question, unless an "and" or another question word leads to the next.
#[test]
fn what_stands_behind_a_question_is_part_of_it() {
    let phrases: [&[&str]; 5] =
        [&["which date do you move"], &["the new home|flat"], &["what is the cost of the van"], &[], &[]];
    check(
        &phrases,
        &[
            ("Which date do you move to the new flat?", "account"),
            ("Which date do you move, and what is the new flat?", "account birth"),
        ],
    );
}

/// "The address" is the one of what was named before it.
#[test]
fn an_address_of_what_was_named() {
    let phrases: [&[&str]; 5] = [
        &["what is your address", "the address"],
        &["the address you are moving to"],
        &["the day you are moving"],
        &[],
        &[],
    ];
    check(
        &phrases,
        &[
            ("What day are you moving, and what's the address there?", "birth email"),
            ("Thanks. And what's the address?", "account"),
            ("What day are you moving, and what's your address?", "account email"),
        ],
    );
}
