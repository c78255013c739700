//! What an expression may be.

use std::sync::Arc;

use crate::model::Place;
use crate::model::entity::EntityId;
use crate::names::Name;

use super::heap::ObjId;
use super::identity::Identity;
use super::query::{Predicate, Query};
use super::world::{ClassRef, FuncRef, ModuleId};

/// Why a value was lost. Causes are ranked in the coverage by the routes that they block.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// A name that nothing in the tree binds.
    Name(Arc<str>),
    /// An attribute that the value is not known to have.
    Attribute(Arc<str>),
    /// A parameter of an entry point, a request value: unknown by nature, blocks nothing.
    Input,
    /// An input, or the result of a library, that a name was bound to: unknown, but the same wherever the name is read.
    Bound(Arc<Identity>, Option<Arc<str>>),
    /// What a session keeps of who is logged in: there in the plain case.
    Login,
    /// A variable of the environment that the code gives no default, by its name: not set in the plain case.
    Unset(Arc<str>),
    /// A part of the address that the rule names: it is there.
    Address(Arc<str>),
    /// A name that a template is not given: empty when it is printed, false when it is asked.
    Undefined,
    /// A result of a library that is not modelled.
    External(Arc<str>),
    /// A call whose callee is not known.
    Call(Arc<str>),
    /// A call of a function of an unknown library, by its dotted name, that is given rows or a query.
    Callee(Arc<str>),
    /// Budget, depth or recursion.
    Limit(&'static str),
    /// Joined from values that differ.
    Joined,
    /// A form that the interpreter does not follow.
    Form(&'static str),
}

impl Cause {
    /// Whether something that the tree could tell was lost (and not an input or an outside result).
    #[must_use]
    pub fn blocks(&self) -> bool {
        !matches!(
            self,
            Self::Input
                | Self::Bound(..)
                | Self::Login
                | Self::Unset(_)
                | Self::Address(_)
                | Self::External(_)
                | Self::Joined
                | Self::Undefined
        )
    }

    /// The function of a library that it comes from.
    #[must_use]
    pub fn outside_callee(&self) -> Option<&str> {
        match self {
            Self::Callee(path) => Some(path),
            _ => None,
        }
    }

    /// The same cause of another value.
    #[must_use]
    pub fn unbound(&self) -> Self {
        match self {
            Self::Bound(_, None) | Self::Unset(_) | Self::Address(_) => Self::Input,
            Self::Bound(_, Some(path)) => Self::External(Arc::clone(path)),
            other => other.clone(),
        }
    }

    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Name(n) => format!("name `{n}` is not bound in the tree"),
            Self::Attribute(n) => format!("attribute `{n}` is not known"),
            Self::Input | Self::Bound(_, None) => "input of the entry point".into(),
            Self::Bound(_, Some(n)) => format!("result of `{n}`"),
            Self::Login => "who is logged in".into(),
            Self::Address(n) => format!("`{n}` of the address"),
            Self::Unset(n) => format!("environment variable `{n}`"),
            Self::Undefined => "name that the template is not given".into(),
            Self::External(n) => format!("result of `{n}`"),
            Self::Call(n) | Self::Callee(n) => format!("call of `{n}` is not resolved"),
            Self::Limit(n) => format!("limit: {n}"),
            Self::Joined => "differs between branches".into(),
            Self::Form(n) => format!("form not followed: {n}"),
        }
    }
}

/// The loops that a value varies over, outermost first (the innermost four are kept).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Dims {
    ids: [u32; 4],
    len: u8,
}

impl Dims {
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.ids[..self.len as usize].iter().copied()
    }

    #[must_use]
    pub fn contains(&self, id: u32) -> bool {
        self.iter().any(|d| d == id)
    }

    #[must_use]
    pub fn with(mut self, id: u32) -> Self {
        if self.contains(id) {
            return self;
        }
        if self.len as usize == self.ids.len() {
            self.ids.copy_within(1.., 0);
            self.len -= 1;
        }
        self.ids[self.len as usize] = id;
        self.len += 1;
        self
    }

    #[must_use]
    pub fn union(self, other: Self) -> Self {
        other.iter().fold(self, Self::with)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// A set of rows that one execution or one relation yields; index into the entry's row sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SetId(pub u32);

/// One row of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    pub entity: EntityId,
    pub set: SetId,
    pub dims: Dims,
    /// From `first()` and the like: may be `None`.
    pub optional: bool,
}

/// How a collection of rows behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowsKind {
    /// A plain list.
    List,
    /// A database result that is read by methods (`scalars()`, `all()`).
    Result,
    /// A relation's collection.
    Collection,
    /// Flask-SQLAlchemy's page object.
    Page,
}

/// Many rows.
#[derive(Clone, Debug)]
pub struct Rows {
    /// One of them; what it varies over is added when it is iterated.
    pub element: Value,
    pub set: SetId,
    pub dims: Dims,
    pub kind: RowsKind,
    /// So many rows of the set at most: a slice of what was loaded.
    pub bound: Option<u64>,
}

/// A scalar whose value is not known, but whose origin is.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    pub dims: Dims,
    /// The column it was read from, with its row's set.
    pub column: Option<(EntityId, Name)>,
    pub set: Option<SetId>,
    /// Tells it from others, where no column does.
    pub identity: Option<Identity>,
    pub is: ScalarIs,
}

/// What else is known of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarIs {
    Any,
    /// How many rows there are.
    Count,
    /// A parameter that the request sends.
    Sent,
    /// A part of the address without which the route is not found: neither nothing nor empty.
    Address,
}

/// A row of several selected things.
#[derive(Debug)]
pub struct Record {
    pub names: Vec<Option<Name>>,
    pub values: Vec<Value>,
}

/// A function that Rust implements; index into the library's table.
pub type Native = &'static str;

/// See the module.
#[derive(Clone, Debug)]
pub enum Value {
    Unknown(Cause),
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Arc<str>),
    /// A text of which parts are not known.
    Text(Arc<[Option<Arc<str>>]>),
    /// Immutable sequence.
    Tuple(Arc<[Value]>),
    Module(ModuleId),
    /// A dotted name in a package that is not in the tree.
    External(Arc<str>),
    Function(FuncRef, Option<ObjId>),
    Class(ClassRef),
    Native(Native),
    /// A callable with its first argument.
    Bound(Arc<(Value, Value)>),
    /// A method of a value that the interpreter or the library knows by name.
    Method(Arc<Value>, Name),
    /// `functools.partial`.
    Partial(Arc<(Value, CallValues)>),
    /// `property` and its kin on a class.
    Property(Arc<Value>),
    Static(Arc<Value>),
    ClassMethod(Arc<Value>),
    /// `super()`: look up in the order of `object` after `after`.
    Super {
        after: ClassRef,
        object: Arc<Value>,
    },
    Object(ObjId),
    OneOf(Arc<[Value]>),
    Query(Arc<Query>),
    Row(Row),
    Rows(Arc<Rows>),
    Record(Arc<Record>),
    Scalar(Arc<Scalar>),
    /// A mapped column of a class.
    Column(EntityId, Name),
    /// A mapped relation of a class.
    Relation(EntityId, Name),
    Predicate(Arc<Predicate>),
    /// Loader options, in order.
    Loader(Arc<[LoaderOption]>),
    /// An SQL function or expression in a select list.
    Aggregate(Arc<Aggregate>),
    /// A value that is looked up when it is used (`current_user`, `g`).
    Proxy(&'static str),
}

/// Positional and keyword arguments that were evaluated.
#[derive(Clone, Debug, Default)]
pub struct CallValues {
    pub positional: Vec<Value>,
    pub keywords: Vec<(Name, Value)>,
    /// `*args` or `**kwargs` of unknown content were passed.
    pub open: bool,
}

impl CallValues {
    /// Whether a call with these cannot be told from one with `other`.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        let positional = self.positional.len() == other.positional.len()
            && self.positional.iter().zip(&other.positional).all(|(a, b)| a.same(b));
        let keywords = self.keywords.len() == other.keywords.len()
            && self.keywords.iter().zip(&other.keywords).all(|((n, a), (m, b))| n == m && a.same(b));
        self.open == other.open && positional && keywords
    }
}

/// `joinedload(Project.client).selectinload(…)`, one option with its path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LoaderOption {
    /// `joinedload`, `selectinload`, `subqueryload`, `contains_eager`, `load_only`, `raiseload`, `lazyload`, …
    pub kind: &'static str,
    /// Entity that the path starts at, when said.
    pub entity: Option<EntityId>,
    pub path: Vec<Name>,
    /// Something of the path could not be read.
    pub open: bool,
    /// Where it is written.
    pub place: Place,
}

/// An SQL function call or computed expression.
#[derive(Clone, Debug, Default)]
pub struct Aggregate {
    pub text: Arc<str>,
    /// Columns that it is computed from, as far as they are known.
    pub columns: Vec<(EntityId, Name)>,
    /// Yields one row over the whole result (count, sum, max, …).
    pub is_aggregate: bool,
    pub entity: Option<EntityId>,
    pub label: Option<Name>,
    pub identity: Option<Identity>,
}

impl LoaderOption {
    /// Means the same, wherever it is written.
    #[must_use]
    pub fn loads_like(&self, other: &Self) -> bool {
        (self.kind, self.entity, self.open) == (other.kind, other.entity, other.open) && self.path == other.path
    }
}

impl Value {
    #[must_use]
    pub fn str(text: &str) -> Self {
        Self::Str(text.into())
    }

    /// A value that comes from outside: unknown by nature.
    #[must_use]
    pub fn input() -> Self {
        Self::Unknown(Cause::Input)
    }

    /// A scalar that varies over `dims`.
    #[must_use]
    pub fn scalar(dims: Dims) -> Self {
        Self::Scalar(Arc::new(Scalar { dims, column: None, set: None, identity: None, is: ScalarIs::Any }))
    }

    /// A parameter that the request sends, of a plain type.
    #[must_use]
    pub fn sent() -> Self {
        Self::Scalar(Arc::new(Scalar { dims: Dims::default(), column: None, set: None, identity: None, is: ScalarIs::Sent }))
    }

    /// A part of the address that is always there.
    #[must_use]
    pub fn of_address() -> Self {
        Self::Scalar(Arc::new(Scalar { dims: Dims::default(), column: None, set: None, identity: None, is: ScalarIs::Address }))
    }

    /// A row, or what a column of one holds.
    #[must_use]
    pub fn is_of_row(&self) -> bool {
        match self {
            Self::Row(_) => true,
            Self::Scalar(scalar) => scalar.column.is_some() && scalar.set.is_some(),
            _ => false,
        }
    }

    /// How many rows a query has.
    #[must_use]
    pub fn count(dims: Dims) -> Self {
        Self::Scalar(Arc::new(Scalar { dims, column: None, set: None, identity: None, is: ScalarIs::Count }))
    }

    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }

    /// The text of a constant; of a choice that stands with its label, the one that is stored.
    #[must_use]
    pub fn constant_text(&self) -> Option<Arc<str>> {
        match self {
            Self::Str(text) => Some(Arc::clone(text)),
            Self::Tuple(items) => match items.first() {
                Some(Self::Str(text)) => Some(Arc::clone(text)),
                _ => None,
            },
            _ => None,
        }
    }

    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(s) => Some(s),
            _ => None,
        }
    }

    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(i) => Some(*i),
            Self::Bool(b) => Some(i64::from(*b)),
            _ => None,
        }
    }

    /// The loops that the value varies over, as far as it tells.
    #[must_use]
    pub fn dims(&self) -> Dims {
        match self {
            Self::Row(r) => r.dims,
            Self::Rows(r) => r.dims,
            Self::Scalar(s) => s.dims,
            Self::Record(r) => r.values.iter().fold(Dims::default(), |d, v| d.union(v.dims())),
            Self::Tuple(t) => t.iter().fold(Dims::default(), |d, v| d.union(v.dims())),
            Self::OneOf(t) => t.iter().fold(Dims::default(), |d, v| d.union(v.dims())),
            Self::Predicate(p) => p.dims,
            Self::Query(q) => q.dims,
            _ => Dims::default(),
        }
    }

    /// The same value varying over one more loop (an element of what is iterated).
    #[must_use]
    pub fn varying(&self, id: u32) -> Self {
        match self {
            Self::Row(r) => Self::Row(Row { dims: r.dims.with(id), optional: false, ..*r }),
            Self::Rows(r) => Self::Rows(Arc::new(Rows { dims: r.dims.with(id), ..(**r).clone() })),
            Self::Scalar(s) => Self::Scalar(Arc::new(Scalar { dims: s.dims.with(id), identity: None, ..(**s).clone() })),
            Self::Unknown(cause) => Self::Unknown(cause.unbound()),
            Self::Record(r) => Self::Record(Arc::new(Record {
                names: r.names.clone(),
                values: r.values.iter().map(|v| v.varying(id)).collect(),
            })),
            Self::Tuple(t) => Self::Tuple(t.iter().map(|v| v.varying(id)).collect()),
            Self::OneOf(t) => Self::OneOf(t.iter().map(|v| v.varying(id)).collect()),
            other => other.clone(),
        }
    }

    /// What stands under a key: another value in each round of a loop that gives another key.
    #[must_use]
    pub fn varying_with(&self, key: &Self) -> Self {
        key.dims().iter().fold(self.clone(), |value, id| value.varying(id))
    }

    /// Equal as far as values can be compared; used to keep joins small.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unknown(Cause::Bound(a, _)), Self::Unknown(Cause::Bound(b, _))) => a == b,
            (Self::Unknown(_), Self::Unknown(_)) | (Self::None, Self::None) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            (Self::Str(a), Self::Str(b)) => a == b,
            (Self::External(a), Self::External(b)) => a == b,
            (Self::Module(a), Self::Module(b)) => a == b,
            (Self::Function(a, x), Self::Function(b, y)) => a == b && x == y,
            (Self::Class(a), Self::Class(b)) => a == b,
            (Self::Native(a), Self::Native(b)) => a == b,
            (Self::Object(a), Self::Object(b)) => a == b,
            (Self::Row(a), Self::Row(b)) => a == b,
            (Self::Scalar(a), Self::Scalar(b)) => {
                let alike = |a: &Scalar, b: &Scalar| a.column == b.column && a.dims == b.dims && a.set == b.set && a.is == b.is;
                Arc::ptr_eq(a, b) || (alike(a, b) && a.identity == b.identity)
            }
            (Self::Query(a), Self::Query(b)) => Arc::ptr_eq(a, b),
            (Self::Rows(a), Self::Rows(b)) => {
                Arc::ptr_eq(a, b) || (a.set == b.set && a.dims == b.dims && a.kind == b.kind && a.bound == b.bound)
            }
            (Self::Record(a), Self::Record(b)) => Arc::ptr_eq(a, b),
            (Self::Column(a, x), Self::Column(b, y)) | (Self::Relation(a, x), Self::Relation(b, y)) => a == b && x == y,
            (Self::Proxy(a), Self::Proxy(b)) => a == b,
            (Self::Tuple(a), Self::Tuple(b)) => {
                Arc::ptr_eq(a, b) || (a.len() == b.len() && a.iter().zip(b.iter()).all(|(x, y)| x.same(y)))
            }
            (Self::Bound(a), Self::Bound(b)) => Arc::ptr_eq(a, b) || (a.0.same(&b.0) && a.1.same(&b.1)),
            (Self::Partial(a), Self::Partial(b)) => Arc::ptr_eq(a, b) || (a.0.same(&b.0) && a.1.same(&b.1)),
            (Self::Method(a, x), Self::Method(b, y)) => x == y && (Arc::ptr_eq(a, b) || a.same(b)),
            _ => false,
        }
    }
}

/// The place of a call or attribute that the interpreter is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site {
    pub place: Place,
    pub module: ModuleId,
}

impl Site {
    /// In no file: for calls that the interpreter makes itself.
    #[must_use]
    pub fn nowhere() -> Self {
        Self { place: Place::file(crate::model::FileId(u32::MAX)), module: ModuleId(0) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Arc, CallValues, Name, ObjId, Value};

    /// A middleware is an instance with what comes after it: routes that share them share one evaluation of their hooks.
    #[test]
    fn what_is_called_alike_is_the_same() {
        let given = |n: u32| CallValues { positional: vec![Value::Object(ObjId(n))], ..CallValues::default() };
        let partial = |n: u32| Value::Partial(Arc::new((Value::Object(ObjId(1)), given(n))));
        assert!(partial(2).same(&partial(2)));
        assert!(!partial(2).same(&partial(3)));
        let method = |n: u32| Value::Method(Arc::new(Value::Object(ObjId(1))), Name(n));
        assert!(method(2).same(&method(2)));
        assert!(!method(2).same(&method(3)));
    }
}
