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
