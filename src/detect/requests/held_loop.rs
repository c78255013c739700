//! Who has to change where a call blocks a coroutine: the call itself, or the coroutine that plain functions lead from.

use crate::finding::{EvidenceRole, FindingBuilder};
use crate::flow::ledger::OutsideRecord;
use crate::model::Place;
use crate::rule::Input;

/// It awaits nothing by itself, and nobody awaits it: the framework calls it.
pub(super) fn may_be_plain(place: Place, input: &Input<'_>) -> bool {
    let overlaps =
        |other: &Place| other.file == place.file && other.span.start < place.span.end && place.span.start < other.span.end;
    !input.model.bound_coroutines.iter().any(overlaps)
}

/// A plain function cannot await: the coroutine that leads to it has to hand it over, and is shown.
pub(super) fn in_a_plain_function(finding: FindingBuilder, call: &OutsideRecord, input: &Input<'_>) -> FindingBuilder {
    let Some((place, symbol)) = call.held_by.as_ref().filter(|_| !call.in_coroutine) else { return finding };
    let name = symbol.rsplit('.').next().unwrap_or(symbol);
    let plain = if may_be_plain(*place, input) {
        format!("; or declare {name} with def, where its framework runs plain functions in threads")
    } else {
        String::new()
    };
    finding
        .remedy(format!(
            "The call stands in a plain function, which cannot await. Let the coroutine {name} hand what leads to it to a \
             thread: await asyncio.to_thread(…){plain}."
        ))
        .evidence(*place, EvidenceRole::Access, "the coroutine that stands still meanwhile")
}
