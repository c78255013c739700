//! What a file is: its language by name and place, its role by place and first bytes.

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

/// How many first bytes of a file [`role`] and [`language`] look at.
pub const HEAD_BYTES: usize = 4096;

const DOCS: [&str; 7] = ["docs", "doc", "documentation", "examples", "example", "samples", "sample"];
/// Folders under which manifests of Kubernetes stand.
pub const MANIFESTS: [&str; 13] = [
    "k8s",
    "k8",
    "kube",
    "kubernetes",
    "manifests",
    "deploy",
    "deployment",
    "deployments",
    "openshift",
    "kustomize",
    "overlays",
    "charts",
    "helm",
];
const SCRIPTS: [&str; 4] = ["scripts", "script", "bin", "seeds"];
const SERVED: [&str; 5] = ["static", "staticfiles", "public", "assets", "wwwroot"];
const TEMPLATES: [&str; 4] = ["templates", "template", "jinja2", "views"];
const TESTS: [&str; 17] = [
    "tests",
    "test",
    "testing",
    "cypress",
    "e2e",
    "__tests__",
    "fixtures",
    "testdata",
    "test_data",
    "playwright",
    "e2e_tests",
    "e2e-tests",
    "tests_e2e",
    "e2etests",
    "dev-database",
    "dev_database",
    "devdb",
];
const VENDORED: [&str; 11] = [
    "vendor",
    "vendors",
    "vendored",
    "_vendor",
    "third_party",
    "third-party",
    "thirdparty",
    "node_modules",
    "site-packages",
    "bower_components",
    "jspm_packages",
];

/// The folders of a path in lower case, and its name as written.
struct Parts<'a> {
    folders: Vec<String>,
    name: &'a str,
    /// In lower case.
    lower: String,
}

impl<'a> Parts<'a> {
    fn new(path: &'a str) -> Self {
        let (folders, name) = path
            .rsplit_once('/')
            .map_or((Vec::new(), path), |(folders, name)| (folders.split('/').map(str::to_ascii_lowercase).collect(), name));
        Self { folders, name, lower: name.to_ascii_lowercase() }
    }

    fn within(&self, names: &[&str]) -> bool {
        self.folders.iter().any(|folder| names.contains(&folder.as_str()))
    }

    fn within_any_that_begins(&self, beginnings: &[&str]) -> bool {
        self.folders.iter().any(|folder| beginnings.iter().any(|b| folder.starts_with(b)))
    }

    /// Without the dot; empty when there is none.
    fn extension(&self) -> &str {
        self.lower.rsplit_once('.').map_or("", |(_, end)| end)
    }

    /// The name up to its first dot.
    fn stem(&self) -> &str {
        self.lower.split('.').next().unwrap_or("")
    }
}

/// The language of a file by its path; `head` decides what the path leaves open.
#[must_use]
pub fn language(path: &str, head: &[u8]) -> Language {
    if is_deploy_file(path) {
        return Language::Deploy;
    }
    let parts = Parts::new(path);
    match parts.extension() {
        "py" | "pyw" => Language::Python,
        "sql" | "psql" | "ddl" => Language::Sql,
        "js" | "mjs" | "cjs" | "jsx" => Language::JavaScript,
        "ts" | "tsx" | "mts" | "cts" | "vue" | "svelte" => Language::TypeScript,
        "css" => Language::Css,
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "ico" | "bmp" | "tif" | "tiff" => Language::Image,
        "jinja" | "jinja2" | "j2" | "djhtml" => Language::Template,
        "html" | "htm" | "xhtml" if parts.within(&TEMPLATES) || parts.within(&SERVED) || holds_tags(head) => Language::Template,
        "txt" | "xml" if parts.within(&TEMPLATES) => Language::Template,
        "ini" if is_uwsgi(head) || is_paste(head) => Language::Deploy,
        "conf" if configures_mod_wsgi(head) => Language::Deploy,
        "yml" | "yaml" if is_compose(head) => Language::Deploy,
        // gunicorn reads its settings as Python, whatever the file is called.
        "conf" | "cfg" | "config" | "ini" | "" if parts.stem().starts_with("gunicorn") && sets_gunicorn(head) => {
            Language::Python
        }
        // A program without an ending: its first line says what it is.
        "" if head.starts_with(b"#!") && memchr::memmem::find(first_line(head), b"python").is_some() => Language::Python,
        _ => Language::Other,
    }
}

/// Whether a path lies in a folder whose content a browser may download.
#[must_use]
pub fn is_below_served(path: &str) -> bool {
    Parts::new(path).within(&SERVED)
}

/// An `.ini` file with a section for uWSGI, whatever it is called.
#[must_use]
pub fn is_uwsgi(text: &[u8]) -> bool {
    text.split(|byte| *byte == b'\n').any(|line| line.trim_ascii() == b"[uwsgi]")
}

/// A configuration of PasteDeploy, which names an app and the server that runs it.
#[must_use]
pub fn is_paste(text: &[u8]) -> bool {
    let names =
        |line: &[u8]| [&b"[app:"[..], b"[server:", b"[composite:", b"[pipeline:"].iter().any(|head| line.starts_with(head));
    text.split(|byte| *byte == b'\n').any(names)
}

/// A compose file, whatever it is called: services by name, each with an image or what it is built of. (A list of services is
/// one of CI.)
#[must_use]
pub fn is_compose(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n').skip_while(|line| line.trim_ascii_end() != b"services:").skip(1);
    let is_told = |line: &&[u8]| !line.trim_ascii().is_empty() && !line.trim_ascii_start().starts_with(b"#");
    let is_named = |line: &[u8]| {
        let ends = line.trim_ascii_end().ends_with(b":") || memchr::memmem::find(line, b": &").is_some();
        line.starts_with(b" ") && ends && !line.trim_ascii().starts_with(b"-")
    };
    let is_made = |line: &[u8]| [&b"image:"[..], b"build:"].iter().any(|key| line.trim_ascii_start().starts_with(key));
    lines.by_ref().find(is_told).is_some_and(is_named)
        && lines.take_while(|line| !is_told(line) || line.starts_with(b" ")).any(is_made)
}

/// A file of Apache that says which processes mod_wsgi starts.
#[must_use]
pub fn configures_mod_wsgi(text: &[u8]) -> bool {
    memchr::memmem::find(text, b"WSGIDaemonProcess").is_some()
}

/// Settings of gunicorn as Python, not a unit of supervisor or upstart that is called after it.
fn sets_gunicorn(head: &[u8]) -> bool {
    const NAMES: [&[u8]; 7] = [b"bind", b"workers", b"threads", b"worker_class", b"timeout", b"preload_app", b"max_requests"];
    let mut lines = head.split(|byte| *byte == b'\n');
    let sets = |line: &[u8]| {
        let name = line.split(|byte| *byte == b'=').next().filter(|name| name.len() < line.len());
        name.is_some_and(|name| NAMES.contains(&name.trim_ascii_end()))
    };
    !lines.clone().any(|line| line.starts_with(b"[")) && lines.any(sets)
}

fn holds_tags(head: &[u8]) -> bool {
    head.windows(2).any(|two| two == b"{%" || two == b"{{")
}

fn first_line(head: &[u8]) -> &[u8] {
    head.split(|byte| *byte == b'\n').next().unwrap_or(head)
}

/// Whether a file says how the app is started, configured, proxied, or what it depends on.
#[must_use]
pub fn is_deploy_file(path: &str) -> bool {
    let parts = Parts::new(path);
    let (name, stem) = (parts.lower.as_str(), parts.stem());
    let nginx = name.contains("nginx")
        || parts.within(&["nginx", "sites-available", "sites-enabled"])
        || parts.within_any_that_begins(&["nginx_", "nginx-"]);
    let by_ending = match parts.extension() {
        "yml" | "yaml" => {
            ["docker-compose", "compose", "docker-stack"].iter().any(|b| stem.starts_with(b))
                || matches!(stem, "render" | "app" | "heroku" | "zappa_settings")
                || (stem == "deploy" && parts.within(&["config"]))
                || stem.starts_with("k8s")
                || stem.starts_with("manifest")
                || stem.contains("uwsgi")
                || matches!(stem, "deployment" | "statefulset")
                || parts.within(&MANIFESTS)
        }
        "toml" => matches!(stem, "fly" | "railway" | "pyproject" | "netlify" | "wrangler" | "zappa_settings"),
        "json" | "jsonc" => matches!(stem, "zappa_settings" | "railway" | "package" | "app" | "vercel" | "wrangler"),
        "lock" => matches!(name, "poetry.lock" | "uv.lock" | "pdm.lock" | "pipfile.lock"),
        "txt" | "in" => name.contains("requirements") || parts.within(&["requirements"]),
        "conf" | "ini" | "cfg" => {
            ["uwsgi", "supervisor", "caddy"].iter().any(|word| name.contains(word))
                || parts.within(&["supervisor"])
                || (nginx && name.ends_with(".conf"))
                || matches!(name, "setup.cfg" | "postgresql.conf")
        }
        "template" | "tmpl" | "j2" | "nginx" => nginx,
        "cnf" => matches!(name, "my.cnf" | "mysqld.cnf" | "mariadb.cnf"),
        "service" | "sh" | "bash" | "dockerfile" => true,
        "env" => !stem.is_empty() || name == ".env",
        "" => {
            nginx
                || stem.contains("entrypoint")
                || matches!(name, "start" | "start-server" | "serve" | "boot" | "run" | "init" | "pipfile")
        }
        _ => false,
    };
    by_ending
        || name.starts_with("dockerfile")
        || matches!(stem, "procfile" | "caddyfile" | "containerfile")
        || name == ".flaskenv"
        || name.starts_with(".env.")
}

/// An app may be called `docs`: its modules import Django, which a script that builds documentation does not, and its pages
/// have tags.
fn is_app_of_that_name(parts: &Parts<'_>, language: Language, head: &[u8]) -> bool {
    let is_called = !parts.within(&["examples", "example", "samples", "sample"]);
    match language {
        Language::Python => {
            let imports = |line: &[u8]| line.starts_with(b"from django.");
            is_called && parts.stem() != "conf" && head.split(|byte| *byte == b'\n').any(imports)
        }
        Language::Template => is_called && parts.within(&TEMPLATES) && head.windows(2).any(|two| two == b"{%"),
        _ => false,
    }
}

/// The role of a file by its path and its first bytes. Configured globs are the walk's business and win.
#[must_use]
pub fn role(path: &str, language: Language, head: &[u8]) -> Role {
    let parts = Parts::new(path);
    if is_vendored(&parts, language, head) {
        Role::Vendored
    } else if parts.within(&DOCS) && !is_app_of_that_name(&parts, language, head) {
        Role::Docs
    } else if parts.within(&TESTS) {
        Role::Test
    } else if is_migration(&parts, language, head) {
        Role::Migration
    } else if is_named_like_test(&parts, language) {
        Role::Test
    } else if is_generated(&parts, language, head) {
        Role::Generated
    } else if is_script(&parts, language) {
        Role::Script
    } else {
        Role::App
    }
}

fn is_vendored(parts: &Parts<'_>, language: Language, head: &[u8]) -> bool {
    if parts.within(&VENDORED) {
        return true;
    }
    let code = matches!(language, Language::Python | Language::Template | Language::Sql | Language::Deploy);
    let served = parts.folders.iter().position(|f| SERVED.contains(&f.as_str()));
    let library = |at: usize| parts.folders[at..].iter().any(|f| matches!(f.as_str(), "lib" | "libs" | "plugins"));
    if !code && served.is_some_and(library) {
        return true;
    }
    matches!(language, Language::JavaScript | Language::Css) && has_library_header(head)
}

/// A first comment that names a version and a licence or origin, as published libraries carry it.
fn has_library_header(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&head[..head.len().min(800)]);
    let Some(start) = text.trim_start().strip_prefix("/*") else { return false };
    let comment = start.split("*/").next().unwrap_or(start).to_ascii_lowercase();
    let origin = ["licen", "copyright", "(c)", "http://", "https://"].iter().any(|word| comment.contains(word));
    origin && comment.split(|c: char| c.is_whitespace() || c == '@').any(is_version)
}

/// `v1.2.3`, `3.4.1`, `2.0.0-beta`.
fn is_version(word: &str) -> bool {
    let digits = word.strip_prefix('v').unwrap_or(word);
    let mut numbers = digits.split(['.', '-', ',']);
    let is_number =
        |part: Option<&str>| part.is_some_and(|p| !p.is_empty() && p.len() < 5 && p.bytes().all(|b| b.is_ascii_digit()));
    is_number(numbers.next()) && is_number(numbers.next())
}

/// By its name alone; a revision may be called after the tests that it adds a table for, and is one all the same.
fn is_named_like_test(parts: &Parts<'_>, language: Language) -> bool {
    let (name, stem) = (parts.lower.as_str(), parts.stem());
    match language {
        Language::Python => {
            matches!(stem, "conftest" | "tests")
                || stem.starts_with("test_")
                || stem.ends_with("_test")
                || stem.ends_with("_tests")
                || stem.ends_with("test_suite")
        }
        Language::JavaScript | Language::TypeScript => [".test.", ".spec.", ".cy."].iter().any(|mark| name.contains(mark)),
        _ => false,
    }
}

fn is_migration(parts: &Parts<'_>, language: Language, head: &[u8]) -> bool {
    match language {
        Language::Sql => parts.within_any_that_begins(&["migration", "migrate", "schema", "alembic"]),
        Language::Python => {
            let numbered = parts.name.len() > 4 && parts.name.bytes().take(3).all(|byte| byte.is_ascii_digit());
            let named = numbered || parts.lower == "env.py" || parts.folders.last().is_some_and(|f| f == "versions");
            (named && parts.within_any_that_begins(&["migration", "migrate", "alembic"]))
                || head.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"down_revision"))
        }
        _ => false,
    }
}

fn is_generated(parts: &Parts<'_>, language: Language, head: &[u8]) -> bool {
    let name = parts.lower.as_str();
    if name.ends_with("_pb2.py") || name.ends_with("_pb2_grpc.py") || parts.extension() == "lock" || name == "package-lock.json"
    {
        return true;
    }
    if matches!(language, Language::Template | Language::Deploy | Language::Image | Language::Other) {
        return false;
    }
    // Only comments at the very top count: a docstring further down may speak of generated things.
    let text = String::from_utf8_lossy(&head[..head.len().min(1000)]).to_ascii_lowercase();
    text.lines()
        .take_while(|line| line.is_empty() || line.starts_with(['#', '/', '*', ' ', '-']))
        .any(|line| ["generated by", "@generated", "do not edit", "autogenerated"].iter().any(|mark| line.contains(mark)))
}

fn is_script(parts: &Parts<'_>, language: Language) -> bool {
    parts.within(&SCRIPTS)
        || parts.folders.first().is_some_and(|f| f == "tools")
        || parts.folders.windows(2).any(|pair| pair[0] == "management" && pair[1] == "commands")
        || (language == Language::Python && (is_one_off(parts) || is_for_a_tool(parts)))
}

/// What tools of the developers keep in folders of their own: `.github/`, `.semgrep/`.
fn is_for_a_tool(parts: &Parts<'_>) -> bool {
    parts.folders.iter().any(|folder| folder.len() > 1 && folder.starts_with('.'))
}

/// Programs that a person runs: task files anywhere, one-off files beside the app.
fn is_one_off(parts: &Parts<'_>) -> bool {
    let stem = parts.stem();
    if matches!(stem, "setup" | "manage" | "fabfile" | "noxfile") {
        return true;
    }
    let begins =
        ["seed_", "check_", "apply_", "fix_", "debug_", "verify_", "migrate_", "recreate_", "setup_", "backup_", "init_db"];
    let ends = ["_seed", "_seeder", "_migration", "_migrations"];
    let named = stem == "seed" || begins.iter().any(|b| stem.starts_with(b)) || ends.iter().any(|e| stem.ends_with(e));
    parts.folders.is_empty() && named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compose_files_of_any_name() {
        let named = b"name: shop\nservices:\n  # the app\n  app: &app\n    build: .\n    command: /start\n";
        assert_eq!(language("production.yml", named), Language::Deploy);
        assert_eq!(language("docker/default.yml", b"services:\n  db:\n    image: postgres:16\n"), Language::Deploy);
        for other in
            ["services:\n  - docker\n", "services:\n  app.mailer:\n    class: Mailer\nimage:\n  x: 1\n", "a:\n  services:\n"]
        {
            assert_eq!(language(".travis.yml", other.as_bytes()), Language::Other, "{other}");
        }
    }

    #[test]
    fn language_follows_name_and_place() {
        let cases = [
            ("app/models.py", Language::Python),
            ("app/models.pyi", Language::Other),
            ("app/templates/mail/welcome.txt", Language::Template),
            ("notes.txt", Language::Other),
            ("frontend/index.html", Language::Other),
            ("app/static/offline.html", Language::Template),
            ("web/App.vue", Language::TypeScript),
            ("deploy/nginx/site.conf", Language::Deploy),
            ("requirements/base.txt", Language::Deploy),
            ("Dockerfile.prod", Language::Deploy),
            ("docker/entrypoint", Language::Deploy),
            (".env.production", Language::Deploy),
            ("app.yaml", Language::Deploy),
            ("wrangler.toml", Language::Deploy),
            ("deploy/nginx.conf.j2", Language::Deploy),
            ("deploy/sites-enabled/app", Language::Deploy),
            ("config/production.env", Language::Deploy),
            ("templates/mail.j2", Language::Template),
            ("tsconfig.json", Language::Other),
            ("gunicorn.conf.py", Language::Python),
        ];
        for (path, expected) in cases {
            assert_eq!(language(path, b""), expected, "{path}");
        }
        assert_eq!(language("pages/home.html", b"<p>{{ user.name }}</p>"), Language::Template);
        assert_eq!(language("etc/gunicorn.conf", b"import os\nworkers = 3\n"), Language::Python);
        assert_eq!(language("etc/gunicorn.conf", b"[program:site]\ncommand=gunicorn site\n"), Language::Other);
        assert_eq!(language("etc/gunicorn.conf", b"description \"site\"\nexec gunicorn site\n"), Language::Other);
        assert_eq!(language("etc/site.conf", b"<VirtualHost *:80>\n  WSGIDaemonProcess site\n"), Language::Deploy);
        assert_eq!(language("bin/worker", b"#!/usr/bin/env python3\nimport app\n"), Language::Python);
    }

    #[test]
    fn role_follows_place() {
        let cases = [
            ("app/models.py", Role::App),
            ("tests/test_models.py", Role::Test),
            ("app/test_models.py", Role::Test),
            ("checkout_test_suite.py", Role::Test),
            ("web/cart.spec.ts", Role::Test),
            ("migrations/versions/ab12_users.py", Role::Migration),
            ("shop/migrations/0001_initial.py", Role::Migration),
            ("migrations/versions/ab13_runs_and_tests.py", Role::Migration),
            ("migrations/versions/test_ab13.py", Role::Migration),
            ("migrations/test_upgrade.py", Role::Test),
            ("shop/migrations/__init__.py", Role::App),
            ("migrations/schema_v3_products.sql", Role::Migration),
            ("schema/001.sql", Role::Migration),
            ("app/queries/report.sql", Role::App),
            ("scripts/load.py", Role::Script),
            ("shop/management/commands/load.py", Role::Script),
            ("apply_phase2_migration.py", Role::Script),
            ("app/check_stock.py", Role::App),
            ("e2e_tests/run.py", Role::Test),
            ("data/dev-database/schemas/002.sql", Role::Test),
            (".semgrep/requests/no-plain-get.py", Role::Script),
            ("docs/conf.py", Role::Docs),
            ("app/static/lib/jquery.js", Role::Vendored),
            ("vendor/thing.py", Role::Vendored),
            ("app/static/js/site.min.js", Role::App),
            ("rpc/user_pb2.py", Role::Generated),
        ];
        for (path, expected) in cases {
            assert_eq!(role(path, language(path, b""), b""), expected, "{path}");
        }
    }

    #[test]
    fn role_follows_the_first_bytes() {
        let library = b"/*!\n * Select2 4.0.13\n * https://select2.github.io\n */\n(function () {})";
        assert_eq!(role("static/select2.js", Language::JavaScript, library), Role::Vendored);
        let own = b"/* The form builder, version two. */\nlet x = 1;";
        assert_eq!(role("static/form-builder.js", Language::JavaScript, own), Role::App);
        assert_eq!(role("api/client.py", Language::Python, b"# Generated by a tool, do not edit\nx = 1\n"), Role::Generated);
        assert_eq!(role("db/revs/x.py", Language::Python, b"revision = 'a'\ndown_revision = None\n"), Role::Migration);
        assert_eq!(role("docs/models.py", Language::Python, b"import re\nfrom django.db import models\n"), Role::App);
        assert_eq!(role("docs/conf.py", Language::Python, b"from django.conf import settings\n"), Role::Docs);
        assert_eq!(role("app/x.py", Language::Python, b"def f():\n    'Report generated by the app.'\n"), Role::App);
    }
}
