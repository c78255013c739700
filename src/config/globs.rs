//! Path globs as users write them: a pattern without a slash matches a name at any depth, one that ends in `/` or
//! names a folder matches everything beneath it.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A set of globs over paths relative to the audited path, with `/`.
#[derive(Clone, Debug)]
pub struct Globs {
    set: GlobSet,
    /// The literal folders that each pattern begins with.
    beginnings: Vec<String>,
}

impl Globs {
    /// # Errors
    /// The first pattern that is not a glob, and why.
    pub fn new(patterns: &[String]) -> Result<Self, (String, String)> {
        let mut builder = GlobSetBuilder::new();
        for pattern in patterns {
            for form in forms(pattern) {
                let glob = GlobBuilder::new(&form).literal_separator(true).build();
                builder.add(glob.map_err(|error| (pattern.clone(), error.kind().to_string()))?);
            }
        }
        let set = builder.build().map_err(|error| (String::new(), error.to_string()))?;
        Ok(Self { set, beginnings: patterns.iter().map(|pattern| beginning(pattern)).collect() })
    }

    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.set.is_match(path)
    }

    /// Whether something beneath `folder` may match although `folder` itself does not: `build` for `build/pages/*.html`.
    #[must_use]
    pub fn lead_through(&self, folder: &str) -> bool {
        self.beginnings
            .iter()
            .any(|beginning| beginning.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }
}

/// The path itself and everything beneath it, anchored when the pattern holds a slash before its end.
fn forms(pattern: &str) -> [String; 2] {
    let trimmed = pattern.trim_end_matches('/');
    let anchored = trimmed.strip_prefix("./").or_else(|| trimmed.strip_prefix('/'));
    let base = match anchored {
        Some(rest) => rest.to_owned(),
        None if trimmed.contains('/') => trimmed.to_owned(),
        None => format!("**/{trimmed}"),
    };
    let beneath = format!("{base}/**");
    [base, beneath]
}

/// The folders of a pattern before its first wildcard; empty for a pattern that matches at any depth.
fn beginning(pattern: &str) -> String {
    let trimmed = pattern.trim_start_matches("./").trim_matches('/');
    if !pattern.trim_end_matches('/').contains('/') {
        return String::new();
    }
    let literal = |segment: &&str| !segment.contains(['*', '?', '[', '{']);
    trimmed.split('/').take_while(literal).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(patterns: &[&str]) -> Globs {
        Globs::new(&patterns.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>()).expect("valid globs")
    }

    #[test]
    fn a_name_matches_at_any_depth_and_a_path_only_from_the_root() {
        let set = globs(&["legacy", "app/old/", "*.gen.py", "/top.py"]);
        for path in ["legacy", "a/legacy/b.py", "app/old/x/y.py", "a/b.gen.py", "top.py"] {
            assert!(set.matches(path), "{path}");
        }
        for path in ["legacy2/a.py", "x/app/old/y.py", "gen.py", "a/top.py"] {
            assert!(!set.matches(path), "{path}");
        }
    }

    #[test]
    fn folders_on_the_way_to_a_match_are_known() {
        let set = globs(&["build/templates/**", "generated"]);
        assert!(set.lead_through("build") && set.lead_through("build/templates"));
        assert!(!set.lead_through("buil") && !set.lead_through("build/js") && !set.lead_through("generated"));
    }

    #[test]
    fn a_broken_glob_is_named() {
        let error = Globs::new(&["a[".to_owned()]).expect_err("unclosed class");
        assert_eq!(error.0, "a[");
    }
}
