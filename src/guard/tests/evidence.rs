//! What speaks for a question and against it: where two are near each other, where much stands beside, and where a
//! phrase is said as it is.

use crate::guard::{
    evidence::convincing,
    matching::Found,
    tests::{ENGLISH, check},
};

/// A phrase of a question at some places, and what its words weigh.
fn found(question: usize, places: &[usize], weight: i64, evidence: i32) -> Found {
    Found { question, places: places.to_vec(), weight, evidence, is_said: false }
}

fn convinced(found: Vec<Found>) -> Vec<usize> {
    convincing(found).into_iter().map(|one| one.question).collect()
}

#[test]
fn a_question_that_is_ahead_is_meant_sooner() {
    let near = || vec![found(0, &[1, 2], 60, -500), found(1, &[2], 20, -500)];
    assert_eq!(convinced(near()), [0], "forty ahead, and forty behind");
    let apart = vec![found(0, &[1], 60, 0), found(1, &[2], 60, 0)];
    assert_eq!(convinced(apart), [0, 1], "they share no word");
    let level = vec![found(0, &[1], 60, 0), found(1, &[1], 60, 0)];
    assert_eq!(convinced(level), [0; 0], "neither is ahead");
}

#[test]
fn several_phrases_of_one_question_say_more_than_one() {
    let once = vec![found(0, &[1], 40, -700)];
    assert_eq!(convinced(once), [0; 0]);
    let often = (0..3).map(|_| found(0, &[1], 40, -700)).collect();
    assert_eq!(convinced(often), [0; 3]);
}

#[test]
fn what_is_said_word_for_word_is_meant() {
    let phrases: [&[&str]; 5] =
        [&["do you still have the ticket"], &["did you open a ticket"], &[], &[], &[]];
    check(
        &phrases,
        &[
            ("Do you still have the ticket?", "account"),
            ("did you open a ticket", "birth"),
            ("A ticket?", ""),
        ],
    );
}

#[test]
fn a_denial_a_statement_and_another_owner_outweigh_everything() {
    check(
        &ENGLISH,
        &[
            ("Please don't tell me your account number.", ""),
            ("Your account number is on the card.", ""),
            ("What is our account number?", ""),
            ("What is your account number?", "account"),
        ],
    );
}
