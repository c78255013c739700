//! Arguments of calls: what is given, and what the parameters of a function take of it.

use crate::eval::heap::{Key, ObjKind};
use crate::eval::semantics::CallArgs;
use crate::eval::value::Value;
use crate::facts::program::{Arg, ArgKind, Args, Expr, ExprId, Function, ParamKind};

use super::{Code, Interp};

/// The name of keywords whose own name is in no file.
pub const UNNAMED: &str = "?";

impl Interp<'_> {
    pub(super) fn eval_args(&mut self, code: &Code, args: Args) -> CallArgs {
        let list: &[Arg] = code.program.arguments(args);
        // A method is given its receiver, too.
        let mut out = CallArgs { positional: Vec::with_capacity(list.len() + 1), ..CallArgs::default() };
        for arg in list {
            let value = self.eval(code, arg.value);
            match (arg.kind, arg.name) {
                (ArgKind::Plain, Some(name)) => out.keywords.push((code.syms[name.index()], value)),
                (ArgKind::Plain, None) => out.positional.push(value),
                (ArgKind::Star, _) => match self.known_items(&value) {
                    Some(items) => out.positional.extend(items),
                    None => {
                        self.escape(&value);
                        out.open = true;
                    }
                },
                (ArgKind::DoubleStar, _) => self.spread_keywords(&value, &mut out),
            }
        }
        out
    }

    fn spread_keywords(&mut self, value: &Value, out: &mut CallArgs) {
        let Value::Object(id) = value else {
            self.escape(value);
            out.open = true;
            return;
        };
        let (entries, has_rest) = match &self.heap.get(*id).kind {
            ObjKind::Dict { entries, rest } => (entries.clone(), rest.is_some()),
            _ => {
                out.open = true;
                return;
            }
        };
        if has_rest {
            self.escape(value);
            out.open = true;
        }
        for (key, value) in entries {
            let Key::Str(text) = key else { continue };
            let known = self.world.names.find(&text);
            let name = match known {
                Some(name) => name,
                None if self.linking_mode() => self.world.to_mut().names.intern(&text),
                // A name that was put together stands nowhere in the tree: it is given all the same, told by its text.
                None => {
                    let Some(unnamed) = self.world.names.find(UNNAMED) else { continue };
                    out.keywords.push((unnamed, Value::Tuple([Value::Str(text), value].into())));
                    continue;
                }
            };
            out.keywords.push((name, value));
        }
    }

    pub(super) fn bind_params(&mut self, code: &Code, function: &Function, args: CallArgs) {
        let place = crate::model::Place { file: code.file, span: function.name_span };
        let mut positional = args.positional.into_iter();
        let mut keywords = args.keywords;
        for param in &function.params {
            let name = code.syms[param.name.index()];
            let value = match param.kind {
                ParamKind::Star => Value::Tuple(positional.by_ref().collect::<Vec<_>>().into()),
                ParamKind::DoubleStar => {
                    let entries =
                        keywords.drain(..).map(|(n, v)| (Key::Str(self.world.names.shared(n)), v)).collect::<Vec<_>>();
                    let dict = self.new_dict(entries);
                    if args.open {
                        self.set_item(&dict, &Value::input(), Value::input());
                    }
                    dict
                }
                kind => {
                    let by_keyword = keywords.iter().position(|(n, _)| *n == name).map(|at| keywords.swap_remove(at).1);
                    let by_position = if kind == ParamKind::KeywordOnly {
                        None
                    } else {
                        by_keyword.is_none().then(|| positional.next()).flatten()
                    };
                    match by_keyword.or(by_position) {
                        Some(value) => value,
                        None if args.open => self.left_open(code, param.default),
                        None => param.default.map_or(Value::input(), |d| self.eval(code, d)),
                    }
                }
            };
            let value = self.typed(code, value, param.annotation);
            self.bind(name, value, place);
        }
    }

    /// An argument that may be given: what is called, no queue and no form brings along.
    fn left_open(&mut self, code: &Code, default: Option<ExprId>) -> Value {
        let named = default.filter(|d| matches!(code.program.expr(*d), Expr::Name(_) | Expr::Lambda(_)));
        match named.map(|d| self.eval(code, d)) {
            Some(function @ (Value::Function(..) | Value::Native(_))) => function,
            _ => Value::input(),
        }
    }

    /// What an argument is that nothing is known of but its annotation.
    fn typed(&mut self, code: &Code, value: Value, annotation: Option<ExprId>) -> Value {
        let unknown = matches!(&value, Value::Unknown(cause) if !cause.blocks());
        let Some(annotation) = annotation.filter(|_| unknown && !self.linking_mode()) else { return value };
        let semantics = self.semantics;
        semantics.given(self, code.module, annotation).unwrap_or(value)
    }
}
