//! Workers and threads of gunicorn: command line over `GUNICORN_CMD_ARGS` over the configuration file over defaults.

use super::environment::Environment;
use super::invocation::Invocation;
use super::program::Assigned;
use super::sizes::Sizes;
use super::{SourceFile, numbered, program};
use crate::facts::Role;
use crate::facts::program::{CompareOp, Expr, ExprId};
use crate::facts::{Program, Span};
use crate::model::delivery::{Factor, Setting, SettingValue};
use crate::model::{FileId, Place};
use crate::syntax::deploy::words;

/// A worker class that the tree does not say.
const COMPUTED: &str = "computed";

/// Seconds, <https://docs.gunicorn.org/en/stable/settings.html#timeout>
const DEFAULT_TIMEOUT: i64 = 30;

/// What gunicorn was told, and where.
pub(super) struct Gunicorn<'c> {
    invocation: Invocation<'c>,
    place: Place,
    environment: &'c Environment,
    /// Words of `GUNICORN_CMD_ARGS`.
    more: Vec<compact_str::CompactString>,
    more_place: Option<Place>,
    config: Option<(FileId, &'c Program)>,
    /// The configuration file cannot be read: it is not in the tree, or makes its names while it runs; or a variable that
    /// nothing in the tree sets holds more words of the command.
    config_unknown: Option<&'static str>,
}

impl<'c> Gunicorn<'c> {
    pub fn new(invocation: Invocation<'c>, place: Place, files: &'c [SourceFile], environment: &'c Environment) -> Self {
        let set = environment.get("GUNICORN_CMD_ARGS");
        let more_place = set.as_ref().and_then(|filled| filled.place);
        let inline =
            invocation.variables.iter().find(|(name, _)| *name == "GUNICORN_CMD_ARGS").map(|(_, value)| (*value).to_owned());
        let text = inline.or(set.and_then(|filled| filled.text)).unwrap_or_default();
        let more: Vec<_> = words::commands(&text).into_iter().flatten().collect();
        let of_variable =
            || more.iter().position(|word| matches!(word.as_str(), "-c" | "--config")).and_then(|at| more.get(at + 1));
        let flag = invocation.flag(&["-c", "--config"]).or_else(|| of_variable().map(|word| word.as_str()));
        let named = flag.and_then(|path| environment.fill(path).text.or(Some(path.to_owned())));
        let config = config_file(named.as_deref(), place, files);
        let config_unknown = match config {
            _ if hides_words(&invocation) => Some("a variable that may hold more"),
            None => named.is_some().then_some("a configuration file outside the tree"),
            Some((_, module)) => makes_names(module).then_some("a configuration file that makes its names while it runs"),
        };
        Self { invocation, place, environment, more, more_place, config, config_unknown }
    }

    /// A file or a variable says what its command leaves out.
    pub fn is_configured(&self) -> bool {
        self.config.is_some() || !self.more.is_empty()
    }

    pub fn sizes(&self) -> Sizes {
        let class = self.class();
        let mut workers = self.number(&["-w", "--workers"], "workers");
        if workers.value.is_none() && workers.source.is_empty() {
            workers = self.default_workers();
        }
        let mut threads = self.number(&["--threads"], "threads");
        if threads.value.is_none() && threads.source.is_empty() {
            threads = Factor { value: Some(1), place: Some(self.place), source: "default of gunicorn".to_owned() };
            self.if_config_is_known(&mut threads);
        }
        match class.as_deref() {
            // More than one thread makes gunicorn use its threaded worker.
            None | Some("sync" | "gthread" | "threads") => {}
            Some(other) => {
                let source = match other {
                    COMPUTED => "the class of the workers is not known".to_owned(),
                    other => format!("{other} workers do not count in threads"),
                };
                threads = Factor { value: None, place: Some(self.place), source };
            }
        }
        let ends_after = self.ends_after(class.as_deref(), &threads);
        Sizes { workers, threads, class, ends_after }
    }

    /// The arbiter kills a worker that does not report in time; only a synchronous one is silent while a request runs.
    fn ends_after(&self, class: Option<&str>, threads: &Factor) -> Option<Factor> {
        let is_sync = matches!(class, None | Some("sync")) && threads.value == Some(1);
        let mut told = is_sync.then(|| self.number(&["-t", "--timeout"], "timeout"))?;
        if told.value.is_none() && told.source.is_empty() {
            told = Factor::default_of("gunicorn", DEFAULT_TIMEOUT, self.place);
            self.if_config_is_known(&mut told);
        }
        // 0 turns it off.
        (told.value? > 0).then_some(told)
    }

    fn default_workers(&self) -> Factor {
        let inline = self.invocation.variables.iter().find(|(name, _)| *name == "WEB_CONCURRENCY");
        let set = inline.map(|(_, value)| self.environment.fill(value)).or_else(|| self.environment.get("WEB_CONCURRENCY"));
        if let Some(filled) = set {
            let value = filled.text.and_then(|text| text.trim().parse().ok());
            return Factor { value, place: filled.place.or(Some(self.place)), source: "WEB_CONCURRENCY".to_owned() };
        }
        let mut factor = Factor { value: Some(1), place: Some(self.place), source: "default of gunicorn".to_owned() };
        // Whoever starts the script may say more.
        if self.invocation.arguments.iter().any(|word| matches!(word.as_str(), "$@" | "$*")) {
            factor.source.push_str(" unless $@ says more");
        }
        self.if_config_is_known(&mut factor);
        factor
    }

    /// A configuration file that nobody can read may say anything.
    fn if_config_is_known(&self, factor: &mut Factor) {
        if let Some(why) = self.config_unknown {
            *factor = Factor { value: None, place: Some(self.place), source: why.to_owned() };
        }
    }

    /// A number by flag or configuration; an empty source says that nothing sets it.
    fn number(&self, flags: &[&str], key: &str) -> Factor {
        let more = Invocation { server: "gunicorn", arguments: &self.more, spans: &[], variables: Vec::new() };
        for (invocation, place) in [(&self.invocation, Some(self.place)), (&more, self.more_place)] {
            if let Some((name, value)) = invocation.named_flag(flags) {
                let filled = self.environment.fill(value);
                let number = filled.text.as_deref().and_then(|text| text.trim().parse().ok());
                return Factor { value: number, place: filled.place.or(place), source: format!("{name} {value}") };
            }
        }
        let unset = Factor { value: None, place: None, source: String::new() };
        let Some((file, module)) = self.config else { return unset };
        let (assigned, value) = match program::assigned(module, key) {
            Assigned::No => return unset,
            Assigned::Value(assigned) => (assigned, program::integer(module, assigned, self.environment)),
            Assigned::Sometimes(assigned) => (assigned, None),
        };
        let place = Some(Place { file, span: module.span(assigned) });
        let source = value.map_or_else(|| format!("{key} is computed"), |value| format!("{key} = {value}"));
        Factor { value, place, source }
    }

    /// By flag or configuration; a configuration that nobody can read may say it.
    pub fn is_told_tmp_dir(&self) -> bool {
        let by_flag = self.invocation.flag(&["--worker-tmp-dir"]).is_some()
            || self.more.iter().any(|word| word.starts_with("--worker-tmp-dir"));
        let by_file = self.config.is_some_and(|(_, module)| program::assigned(module, "worker_tmp_dir") != Assigned::No);
        by_flag || by_file || self.config_unknown.is_some()
    }

    fn class(&self) -> Option<String> {
        let more = Invocation { server: "gunicorn", arguments: &self.more, spans: &[], variables: Vec::new() };
        for invocation in [&self.invocation, &more] {
            if let Some(value) = invocation.flag(&["-k", "--worker-class"]) {
                return Some(self.environment.fill(value).text.unwrap_or_else(|| COMPUTED.to_owned()));
            }
        }
        let Some((_, module)) = self.config else {
            return hides_words(&self.invocation).then(|| COMPUTED.to_owned());
        };
        let value = match program::assigned(module, "worker_class") {
            Assigned::No => return None,
            Assigned::Value(assigned) => program::filled_text(module, assigned, self.environment),
            Assigned::Sometimes(_) => None,
        };
        Some(value.unwrap_or_else(|| COMPUTED.to_owned()))
    }
}

/// `"${ARGS[@]}"`, or a variable among the words that is neither the value of a flag nor the app.
fn hides_words(invocation: &Invocation) -> bool {
    let words = invocation.arguments;
    let is_variable = |word: &str| word.starts_with('$') && !matches!(word, "$@" | "$*") && !word.contains(['/', ':']);
    let is_flag = |word: &str| word.starts_with('-') && !word.contains('=');
    let names_app = words.iter().any(|word| !word.starts_with(['-', '$']) && word.contains(':') && !word.contains('/'));
    let mut loose = words.iter().enumerate().filter(|(at, word)| {
        is_variable(word) && at.checked_sub(1).and_then(|before| words.get(before)).is_none_or(|before| !is_flag(before))
    });
    words.iter().any(|word| word.contains("[@]") || word.contains("[*]")) || loose.nth(usize::from(!names_app)).is_some()
}

/// The named file, else `gunicorn.conf.py` beside the start file or at the root: gunicorn reads it by itself.
/// What configuration files of gunicorn assign, as `gunicorn.NAME`, whether or not a command names them; and the hooks that they
/// define.
pub(super) fn settings(files: &[SourceFile]) -> Vec<Setting> {
    let mut out = Vec::new();
    for (id, file) in numbered(files) {
        let path = file.entry.path.as_str();
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_config = name.starts_with("gunicorn") && file.entry.role == Role::App;
        let Some(module) = file.facts.program.as_ref().filter(|_| is_config) else { continue };
        let mut add = |name: &str, value: SettingValue, span| {
            let place = Place { file: id, span };
            out.push(Setting {
                name: format!("gunicorn.{name}"),
                value,
                place,
                layer: Some(path.to_owned()),
                production: true,
            });
        };
        for name in ["worker_class", "preload_app", "workers", "threads"] {
            if let Assigned::Value(value) = program::assigned(module, name) {
                let read = match module.expr(value) {
                    Expr::Str(sym) => SettingValue::Text(module.name(sym).to_owned()),
                    Expr::Bool(value) => SettingValue::Bool(value),
                    Expr::Int(value) => SettingValue::Int(value),
                    Expr::Compare { left, op, right } => on_linux(module, left, op, right),
                    _ => SettingValue::Unknown,
                };
                add(name, read, module.span(value));
            }
        }
        for function in module.functions.iter().filter(|f| module.name(f.name) == "post_fork") {
            let renews = renews_connections(module, function.span, files, 0);
            add("post_fork", SettingValue::Bool(renews), function.name_span);
        }
    }
    out
}

/// `platform.system() != "Darwin"`: servers run Linux.
fn on_linux(module: &Program, left: ExprId, op: CompareOp, right: ExprId) -> SettingValue {
    let asks = match module.expr(left) {
        Expr::Call { func, .. } => program::called(module, func) == Some("system"),
        Expr::Attr(_, name) => module.name(name) == "platform",
        _ => false,
    };
    let (Some(name), true) = (program::text(module, right), asks) else { return SettingValue::Unknown };
    let is_linux = name.eq_ignore_ascii_case("linux");
    match op {
        CompareOp::Eq => SettingValue::Bool(is_linux),
        CompareOp::NotEq => SettingValue::Bool(!is_linux),
        _ => SettingValue::Unknown,
    }
}

/// Something that is called or named in a part of a program speaks of a database's connections; functions of the tree that it
/// calls are looked into.
fn renews_connections(module: &Program, span: Span, files: &[SourceFile], depth: usize) -> bool {
    const WORDS: [&str; 7] = ["dispose", "engine", "database", "connection", "sqlalchemy", "init_db", "pool"];
    let names = module.exprs_within(span).filter_map(|(expr, _)| match *expr {
        Expr::Name(name) | Expr::Attr(_, name) | Expr::Str(name) => Some(module.name(name)),
        _ => None,
    });
    let says = |name: &str| WORDS.iter().any(|word| name.to_ascii_lowercase().contains(word));
    let mut called = Vec::new();
    for name in names {
        if says(name) {
            return true;
        }
        called.push(name);
    }
    depth == 0
        && files.iter().filter(|file| file.entry.role == Role::App).filter_map(|file| file.facts.program.as_ref()).any(
            |other| {
                let own = other.functions.iter().filter(|function| called.contains(&other.name(function.name)));
                own.map(|function| function.span).any(|body| renews_connections(other, body, files, depth + 1))
            },
        )
}

/// `locals()[name] = value` in a loop over the environment: no reader of the file knows its names.
fn makes_names(module: &Program) -> bool {
    module.exprs.iter().any(|expr| match *expr {
        Expr::Call { func, .. } => {
            matches!(module.expr(func), Expr::Name(name) if matches!(module.name(name), "locals" | "globals" | "vars" | "exec"))
        }
        _ => false,
    })
}

fn config_file<'c>(named: Option<&str>, place: Place, files: &'c [SourceFile]) -> Option<(FileId, &'c Program)> {
    let near = files.get(place.file.index()).map_or("", |file| file.entry.path.as_str());
    let folder = near.rsplit_once('/').map_or("", |(folder, _)| folder);
    let wanted = match named {
        Some(module) if module.starts_with("python:") => format!("{}.py", module["python:".len()..].replace('.', "/")),
        Some(path) => path.trim_start_matches("./").trim_start_matches("file:").to_owned(),
        None => "gunicorn.conf.py".to_owned(),
    };
    let programs = || numbered(files).filter_map(|(id, file)| Some((id, file, file.facts.program.as_ref()?)));
    let exact = programs().find(|(_, file, _)| {
        let path = file.entry.path.as_str();
        path == wanted || path.strip_prefix(folder).is_some_and(|rest| rest.trim_start_matches('/') == wanted)
    });
    // In a container the path begins with the folder that the tree was copied to.
    let ends = |path: &str| wanted.strip_suffix(path).is_some_and(|rest| rest.ends_with('/'));
    let found = exact.or_else(|| named.and_then(|_| programs().find(|(_, file, _)| ends(&file.entry.path))));
    // Or the tree has the folders of the image below one of its own: `docker/files/etc/gunicorn/shop.py`.
    let copied = || programs().find(|(_, file, _)| file.entry.path.ends_with(&wanted));
    let found = found.or_else(|| named.filter(|_| wanted.starts_with('/')).and_then(|_| copied()));
    let only = |wanted: &str| {
        let below = format!("/{wanted}");
        let mut same = programs().filter(|(_, file, _)| file.entry.role != Role::Test && file.entry.path.ends_with(&below));
        same.next().filter(|_| same.next().is_none())
    };
    // A script may go to another folder first: the only file of that name is meant. A folder of the tree may be mounted
    // elsewhere: the only file of that name in a folder of that name is.
    let mounted = || wanted.rmatch_indices('/').nth(1).and_then(|(at, _)| only(&wanted[at + 1..]));
    let found = found.or_else(|| named.and_then(|_| if wanted.starts_with('/') { mounted() } else { only(&wanted) }));
    // `COPY . /code` beside the command; or a file of its own, copied to where nothing else of the tree is.
    let name = wanted.rsplit('/').next().unwrap_or(&wanted);
    let beside = || {
        let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        programs().find(|(_, file, _)| file.entry.path == path)
    };
    let alone = || only(name).filter(|_| name.contains("gunicorn"));
    let found = found.or_else(|| named.filter(|_| wanted.starts_with('/')).and_then(|_| beside().or_else(alone)));
    found.map(|(id, _, module)| (id, module))
}
