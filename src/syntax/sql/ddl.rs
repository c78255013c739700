//! Schema statements of sqlparser → facts.

use compact_str::CompactString;
use sqlparser::ast::{
    AlterIndexOperation, AlterTable, AlterTableOperation, ColumnDef, ColumnOption, CreateIndex, CreateTable, Expr,
    ForeignKeyConstraint, FunctionArguments, Ident, IndexColumn, IndexType, ObjectName, ObjectType, OrderBySort,
    RenameTableNameKind, Statement, TableConstraint,
};

use crate::facts::Span;
use crate::facts::ddl::{
    Column, Constraint, ConstraintKind, CreateTable as Table, Index, IndexPart, Name, Reference, StatementKind,
};

use super::query;
use super::reader::Reader;

/// What a parsed statement does, in order.
pub fn lower(statement: &Statement, reader: &Reader<'_>) -> Vec<StatementKind> {
    let one = match statement {
        Statement::CreateTable(table) if table.temporary || table.external => StatementKind::Other,
        Statement::CreateTable(table) => StatementKind::CreateTable(create_table(table, reader)),
        Statement::CreateIndex(index) => create_index(index),
        Statement::AlterTable(alter) => return alter_table(alter, reader),
        Statement::AlterIndex { name: from, operation: AlterIndexOperation::RenameIndex { index_name } } => {
            StatementKind::RenameIndex { from: name(from), to: name(index_name) }
        }
        Statement::RenameTable(renames) => {
            return renames
                .iter()
                .map(|r| StatementKind::RenameTable { from: name(&r.old_name), to: name(&r.new_name) })
                .collect();
        }
        Statement::Drop { object_type: ObjectType::Table, names, .. } => {
            StatementKind::DropTable { names: names.iter().map(name).collect() }
        }
        Statement::Drop { object_type: ObjectType::Index, names, table, .. } => StatementKind::DropIndex {
            names: names.iter().map(name).collect(),
            table: table.as_ref().map(name),
            concurrently: false,
        },
        other => query::shape(other).map_or(StatementKind::Other, StatementKind::Query),
    };
    vec![one]
}

/// The last two parts of a dotted name, without quotes.
pub fn name(object: &ObjectName) -> Name {
    let mut parts = object.0.iter().rev().map(|p| p.as_ident().map_or_else(|| p.to_string().into(), text));
    Name { name: parts.next().unwrap_or_default(), schema: parts.next() }
}

pub fn text(ident: &Ident) -> CompactString {
    CompactString::from(ident.value.as_str())
}

fn texts(idents: &[Ident]) -> Vec<CompactString> {
    idents.iter().map(text).collect()
}

fn last_ident(object: &ObjectName) -> Option<&Ident> {
    object.0.last().and_then(|p| p.as_ident())
}

fn create_table(table: &CreateTable, reader: &Reader<'_>) -> Table {
    let name_span = last_ident(&table.name).and_then(|i| reader.span(i)).unwrap_or_default();
    let derived = table.query.is_some()
        || table.like.is_some()
        || table.clone.is_some()
        || table.inherits.is_some()
        || table.partition_of.is_some();
    Table {
        name: name(&table.name),
        name_span,
        if_not_exists: table.if_not_exists,
        columns: table.columns.iter().map(|c| column(c, reader)).collect(),
        constraints: table.constraints.iter().filter_map(|c| constraint(c, name_span, reader)).collect(),
        derived,
    }
}

fn column(def: &ColumnDef, reader: &Reader<'_>) -> Column {
    let mut column = Column {
        name: text(&def.name),
        span: reader.span(&def.name).unwrap_or_default(),
        kind: def.data_type.to_string().to_uppercase().into(),
        nullable: true,
        primary_key: false,
        unique: false,
        references: None,
    };
    for option in &def.options {
        match &option.option {
            ColumnOption::NotNull => column.nullable = false,
            ColumnOption::PrimaryKey(_) => {
                column.primary_key = true;
                column.nullable = false;
            }
            ColumnOption::Unique(_) => column.unique = true,
            ColumnOption::ForeignKey(key) => column.references = Some(reference(key)),
            _ => {}
        }
    }
    column
}

fn reference(key: &ForeignKeyConstraint) -> Reference {
    Reference {
        table: name(&key.foreign_table),
        columns: texts(&key.referred_columns),
        on_delete: key.on_delete.as_ref().map(|a| a.to_string().to_uppercase().into()),
    }
}

fn constraint(constraint: &TableConstraint, fallback: Span, reader: &Reader<'_>) -> Option<Constraint> {
    let (name, first, kind) = match constraint {
        TableConstraint::Unique(c) => {
            let kind = match plain_columns(&c.columns) {
                Some(columns) => ConstraintKind::Unique { columns },
                None => ConstraintKind::Check,
            };
            (c.name.as_ref().or(c.index_name.as_ref()), first_column(&c.columns), kind)
        }
        TableConstraint::PrimaryKey(c) => {
            (c.name.as_ref(), first_column(&c.columns), ConstraintKind::PrimaryKey { columns: plain_columns(&c.columns)? })
        }
        TableConstraint::ForeignKey(c) => {
            let kind = ConstraintKind::ForeignKey { columns: texts(&c.columns), reference: reference(c) };
            (c.name.as_ref(), c.columns.first(), kind)
        }
        TableConstraint::Index(c) => {
            (c.name.as_ref(), first_column(&c.columns), ConstraintKind::Index { columns: plain_columns(&c.columns)? })
        }
        TableConstraint::Check(c) => (c.name.as_ref(), None, ConstraintKind::Check),
        _ => return None,
    };
    let span = first.or(name).and_then(|i| reader.span(i)).unwrap_or(fallback);
    Some(Constraint { name: name.map(text), span, kind })
}

fn first_column(columns: &[IndexColumn]) -> Option<&Ident> {
    match &columns.first()?.column.expr {
        Expr::Identifier(ident) => Some(ident),
        _ => None,
    }
}

/// All columns by name, or nothing when one is an expression.
fn plain_columns(columns: &[IndexColumn]) -> Option<Vec<CompactString>> {
    columns.iter().map(|c| index_part(c).column).collect()
}

fn create_index(index: &CreateIndex) -> StatementKind {
    let method = match &index.using {
        None | Some(IndexType::BTree) => None,
        Some(using) => Some(using.to_string().to_uppercase().into()),
    };
    let facts = Index {
        name: index.name.as_ref().map(|n| name(n).name),
        table: name(&index.table_name),
        unique: index.unique,
        concurrently: index.concurrently,
        method,
        parts: index.columns.iter().map(index_part).collect(),
        include: texts(&index.include),
        predicate: index.predicate.as_ref().map(|p| p.to_string().into()),
    };
    StatementKind::CreateIndex { index: facts, if_not_exists: index.if_not_exists }
}

fn index_part(part: &IndexColumn) -> IndexPart {
    let (expr, collation) = match &part.column.expr {
        Expr::Collate { expr, collation } => (expr.as_ref(), Some(collation)),
        expr => (expr, None),
    };
    let class = part.operator_class.as_ref().or(collation).map(|c| c.to_string().into());
    let descending = matches!(part.column.options.sort, Some(OrderBySort::Desc));
    let column = match expr {
        Expr::Identifier(ident) => Some(text(ident)),
        _ => prefix_column(expr),
    };
    let expression = if column.is_none() { Some(expr.to_string().into()) } else { None };
    IndexPart { column, expression, descending, class }
}

/// MySQL's `column(10)`: an index over the beginning of a text.
fn prefix_column(expr: &Expr) -> Option<CompactString> {
    let Expr::Function(function) = expr else { return None };
    let FunctionArguments::List(list) = &function.args else { return None };
    let is_length = list.args.len() == 1 && list.args[0].to_string().bytes().all(|b| b.is_ascii_digit());
    (is_length && function.name.0.len() == 1).then(|| name(&function.name).name)
}

fn alter_table(alter: &AlterTable, reader: &Reader<'_>) -> Vec<StatementKind> {
    let table = name(&alter.name);
    let fallback = last_ident(&alter.name).and_then(|i| reader.span(i)).unwrap_or_default();
    let kinds: Vec<_> = alter.operations.iter().flat_map(|op| operation(&table, op, fallback, reader)).collect();
    if kinds.is_empty() { vec![StatementKind::Other] } else { kinds }
}

fn operation(table: &Name, operation: &AlterTableOperation, fallback: Span, reader: &Reader<'_>) -> Vec<StatementKind> {
    use AlterTableOperation as Op;
    let table = table.clone();
    let drop = |name: &str| StatementKind::DropConstraint { table: table.clone(), name: name.into() };
    let one = match operation {
        Op::AddColumn { column_def, .. } => StatementKind::AddColumn { column: column(column_def, reader), table },
        Op::DropColumn { column_names, .. } => {
            return column_names.iter().map(|c| StatementKind::DropColumn { table: table.clone(), column: text(c) }).collect();
        }
        Op::RenameColumn { old_column_name, new_column_name } => {
            StatementKind::RenameColumn { table, from: text(old_column_name), to: text(new_column_name) }
        }
        Op::ChangeColumn { old_name, new_name, .. } if !old_name.value.eq_ignore_ascii_case(&new_name.value) => {
            StatementKind::RenameColumn { table, from: text(old_name), to: text(new_name) }
        }
        Op::RenameTable { table_name: RenameTableNameKind::As(to) | RenameTableNameKind::To(to) } => {
            let mut to = name(to);
            to.schema = to.schema.or_else(|| table.schema.clone());
            StatementKind::RenameTable { from: table, to }
        }
        Op::AddConstraint { constraint: c, .. } => match constraint(c, fallback, reader) {
            Some(constraint) => StatementKind::AddConstraint { table, constraint },
            None => return Vec::new(),
        },
        Op::DropConstraint { name, .. } | Op::DropForeignKey { name, .. } => drop(&name.value),
        // MySQL names every primary key so.
        Op::DropPrimaryKey { .. } => drop("PRIMARY"),
        Op::DropIndex { name } => StatementKind::DropIndex {
            names: vec![Name { schema: None, name: text(name) }],
            table: Some(table),
            concurrently: false,
        },
        Op::RenameConstraint { old_name, new_name } => {
            let plain = |ident: &Ident| Name { schema: None, name: text(ident) };
            StatementKind::RenameIndex { from: plain(old_name), to: plain(new_name) }
        }
        Op::SwapWith { .. } => StatementKind::Unread { about: Some(table) },
        _ => return Vec::new(),
    };
    vec![one]
}
