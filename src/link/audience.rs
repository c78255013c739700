//! Who may open a page, as decorators, mixins, permission classes and the first lines of its handler say.

use rustc_hash::FxHashMap;

use crate::eval::ClassRef;
use crate::eval::world::{Module, World};
use crate::facts::Span;
use crate::facts::program::{Block, Expr, ExprId, Program, Stmt};
use crate::model::route::{Audience, Route};
use crate::model::{FileId, Place};

use super::routes::Handler;

/// Words, without `_` and in lower case, that stand for those who run the app.
const STAFF: [&str; 11] = [
    "isstaff",
    "staffmember",
    "staffrequired",
    "staffuser",
    "staffonly",
    "superuser",
    "isadmin",
    "adminrequired",
    "adminuser",
    "requireadmin",
    "adminonly",
];
/// Words that stand for those who were given a right.
const HOLDERS: [&str; 11] = [
    "groups",
    "permissionrequired",
    "permissionsrequired",
    "requirespermission",
    "requirepermission",
    "grouprequired",
    "rolerequired",
    "rolesrequired",
    "hasperm",
    "userpermissions",
    "moderator",
];
/// Whoever may not write may read, and who is not meant is let in.
const OTHERS: [&str; 4] = ["readonly", "notstaff", "notadmin", "orowner"];
/// Words of a dependency's name (`get_current_admin`), and of a role's.
const STAFF_WORDS: [&str; 3] = ["admin", "superuser", "staff"];
/// What declares a dependency of a FastAPI handler.
const DEPENDS: [&str; 2] = ["Depends", "Security"];
/// Attributes of a view class that name who gets in.
const ATTRIBUTES: [&str; 4] = ["permission_required", "group_required", "permission_classes", "required_permissions"];
/// Methods of a view class that its requests go through.
const METHODS: [&str; 4] = ["dispatch", "get", "list", "setup"];
/// Statements at the head of a handler that may turn others away.
const HEAD: usize = 4;

/// Tells each route for whom it is.
pub fn mark(routes: &mut [Route], handlers: &[Handler], world: &World) {
    let modules: FxHashMap<FileId, &Module> = world.modules.iter().filter_map(|module| Some((module.file?, module))).collect();
    for (route, handler) in routes.iter_mut().zip(handlers) {
        let own = match handler.class {
            Some(class) => of_class(world, class),
            None => modules.get(&route.place.file).map_or(Audience::Anyone, |module| of_function(&module.program, route.place)),
        };
        route.audience = route.audience.max(own);
    }
}

fn of_class(world: &World, class: ClassRef) -> Audience {
    let of_one = |class: &ClassRef| {
        let class = world.class(*class);
        let program = &world.module(class.module).program;
        if class.is_stub {
            return said(&class.qualified).unwrap_or_default();
        }
        let declared = &program.classes[class.id.index()];
        let bases = program.arguments(declared.bases).iter().map(|base| in_expr(program, base.value));
        let decorators = declared.decorators.iter().map(|decorator| in_expr(program, *decorator));
        let body = program.block(declared.body).iter().map(|stmt| match program.stmt(*stmt) {
            Stmt::Assign { targets, value } if program.list(targets).iter().any(|target| is_attribute(program, *target)) => {
                in_expr(program, value)
            }
            _ => Audience::Anyone,
        });
        let methods = program.functions.iter().filter(|function| {
            let inside = declared.span.start <= function.span.start && function.span.end <= declared.span.end;
            inside && METHODS.contains(&program.name(function.name))
        });
        let methods = methods.map(|method| {
            let decorators = method.decorators.iter().map(|decorator| in_expr(program, *decorator));
            decorators.max().unwrap_or_default().max(in_head(program, method.body))
        });
        let own = bases.chain(decorators).chain(body).chain(methods).max().unwrap_or_default();
        // A permission that is named asks for its holders, whatever it is called.
        let names_one = class.members.iter().any(|(name, value, _)| {
            matches!(world.names.text(*name), "permission_required" | "group_required")
                && !matches!(value, crate::eval::Value::None)
        });
        if names_one { own.max(Audience::Holders) } else { own }
    };
    world.class(class).mro.iter().map(of_one).max().unwrap_or_default()
}

fn of_function(program: &Program, place: Place) -> Audience {
    let start = Span::new(place.span.start, place.span.start + 1);
    let around = program.function_around(start).map(|id| program.function(id));
    around.map_or(Audience::Anyone, |function| {
        let decorators = function.decorators.iter().map(|decorator| in_expr(program, *decorator));
        let given = function.params.iter().flat_map(|param| param.annotation.into_iter().chain(param.default));
        let said = decorators.chain(given.map(|given| in_expr(program, given))).max();
        said.unwrap_or_default().max(in_head(program, function.body))
    })
}

/// `if not request.user.is_staff: raise PermissionDenied`
fn in_head(program: &Program, body: Block) -> Audience {
    let turned_away = program.block(body).iter().take(HEAD).map(|stmt| match program.stmt(*stmt) {
        Stmt::If(at) => {
            let branch = &program.ifs[at as usize];
            let leaves = program.block(branch.then).last().is_some_and(|last| ends(program, program.stmt(*last)));
            if leaves { in_expr(program, branch.test) } else { Audience::Anyone }
        }
        _ => Audience::Anyone,
    });
    turned_away.max().unwrap_or_default()
}

/// It goes no further: a refusal, by whatever name.
fn ends(program: &Program, stmt: Stmt) -> bool {
    match stmt {
        Stmt::Raise(_) | Stmt::Return(_) => true,
        Stmt::Expr(call) => program.last_name(call).is_some_and(|name| name == "abort"),
        _ => false,
    }
}

fn is_attribute(program: &Program, target: ExprId) -> bool {
    matches!(program.expr(target), Expr::Name(name) if ATTRIBUTES.contains(&program.name(name)))
}

/// `Depends(get_current_admin)`, `roles_required("admin")`: a call that lets nobody else in.
fn asks_for_staff(program: &Program, call: Expr) -> bool {
    let Expr::Call { func, args } = call else { return false };
    let (Expr::Name(name) | Expr::Attr(_, name)) = program.expr(func) else { return false };
    let given: Vec<ExprId> = program.arguments(args).iter().filter(|arg| arg.name.is_none()).map(|arg| arg.value).collect();
    if DEPENDS.contains(&program.name(name)) {
        return given.first().and_then(|given| program.last_name(*given)).is_some_and(is_of_staff);
    }
    let mut roles = given.iter().flat_map(|given| match program.expr(*given) {
        Expr::Collection { items, .. } => program.list(items).to_vec(),
        _ => vec![*given],
    });
    let names_staff = |role: ExprId| matches!(program.expr(role), Expr::Str(role) if is_of_staff(program.name(role)));
    program.name(name).to_lowercase().contains("role") && !given.is_empty() && roles.all(names_staff)
}

/// The name says that it lets in those who run the app, and says nothing of others.
pub(super) fn is_of_staff(name: &str) -> bool {
    let words: Vec<String> = name.split('_').map(str::to_lowercase).collect();
    let has = |of: &[&str]| words.iter().any(|word| of.contains(&word.as_str()));
    has(&STAFF_WORDS) && !has(&["or", "not", "optional", "is", "maybe", "read", "self"])
}

/// What the names of an expression ask for; where they let in holders of a right beside the staff, those are more.
fn in_expr(program: &Program, id: ExprId) -> Audience {
    if program.parts(id).any(|part| asks_for_staff(program, part)) {
        return Audience::Staff;
    }
    let words = program.parts(id).filter_map(|expr| match expr {
        Expr::Name(name) | Expr::Attr(_, name) => Some(said(program.name(name))),
        _ => None,
    });
    // Whoever else one of them lets in.
    let asked: Option<Vec<Audience>> = words.collect();
    asked.unwrap_or_default().into_iter().filter(|asked| *asked != Audience::Anyone).min().unwrap_or_default()
}

/// `None`: it lets others in.
fn said(word: &str) -> Option<Audience> {
    let several = word.to_lowercase().contains("_or_");
    let word: String = word.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect();
    let has = |words: &[&str]| words.iter().any(|part| word.contains(part));
    match () {
        () if has(&OTHERS) => None,
        () if has(&STAFF) && !several => Some(Audience::Staff),
        () if has(&STAFF) || has(&HOLDERS) => Some(Audience::Holders),
        () => Some(Audience::Anyone),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_of_staff, said};
    use crate::model::route::Audience;

    #[test]
    fn a_name_says_for_whom_a_page_is() {
        assert_eq!(said("staff_member_required"), Some(Audience::Staff));
        assert_eq!(said("IsAdminUser"), Some(Audience::Staff));
        assert_eq!(said("IsAdminOrReadOnly"), None);
        assert_eq!(said("HasStaffListPermission"), Some(Audience::Anyone));
        assert_eq!(said("PermissionRequiredMixin"), Some(Audience::Holders));
        assert_eq!(said("superuser_or_curator_required"), Some(Audience::Holders));
        assert_eq!(said("login_required"), Some(Audience::Anyone));
        assert_eq!(said("permission_classes"), Some(Audience::Anyone));
        assert!(is_of_staff("get_current_superuser") && is_of_staff("authenticate_oidc_admin_write"));
        assert!(!is_of_staff("admin_or_owner") && !is_of_staff("get_administration_session"));
    }
}
