//! Builds the view: places become lines, findings become entries, everything is counted once.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Language, NoteKind};
use crate::finding::{Against, Severity};
use crate::model::Place;

use super::entries::{self, Joined};
use super::locate::Locator;
use super::score;
use super::view::{
    AssetView, CoverageView, FileCount, FindingView, NotAssessableView, NoteView, PageView, Report, RuleView, SkippedView,
    UnknownCause, VerifiedView,
};
use super::{
    CoverageNote, ReportInput, capacity, claims, compare, head, ledger, risks, roadmap, stubs, tools, verification, watch,
    words,
};

/// Assets that are listed, by raw size.
const ASSETS: usize = 20;

/// The report of one run. Findings, summary, roadmap and totals all come from the statuses in `input`.
#[must_use]
pub fn build(input: &ReportInput<'_>) -> Report {
    let locator = Locator { model: input.model, texts: input.texts };
    let Joined { findings, entries, ranked } = entries::join(input, &locator);
    let routes = ledger::routes(input, &locator);
    let capacity = capacity::rows(input, &locator);
    let tools = tools::rows(input, &locator);
    let pages = pages(input);
    let facts = score::Facts { findings: &findings, routes: &routes, capacity: &capacity, tools: &tools, pages: &pages };
    let named = verification::Facts { entries: &entries, findings: &findings, routes: &routes, pages: &pages };
    Report {
        head: head::head(input, &locator),
        verdict: verdict(input, &findings),
        score_card: score::card(input, &facts),
        baseline: compare::baseline(input, &findings),
        ledger_diff: Vec::new(),
        over_budget: compare::over_budget(input, &routes),
        verified: verified(input, &locator),
        claims: claims::rows(input, &locator),
        not_assessable: not_assessable(input),
        assets: assets(input),
        assets_total: input.model.assets.iter().filter(|a| a.served).count(),
        roadmap: roadmap::phases(&entries, &ranked, &findings),
        commands: verification::commands(input, &named),
        watched: watch::watched(input),
        recurring: watch::recurring(input),
        risks: risks::rows(input.rules, &entries),
        out_of_reach: verification::out_of_reach(input),
        coverage: coverage(input, &locator),
        rules: rules(input, &findings),
        configuration: configuration(input),
        route_budget: input.settings.thresholds.route_queries_target,
        tools,
        pages,
        findings,
        entries,
        ranked,
        routes,
        capacity,
    }
}

/// What was found, and what is fine.
fn verdict(input: &ReportInput<'_>, findings: &[FindingView]) -> Vec<String> {
    let shown: Vec<&FindingView> = findings.iter().filter(|f| f.shown).collect();
    let known = |f: &&FindingView| f.baseline == Some(Against::Known);
    let hidden = findings.iter().filter(|f| !f.shown && f.is_open() && !known(f)).count();
    let by_severity: Vec<String> = Severity::ALL
        .into_iter()
        .map(|s| (s, shown.iter().filter(|f| f.severity == s).count()))
        .filter(|(_, n)| *n > 0)
        .map(|(s, n)| format!("{} {}", words::thousands(n as u64), s.name()))
        .collect();
    let mut first = if shown.is_empty() {
        "No findings".to_owned()
    } else {
        format!("{}: {}", words::count(shown.len(), "finding", "findings"), words::join(&by_severity))
    };
    if hidden > 0 {
        let are = if hidden == 1 { "is" } else { "are" };
        let level = format!("severity {} or confidence {}", input.settings.severity.name(), input.settings.confidence.name());
        first.push_str(&format!("; {} more {are} below {level} and not shown", words::thousands(hidden as u64)));
    }
    first.push('.');
    let mut sentences = vec![first];
    if let Some(baseline) = input.baseline {
        let known = words::count(findings.iter().filter(|f| f.is_open()).filter(known).count(), "finding", "findings");
        let mut sentence = format!("Compared with {}: {known} known before and not shown", baseline.name);
        if !input.gone.is_empty() {
            sentence.push_str(&format!(", {} no more", words::thousands(input.gone.len() as u64)));
        }
        sentences.push(sentence + ".");
    }
    if !input.verified.is_empty() {
        let rules: BTreeSet<&str> = input.verified.iter().map(|h| h.rule.as_str()).collect();
        let subjects = words::count(input.verified.len(), "subject was", "subjects were");
        let of_rules = words::count(rules.len(), "rule", "rules");
        sentences.push(format!("{subjects} checked and found in order, by {of_rules}."));
    }
    sentences
}

fn verified(input: &ReportInput<'_>, locator: &Locator<'_>) -> Vec<VerifiedView> {
    let mut holds: Vec<_> = input.verified.iter().collect();
    holds.sort_by(|a, b| (&a.rule, &a.place, &a.subject, &a.why).cmp(&(&b.rule, &b.place, &b.subject, &b.why)));
    let view = |holds: &crate::finding::Holds| VerifiedView {
        rule: holds.rule.clone(),
        subject: holds.subject.clone(),
        at: holds.place.map(|p| locator.at(p)),
        why: holds.why.clone(),
    };
    holds.into_iter().map(view).collect()
}

fn not_assessable(input: &ReportInput<'_>) -> Vec<NotAssessableView> {
    let mut all: Vec<_> = input.not_assessable.iter().collect();
    all.sort();
    all.into_iter()
        .map(|n| NotAssessableView { rule: n.rule.clone(), subject: n.subject.clone(), cause: n.cause.clone() })
        .collect()
}

/// Templates that routes render; where none is known, those that no other extends.
fn pages(input: &ReportInput<'_>) -> Vec<PageView> {
    let model = input.model;
    let rendered = model.pages.iter().any(|page| !page.routes.is_empty());
    let mut pages: Vec<PageView> = model
        .pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.extended_by.is_empty() && (!rendered || !page.routes.is_empty()))
        .filter_map(|(at, page)| {
            let view = PageView {
                path: model.files.get(page.file.index())?.path.clone(),
                files: model.text_assets_of(at).count(),
                bytes: model.text_assets_of(at).map(|asset| asset.bytes).sum(),
                gzip: model.text_assets_of(at).map(|asset| asset.gzip.unwrap_or(asset.bytes)).sum(),
            };
            (view.files > 0).then_some(view)
        })
        .collect();
    pages.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.path.cmp(&b.path)));
    pages
}

fn assets(input: &ReportInput<'_>) -> Vec<AssetView> {
    let mut served: Vec<_> = input.model.assets.iter().filter(|a| a.served).collect();
    served.sort_by_key(|a| (a.loaded_on.is_empty(), std::cmp::Reverse(a.bytes), a.path.as_str()));
    let page = |at: &usize| {
        let page = input.model.pages.get(*at)?;
        input.model.files.get(page.file.index()).map(|f| f.path.clone())
    };
    served
        .into_iter()
        .take(ASSETS)
        .map(|asset| {
            let mut loaded_on: Vec<String> = asset.loaded_on.iter().filter_map(page).collect();
            loaded_on.sort();
            loaded_on.dedup();
            AssetView { path: asset.path.clone(), bytes: asset.bytes, gzip: asset.gzip, minified: asset.minified, loaded_on }
        })
        .collect()
}

fn coverage(input: &ReportInput<'_>, locator: &Locator<'_>) -> CoverageView {
    let coverage = input.coverage;
    let read: usize = coverage.files.iter().filter(|((l, _), _)| *l != Language::Other).map(|(_, n)| n).sum();
    let mut broken: Vec<&str> = coverage.notes.iter().filter(|n| n.kind != NoteKind::Other).map(|n| n.path.as_str()).collect();
    broken.sort_unstable();
    broken.dedup();
    let mut notes: Vec<NoteView> = coverage.notes.iter().map(note_view).collect();
    notes.extend(input.model.notes.iter().map(|n| {
        let at = n.place.map(|p| locator.at(p));
        let (path, line) = at.map_or((String::new(), None), |at| (at.path, Some(at.line)));
        NoteView { path, line, kind: "link", text: n.text.clone() }
    }));
    notes.sort();
    notes.dedup();
    let mut skipped: Vec<SkippedView> =
        coverage.skipped.iter().map(|(path, why)| SkippedView { path: path.clone(), why: why.clone() }).collect();
    skipped.sort_by(|a, b| (&a.path, &a.why).cmp(&(&b.path, &b.why)));
    let mut causes = input.ledger.unknown_causes.clone();
    causes.extend(undecided(input, locator));
    causes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    CoverageView {
        files: coverage.files.values().sum(),
        understood: read.saturating_sub(broken.len()),
        by_kind: coverage
            .files
            .iter()
            .map(|((l, r), n)| FileCount { language: words::language(*l), role: words::role(*r), files: *n })
            .collect(),
        skipped,
        notes,
        unknown_causes: causes
            .into_iter()
            .map(|(cause, routes)| UnknownCause {
                stub: input.ledger.outside_callees.get(&cause).and_then(|dotted| stubs::of(dotted)),
                cause,
                routes,
            })
            .collect(),
        mistakes: coverage.mistakes.iter().map(note_view).collect(),
        internal_errors: coverage.internal_errors.clone(),
        cache: coverage.cache.clone(),
    }
}

/// Conditions that keep routes from being known whole, with the number of routes.
fn undecided(input: &ReportInput<'_>, locator: &Locator<'_>) -> Vec<(String, usize)> {
    let mut routes: BTreeMap<Place, usize> = BTreeMap::new();
    for place in input.ledger.entries.iter().flat_map(|entry| &entry.undecided) {
        *routes.entry(*place).or_default() += 1;
    }
    routes.into_iter().map(|(place, routes)| (ledger::undecided(place, locator), routes)).collect()
}

fn note_view(note: &CoverageNote) -> NoteView {
    NoteView { path: note.path.clone(), line: note.line, kind: words::note_kind(note.kind), text: note.text.clone() }
}

fn rules(input: &ReportInput<'_>, findings: &[FindingView]) -> Vec<RuleView> {
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings.iter().filter(|f| f.shown) {
        *shown.entry(&finding.rule).or_default() += 1;
    }
    let mut holds: BTreeMap<&str, usize> = BTreeMap::new();
    for fine in input.verified {
        *holds.entry(&fine.rule).or_default() += 1;
    }
    let mut out: Vec<RuleView> = input
        .rules
        .iter()
        .map(|rule| RuleView {
            id: rule.id.clone(),
            title: rule.title.clone(),
            family: rule.family.clone(),
            severity: rule.severity,
            confidence: rule.confidence,
            why: rule.why.clone(),
            fix: rule.fix.clone(),
            links: rule.links.clone(),
            findings: shown.get(rule.id.as_str()).copied().unwrap_or(0),
            verified: holds.get(rule.id.as_str()).copied().unwrap_or(0),
        })
        .collect();
    out.sort_by(|a, b| (&a.family, &a.id).cmp(&(&b.family, &b.id)));
    out
}

fn configuration(input: &ReportInput<'_>) -> Vec<(String, String)> {
    let settings = input.settings;
    let limits = &settings.thresholds;
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let mut out = vec![
        pair("select", settings.select.join(", ")),
        pair("severity", settings.severity.name().into()),
        pair("confidence", settings.confidence.name().into()),
        pair("fail-on", settings.fail_on.map_or("never", Severity::name).into()),
        pair("route.queries", limits.route_queries_target.to_string()),
        pair("asset.js_raw_kb", format!("{} (large: {})", limits.asset_js_raw_kb, limits.asset_js_raw_kb_large)),
        pair("static.max_age", format!("{} (hashed names: {})", limits.static_max_age, limits.static_max_age_hashed)),
        pair("loop.small", limits.loop_small.to_string()),
    ];
    if !settings.ignore.is_empty() {
        out.insert(1, pair("ignore", settings.ignore.join(", ")));
    }
    out.extend(settings.rows.iter().map(|(table, rows)| pair(&format!("rows.{table}"), rows.to_string())));
    out
}
