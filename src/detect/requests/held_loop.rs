//! Who has to change where a call blocks a coroutine: the call itself, or the coroutine that plain functions lead from.

use crate::detect::web_app::production_servers;
use crate::finding::{EvidenceRole, FindingBuilder};
use crate::flow::ledger::OutsideRecord;
use crate::model::Place;
use crate::model::delivery::Process;
use crate::model::route::EntryKind;
use crate::rule::Input;

/// Frameworks whose requests share an event loop.
const ASYNC_FRAMEWORKS: [&str; 5] = ["fastapi", "starlette", "quart", "sanic", "tornado"];
/// Packages that serve coroutines beside plain views: requests, mails, messages.
const ASYNC_SERVERS: [&str; 8] =
    ["channels", "daphne", "uvicorn", "hypercorn", "aiosmtpd", "aiogram", "discord-py", "python-telegram-bot"];

/// Coroutines that no route leads to may run on a loop that a plain view starts for them: unless something of the tree serves
/// coroutines, or its routes are not known, nobody else waits.
pub(super) fn may_share_loop(input: &Input<'_>) -> bool {
    let model = input.model;
    let is_route = |at: &usize| {
        let entry = input.ledger.entries.get(*at);
        entry.is_some_and(|entry| model.routes[entry.route].kind == EntryKind::Route)
    };
    let has_routes = model.has_routes();
    !(has_routes || production_servers(model).next().is_some())
        || ASYNC_FRAMEWORKS.iter().any(|name| model.stack.has_framework(name))
        || ASYNC_SERVERS.iter().any(|name| model.stack.dependency(name).is_some())
        || model.processes.iter().any(Process::serves_asgi)
        || input.ledger.outside.iter().any(|call| call.async_reach.iter().any(is_route))
        || input.ledger.ops.iter().flat_map(|op| op.coroutines.values()).any(|coroutine| coroutine.reach.iter().any(is_route))
}

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
