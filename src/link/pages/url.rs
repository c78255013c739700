//! The URL of a `src` or `href` as far as a template says it.

use crate::facts::Program;
use crate::facts::page::{Attribute, Part};
use crate::facts::program::{ArgKind, Args, Expr, ExprId};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Url {
    /// For people: a hole stands as `{name}`, or `{}` when it has no name.
    pub text: String,
    pub target: Target,
    /// It carries a version of the file.
    pub versioned: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// A file below a static folder, by its name there (`js/app.js`); the blueprint or theme that it belongs to.
    Static {
        name: String,
        owner: Option<String>,
    },
    /// A path of this site, or relative to the page.
    Path(String),
    External,
    #[default]
    Unknown,
}

/// Query parameters that carry versions.
const VERSION_KEYS: &[&str] = &["v=", "ver=", "version=", "h=", "hash=", "rev=", "cb=", "t=", "_="];
/// Keyword arguments that name a file.
const FILE_ARGUMENTS: &[&str] = &["filename", "path"];
/// Keyword arguments that name the folder that it is in.
const FOLDER_ARGUMENTS: &[&str] = &["group", "folder", "directory", "subfolder"];

pub fn url(program: &Program, attribute: &Attribute) -> Url {
    let mut reader = Reader { program, url: Url::default(), path: Some(String::new()), owner: None, from_static: false };
    for part in attribute.value.as_deref().unwrap_or(&[]) {
        match part {
            Part::Text(text) => reader.text(text),
            Part::Hole(id) => reader.hole(*id),
        }
    }
    reader.finish()
}

struct Reader<'p> {
    program: &'p Program,
    url: Url,
    /// The path so far; none once a hole is in it that nobody knows.
    path: Option<String>,
    owner: Option<String>,
    /// The path began with a call that names a static file.
    from_static: bool,
}

impl Reader<'_> {
    fn text(&mut self, text: &str) {
        self.url.text.push_str(text);
        if let Some(path) = &mut self.path {
            path.push_str(text);
        }
    }

    fn hole(&mut self, id: ExprId) {
        let first = self.url.text.is_empty();
        // What follows a question mark is a version or a parameter, not the name of the file.
        let in_query = self.url.text.contains('?');
        if let Some((name, owner)) = first.then(|| self.static_call(id)).flatten() {
            self.url.text.push_str(&name);
            self.path = Some(name);
            self.owner = owner;
            self.from_static = true;
            return;
        }
        let label = label(self.program, id);
        self.url.text.push_str(&format!("{{{label}}}"));
        if in_query {
            self.url.versioned = true;
        } else if first && is_prefix(self.program, id) {
            // `{{ STATIC_URL }}js/app.js`
            self.from_static = true;
        } else {
            self.path = None;
        }
        if named_as_versioned(self.program, id) {
            self.url.versioned = true;
        }
    }

    /// `url_for('static', filename=…)`, `url_for('bp.static', …)`, `static('…')`, also through a filter.
    fn static_call(&mut self, id: ExprId) -> Option<(String, Option<String>)> {
        let Expr::Call { func, args } = self.program.expr(id) else { return None };
        let callee = callee(self.program, func)?;
        if callee.starts_with("filter:") {
            return self.static_call(self.program.arguments(args).first()?.value);
        }
        match callee.rsplit('.').next()? {
            "url_for" => {
                let endpoint = text_of(self.program, self.program.arguments(args).first()?.value)?;
                let name = keyword(self.program, args, FILE_ARGUMENTS)?;
                // `url_for('static_content', group='js', filename='app.js')`
                let name = match keyword(self.program, args, FOLDER_ARGUMENTS) {
                    Some(folder) => format!("{folder}/{name}"),
                    None => name,
                };
                self.url.versioned |= keyword_given(self.program, args, &["v", "version", "h", "_v", "q"]);
                let owner = endpoint.rsplit_once('.').map(|(owner, _)| owner.to_owned());
                (endpoint.contains("static") || owner.is_some()).then_some((name, owner))
            }
            "static" => Some((text_of(self.program, self.program.arguments(args).first()?.value)?, None)),
            _ => None,
        }
    }

    fn finish(mut self) -> Url {
        let text = self.url.text.trim().to_owned();
        let bare = self.path.as_deref().map(|path| path.trim().split(['?', '#']).next().unwrap_or("").to_owned());
        self.url.versioned |= query_version(&text) || bare.as_deref().is_some_and(hashed_name);
        let external = text.starts_with("//") || text.contains("://");
        self.url.target = match bare {
            _ if external => Target::External,
            Some(path) if path.is_empty() || path.starts_with("data:") => Target::Unknown,
            Some(path) if self.from_static => {
                Target::Static { name: path.trim_start_matches('/').to_owned(), owner: self.owner.take() }
            }
            Some(path) => Target::Path(path),
            None => Target::Unknown,
        };
        self.url.text = text;
        self.url
    }
}

/// The dotted name of a callee.
pub fn callee(program: &Program, func: ExprId) -> Option<String> {
    match program.expr(func) {
        Expr::Name(name) => Some(program.name(name).to_owned()),
        Expr::Attr(value, name) => Some(format!("{}.{}", callee(program, value)?, program.name(name))),
        _ => None,
    }
}

/// What a reader recognises a hole by: its name, or the call with its first text.
fn label(program: &Program, id: ExprId) -> String {
    let Expr::Call { func, args } = program.expr(id) else { return callee(program, id).unwrap_or_default() };
    let first = program.arguments(args).first().and_then(|arg| text_of(program, arg.value));
    match (callee(program, func), first) {
        (Some(name), Some(text)) if !name.contains(':') => format!("{name}('{text}')"),
        _ => String::new(),
    }
}

fn text_of(program: &Program, id: ExprId) -> Option<String> {
    match program.expr(id) {
        Expr::Str(text) => Some(program.name(text).to_owned()),
        _ => None,
    }
}

fn keyword(program: &Program, args: Args, names: &[&str]) -> Option<String> {
    let arg = program.arguments(args).iter().find(|arg| arg.name.is_some_and(|name| names.contains(&program.name(name))))?;
    text_of(program, arg.value)
}

fn keyword_given(program: &Program, args: Args, names: &[&str]) -> bool {
    let given = |arg: &crate::facts::program::Arg| {
        arg.kind == ArgKind::DoubleStar || arg.name.is_some_and(|name| names.contains(&program.name(name)))
    };
    program.arguments(args).iter().any(given)
}

/// A variable that holds the address of the static folder.
fn is_prefix(program: &Program, id: ExprId) -> bool {
    match program.expr(id) {
        Expr::Name(name) | Expr::Attr(_, name) => program.name(name).to_ascii_lowercase().contains("static"),
        Expr::Call { func, .. } => callee(program, func).is_some_and(|name| name == "tag:get_static_prefix"),
        _ => false,
    }
}

/// A helper whose name says that it adds a version.
fn named_as_versioned(program: &Program, id: ExprId) -> bool {
    let Expr::Call { func, .. } = program.expr(id) else { return false };
    let Some(name) = callee(program, func).map(|name| name.to_ascii_lowercase()) else { return false };
    ["version", "hash", "manifest", "webpack", "vite", "bundle", "asset"].iter().any(|word| name.contains(word))
}

fn query_version(text: &str) -> bool {
    text.split_once('?').is_some_and(|(_, query)| query.split('&').any(|p| VERSION_KEYS.iter().any(|key| p.starts_with(key))))
}

/// `app.3f2a91bc.js`: eight or more hexadecimal digits, of which one is a digit.
pub fn hashed_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or("");
    name.split(['.', '-', '_'])
        .any(|part| part.len() >= 8 && part.bytes().all(|c| c.is_ascii_hexdigit()) && part.bytes().any(|c| c.is_ascii_digit()))
}
