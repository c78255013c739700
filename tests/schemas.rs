//! The published JSON Schemas say what perfaudit writes and accepts. `UPDATE=1 cargo test --test schemas` writes the generated one anew.

use std::path::{Path, PathBuf};

use jsonschema::Validator;
use perfaudit::config::raw;
use perfaudit::pipeline::setup::{BaselineChoice, Request};
use perfaudit::report::json;
use perfaudit::rule::catalogue;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    jsonschema::validator_for(&schema).expect("a JSON Schema")
}

#[track_caller]
fn assert_valid(validator: &Validator, instance: &Value, name: &str) {
    let errors: Vec<String> = validator.iter_errors(instance).map(|e| format!("{}: {e}", e.instance_path())).take(5).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

fn toml_file(text: &str) -> Value {
    let table: toml::Table = text.parse().expect("TOML");
    serde_json::to_value(table).expect("JSON")
}

#[test]
fn the_schema_of_the_report_is_published_as_generated() {
    let path = root().join("docs/schemas/report.schema.json");
    let now = json::schema();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).expect("written");
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(published == now, "docs/schemas/report.schema.json is old; UPDATE=1 cargo test --test schemas writes it anew");
}

#[test]
fn reports_follow_their_schema() {
    let validator = validator(&json::schema());
    for fixture in ["racemes", "well-tuned", "greenhouse"] {
        let request = Request { root: root().join("fixtures").join(fixture), ..Request::default() };
        let (report, _) = perfaudit::audit(&request).expect("a report");
        let mut document: Value = serde_json::from_str(&json::write(&report)).expect("JSON");
        assert_valid(&validator, &document, fixture);
        document["findings"] = Value::from("none");
        assert!(!validator.is_valid(&document), "the schema says what findings are");
    }
}

#[test]
fn a_report_against_a_baseline_follows_the_schema() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("baseline.json");
    std::fs::write(&file, "{\"version\": 1, \"findings\": []}").expect("written");
    let baseline = BaselineChoice::File(file);
    let request = Request { root: root().join("fixtures/racemes"), baseline, ..Request::default() };
    let (report, _) = perfaudit::audit(&request).expect("a report");
    let document: Value = serde_json::from_str(&json::write(&report)).expect("JSON");
    assert!(document["baseline"].is_object());
    assert_valid(&validator(&json::schema()), &document, "against a baseline");
}

/// The configuration of the README, which shows nearly every key.
fn readme_config() -> String {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README.md");
    let section = readme.split_once("## Configuration").expect("its section").1;
    let block = section.split_once("```toml\n").expect("an example").1.split_once("```").expect("its end").0;
    block.to_owned()
}

#[test]
fn the_configuration_of_the_readme_follows_the_schema_and_is_read() {
    let text = readme_config();
    assert_valid(&validator(raw::SCHEMA), &toml_file(&text), "README.md");
    let mistakes = raw::read("perfaudit.toml", &text).own_mistakes();
    assert!(mistakes.is_none(), "{mistakes:?}");
}

/// Every key of an object schema with the path to it, `$ref` followed.
fn keys(schema: &Value, at: &Value, path: &str, out: &mut Vec<(String, Value)>) {
    let at = match at["$ref"].as_str() {
        Some(name) => schema.pointer(name.trim_start_matches('#')).expect("a definition"),
        None => at,
    };
    for (key, value) in at["properties"].as_object().into_iter().flatten() {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        out.push((path.clone(), value.clone()));
        keys(schema, value, &path, out);
    }
}

/// A value that the schema allows, as TOML.
fn sample(schema: &Value, key: &Value) -> Option<String> {
    let key = match key["$ref"].as_str() {
        Some(name) => schema.pointer(name.trim_start_matches('#')).expect("a definition"),
        None => key,
    };
    if let Some(first) = key["enum"].get(0) {
        return Some(first.to_string());
    }
    Some(match key["type"].as_str()? {
        "integer" => "7".into(),
        "string" => "\"x\"".into(),
        "array" if key["items"]["type"] == "string" => "[\"x\"]".into(),
        _ => return None,
    })
}

#[test]
fn every_key_of_the_schema_is_read_and_no_other() {
    let schema: Value = serde_json::from_str(raw::SCHEMA).expect("JSON");
    let mut all = Vec::new();
    keys(&schema, &schema, "", &mut all);
    let mut read = 0;
    for (path, key) in &all {
        let Some(value) = sample(&schema, key) else { continue };
        read += 1;
        let mistakes = raw::read("perfaudit.toml", &format!("{path} = {value}\n")).own_mistakes();
        assert!(mistakes.is_none(), "{path}: {mistakes:?}");
        let wrong = format!("{path}x = {value}\n");
        assert!(raw::read("perfaudit.toml", &wrong).own_mistakes().is_some(), "{wrong}");
        assert!(!validator(raw::SCHEMA).is_valid(&toml_file(&wrong)), "{wrong}");
    }
    assert!(read >= 20, "{read} keys");
}

fn rule_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for family in std::fs::read_dir(folder).expect("rules").flatten().filter(|entry| entry.path().is_dir()) {
        let rules = std::fs::read_dir(family.path()).expect("a family").flatten();
        out.extend(rules.map(|rule| rule.path().join("rule.toml")).filter(|file| file.is_file()));
    }
}

#[test]
fn every_rule_file_follows_the_schema() {
    let validator = validator(catalogue::SCHEMA);
    let mut files = Vec::new();
    rule_files(&root().join("rules"), &mut files);
    assert!(files.len() > 50, "{}", files.len());
    for file in files {
        let text = std::fs::read_to_string(&file).expect("readable");
        assert_valid(&validator, &toml_file(&text), &file.display().to_string());
    }
    let schema: Value = serde_json::from_str(catalogue::SCHEMA).expect("JSON");
    let words = |value: &Value| value.as_array().expect("words").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let families: Vec<String> = words(&schema["properties"]["family"]["enum"]);
    assert_eq!(families, catalogue::FAMILIES);
}
