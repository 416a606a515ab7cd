//! What is done with a thing that is there already: it is changed, or looked at. Who speaks of that does not ask for it.
//! Knows no owner and no phrase's weight.

use super::{
    Ear, Phrase,
    matching::Known,
    moods::{Clause, Mood},
};

/// What is done to a thing that is there already.
pub(super) const CHANGED: &str = "\
    change changed changing update updated updating modify modified edit edited amend amended reset delete deleted remove removed correct corrected alter replace replaced renew renewed swap saved save saving \
    changer change changee modifier modifie modifiee corriger corrige supprimer supprime effacer actualiser reinitialiser rectifier enregistrer remplacer \
    cambiar cambiado cambio modificar modificado actualizar actualizado borrar borrado eliminar eliminado corregir restablecer guardar guardado sustituir \
    andern geandert aktualisieren aktualisiert loschen geloscht korrigieren korrigiert zurucksetzen zuruckgesetzt speichern gespeichert ersetzen \
    تغيير تعديل تحديث حذف تصحيح حفظ استبدال غيرت عدلت حدثت تغير تعدل تحدث تحذف";

/// Where the customer sees it.
pub(super) const SCREENS: &str = "\
    screen page app portal website bildschirm display seite webseite ecran appli page site pantalla pagina aplicacion الشاشه الصفحه التطبيق الموقع";

/// Words from what is done to a thing to the thing.
const CHANGE: usize = 4;

/// Words from "your" to the last word of a thing's name.
const OWNED: usize = 3;

/// Where a clause that has no question word says what is done with things.
#[derive(Default)]
pub(super) struct Handled {
    changed: Vec<usize>,
    shown: Vec<usize>,
}

impl Ear {
    pub(super) fn handled(&self, clause: &Clause) -> Handled {
        if clause.kinds.iter().any(Option::is_some) {
            return Handled::default();
        }
        let all = || clause.words.iter().enumerate();
        let changed = all().filter(|(_, word)| self.cues.changed.contains(word)).map(|(at, _)| at).collect();
        let shown = all().filter(|(_, word)| self.cues.screens.contains(word)).map(|(at, _)| at).collect();
        Handled { changed, shown }
    }

    /// Whether the thing at these places is only changed or looked at.
    pub(super) fn is_handled(
        &self,
        places: &[usize],
        phrase: &Phrase,
        clause: &Clause,
        known: &Known,
    ) -> bool {
        let (Some(first), Some(last)) = (places.first().copied(), places.last().copied()) else {
            return false;
        };
        let others = |at: &usize| !phrase.whole.iter().flatten().any(|it| *it == clause.words[*at]);
        // "Did you manage to change your address?", "haben Sie Ihre Adresse geändert?"
        let is_changed = known.handled.changed.iter().any(|at| {
            let before = at + CHANGE >= first && *at < first && others(at);
            before || (*at == last + 1 && is_at_end(&clause.words[*at]))
        });
        let is_behind = |at: &usize| *at > last && others(at);
        is_changed || (known.handled.shown.iter().any(is_behind) && self.is_shown(first, last, clause))
    }

    /// "Do you see your address on the screen now?" is no request in so many words.
    fn is_shown(&self, first: usize, last: usize, clause: &Clause) -> bool {
        let near = &clause.words[first.saturating_sub(OWNED)..first];
        clause.moods[first] < Mood::Demands
            && (near.iter().any(|word| self.cues.yours.contains(word))
                || clause.words[last].starts_with("ال"))
    }
}

/// Verbs of German stand behind their things.
fn is_at_end(word: &str) -> bool {
    ["en", "rn", "ert", "cht", "tzt"].iter().any(|end| word.ends_with(end))
}
