//! Where programs of the tree name a function: a read of the name, an attribute, an import, a text.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::world::Module;
use crate::facts::program::{Expr, ExprId, Import, Program, Sym};
use crate::facts::{Role, Span};
use crate::link::Linked;
use crate::model::{FileId, Place};
use crate::names::Name;

/// Something that has the name of a function.
pub struct Mention {
    pub place: Place,
    how: How,
}

enum How {
    /// `get_form`; in another file that is one of its own, or one that came with a `*`, or stands in a template.
    Read { may_be_taken: bool },
    /// `forms.get_form`: of a module, or of a package, by its last name; else of an object.
    Attribute { module: Option<Box<str>> },
    /// `from shop.forms import get_form`: the last name of the module, empty for `from . import`.
    Import { module: Box<str> },
    /// `"shop.forms.get_form"`
    Text,
}

impl Mention {
    /// Whether it may mean the function of that name in the body of a module: `home` is its file, `names` those of the module and
    /// its packages.
    #[must_use]
    pub fn may_mean(&self, home: FileId, names: &[&str]) -> bool {
        match &self.how {
            How::Read { may_be_taken } => self.place.file == home || *may_be_taken,
            How::Attribute { module } => module.as_deref().is_some_and(|module| names.contains(&module)),
            How::Import { module } => module.is_empty() || names.contains(&&**module),
            How::Text => true,
        }
    }
}

/// All mentions of the names in programs that are no tests.
#[must_use]
pub fn mentions(linked: &Linked, wanted: &FxHashSet<Name>) -> FxHashMap<Name, Vec<Mention>> {
    let mut out: FxHashMap<Name, Vec<Mention>> = FxHashMap::default();
    for module in &linked.world.modules {
        let Some(file) = module.file.filter(|file| linked.model.role(*file) != Role::Test) else { continue };
        let here = of_module(linked, module, wanted);
        for (name, span, how) in here {
            out.entry(name).or_default().push(Mention { place: Place { file, span }, how });
        }
    }
    out
}

fn of_module(linked: &Linked, module: &Module, wanted: &FxHashSet<Name>) -> Vec<(Name, Span, How)> {
    let program = &*module.program;
    let mut out = Vec::new();
    let mut here = false;
    for (text, name) in program.names.iter().zip(module.syms.iter()) {
        here |= wanted.contains(name);
        if let Some((_, last)) = text.rsplit_once(['.', ':', '/']) {
            let last = linked.world.names.find(last).filter(|name| wanted.contains(name));
            out.extend(last.map(|name| (name, Span::default(), How::Text)));
        }
    }
    if !here {
        return out;
    }
    let taken = Taken::of(program, module.is_template);
    let named = |name: Name| wanted.contains(&name).then_some(name);
    for (expr, at) in program.exprs.iter().zip(&program.expr_spans) {
        let (name, how) = match expr {
            Expr::Name(sym) => (module.syms[sym.index()], How::Read { may_be_taken: taken.anything }),
            Expr::Attr(of, sym) => (module.syms[sym.index()], How::Attribute { module: taken.module(program, *of) }),
            Expr::Str(sym) => (module.syms[sym.index()], How::Text),
            _ => continue,
        };
        out.extend(named(name).map(|name| (name, *at, how)));
    }
    for import in &program.imports {
        let Import::From { path, names, .. } = import else { continue };
        let from: Box<str> = path.rsplit('.').next().unwrap_or(path).into();
        let names = names.iter().filter_map(|(name, _)| named(module.syms[name.index()]));
        out.extend(names.map(|name| (name, Span::default(), How::Import { module: from.clone() })));
    }
    out
}

/// What a file takes in from others.
struct Taken<'p> {
    /// Names that are not its own may be those of any module.
    anything: bool,
    /// Names that may be modules, with the last name of the module.
    modules: FxHashMap<&'p str, &'p str>,
}

impl<'p> Taken<'p> {
    fn of(program: &'p Program, is_template: bool) -> Self {
        let mut out = Self { anything: is_template, modules: FxHashMap::default() };
        for import in &program.imports {
            match import {
                Import::Module { path, alias } => {
                    let last = path.rsplit('.').next().unwrap_or(path);
                    out.modules.insert(alias.map_or(last, |alias| program.name(alias)), last);
                }
                Import::From { names, star, .. } => {
                    out.anything |= star;
                    let bound =
                        |(name, alias): &(Sym, Option<Sym>)| (program.name(alias.unwrap_or(*name)), program.name(*name));
                    out.modules.extend(names.iter().map(bound));
                }
            }
        }
        out
    }

    /// The last name of the module that an expression may stand for.
    fn module(&self, program: &Program, of: ExprId) -> Option<Box<str>> {
        match program.expr(of) {
            Expr::Name(name) => self.modules.get(program.name(name)).map(|module| (*module).into()),
            Expr::Attr(_, name) => Some(program.name(name).into()),
            // `import_module(...)`, `sys.modules[...]`, a template's own objects
            _ => None,
        }
    }
}
