//! Commands and flags.

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::scale::{Confidence, Severity};
use crate::model::schema::Dialect;
use crate::pipeline::setup::{BaselineChoice, Cache, Request};
use crate::source::walk::CACHE_FOLDER;

/// Finds, proves and prioritises what makes a web app slow, without running it
#[derive(Debug, Parser)]
#[command(name = "perfaudit", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub audit: AuditArgs,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Audit a repository and print the report (the default command)
    Audit(AuditArgs),
    /// Print the database schema that models, migrations and SQL files add up to
    Schema(SchemaArgs),
    /// Print every entry point with the statements that one request runs
    Routes(RoutesArgs),
    /// Print the exact edits that mend findings as a diff, or apply them
    Fix(FixArgs),
    /// Write, prune or list the findings that are known and not reported again
    Baseline(BaselineArgs),
    /// List all rules
    Rules(RulesArgs),
    /// Say everything about one rule
    Explain(ExplainArgs),
    /// Write a commented configuration that names what was recognised
    Init(InitArgs),
    /// Write a rule of your own, with a case of each kind
    NewRule(NewRuleArgs),
    /// Run rules of your own against their cases
    TestRules(TestRulesArgs),
    /// Print the completion script of a shell
    Completions(CompletionsArgs),
    /// Print the JSON Schema of the JSON report, of the configuration or of a rule file
    JsonSchema(JsonSchemaArgs),
}

#[derive(Args, Debug)]
pub struct AuditArgs {
    /// The repository to audit
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Rules or families to run, comma-separated [default: all]
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub select: Option<Vec<String>>,
    /// Rules or families not to run, comma-separated
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub ignore: Option<Vec<String>>,
    /// Show findings of this severity and above [default: low]
    #[arg(long, value_name = "LEVEL", value_parser = severity())]
    pub severity: Option<Severity>,
    /// Show findings of this confidence and above [default: medium]
    #[arg(long, value_name = "LEVEL", value_parser = confidence())]
    pub confidence: Option<Confidence>,
    /// Exit with 1 when there are findings of this severity or above, of high or certain confidence [default: critical]
    #[arg(long, value_name = "LEVEL", value_parser = fail_on())]
    pub fail_on: Option<FailOn>,
    /// Report what is new against a baseline file [default: perfaudit-baseline.json, when it is there]
    #[arg(long, value_name = "FILE", conflicts_with_all = ["no_baseline", "changed"])]
    pub baseline: Option<PathBuf>,
    /// Report everything, whatever a baseline knows
    #[arg(long)]
    pub no_baseline: bool,
    /// Report what is new against a commit, and which entry points cost more or less than there
    /// [default: where HEAD left origin/HEAD or the main branch]
    #[arg(long, value_name = "COMMIT", num_args = 0..=1, require_equals = true)]
    pub changed: Option<Option<String>>,
    #[command(flatten)]
    pub common: CommonArgs,
    /// Print the verdict only
    #[arg(long, short)]
    pub quiet: bool,
    /// Print the first page of the report: verdict, the worst, budgets, roadmap
    #[arg(long)]
    pub brief: bool,
    /// Print how many findings each rule has, in place of the report
    #[arg(long)]
    pub statistics: bool,
    /// What standard output gets
    #[arg(long, visible_alias = "output-format", value_enum, default_value_t = Format::Terminal)]
    pub format: Format,
    /// Also write the report to a file, as its ending (.md, .html, .json, .sarif, .xml, .txt) or a format before it
    /// (`gitlab=quality.json`) says; may repeat
    #[arg(long, short, value_name = "FILE")]
    pub output: Vec<OutputFile>,
}

#[derive(Args, Debug)]
pub struct CommonArgs {
    /// A configuration file in place of perfaudit.toml or [tool.perfaudit] of pyproject.toml
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Threads [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Keep what is learned of each file in this folder [default: .perfaudit_cache in the audited path]
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    pub cache_dir: Option<PathBuf>,
    /// Read every file anew, and keep nothing
    #[arg(long)]
    pub no_cache: bool,
}

#[derive(Args, Debug)]
pub struct SchemaArgs {
    /// The repository to read
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// The database in use [default: the one recognised]
    #[arg(long, value_name = "DIALECT", value_parser = dialect())]
    pub dialect: Option<Dialect>,
    #[command(flatten)]
    pub common: CommonArgs,
    #[arg(long, visible_alias = "output-format", value_enum, default_value_t = SchemaFormat::Terminal)]
    pub format: SchemaFormat,
}

#[derive(Args, Debug)]
pub struct RoutesArgs {
    /// The repository to read
    #[arg(default_value = ".")]
    pub path: PathBuf,
    #[command(flatten)]
    pub common: CommonArgs,
    /// Print every statement of one entry point with the way to it: `GET /projects`, or a handler's name
    #[arg(long, value_name = "ENTRY")]
    pub explain: Option<String>,
    #[arg(long, visible_alias = "output-format", value_enum, default_value_t = RoutesFormat::Terminal)]
    pub format: RoutesFormat,
}

#[derive(Args, Debug)]
pub struct FixArgs {
    /// The repository to mend
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Change the files
    #[arg(long)]
    pub write: bool,
    /// Make the migration that creates the missing indexes, and the edits of the models beside it
    #[arg(long)]
    pub migration: bool,
    /// Rules or families whose findings are mended, comma-separated [default: all]
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub rule: Option<Vec<String>>,
    /// Mend findings of this confidence and above [default: medium]
    #[arg(long, value_name = "LEVEL", value_parser = confidence())]
    pub confidence: Option<Confidence>,
    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Args, Debug)]
pub struct BaselineArgs {
    #[arg(value_enum)]
    pub action: BaselineAction,
    /// The audited repository
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// The file [default: perfaudit-baseline.json in the repository, or what its configuration names]
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BaselineAction {
    /// Make all open findings known ones
    Write,
    /// Take out findings that are no more
    Prune,
    /// List the known findings
    Show,
}

#[derive(Args, Debug)]
pub struct InitArgs {
    /// The repository
    #[arg(default_value = ".")]
    pub path: PathBuf,
}

#[derive(Args, Debug)]
pub struct NewRuleArgs {
    /// The folder to make; its name is the rule's id
    pub path: PathBuf,
}

#[derive(Args, Debug)]
pub struct TestRulesArgs {
    /// A folder of rules
    pub path: PathBuf,
}

#[derive(Args, Debug)]
pub struct CompletionsArgs {
    pub shell: clap_complete::Shell,
}

#[derive(Args, Debug)]
pub struct JsonSchemaArgs {
    #[arg(value_enum)]
    pub of: SchemaOf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SchemaOf {
    /// What `--format json` prints
    Report,
    /// perfaudit.toml, or `[tool.perfaudit]` of pyproject.toml
    Config,
    /// rule.toml of a rule of your own
    Rule,
}

#[derive(Args, Debug)]
pub struct RulesArgs {
    #[arg(long, visible_alias = "output-format", value_enum, default_value_t = ListFormat::Terminal)]
    pub format: ListFormat,
}

#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// The rule's id, as `perfaudit rules` lists it
    pub rule: String,
    /// The repository that --why-not asks about
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Say what kept the rule from reporting a line; its path is relative to the repository
    #[arg(long, value_name = "PATH:LINE")]
    pub why_not: Option<String>,
    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Terminal,
    Markdown,
    /// One page that needs no network
    Html,
    Json,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Code quality report of GitLab
    Gitlab,
    Junit,
    /// `path:line:column: severity rule: message`
    Oneline,
}

/// A file to write, and the format it gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    pub path: PathBuf,
    pub format: Format,
}

impl FromStr for OutputFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((name, path)) = text.split_once('=')
            && let Ok(format) = Format::from_str(name, true)
        {
            return Ok(Self { path: path.into(), format });
        }
        let path = PathBuf::from(text);
        let format = match path.extension().and_then(|ending| ending.to_str()) {
            Some("md" | "markdown") => Format::Markdown,
            Some("html" | "htm") => Format::Html,
            Some("json") => Format::Json,
            Some("sarif") => Format::Sarif,
            Some("xml") => Format::Junit,
            Some("txt") => Format::Terminal,
            _ => {
                return Err(
                    "the ending must be .md, .html, .json, .sarif, .xml or .txt, or a format stand before it (gitlab=FILE)"
                        .into(),
                );
            }
        };
        Ok(Self { path, format })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    Terminal,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaFormat {
    Terminal,
    Json,
    /// Statements that build it
    Sql,
    /// An entity-relationship diagram
    Mermaid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RoutesFormat {
    Terminal,
    Markdown,
    Json,
}

/// `None` is `never`.
#[derive(Clone, Copy, Debug)]
pub struct FailOn(pub Option<Severity>);

fn severity() -> impl TypedValueParser<Value = Severity> {
    words(Severity::ALL.map(|level| (level.name(), level)))
}

fn confidence() -> impl TypedValueParser<Value = Confidence> {
    words(Confidence::ALL.map(|level| (level.name(), level)))
}

fn dialect() -> impl TypedValueParser<Value = Dialect> {
    words([Dialect::Postgresql, Dialect::Mysql, Dialect::Sqlite].map(|dialect| (dialect.name(), dialect)))
}

fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    let [critical, high, medium, low, info] = Severity::ALL.map(|level| (level.name(), FailOn(Some(level))));
    words([("never", FailOn(None)), critical, high, medium, low, info])
}

/// A flag that takes one of some words, which the help lists.
fn words<T: Copy + Send + Sync + 'static, const N: usize>(values: [(&'static str, T); N]) -> impl TypedValueParser<Value = T> {
    let names = values.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    PossibleValuesParser::new(names).try_map(move |word| {
        values.iter().find(|(name, _)| *name == word).map(|(_, value)| *value).ok_or_else(|| format!("unknown word `{word}`"))
    })
}

impl AuditArgs {
    #[must_use]
    pub fn request(&self) -> Request {
        Request {
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            severity: self.severity,
            confidence: self.confidence,
            fail_on: self.fail_on.map(|fail_on| fail_on.0),
            baseline: match (&self.baseline, self.no_baseline) {
                (Some(path), _) => BaselineChoice::File(path.clone()),
                (None, true) => BaselineChoice::None,
                (None, false) => BaselineChoice::Usual,
            },
            ..self.common.request(&self.path)
        }
    }
}

impl BaselineArgs {
    #[must_use]
    pub fn choice(&self) -> BaselineChoice {
        self.baseline.clone().map_or(BaselineChoice::Usual, BaselineChoice::File)
    }

    #[must_use]
    pub fn request(&self, baseline: BaselineChoice) -> Request {
        Request { baseline, ..self.common.request(&self.path) }
    }
}

impl FixArgs {
    #[must_use]
    pub fn request(&self) -> Request {
        Request { select: self.rule.clone(), confidence: self.confidence, ..self.common.request(&self.path) }
    }
}

impl CommonArgs {
    #[must_use]
    pub fn request(&self, path: &std::path::Path) -> Request {
        let (root, config) = (path.to_owned(), self.config.clone());
        let folder = self.cache_dir.clone().unwrap_or_else(|| path.join(CACHE_FOLDER));
        let cache = (!self.no_cache).then_some(Cache { folder, writes: true });
        Request { root, config, jobs: self.jobs.map(usize::from), cache, ..Request::default() }
    }
}
