//! Tables that a Prisma schema of the tree makes: its indexes are those that count, and models of Python only mirror them.

use std::collections::BTreeSet;

use crate::facts::Role;
use crate::rule::Input;

/// Names of these tables, in lower case.
#[must_use]
pub fn tables(input: &Input<'_>) -> BTreeSet<String> {
    let files = input.model.files.iter().enumerate();
    let schemas = files.filter(|(_, file)| file.role != Role::Test && file.path.ends_with("schema.prisma"));
    schemas.flat_map(|(at, _)| declared(&input.texts.get(at).text)).collect()
}

/// `model User {` makes `User`, unless `@@map("users")` stands in it.
fn declared(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("model ").and_then(|rest| rest.split([' ', '{']).next()) {
            out.push(name.to_ascii_lowercase());
        } else if let Some(name) = line.strip_prefix("@@map(\"").and_then(|rest| rest.split('"').next())
            && let Some(last) = out.last_mut()
        {
            *last = name.to_ascii_lowercase();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn names_of_models_and_of_tables() {
        let text = "model User {\n  id String @id\n}\n\nmodel Token {\n  user_id String\n\n  @@index([user_id])\n  @@map(\"oauth_tokens\")\n}\n";
        assert_eq!(declared(text), ["user", "oauth_tokens"]);
    }
}
