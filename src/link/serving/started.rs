//! Servers that a program starts by itself.

use super::numbers::Numbers;
use super::{SourceFile, program};
use crate::facts::Role;
use crate::facts::program::{Args, Expr, ExprId, Import, Program};
use crate::model::delivery::{Factor, Process};
use crate::model::{FileEntry, FileId, Place};
use crate::syntax::deploy::is_development;

/// Packages whose apps are Flask's: Flask, its extensions (`flask_appbuilder`), what is built on it.
const FLASKS: [&str; 5] = ["flask", "connexion", "dash", "apiflask", "eve"];

/// `waitress.serve(app, threads=8)`, `app.run()`, `uvicorn.run(app)` in a program.
pub(super) fn started_by_program(
    module: &Program,
    file: FileId,
    entry: &FileEntry,
    files: &[SourceFile],
    out: &mut Vec<Process>,
) {
    if !matches!(entry.role, Role::App | Role::Script) {
        return;
    }
    let imports = program::Imports::new(module);
    for (at, expr) in module.exprs.iter().enumerate() {
        let Expr::Call { func, args } = *expr else { continue };
        let Some(server) = started(module, &imports, func, files) else { continue };
        let place = Place { file, span: module.expr_spans[at] };
        let number = |name: &str, default: Option<i64>| match program::keyword(module, args, name) {
            Some(value) => Numbers::new(files).factor(name, module, file, value),
            None => Factor::default_of(server, default, place),
        };
        let reloads = program::keyword(module, args, "reload")
            .is_some_and(|value| Numbers::new(files).truth(module, value) != Some(false));
        let asgi_server = server == "uvicorn";
        out.push(Process {
            workers: if asgi_server { number("workers", Some(1)) } else { number("processes", Some(1)) },
            threads: match server {
                "waitress" => number("threads", Some(4)),
                "uvicorn" => super::sizes::event_loop(place),
                "flask" => super::sizes::thread_for_each(place, server),
                _ => number("threads", None),
            },
            port: match program::keyword(module, args, "port").map(|port| module.expr(port)) {
                None => super::port::usual(server),
                Some(Expr::Int(port)) => u16::try_from(port).ok(),
                Some(_) => None,
            },
            development: server == "flask" || reloads || is_development(&entry.path),
            app: named_app(module, args),
            ..Process::new("web", server, place)
        });
    }
}

/// `uvicorn.run("shop.web:app")`
fn named_app(module: &Program, args: Args) -> Option<String> {
    let text = program::text(module, module.arguments(args).first()?.value)?;
    text.split_once(':').map(|(module, _)| module.to_owned())
}

fn started(module: &Program, imports: &program::Imports, func: ExprId, files: &[SourceFile]) -> Option<&'static str> {
    let path = imports.resolve(module, func)?;
    match path.as_str() {
        "waitress.serve" => return Some("waitress"),
        "uvicorn.run" => return Some("uvicorn"),
        "gevent.pywsgi.WSGIServer" | "eventlet.wsgi.server" => return Some("greenlets"),
        _ => {}
    }
    let (object, method) = path.rsplit_once('.')?;
    if method != "run" {
        return None;
    }
    match object {
        "app" | "application" | "flask_app" if imports.imports_from("flask") || imports.any_named(object) => {
            is_of_flask(module, imports, object, files).then_some("flask")
        }
        "socketio" => Some("flask-socketio"),
        _ => None,
    }
}

/// Apps of many frameworks have `run()`: the tree imports Flask, and the name is not bound to what another package makes.
fn is_of_flask(module: &Program, imports: &program::Imports, name: &str, files: &[SourceFile]) -> bool {
    let in_module = |program: &Program| {
        program.imports.iter().any(|import| {
            let (Import::Module { path, .. } | Import::From { path, .. }) = import;
            FLASKS.iter().any(|package| path.split(['.', '_']).next() == Some(package))
        })
    };
    let is_own = |root: &str| {
        root.is_empty()
            || files.iter().any(|file| {
                let path = file.entry.path.as_str();
                path.split('/').any(|part| part == root || part.strip_suffix(".py") == Some(root))
            })
    };
    let made_elsewhere = module.stmts.iter().any(|stmt| {
        let Some((targets, value)) = module.assignment(stmt) else { return false };
        let binds = |id: &ExprId| matches!(module.expr(*id), Expr::Name(sym) if module.name(sym) == name);
        let Expr::Call { func, .. } = module.expr(value) else { return false };
        let made_of = imports.imported(module, func).map_or_else(|| bases(module, imports, func), |path| vec![path]);
        targets.iter().any(binds)
            && made_of.iter().any(|path| {
                let root = path.split('.').next().unwrap_or(path);
                !FLASKS.contains(&root.split('_').next().unwrap_or(root)) && !is_own(root)
            })
    });
    !made_elsewhere && files.iter().filter_map(|file| file.facts.program.as_ref()).any(in_module)
}

/// What the bases of a class of the module are imported as.
fn bases(module: &Program, imports: &program::Imports, class: ExprId) -> Vec<String> {
    let Expr::Name(name) = module.expr(class) else { return Vec::new() };
    let found = module.classes.iter().filter(|class| class.name == name);
    let bases = found.flat_map(|class| module.arguments(class.bases)).filter(|base| base.name.is_none());
    bases.filter_map(|base| imports.imported(module, base.value)).collect()
}
