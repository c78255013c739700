//! Scripts and styles that browsers get as people wrote them. Judged by the compressed size and by how many pages load
//! the file, never by an estimate of what minifying would save.

use std::collections::BTreeSet;

use crate::facts::Span;
use crate::facts::asset::AssetKind;
use crate::finding::{Confidence, EvidenceRole, Holds, Severity, Verdict};
use crate::model::delivery::Asset;
use crate::model::{FileId, Model, Place};
use crate::rule::{Detector, Input, Rule};

use super::{count_of, first_line, is_for_debugging, is_own, loads_of, opened, size, split};

/// Raw size over compressed size of scripts, by which limits on raw sizes become limits on compressed ones.
const RAW_PER_GZIP: u64 = 4;
/// Letters from which on a name is no chance, and of how many names one may be missing: comments have dots, too.
const LEAST_NAME: usize = 4;
const MISSING_OF: usize = 5;
/// Tags shown as evidence.
const MAX_EVIDENCE: usize = 5;

pub struct UnminifiedAsset;

impl Detector for UnminifiedAsset {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let all = opened(input.model).len();
        let minifies = image_minifies(input);
        for (at, asset) in input.model.assets.iter().enumerate() {
            let code = matches!(asset.kind, AssetKind::Script | AssetKind::Style);
            if !code || asset.loaded_on.is_empty() || !is_own(input.model, asset.file) {
                continue;
            }
            if asset.minified == Some(true) {
                out.push(holds(rule, asset));
            } else if is_subject(rule, asset) && !only_for_debugging(input, at) {
                out.push(finding(rule, input, at, (all, minifies)));
            }
        }
    }
}

fn holds(rule: &Rule, asset: &Asset) -> Verdict {
    Verdict::Holds(Holds {
        rule: rule.id.clone(),
        subject: asset.path.clone(),
        place: Some(first_line(asset)),
        why: format!("minified, {} compressed", size(asset.gzip.unwrap_or(asset.bytes))),
    })
}

/// Served as it stands, written by people, and not tiny.
fn is_subject(rule: &Rule, asset: &Asset) -> bool {
    let least = |name, default| u64::try_from(rule.integer(name, default)).unwrap_or(0);
    asset.served
        && asset.build.is_none()
        && asset.minified == Some(false)
        && asset.bytes >= least("min_bytes", 10 * 1024)
        && asset.gzip.is_some_and(|gzip| gzip >= least("min_gzip_bytes", 4 * 1024))
}

/// Where an image or a script of the deployment runs a program that minifies what it finds.
fn image_minifies(input: &Input<'_>) -> Option<Place> {
    const PROGRAMS: [&str; 7] = ["closure-compiler", "terser", "uglifyjs", "uglify-js", "yuicompressor", "csso ", "minify "];
    let runs = |path: &str| path.ends_with(".sh") || path.to_ascii_lowercase().contains("dockerfile");
    let mut scripts = (0..).map(FileId).zip(&input.model.files).filter(|(_, file)| runs(&file.path));
    scripts.find_map(|(file, _)| {
        let text = &input.texts.get(file.index()).text;
        let at = PROGRAMS.iter().filter_map(|program| text.find(program)).min()?;
        let start = u32::try_from(at).ok()?;
        Some(Place { file, span: Span { start, end: start } })
    })
}

/// Every tag that loads it is there for debugging only.
fn only_for_debugging(input: &Input<'_>, asset: usize) -> bool {
    loads_of(input.model, asset).all(|load| is_for_debugging(input, load))
}

/// `app.min.js` beside `app.js`.
fn minified_sibling<'m>(model: &'m Model, asset: &Asset) -> Option<&'m Asset> {
    let (stem, extension) = asset.path.rsplit_once('.')?;
    let wanted = format!("{stem}.min.{extension}");
    model.assets.iter().find(|other| other.path == wanted)
}

/// Nearly all names that follow a dot or a hash in the one are in the other: no minifier changes properties and selectors.
fn is_up_to_date(input: &Input<'_>, asset: &Asset, minified: &Asset) -> bool {
    let (own, minified) = (input.texts.get(asset.file.index()), input.texts.get(minified.file.index()));
    let names: BTreeSet<&str> = own
        .text
        .split(['.', '#'])
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))).next())
        .filter(|name| name.len() >= LEAST_NAME && name.starts_with(|c: char| c.is_ascii_alphabetic()))
        .collect();
    let missing = names.iter().filter(|name| !minified.text.contains(**name)).count();
    missing * MISSING_OF <= names.len()
}

fn finding(rule: &Rule, input: &Input<'_>, at: usize, (all, minifies): (usize, Option<Place>)) -> Verdict {
    let model = input.model;
    let asset = &model.assets[at];
    let gzip = asset.gzip.unwrap_or(asset.bytes);
    let pages = asset.loaded_on.len();
    let (severity, reason) = severity(input, gzip, pages, all);
    let mut finding = rule
        .finding(first_line(asset), asset.path.clone())
        .slot("file", split(&asset.path).1)
        .slot("raw", size(asset.bytes))
        .slot("gzip", size(gzip))
        .slot("pages", count_of(pages, all))
        .severity(severity, reason);
    if loads_of(model, at).all(|load| load.conditional) {
        finding = finding.confidence(Confidence::Medium);
    }
    if let Some(place) = minifies {
        finding = finding.confidence(Confidence::Medium).evidence(
            place,
            EvidenceRole::Setting,
            "minifies scripts when the image is built, perhaps this one",
        );
    }
    if let Some(sibling) = minified_sibling(model, asset).filter(|sibling| is_up_to_date(input, asset, sibling)) {
        let (name, minified) = (split(&asset.path).1, split(&sibling.path).1);
        finding = finding.remedy(format!("Load {minified}, which stands beside {name}, in the tags named below."));
    }
    for load in loads_of(model, at).take(MAX_EVIDENCE) {
        finding = finding.evidence(load.place, EvidenceRole::Access, format!("loads {}", load.url));
    }
    finding.build()
}

/// By compressed bytes; one step down where fewer than half of the pages load it.
fn severity(input: &Input<'_>, gzip: u64, pages: usize, all: usize) -> (Severity, String) {
    let limit = |raw_kb: u64| raw_kb * 1024 / RAW_PER_GZIP;
    let thresholds = &input.settings.thresholds;
    let by_size = if gzip >= limit(thresholds.asset_js_raw_kb_large) {
        Severity::High
    } else if gzip >= limit(thresholds.asset_js_raw_kb) {
        Severity::Medium
    } else {
        Severity::Low
    };
    let wide = pages * 2 >= all && pages > 1;
    let reason = format!("{} compressed on {}", size(gzip), count_of(pages, all));
    (if wide { by_size } else { by_size.lowered(1) }, reason)
}
