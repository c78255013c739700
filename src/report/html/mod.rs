//! One HTML page that needs no network: the Markdown report, laid out for a screen, a phone and paper.
//!
//! It is readable without scripts; `script.js` only sorts tables and filters findings. Text of the audited tree reaches the page
//! through escaping writers alone.

mod charts;
mod markup;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::finding::{Confidence, Severity};

use super::area::Area;
use super::markdown::{self, FINDINGS};
use super::view::{Entry, Report};
use super::words;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The page, with a line end. `brief`: the first page of the report only.
#[must_use]
pub fn write(report: &Report, brief: bool) -> String {
    let sections: Vec<(&str, Markup)> = markdown::sections(report, brief)
        .into_iter()
        .map(|(name, text)| (name, if name == FINDINGS { findings(report) } else { markup::render(&text) }))
        .collect();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content=(format!("{} {}", report.head.tool.name, report.head.tool.version));
                title { "Performance audit" @if !report.head.project.is_empty() { " of " (report.head.project) } }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (navigation(&sections))
                main {
                    @for (name, body) in &sections {
                        section id=(name) class=(name) {
                            (body)
                            @if *name == "verdict" { (charts::severities(report)) }
                            @if *name == "routes" { (charts::routes(report)) }
                            @if *name == "assets" { (charts::pages(report)) }
                        }
                    }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    words::printable_lines(page.into_string() + "\n")
}

fn navigation(sections: &[(&str, Markup)]) -> Markup {
    html! {
        nav aria-label="Sections" {
            ul {
                @for (name, body) in sections {
                    @if let Some(title) = markup::title(&body.0) {
                        li { a href=(format!("#{name}")) { (PreEscaped(title)) } }
                    }
                }
            }
        }
    }
}

/// Entries by area, each one a card; the filter shows itself when scripts run.
fn findings(report: &Report) -> Markup {
    html! {
        h2 { "Findings" }
        (filter(report))
        @for area in Area::ALL {
            @let mut entries = report.entries.iter().filter(|entry| entry.area == area).peekable();
            @if entries.peek().is_some() {
                div.area {
                    h3 { (area.letter()) " " (area.title()) }
                    @for entry in entries { (card(report, entry)) }
                }
            }
        }
    }
}

fn filter(report: &Report) -> Markup {
    let severities = Severity::ALL.into_iter().filter(|s| report.entries.iter().any(|e| e.severity == *s));
    let confidences = Confidence::ALL.into_iter().filter(|c| report.entries.iter().any(|e| e.confidence == *c));
    html! {
        form.filter hidden aria-label="Filter findings" {
            input type="search" name="text" placeholder="Rule, path, text" aria-label="Search in findings";
            fieldset {
                legend { "Severity" }
                @for severity in severities {
                    label { input type="checkbox" name="severity" value=(severity.name()) checked; (severity.name()) }
                }
            }
            fieldset {
                legend { "Confidence" }
                @for confidence in confidences {
                    label { input type="checkbox" name="confidence" value=(confidence.name()) checked; (confidence.name()) }
                }
            }
            output { (words::count(report.entries.len(), "entry", "entries")) }
        }
    }
}

fn card(report: &Report, entry: &Entry) -> Markup {
    let open = entry.severity >= Severity::High;
    let status = report.lead(entry).map_or("", |lead| lead.status.name());
    html! {
        article.finding id=(entry.id.to_lowercase()) data-severity=(entry.severity.name())
            data-confidence=(entry.confidence.name()) data-rule=(entry.rule) {
            details open[open] {
                summary {
                    span.id { (entry.id) }
                    span.title { (markup::inline(&entry.title)) }
                    span class=(format!("badge {}", entry.severity.name())) { (entry.severity.name()) }
                    span.badge { (entry.confidence.name()) " confidence" }
                    @if status != "open" { span.badge { (status) } }
                    code.rule { (entry.rule) }
                }
                (markup::render(&markdown::entry_body(report, entry)))
            }
        }
    }
}
