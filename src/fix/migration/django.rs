//! A migration after the last one of each Django app.

use std::collections::BTreeMap;

use crate::finding::NewIndex;
use crate::model::entity::Entity;

use super::{Migration, NewFile, Plan};

/// Longest name of an index that Django accepts.
const NAME: usize = 30;

/// Adds one migration an app.
pub fn write(plan: &Plan<'_>, out: &mut Migration) {
    let mut apps: BTreeMap<String, Vec<(&Entity, &NewIndex)>> = BTreeMap::new();
    for index in &plan.indexes {
        let entity = plan.model.entities.iter().find(|e| e.table_name.as_deref() == Some(&index.table));
        match entity.map(|entity| (entity, app(plan, entity))) {
            Some((entity, Some(app))) => apps.entry(app).or_default().push((entity, index)),
            _ => out.refused.push(format!("{}: the app of {} has no migrations", index.name, index.table)),
        }
    }
    for (app, indexes) in apps {
        match file(plan, &app, &indexes) {
            Ok(file) => out.files.push(file),
            Err(why) => out.refused.push(why),
        }
    }
}

/// The folder of the app that holds the model, when it has migrations.
fn app(plan: &Plan<'_>, entity: &Entity) -> Option<String> {
    let file = plan.model.files.get(entity.place.file.index())?;
    let mut folder = file.path.as_str();
    while let Some((above, _)) = folder.rsplit_once('/') {
        if !plan.names_in(&format!("{above}/migrations"), ".py").is_empty() {
            return Some(above.to_owned());
        }
        folder = above;
    }
    None
}

fn file(plan: &Plan<'_>, app: &str, indexes: &[(&Entity, &NewIndex)]) -> Result<NewFile, String> {
    let folder = format!("{app}/migrations");
    let label = app.rsplit('/').next().unwrap_or(app);
    let names: Vec<&str> = plan.names_in(&folder, ".py").into_iter().filter_map(|n| n.strip_suffix(".py")).collect();
    let mut numbered: Vec<&str> = names.into_iter().filter(|n| number(n).is_some()).collect();
    numbered.sort_unstable_by_key(|n| number(n));
    let last = numbered.last().copied().ok_or_else(|| format!("{folder} holds no numbered migration"))?;
    let next = number(last).unwrap_or(0) + 1;
    if numbered.iter().filter(|n| number(n) == number(last)).count() > 1 {
        return Err(format!("{folder} has more than one last migration: merge them first"));
    }
    let online = plan.is_postgresql();
    let operations: String = indexes.iter().map(|(entity, index)| operation(entity, index, online)).collect();
    let (import, atomic) = if online {
        ("from django.contrib.postgres.operations import AddIndexConcurrently\n", "    atomic = False\n\n")
    } else {
        ("", "")
    };
    let text = format!(
        "{import}from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n{atomic}    dependencies = \
         [\n        (\"{label}\", \"{last}\"),\n    ]\n\n    operations = [\n{operations}    ]\n"
    );
    Ok(NewFile { path: format!("{folder}/{next:04}_missing_indexes.py"), text })
}

fn number(name: &str) -> Option<u32> {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn operation(entity: &Entity, index: &NewIndex, online: bool) -> String {
    let kind = if online { "AddIndexConcurrently" } else { "migrations.AddIndex" };
    let fields: Vec<String> = index.columns.iter().map(|c| format!("\"{}\"", field(entity, c))).collect();
    let name: String = index.name.chars().take(NAME).collect();
    format!(
        "        {kind}(\n            model_name=\"{}\",\n            index=models.Index(fields=[{}], name=\"{}\"),\n        ),\n",
        entity.name.to_lowercase(),
        fields.join(", "),
        name.trim_end_matches('_')
    )
}

/// The field of a column: a key's column is named after its field.
fn field<'a>(entity: &'a Entity, column: &'a str) -> &'a str {
    let attribute = entity.columns.iter().find(|a| a.column == column).map_or(column, |a| a.name.as_str());
    let key = entity.relations.iter().find(|r| r.local.iter().any(|l| l == attribute));
    key.map_or(attribute, |relation| relation.name.as_str())
}
