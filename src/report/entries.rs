//! Findings with lines and columns, and the entries that join places of one cause.

use std::collections::BTreeMap;

use crate::config::Settings;
use crate::finding::{Effort, Finding, plan, rank};
use crate::rule::Rule;

use super::ReportInput;
use super::area::Area;
use super::locate::Locator;
use super::view::{Entry, EvidenceView, FindingView};

/// Findings by rank, entries by area, and the indexes of the entries by rank.
pub struct Joined {
    pub findings: Vec<FindingView>,
    pub entries: Vec<Entry>,
    pub ranked: Vec<usize>,
}

#[must_use]
pub fn join(input: &ReportInput<'_>, locator: &Locator<'_>) -> Joined {
    let order = rank::order(input.findings, input.settings);
    let mut findings: Vec<FindingView> = order.iter().map(|&at| view(&input.findings[at], input.settings, locator)).collect();
    let shown: Vec<usize> = (0..order.len()).filter(|&at| findings[at].shown).collect();
    let sorted: Vec<Finding> = order.iter().map(|&at| input.findings[at].clone()).collect();
    let rules: BTreeMap<&str, &Rule> = input.rules.iter().map(|r| (r.id.as_str(), r)).collect();

    // Entries by rank first: their numbers within an area follow severity, then rank.
    let by_rank: Vec<Entry> =
        rank::groups(&sorted, &shown).into_iter().filter_map(|members| entry(members, &findings, &rules)).collect();
    let mut placing: Vec<usize> = (0..by_rank.len()).collect();
    placing.sort_by_key(|&at| (by_rank[at].area, std::cmp::Reverse(by_rank[at].severity), at));
    let mut ranked = vec![0; by_rank.len()];
    let mut entries = Vec::with_capacity(by_rank.len());
    let mut number = 0;
    for (position, &at) in placing.iter().enumerate() {
        let mut entry = by_rank[at].clone();
        let first_of_area = position == 0 || by_rank[placing[position - 1]].area != entry.area;
        number = if first_of_area { 1 } else { number + 1 };
        entry.id = format!("{}-{number:02}", entry.area.letter());
        for &member in &entry.members {
            findings[member].entry = Some(entry.id.clone());
        }
        ranked[at] = position;
        entries.push(entry);
    }
    // No reader understands a list of the worst in which a lower severity stands above a higher one.
    ranked.sort_by_key(|&at: &usize| std::cmp::Reverse(entries[at].severity));
    Joined { findings, entries, ranked }
}

fn view(finding: &Finding, settings: &Settings, locator: &Locator<'_>) -> FindingView {
    let shown = finding.is_shown(settings);
    let evidence = finding
        .evidence
        .iter()
        .map(|e| EvidenceView { at: locator.at(e.place), role: e.role, note: e.note.clone(), source: locator.source(e.place) })
        .collect();
    FindingView {
        rule: finding.rule.clone(),
        family: finding.family.clone(),
        title: finding.title.clone(),
        severity: finding.severity,
        severity_reason: finding.severity_reason.clone(),
        confidence: finding.confidence,
        effort: finding.effort,
        status: finding.status,
        status_reason: finding.status_reason.clone(),
        baseline: finding.baseline,
        shown,
        at: locator.at(finding.place),
        symbol: finding.symbol.clone(),
        message: finding.message.clone(),
        formula: finding.formula.clone(),
        parts: finding.parts.clone(),
        reach: finding.reach.clone(),
        group: finding.group.clone(),
        fingerprint: finding.fingerprint.clone(),
        fingerprint2: finding.fingerprint2.clone(),
        remedy: finding.remedy.text.clone(),
        code: finding.remedy.code.clone(),
        edits: finding.remedy.edits.iter().filter_map(|e| locator.edit(e)).collect(),
        verify: finding.verify.clone(),
        evidence,
        area: Area::of_family(&finding.family),
        entry: None,
        excerpt: locator.excerpt(finding.place),
    }
}

/// One entry of findings that share their cause.
fn entry(members: Vec<usize>, findings: &[FindingView], rules: &BTreeMap<&str, &Rule>) -> Option<Entry> {
    let lead = &findings[*members.first()?];
    let all = || members.iter().map(|&at| &findings[at]);
    let rule = rules.get(lead.rule.as_str());
    let same_title = all().all(|f| f.title == lead.title);
    let title = if same_title { lead.title.clone() } else { title_of_many(lead, rule, members.len()) };
    let dearest = all().map(|f| f.effort).max().unwrap_or(Effort::Minimal);
    Some(Entry {
        id: String::new(),
        area: lead.area,
        rule: lead.rule.clone(),
        title,
        severity: all().map(|f| f.severity).max()?,
        confidence: lead.confidence,
        effort: plan::group_effort(dearest, members.len()),
        impact: rule.map_or_else(String::new, |r| r.impact.trim().to_owned()),
        why: rule.map_or_else(String::new, |r| r.why.trim().to_owned()),
        links: rule.map_or_else(Vec::new, |r| r.links.clone()),
        members,
    })
}

/// The rule's own title where it names no place, else the first place's title and how many more there are.
fn title_of_many(lead: &FindingView, rule: Option<&&Rule>, places: usize) -> String {
    match rule {
        Some(rule) if !rule.title.contains('{') => rule.title.clone(),
        _ => format!("{} (and {} more)", lead.title, places - 1),
    }
}
