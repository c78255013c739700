//! What the buildpack of a platform decides where no file of the tree does.

use super::{SourceFile, numbered};
use crate::facts::deploy::Kind;
use crate::model::Place;
use crate::model::delivery::Factor;

/// Servers that read it. <https://devcenter.heroku.com/articles/python-concurrency>
const READ_WEB_CONCURRENCY: &[&str] = &["gunicorn", "uvicorn"];

/// The workers of a process of a Procfile: Heroku's buildpack sets `WEB_CONCURRENCY` by the size of the machine.
pub(super) fn workers(told: Factor, server: &str, place: Place, files: &[SourceFile]) -> Factor {
    let nobody_says = told.source.starts_with("default of");
    if !nobody_says || !READ_WEB_CONCURRENCY.contains(&server) || !is_procfile(files, place) || !is_heroku(files) {
        return told;
    }
    let source = "WEB_CONCURRENCY, which Heroku's buildpack sets by the size of the machine".to_owned();
    Factor { value: None, place: Some(place), source }
}

fn is_procfile(files: &[SourceFile], place: Place) -> bool {
    files.get(place.file.index()).is_some_and(|file| is_named_procfile(&file.entry.path))
}

fn is_named_procfile(path: &str) -> bool {
    path.rsplit('/').next().unwrap_or(path).starts_with("Procfile")
}

/// Its own files say so, or a Procfile has a step that runs before each release, as Heroku defined it.
fn is_heroku(files: &[SourceFile]) -> bool {
    numbered(files).any(|(_, file)| {
        let releases = is_named_procfile(&file.entry.path);
        file.facts.deploy.iter().any(|fact| match &fact.kind {
            Kind::Platform { name } => name == "heroku",
            Kind::Command(command) => releases && command.process.as_deref() == Some("release"),
            _ => false,
        })
    })
}
