//! What the user asked for: configuration, command line over it, and the rules that follow from both.

use std::fs;
use std::path::PathBuf;

use crate::config::document::nearest;
use crate::config::scale::{Confidence, Severity};
use crate::config::{Settings, raw};
use crate::detect;
use crate::finding::baseline::{self, Baseline};
use crate::rule::catalogue::Catalogue;
use crate::rule::{Detect, Rule};
use crate::syntax::pattern::{Pattern, PatternSet};

use super::Failure;

/// What the command line says over the configuration; `None` leaves it as it is.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The audited path.
    pub root: PathBuf,
    /// In place of the configuration of the audited path.
    pub config: Option<PathBuf>,
    pub select: Option<Vec<String>>,
    pub ignore: Option<Vec<String>>,
    pub severity: Option<Severity>,
    pub confidence: Option<Confidence>,
    /// `Some(None)` is `never`.
    pub fail_on: Option<Option<Severity>>,
    pub jobs: Option<usize>,
    pub baseline: BaselineChoice,
    /// Folders of rules beside those that the configuration names.
    pub rule_folders: Vec<PathBuf>,
    /// Without one, every file is parsed and nothing is written.
    pub cache: Option<Cache>,
}

/// Where the facts of files are kept between runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    pub folder: PathBuf,
    /// Facts of this run are kept, too.
    pub writes: bool,
}

/// Which baseline the findings are compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BaselineChoice {
    /// The one that the configuration names, or `perfaudit-baseline.json` when it is there.
    #[default]
    Usual,
    File(PathBuf),
    None,
}

/// Settings and rules in force.
pub struct Setup {
    pub settings: Settings,
    pub catalogue: Catalogue,
    /// The selected rules, sorted by id.
    pub rules: Vec<Rule>,
    pub baseline: Option<Baseline>,
    pub cache: Option<Cache>,
}

impl Setup {
    /// # Errors
    /// A configuration that cannot be read, all mistakes in it and in the rule files, or an unknown rule on the command line.
    pub fn new(request: &Request) -> Result<Self, Failure> {
        let raw = raw::load(&request.root, request.config.as_deref())?;
        let more = request.rule_folders.iter().map(|folder| folder.display().to_string());
        let folders: Vec<String> = raw.rule_folders().iter().cloned().chain(more).collect();
        let catalogue = match Catalogue::load(&natives(), &request.root, &folders) {
            Ok(catalogue) => catalogue,
            Err(mut mistakes) => {
                // Rule names cannot be compared with a broken catalogue; everything else of the configuration can.
                mistakes.extend(raw.own_mistakes());
                return Err(Failure::Mistakes(mistakes));
            }
        };
        let settings = raw.settings(catalogue.names()).map_err(|mistakes| Failure::Mistakes(vec![*mistakes]))?;
        let settings = merge(settings, request, &catalogue)?;
        let rules = catalogue.select(&settings);
        let baseline = baseline(request, &settings)?;
        Ok(Self { settings, catalogue, rules, baseline, cache: request.cache.clone() })
    }

    /// The compiled queries of the selected declarative rules.
    #[must_use]
    pub fn patterns(&self) -> PatternSet {
        let mut patterns = Vec::new();
        for rule in &self.rules {
            let Detect::Patterns(queries) = &rule.detect else { continue };
            patterns.extend(queries.iter().map(|query| Pattern {
                rule: rule.id.clone(),
                language: query.language.clone(),
                query: query.pattern.clone(),
                prefilter: query.prefilter.clone(),
            }));
        }
        PatternSet::new(patterns)
    }
}

fn baseline(request: &Request, settings: &Settings) -> Result<Option<Baseline>, Failure> {
    let (path, asked) = match (&request.baseline, &settings.baseline) {
        (BaselineChoice::None, _) => return Ok(None),
        (BaselineChoice::File(path), _) => (path.clone(), true),
        (BaselineChoice::Usual, Some(name)) => (request.root.join(name), true),
        (BaselineChoice::Usual, None) => (request.root.join(baseline::FILE), false),
    };
    if !asked && !path.is_file() {
        return Ok(None);
    }
    let name = path.strip_prefix(&request.root).unwrap_or(&path).display().to_string();
    let text = fs::read_to_string(&path).map_err(|error| Failure::Usage(format!("baseline {name}: {error}")))?;
    Baseline::parse(&name, &text).map(Some).map_err(|why| Failure::Usage(format!("baseline {why}")))
}

/// Names of the native detectors.
#[must_use]
pub fn natives() -> Vec<&'static str> {
    detect::TABLE.iter().map(|(name, _)| *name).collect()
}

fn merge(mut settings: Settings, request: &Request, catalogue: &Catalogue) -> Result<Settings, Failure> {
    for (flag, names) in [("--select", &request.select), ("--ignore", &request.ignore)] {
        check_names(flag, names.as_deref().unwrap_or_default(), catalogue)?;
    }
    if let Some(select) = &request.select {
        settings.select.clone_from(select);
    }
    if let Some(ignore) = &request.ignore {
        settings.ignore.clone_from(ignore);
    }
    settings.severity = request.severity.unwrap_or(settings.severity);
    settings.confidence = request.confidence.unwrap_or(settings.confidence);
    settings.fail_on = request.fail_on.unwrap_or(settings.fail_on);
    settings.jobs = request.jobs.or(settings.jobs);
    Ok(settings)
}

fn check_names(flag: &str, names: &[String], catalogue: &Catalogue) -> Result<(), Failure> {
    let is_known = |name: &String| name == "all" || catalogue.names().any(|known| known == name);
    let Some(name) = names.iter().find(|name| !is_known(name)) else { return Ok(()) };
    let hint = match nearest(name, catalogue.names()) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => "; `perfaudit rules` lists them".into(),
    };
    Err(Failure::Usage(format!("{flag}: unknown rule or family `{name}`{hint}")))
}
