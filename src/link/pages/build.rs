//! Which served files are made or eaten by a build: those are not what the browser gets as they stand here.

use std::collections::BTreeSet;

use super::super::SourceFile;
use super::assets::served_names;
use super::url::callee;
use crate::facts::Program;
use crate::facts::program::{Expr, ExprId};
use crate::model::delivery::{Asset, Page};

/// Starts of the names of bundler configurations.
const CONFIGS: &[&str] =
    &["webpack.config.", "webpack.mix.", "vite.config.", "rollup.config.", "gulpfile.", "Gruntfile.", "esbuild."];
/// Folders that hold sources when a bundler stands above them.
const SOURCES: &[&str] = &["src", "source", "scss", "sass", "less", "ts", "js_src", "src_js"];
/// Calls whose arguments are the sources of a bundle.
const BUNDLES: &[&str] = &["Bundle", "tag:assets"];

pub fn mark(files: &[SourceFile], assets: &mut [Asset]) {
    let configs: Vec<&str> = files.iter().map(|file| file.entry.path.as_str()).filter(|path| is_config(path)).collect();
    let paths: BTreeSet<&str> = files.iter().map(|file| file.entry.path.as_str()).collect();
    let bundled = bundled_names(files);
    for asset in assets {
        if paths.contains(format!("{}.map", asset.path).as_str()) {
            asset.build = Some("built: its source map stands beside it".to_owned());
        } else if let Some(reason) = source_of(asset, &configs, &bundled) {
            asset.build = Some(reason);
            asset.served = false;
        }
    }
}

/// What a template with `{% compress %}` loads may be minified and joined on the way out.
pub fn mark_compressed(files: &[SourceFile], pages: &[Page], assets: &mut [Asset]) {
    let compresses = |page: &&Page| {
        let program = files[page.file.index()].facts.program.as_ref();
        program.is_some_and(|program| program.names.iter().any(|name| name == "tag:compress"))
    };
    let joined = pages.iter().flat_map(|page| &page.loads).filter(|load| load.bundle.is_some());
    for load in pages.iter().filter(compresses).flat_map(|page| &page.loads).chain(joined) {
        if let Some(asset) = load.asset {
            assets[asset].build.get_or_insert_with(|| "loaded by a template that uses django-compressor".to_owned());
        }
    }
}

fn is_config(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or("");
    CONFIGS.iter().any(|start| name.starts_with(start))
}

fn source_of(asset: &Asset, configs: &[&str], bundled: &BTreeSet<String>) -> Option<String> {
    let names = served_names(&asset.path);
    if names.iter().any(|name| bundled.contains(*name)) {
        return Some("source of a Flask-Assets bundle".to_owned());
    }
    for config in configs {
        let folder = config.rfind('/').map_or("", |at| &config[..=at]);
        let Some(below) = asset.path.strip_prefix(folder) else { continue };
        let parts: Vec<&str> = below.split('/').collect();
        let source = parts[..parts.len() - 1].iter().any(|part| SOURCES.contains(part));
        // `assets/` beside a bundler is what it reads; `static/` and `public/` are what it leaves alone.
        let assets_folder = !parts.contains(&"static") && !parts.contains(&"public") && parts.contains(&"assets");
        if source || assets_folder {
            return Some(format!("source of a build: {config} stands above it"));
        }
    }
    None
}

/// Names of files that Flask-Assets puts together, from Python and from `{% assets %}`.
fn bundled_names(files: &[SourceFile]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for program in files.iter().filter_map(|file| file.facts.program.as_ref()) {
        if !program.names.iter().any(|name| BUNDLES.contains(&name.as_str())) {
            continue;
        }
        for expr in &program.exprs {
            if let Expr::Call { func, args } = expr
                && callee(program, *func).is_some_and(|name| BUNDLES.contains(&name.rsplit('.').next().unwrap_or("")))
            {
                let positional = program.arguments(*args).iter().filter(|arg| arg.name.is_none());
                positional.for_each(|arg| texts(program, arg.value, &mut names));
            }
        }
    }
    names
}

fn texts(program: &Program, id: ExprId, out: &mut BTreeSet<String>) {
    match program.expr(id) {
        Expr::Str(text) => {
            out.insert(program.name(text).to_owned());
        }
        Expr::Collection { items, .. } => program.list(items).iter().for_each(|item| texts(program, *item, out)),
        _ => {}
    }
}
