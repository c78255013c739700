//! What saving a row does beside its UPDATE, and one write for all rows does not.

use crate::flow::ledger::OpRecord;
use crate::model::entity::{Entity, Receiver};
use crate::rule::Input;

/// Receivers and columns that are named.
pub const SHOWN: usize = 3;

/// Sentences for the remedy.
#[must_use]
pub fn of(model: &Entity, op: &OpRecord, input: &Input<'_>) -> Vec<String> {
    let mut out = Vec::new();
    let receivers = &model.save_receivers;
    if !receivers.is_empty() {
        let named: Vec<String> = receivers.iter().take(SHOWN).map(|receiver| told(receiver, input)).collect();
        let more = if receivers.len() > SHOWN { format!(" and {} more", receivers.len() - SHOWN) } else { String::new() };
        out.push(format!(
            "Saving a {} sends signals that the project receives ({}{more}), and a write of many rows sends none: do for all rows at \
             once what these receivers do for each, or keep save().",
            model.name,
            named.join(", "),
        ));
    }
    let columns: Vec<&str> = model.set_by_save.iter().map(String::as_str).take(SHOWN).collect();
    if !columns.is_empty() && op.what.starts_with("UPDATE ") {
        out.push(format!("save() sets {} by itself (auto_now), and update() does not: set it there, too.", columns.join(", ")));
    }
    out
}

/// `drop_points at cache/points.py:390`
fn told(receiver: &Receiver, input: &Input<'_>) -> String {
    let line = input.texts.get(receiver.place.file.index()).line_range(receiver.place.span).0;
    let at = format!("{}:{line}", input.model.path(receiver.place.file));
    receiver.name.as_ref().map_or_else(|| at.clone(), |name| format!("{name} at {at}"))
}
