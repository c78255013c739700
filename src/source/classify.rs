//! What a file is: its language and its role.

use serde::{Deserialize, Serialize};

/// What a file is for, which decides what may be said about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    App,
    Test,
    Migration,
    /// Scripts, commands, seeds: run by a person or once, judged more mildly.
    Script,
    Docs,
    Vendored,
    Generated,
}

/// The language of a file, as far as a front end reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    Python,
    Template,
    Sql,
    JavaScript,
    TypeScript,
    Css,
    Image,
    /// A file that says how the app is deployed; see [`is_deploy_file`].
    Deploy,
    Other,
}
