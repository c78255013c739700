//! Settings that an image puts in the place of others: `COPY settings_hosted.py shop/settings.py`.

use crate::facts::Language;
use crate::model::{FileId, Model};
use crate::rule::Input;

/// Words that put a file somewhere.
const PUT: [&str; 5] = ["COPY", "ADD", "cp", "mv", "ln"];

/// Another module, which an image puts where Django looks for its settings, sets `DATABASES` as a whole.
pub(super) fn is_replaced(input: &Input<'_>, settings: FileId) -> bool {
    let model = input.model;
    let deployed = (0..).map(FileId).zip(&model.files).filter(|(_, entry)| entry.language == Language::Deploy);
    let mut put: Vec<FileId> = deployed
        .filter(|(_, entry)| !is_for_developers(&entry.path))
        .flat_map(|(file, _)| {
            input.texts.get(file.index()).text.lines().filter_map(source).map(str::to_owned).collect::<Vec<_>>()
        })
        .filter_map(|source| only_file(model, &source))
        .collect();
    put.sort_unstable();
    put.dedup();
    let sets = |file: &FileId| input.texts.get(file.index()).text.lines().any(|line| line.starts_with("DATABASES = "));
    !put.is_empty() && !put.contains(&settings) && put.iter().all(sets)
}

/// The module of settings that a line puts in the place of another one.
fn source(line: &str) -> Option<&str> {
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    let at = words.iter().position(|word| PUT.contains(word))?;
    let mut named = words[at + 1..].iter().filter(|word| !word.starts_with('-'));
    let (from, to) = (named.next()?, named.next()?);
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let is_module = |path: &str| path.ends_with(".py") && path.contains("settings");
    (is_module(from) && is_module(to) && name(from) != name(to) && !is_for_developers(from)).then_some(*from)
}

fn is_for_developers(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    ["dev", "test", "local", "example", "sample", ".github/", "ci/"].iter().any(|word| path.contains(word))
}

/// The file that ends as the path does in the image: with its folder, or with its name.
fn only_file(model: &Model, path: &str) -> Option<FileId> {
    let tail: Vec<&str> = path.trim_start_matches("./").rsplit('/').take(2).collect();
    let is_it = |file: &str| file.rsplit('/').take(2).zip(&tail).all(|(a, b)| a == *b);
    let mut found = (0..).map(FileId).zip(&model.files).filter(|(_, entry)| is_it(&entry.path));
    found.next().map(|(file, _)| file).filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::source;

    #[test]
    fn an_image_puts_settings() {
        assert_eq!(
            source("RUN cp /app/shop/settings_hosted.py /app/shop/settings.py && \\"),
            Some("/app/shop/settings_hosted.py")
        );
        assert_eq!(source("COPY --chown=app hosted/settings_aws.py shop/settings.py"), Some("hosted/settings_aws.py"));
        assert_eq!(source("COPY shop/settings.py shop/settings.py"), None);
        assert_eq!(source("COPY settings_test.py shop/settings.py"), None);
    }
}
