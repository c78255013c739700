//! What the model says about a claim.

use std::collections::BTreeSet;

use crate::detect::web_app::production_servers;
use crate::eval::ops::Outside;
use crate::facts::{Language, Role, Span};
use crate::finding::claim::ClaimVerdict;
use crate::finding::{Confidence, Finding};
use crate::flow::ledger::OpKind;
use crate::model::delivery::Engine;
use crate::model::outbound::{MeansFault, UnusedMeans};
use crate::model::route::EntryKind;
use crate::model::schema::Dialect;
use crate::model::{FileId, Place};
use crate::rule::Input;

use super::sentence::Subject;

/// Places that are shown beside a verdict.
const SHOWN: usize = 3;

/// Rules whose findings say that a query runs per row.
const PER_ROW: [&str; 5] =
    ["lazy-load-in-loop", "lazy-load-in-template-loop", "query-in-loop", "hidden-query-in-loop", "serializer-n-plus-one"];

type Facts = Vec<(Option<Place>, String)>;
type Checked = (ClaimVerdict, Facts);

/// The verdict on what the sentence at `place` claims, with what it rests on.
pub fn check(subject: &Subject, place: Place, input: &Input<'_>, findings: &[Finding]) -> Checked {
    match subject {
        Subject::Pool => pool(input),
        Subject::PoolSize(size) => pool_size(*size, place, input),
        Subject::NoPerRowQueries { function } => per_row(function.as_deref(), place, input, findings),
        Subject::Queries { count, page } => queries(*count, page, input),
        Subject::Compression => by_rule("no-response-compression", "nothing in the tree compresses answers", findings),
        Subject::ForeignKeys => foreign_keys(input, findings),
        Subject::WriteAhead => write_ahead(input),
        Subject::Workers { count, server } => workers(*count, server, input),
    }
}

fn unknown(why: &str) -> Checked {
    (ClaimVerdict::CannotBeChecked, vec![(None, why.to_owned())])
}

/// A pool that nothing uses, an engine without one, or a pool with its size.
fn pool(input: &Input<'_>) -> Checked {
    let model = input.model;
    let is_pool = |name: &String| name.to_lowercase().contains("pool");
    // One that is asked too late is asked.
    let is_idle = |means: &&UnusedMeans| matches!(means.fault, MeansFault::Unused | MeansFault::OnlyMeasured);
    let mut idle = model.unused_means.iter().filter(is_idle);
    let unused = idle.find(|means| means.names.iter().any(is_pool) || is_pool(&means.maker));
    if let Some(means) = unused {
        let mut facts = vec![(Some(means.place), format!("{} is made, and nothing uses it", means.names.join(", ")))];
        facts.extend(opened_per_request(input));
        return (ClaimVerdict::NotInUse, facts);
    }
    let engines: Vec<&Engine> = model.engines.iter().filter(|engine| model.role(engine.place.file) == Role::App).collect();
    let unpooled = |engine: &&Engine| matches!(engine.pool_class.as_deref(), Some("NullPool" | "AsyncAdaptedNullPool"));
    if !engines.is_empty() && engines.iter().all(&unpooled) {
        let facts = engines
            .iter()
            .take(SHOWN)
            .map(|engine| (Some(engine.place), "the engine keeps no connections (NullPool)".to_owned()));
        return (ClaimVerdict::Contradicted, facts.collect());
    }
    if let Some(engine) = engines.iter().find(|engine| !unpooled(engine)) {
        let opened: Facts = opened_per_request(input).into_iter().collect();
        let number = |value: Option<i64>| value.map_or_else(|| "unknown".to_owned(), |value| value.to_string());
        let size = format!(
            "the engine has a pool of {} + {} ({})",
            number(engine.pool_size.value),
            number(engine.max_overflow.value),
            engine.pool_size.source
        );
        let own = (Some(engine.pool_size.place.unwrap_or(engine.place)), size);
        let passed_by = !opened.is_empty() && !most_requests_use_sessions(input);
        let verdict = if passed_by { ClaimVerdict::WithoutEffect } else { ClaimVerdict::Holds };
        return (verdict, std::iter::once(own).chain(opened).collect());
    }
    if let [pool] = model.driver_pools.as_slice() {
        let size = pool.size.count().map_or_else(|| "unknown size".to_owned(), |size| format!("at most {size}"));
        let fact = format!("{} keeps a pool of {size} ({})", pool.software, pool.size.source);
        return (ClaimVerdict::Holds, vec![(Some(pool.place), fact)]);
    }
    if let Some(kept) = model.settings.iter().find(|setting| setting.name == "django.keeps_connections" && setting.production) {
        return (ClaimVerdict::Holds, vec![(Some(kept.place), "Django keeps the connection of each thread".to_owned())]);
    }
    if let Some(database) = model.settings.iter().find(|setting| setting.name == "django.database" && setting.production) {
        let fact = "DATABASES keeps no connection open: each request opens one".to_owned();
        return (ClaimVerdict::Contradicted, vec![(Some(database.place), fact)]);
    }
    let opened: Facts = opened_per_request(input).into_iter().collect();
    if opened.is_empty() {
        unknown("no engine and no pool of the tree was followed")
    } else {
        (ClaimVerdict::Contradicted, opened)
    }
}

/// More routes run statements through a session than open a connection of their own.
fn most_requests_use_sessions(input: &Input<'_>) -> bool {
    let is_route = |at: &&usize| {
        let entry = input.ledger.entries.get(**at);
        entry.and_then(|entry| input.model.routes.get(entry.route)).is_some_and(|route| route.kind == EntryKind::Route)
    };
    let opening: BTreeSet<usize> = input
        .ledger
        .outside
        .iter()
        .filter(|call| call.kind == Outside::Connection && !call.seldom)
        .flat_map(|call| call.reach.iter().filter(is_route).copied().collect::<Vec<_>>())
        .collect();
    let asking: BTreeSet<usize> = input
        .ledger
        .ops
        .iter()
        .filter(|op| op.kind == OpKind::Execute)
        .flat_map(|op| op.reach.iter().filter(is_route).copied().collect::<Vec<_>>())
        .collect();
    asking.difference(&opening).count() > opening.len()
}

/// A connection that a request opens beside any pool.
fn opened_per_request(input: &Input<'_>) -> Option<(Option<Place>, String)> {
    let serves = |at: &usize| {
        input
            .ledger
            .entries
            .get(*at)
            .and_then(|entry| input.model.routes.get(entry.route))
            .is_some_and(|r| r.kind == EntryKind::Route)
    };
    let mut calls = input.ledger.outside.iter().filter(|call| call.kind == Outside::Connection && !call.seldom);
    let call = calls.find(|call| input.model.role(call.place.file) == Role::App && call.reach.iter().any(serves))?;
    Some((Some(call.place), "a request opens a connection of its own here".to_owned()))
}

fn pool_size(size: u64, place: Place, input: &Input<'_>) -> Checked {
    let engines = input.model.engines.iter().filter(|engine| input.model.role(engine.place.file) == Role::App);
    let known: Vec<(&Engine, u64)> = engines.filter_map(|engine| Some((engine, engine.pool_size.count()?))).collect();
    let fact = |(engine, own): &(&Engine, u64)| {
        let at = engine.pool_size.place.unwrap_or(engine.place);
        (Some(at), format!("pool_size is {own} ({})", engine.pool_size.source))
    };
    // A comment beside the setting itself is part of it.
    if known.iter().any(|(engine, _)| engine.pool_size.place.is_some_and(|at| at.file == place.file)) {
        return match known.iter().find(|(_, own)| *own == size) {
            Some(found) => (ClaimVerdict::Holds, vec![fact(found)]),
            None => unknown("the file says more than one size"),
        };
    }
    match known.as_slice() {
        [] => unknown("no engine with a known pool was followed"),
        all if all.iter().any(|(_, own)| *own == size) => {
            (ClaimVerdict::Holds, all.iter().filter(|(_, own)| *own == size).map(fact).collect())
        }
        [only] => (ClaimVerdict::Contradicted, vec![fact(only)]),
        _ => unknown("the app builds several engines"),
    }
}

/// Findings that are sure enough to speak against the sentence.
fn sure<'f>(findings: &'f [Finding], rules: &[&str]) -> Vec<&'f Finding> {
    let is_sure = |finding: &&Finding| finding.confidence >= Confidence::High && rules.contains(&finding.rule.as_str());
    findings.iter().filter(is_sure).collect()
}

fn per_row(function: Option<&str>, place: Place, input: &Input<'_>, findings: &[Finding]) -> Checked {
    let all = sure(findings, &PER_ROW);
    // A comment speaks of the code around it.
    let is_comment = input.model.files[place.file.index()].language == Language::Python;
    let meant: Vec<&&Finding> = all
        .iter()
        .filter(|finding| {
            !is_comment || (finding.place.file == place.file && finding.place.span.start.abs_diff(place.span.start) < 2000)
        })
        .filter(|finding| function.is_none_or(|name| of_function(finding, name)))
        .filter(|finding| !finding.reach.is_empty())
        .collect();
    if let (true, Some(name)) = (meant.is_empty(), function) {
        return unknown(&format!("no query per row was found in {name}"));
    }
    if meant.is_empty() {
        return if is_comment { unknown("no query per row was found around it") } else { no_per_row(input) };
    }
    let facts = meant.iter().take(SHOWN).map(|finding| (Some(finding.place), finding.message.clone()));
    let more = (meant.len() > SHOWN).then(|| (None, format!("and {} more", meant.len() - SHOWN)));
    (ClaimVerdict::Contradicted, facts.chain(more).collect())
}

/// The finding stands in a function of this name.
fn of_function(finding: &Finding, name: &str) -> bool {
    finding.symbol.split('.').any(|part| part.eq_ignore_ascii_case(name))
}

/// Nothing was found: that says something only where the routes were followed whole.
fn no_per_row(input: &Input<'_>) -> Checked {
    let routes = input.ledger.entries.len();
    let whole = input.ledger.entries.iter().filter(|entry| entry.complete).count();
    if routes > 0 && whole == routes {
        return (ClaimVerdict::Holds, vec![(None, format!("no query runs per row on any of {routes} routes"))]);
    }
    unknown(&format!("none was found, and {whole} of {routes} routes were followed whole"))
}

/// The formula of the one route that the sentence names.
fn queries(count: u64, page: &str, input: &Input<'_>) -> Checked {
    let named = |rule: &str, handler: &str| {
        if page.contains('/') {
            return rule.trim_end_matches('/') == page.trim_end_matches('/');
        }
        let last = rule.trim_end_matches('/').rsplit('/').next().unwrap_or("");
        last.eq_ignore_ascii_case(page) || handler.rsplit('.').next().unwrap_or("").eq_ignore_ascii_case(page)
    };
    let mut found = input.ledger.entries.iter().filter_map(|entry| {
        let route = input.model.routes.get(entry.route)?;
        (route.kind == EntryKind::Route && entry.method == "GET" && named(&route.rule, &route.handler))
            .then_some((entry, route))
    });
    let (Some((entry, route)), None) = (found.next(), found.next()) else { return unknown("no single route has this name") };
    let plain = &entry.plain;
    let grows = plain.terms.iter().any(|term| !term.factors.is_empty());
    let said = format!("{} runs {} statements", route.named(&entry.method), plain.formula());
    let fact = vec![(Some(route.place), said)];
    let constant = plain.at(0);
    if grows || constant > count {
        // What was followed only in part is a lower bound: more is more all the same.
        return (ClaimVerdict::Contradicted, fact);
    }
    if entry.complete { (ClaimVerdict::Holds, fact) } else { (ClaimVerdict::CannotBeChecked, fact) }
}

fn by_rule(rule: &str, words: &str, findings: &[Finding]) -> Checked {
    match findings.iter().find(|finding| finding.rule == rule) {
        Some(finding) if finding.confidence >= Confidence::Medium => {
            (ClaimVerdict::Contradicted, vec![(Some(finding.place), words.to_owned())])
        }
        _ => unknown("what stands before the app is not in the tree"),
    }
}

fn foreign_keys(input: &Input<'_>, findings: &[Finding]) -> Checked {
    let missing = sure(findings, &["fk-not-indexed", "m2m-reverse-unindexed"]);
    if missing.is_empty() {
        let keys: usize = input.model.schema.tables.iter().map(|table| table.foreign_keys.len()).sum();
        return if keys == 0 {
            unknown("no foreign key was read")
        } else {
            (ClaimVerdict::Holds, vec![(None, format!("all of {keys} are covered by an index"))])
        };
    }
    let facts = missing.iter().take(SHOWN).map(|finding| (Some(finding.place), finding.message.clone()));
    (ClaimVerdict::Contradicted, facts.collect())
}

/// Something of the app's own code sets the journal.
fn write_ahead(input: &Input<'_>) -> Checked {
    if input.model.schema.dialect.is_some_and(|(dialect, _)| dialect != Dialect::Sqlite) {
        return unknown("production does not run on SQLite");
    }
    for (file, entry) in (0..).map(FileId).zip(&input.model.files) {
        if entry.language != Language::Python || entry.role != Role::App {
            continue;
        }
        let text = input.texts.get(file.index());
        if let Some(at) = text.text.to_ascii_lowercase().find("journal_mode") {
            let start = u32::try_from(at).unwrap_or(u32::MAX);
            let place = Place { file, span: Span::new(start, start.saturating_add(12)) };
            return (ClaimVerdict::Holds, vec![(Some(place), "sets the journal".to_owned())]);
        }
    }
    (ClaimVerdict::Contradicted, vec![(None, "no code of the app names journal_mode".to_owned())])
}

fn workers(count: u64, server: &str, input: &Input<'_>) -> Checked {
    let of_server: Vec<_> =
        production_servers(input.model).filter(|process| process.server == server && process.deployed).collect();
    let fact = |process: &&crate::model::delivery::Process| {
        let value = process.workers.count().map_or_else(|| "an unknown number of".to_owned(), |n| n.to_string());
        (
            Some(process.workers.place.unwrap_or(process.place)),
            format!("{server} runs {value} workers ({})", process.workers.source),
        )
    };
    match of_server.as_slice() {
        [] => unknown("no file of the tree starts this server"),
        all if all.iter().any(|process| process.workers.count() == Some(count)) => {
            (ClaimVerdict::Holds, all.iter().filter(|process| process.workers.count() == Some(count)).map(fact).collect())
        }
        all if all.iter().all(|process| process.workers.count().is_some()) => {
            (ClaimVerdict::Contradicted, all.iter().take(SHOWN).map(fact).collect())
        }
        all => (ClaimVerdict::CannotBeChecked, all.iter().take(SHOWN).map(fact).collect()),
    }
}
