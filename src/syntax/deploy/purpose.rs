//! What the first comment of a file says it is for.

/// Lines that are looked at: a comment on top is short.
const LINES: usize = 20;
/// Words between `not for` and `production`.
const APART: usize = 6;

/// The comment on top says that the file is for development, or not for production.
pub(super) fn says_development(text: &str) -> bool {
    let lines = text.trim_start_matches('\u{feff}').lines().take(LINES).map(str::trim);
    let comment = lines.take_while(|line| line.is_empty() || line.starts_with('#')).filter(|line| !line.starts_with("#!"));
    // Who writes comments may do without full stops: a line that is empty, or begins with a capital, ends a sentence, too.
    let mut text = String::new();
    for line in comment.map(|line| line.trim_start_matches('#').trim()) {
        let begins = line.is_empty() || line.starts_with(char::is_uppercase);
        text.push_str(if begins { ". " } else { " " });
        text.push_str(line);
    }
    text.to_ascii_lowercase().split(['.', ';', '!', ':']).any(is_for_development)
}

fn is_for_development(sentence: &str) -> bool {
    let words: Vec<&str> =
        sentence.split(|c: char| !(c.is_ascii_alphanumeric() || c == '\'')).filter(|word| !word.is_empty()).collect();
    is_not_for_production(&words) || is_about_itself(&words)
}

/// `do not use in production`, `not intended for a production server`
fn is_not_for_production(words: &[&str]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let mut rest = words[at + 1..].iter().filter(|word| !matches!(**word, "be" | "to" | "it" | "this"));
        matches!(*word, "not" | "never" | "don't")
            && rest.next().is_some_and(|word| {
                matches!(*word, "use" | "used" | "intended" | "meant" | "suitable" | "recommended" | "designed" | "for")
            })
            && rest.take(APART).any(|word| *word == "production")
    })
}

/// `this setup is only meant for local development`; `use X for development` speaks of another file.
fn is_about_itself(words: &[&str]) -> bool {
    let purpose = words.iter().position(|word| matches!(*word, "development" | "developing" | "developers"));
    let Some(purpose) = purpose.filter(|_| !words.contains(&"production")) else { return false };
    let before = &words[..purpose];
    let says_for = before.contains(&"for") || words.len() <= 3;
    let limits = words.iter().any(|word| matches!(*word, "only" | "solely" | "intended" | "meant" | "designed" | "is"));
    let itself = before.contains(&"this")
        || before.len() <= 2
        || matches!(before.first(), Some(&("only" | "for" | "docker" | "dockerfile")));
    says_for && limits && itself
}

#[cfg(test)]
mod tests {
    use super::says_development;

    #[test]
    fn a_file_that_says_so_is_for_development() {
        for text in [
            "# This image is intended solely for local development of Shop\n# If you are after\n# production, use another one\nFROM python\n",
            "# This setup is only meant for local\n# development of the shop itself\nservices:\n",
            "#!/bin/sh\n# Do not use this in a production environment!\nflask run\n",
            "# For development only\nservices:\n",
            "# Local development only.\nservices:\n",
            "# docker compose for evaluation and development only\nservices:\n",
        ] {
            assert!(says_development(text), "{text}");
        }
    }

    #[test]
    fn what_another_file_is_for_says_nothing() {
        for text in [
            "# Production image. For development, use Dockerfile.dev\nFROM python\n",
            "# Use compose.dev.yml for local development\nservices:\n",
            "# This image is used for development and production\nFROM python\n",
            "# Does not install the production database\nFROM python\n",
            "FROM python\n# This is for development only\nCMD flask run\n",
        ] {
            assert!(!says_development(text), "{text}");
        }
    }
}
