//! Programs become modules; modules and app factories are run as importing and starting the app would.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::eval::heap::{Heap, ObjKind, Object};
use crate::eval::interp::UNNAMED;
use crate::eval::value::{Cause, Site};
use crate::eval::world::{Loaded, Module, ModuleId};
use crate::eval::{CallArgs, ClassRef, FuncRef, Interp, Value, World};
use crate::facts::program::{Access, Expr, FunctionId, Import, Program, Sym};
use crate::facts::{Language, Role};
use crate::model::FileId;
use crate::names::{roots, shared};

use super::pages::templates::{TEMPLATE_ROOTS, other_names};
use super::{SourceFile, Stub, take_program};

/// Modules by what they are for.
#[derive(Debug, Default)]
pub struct Modules {
    /// Application code, in path order.
    pub app: Vec<ModuleId>,
    /// Migration scripts, in path order.
    pub migrations: Vec<ModuleId>,
}

/// Classes of web applications.
const APPS: &[&str] = &["flask.Flask", "starlette.Starlette"];

/// Names that the library looks up although no program may say them.
const KNOWN_NAMES: &[&str] = &[
    "query",
    "metadata",
    "__init__",
    "__call__",
    "__enter__",
    "__iter__",
    "__len__",
    "__str__",
    "__repr__",
    "__html__",
    "__getattr__",
    "__getitem__",
    "__template_prefix__",
    "args",
    "kwargs",
    "items",
    "get",
    "post",
    "loop",
    "__abstract__",
    "__tablename__",
    "__table__",
    "__table_args__",
    "__declarative__",
    "__fsa__",
    "__bind_key__",
    "query_class",
    "url_prefix",
    "urlpatterns",
    "handle",
    "process_request",
    "process_view",
    "http_method_names",
    "_default_manager",
    "forloop",
    "grouper",
    "list",
    "target",
    "patterns",
    "fields",
    "exclude",
    "model",
    "Meta",
    "put",
    "patch",
    "delete",
    "post",
];

/// Builds the world of all programs; nothing has run yet.
pub fn world(files: &mut [SourceFile], stubs: Vec<Stub>) -> (World, Modules) {
    let mut world = World::default();
    let mut heap = Heap::default();
    for name in KNOWN_NAMES.iter().chain([&UNNAMED]) {
        world.names.intern(name);
    }
    let mut modules = Modules::default();
    for stub in stubs {
        let id = add(&mut world, &mut heap, &stub.names[0], None, Arc::new(stub.program), false);
        for name in stub.names {
            world.by_name.insert(name.as_str().into(), id);
        }
    }
    let python = |f: &SourceFile| f.entry.language == Language::Python && evaluated(f.entry.role);
    let paths = || files.iter().enumerate().filter(|(_, f)| python(f)).map(|(at, f)| (at, f.entry.path.as_str()));
    let mut map = roots::modules(paths(), files.len());
    let imports = absolute_imports(files);
    let imported: BTreeSet<String> = imports.iter().map(|(_, path)| path.clone()).collect();
    roots::bridge_gaps(&mut map, paths(), &imported);
    roots::add_inner_roots(&mut map, paths(), &imported);
    shared::join_parts(&mut map, paths(), &imports);
    let mut ids: Vec<Option<ModuleId>> = vec![None; files.len()];
    for (at, file) in files.iter_mut().enumerate() {
        let file_id = FileId(u32::try_from(at).unwrap_or(u32::MAX));
        match file.entry.language {
            Language::Python if evaluated(file.entry.role) => {
                let names = &map.names[at];
                let Some(program) = take_program(file) else { continue };
                let name = names.first().map_or(file.entry.path.as_str(), String::as_str);
                let id = add(&mut world, &mut heap, name, Some(file_id), program, file.entry.path.ends_with("__init__.py"));
                ids[at] = Some(id);
                if file.entry.role == Role::Migration {
                    modules.migrations.push(id);
                } else {
                    modules.app.push(id);
                }
            }
            Language::Template if file.entry.role != Role::Test => {
                let Some(program) = take_program(file) else { continue };
                let path = file.entry.path.clone();
                let id = add(&mut world, &mut heap, &path, Some(file_id), program, false);
                world.modules[id.0 as usize].is_template = true;
                for key in template_keys(&path) {
                    world.templates.entry(key).or_default().push(id);
                }
                for key in other_names(&path) {
                    world.templates_elsewhere.entry(key).or_default().push(id);
                }
            }
            _ => {}
        }
    }
    for (name, at) in &map.by_name {
        if let Some(id) = ids[*at] {
            world.by_name.entry(name.as_str().into()).or_insert(id);
        }
    }
    let paths: Vec<String> = files.iter().map(|f| f.entry.path.clone()).collect();
    world.settings = super::django::settings::find(&world, &paths);
    settle_dialect(&mut world);
    world.namespaces = map.namespaces;
    world.async_sessions = imported.contains("sqlalchemy.ext.asyncio");
    world.objects = heap.freeze();
    (world, modules)
}

/// Files and the dotted paths of their absolute imports.
fn absolute_imports(files: &[SourceFile]) -> Vec<(usize, String)> {
    let programs = files.iter().enumerate().filter_map(|(at, f)| Some((at, f.facts.program.as_ref()?)));
    let imports = programs.flat_map(|(at, program)| program.imports.iter().map(move |import| (at, import)));
    let path = |(at, import): (usize, &Import)| match import {
        Import::Module { path, .. } | Import::From { path, level: 0, .. } => Some((at, path.to_string())),
        Import::From { .. } => None,
    };
    imports.filter_map(path).collect()
}

/// Templates that nothing tells apart are Django's in a project of Django's, where what is printed is called.
fn settle_dialect(world: &mut World) {
    let of_django = world.modules.iter().any(|m| m.is_template && m.program.access == Access::Django);
    if !of_django && world.settings.is_none() {
        return;
    }
    for module in world.modules.iter_mut().filter(|m| m.is_template && m.program.either) {
        Arc::make_mut(&mut module.program).access = Access::Django;
    }
}

/// Which roles are run: tests and copies of other people's code are not. What a tool wrote is imported like the rest.
fn evaluated(role: Role) -> bool {
    matches!(role, Role::App | Role::Migration | Role::Script | Role::Generated)
}

fn add(
    world: &mut World,
    heap: &mut Heap,
    name: &str,
    file: Option<FileId>,
    program: Arc<Program>,
    is_package: bool,
) -> ModuleId {
    let syms = program.names.iter().map(|n| world.names.intern(n)).collect();
    let globals = heap.add(Object::new(ObjKind::Instance));
    let id = ModuleId(u32::try_from(world.modules.len()).unwrap_or(u32::MAX));
    let used = Arc::new(if file.is_none() { used_parameters(&program) } else { FxHashSet::default() });
    world.modules.push(Module {
        name: name.into(),
        file,
        program,
        syms: Arc::new(syms),
        globals,
        loaded: Loaded::No,
        is_package,
        is_template: false,
        used,
    });
    id
}

/// Parameters whose name stands in their function.
fn used_parameters(program: &Program) -> FxHashSet<(FunctionId, Sym)> {
    let mut names: Vec<(u32, u32, Sym)> = program
        .exprs
        .iter()
        .zip(&program.expr_spans)
        .filter_map(|(expr, span)| if let Expr::Name(sym) = expr { Some((span.start, span.end, *sym)) } else { None })
        .collect();
    names.sort_unstable();
    let mut used = FxHashSet::default();
    for (at, function) in (0..).zip(&program.functions) {
        let from = names.partition_point(|(start, ..)| *start < function.span.start);
        for (_, end, name) in names[from..].iter().take_while(|(start, ..)| *start <= function.span.end) {
            if *end <= function.span.end && function.params.iter().any(|param| param.name == *name) {
                used.insert((FunctionId(at), *name));
            }
        }
    }
    used
}

/// The names by which `render_template` and `extends` know a template: its path below each `templates` folder, or
/// below any folder when there is none.
fn template_keys(path: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let parts: Vec<&str> = path.split('/').collect();
    for (at, part) in parts.iter().enumerate().take(parts.len() - 1) {
        if TEMPLATE_ROOTS.contains(part) {
            keys.push(parts[at + 1..].join("/"));
        }
    }
    if keys.is_empty() {
        keys = (0..parts.len()).map(|at| parts[at..].join("/")).collect();
    }
    keys
}

/// Runs the bodies of all modules: libraries first, then the app in path order.
pub fn run_modules(ix: &mut Interp<'_>, modules: &Modules) {
    let stubs: Vec<ModuleId> = (0..ix.world.modules.len())
        .filter(|i| ix.world.modules[*i].file.is_none())
        .filter_map(|i| u32::try_from(i).ok())
        .map(ModuleId)
        .collect();
    for id in stubs.into_iter().chain(modules.app.iter().copied()) {
        ix.load(id);
    }
    ix.load_types();
}

/// Names that an import cycle left unbound are bound to what their module has in the end.
pub fn close_cycles(ix: &mut Interp<'_>) {
    for at in 0..ix.world.modules.len() {
        let globals = ix.world.modules[at].globals;
        let mut open: Vec<(crate::names::Name, Arc<str>)> = ix
            .heap
            .get(globals)
            .attrs
            .iter()
            .filter_map(|(name, value)| match value {
                Value::Unknown(Cause::Name(dotted)) => Some((*name, Arc::clone(dotted))),
                _ => None,
            })
            .collect();
        open.sort();
        for (name, dotted) in open {
            let Some((module, attribute)) = dotted.rsplit_once('.') else { continue };
            let found = ix.world.by_name.get(module).zip(ix.name(attribute)).and_then(|(module, attribute)| {
                let globals = ix.world.module(*module).globals;
                ix.heap.get(globals).attrs.get(&attribute).cloned()
            });
            if let Some(value) = found {
                ix.heap.get_mut(globals).attrs.insert(name, value);
            }
        }
    }
}

/// Runs functions that build an app (`create_app`) and that nothing at import time has called.
pub fn run_factories(ix: &mut Interp<'_>, modules: &Modules) {
    for module in &modules.app {
        for function in factories(ix, *module) {
            if ix.was_called(function) {
                continue;
            }
            let site = Site { place: ix.world.function_place(function), module: *module };
            ix.call(&Value::Function(function, None), CallArgs { open: true, ..CallArgs::default() }, site);
            ix.start_over();
        }
    }
}

/// What gives a web app its routes.
const REGISTERING: [&str; 5] = ["route", "register_blueprint", "add_url_rule", "include_router", "add_api_route"];

/// Top-level functions of a module that make an instance of a web app, or that give the module's own one its routes.
fn factories(ix: &mut Interp<'_>, module: ModuleId) -> Vec<FuncRef> {
    let code = ix.code(module);
    let mut out = Vec::new();
    let globals = ix.world.module(module).globals;
    let apps: Vec<crate::names::Name> = ix
        .heap
        .get(globals)
        .attrs
        .iter()
        .filter(|(_, v)| matches!(v, Value::Class(c) if APPS.iter().any(|app| ix.world.derives(*c, app))))
        .map(|(n, _)| *n)
        .collect();
    let flask_module = ix.heap.get(globals).attrs.iter().any(|(_, v)| match v {
        Value::Module(m) => matches!(&*ix.world.module(*m).name, "flask" | "fastapi" | "starlette"),
        _ => false,
    });
    let is_app = |class: &ClassRef| APPS.iter().any(|app| ix.world.derives(*class, app));
    let instances: Vec<crate::names::Name> = ix
        .heap
        .get(globals)
        .attrs
        .iter()
        .filter(|(_, v)| matches!(v, Value::Object(id) if ix.heap.get(*id).class.as_ref().is_some_and(is_app)))
        .map(|(n, _)| *n)
        .collect();
    if apps.is_empty() && instances.is_empty() && !flask_module {
        return out;
    }
    let program = Arc::clone(&code.program);
    for stmt in program.block(program.body) {
        let crate::facts::program::Stmt::Function(id) = program.stmt(*stmt) else { continue };
        let span = program.function(id).span;
        let makes = program.exprs_within(span).any(|(expr, _)| match expr {
            Expr::Call { func, .. } => match program.expr(*func) {
                Expr::Name(sym) => apps.contains(&code.syms[sym.index()]),
                Expr::Attr(_, sym) => flask_module && matches!(program.name(sym), "Flask" | "FastAPI" | "Starlette"),
                _ => false,
            },
            Expr::Attr(object, sym) if REGISTERING.contains(&program.name(*sym)) => {
                matches!(program.expr(*object), Expr::Name(app) if instances.contains(&code.syms[app.index()]))
            }
            _ => false,
        });
        if makes {
            out.push(FuncRef { module, id });
        }
    }
    out
}
