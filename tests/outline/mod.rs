//! What `perfaudit schema` says of a small project, one line a table.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;

/// The schema report of a project with these files.
pub fn schema(files: &[(&str, &str)]) -> Value {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_perfaudit"))
        .args(["schema", "--dialect", "postgresql", "--format", "json"])
        .arg(dir.path())
        .output()
        .expect("perfaudit starts");
    let text = String::from_utf8(output.stdout).expect("output is UTF-8");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}\n{}", String::from_utf8_lossy(&output.stderr)))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn words(value: &Value) -> String {
    list(value).iter().map(|v| v.as_str().unwrap_or("?")).collect::<Vec<_>>().join(",")
}

/// One line a table: name, columns, `column>table` of each key, and the indexes (`pk`, `unique`, `index`; `+` if unique,
/// `?` if partial), each group sorted.
pub fn outline(files: &[(&str, &str)]) -> String {
    let schema = schema(files);
    let line = |t: &Value| {
        let columns: Vec<&str> = list(&t["columns"]).iter().filter_map(|c| c["name"].as_str()).collect();
        let mut keys: Vec<String> = list(&t["foreign_keys"])
            .iter()
            .map(|k| format!("{}>{}", words(&k["columns"]), k["target_table"].as_str().unwrap_or("?")))
            .collect();
        keys.sort();
        let mut indexes: Vec<String> = list(&t["indexes"]).iter().map(index).collect();
        indexes.sort();
        let unknown = if t["complete"] == Value::Bool(false) { " incomplete" } else { "" };
        format!(
            "{}: {} | {} | {}{unknown}",
            t["name"].as_str().unwrap_or("?"),
            columns.join(" "),
            keys.join(" "),
            indexes.join(" ")
        )
    };
    list(&schema["tables"]).iter().map(line).collect::<Vec<_>>().join("\n")
}

fn index(index: &Value) -> String {
    let kind = match index["kind"].as_str() {
        Some("primary_key") => "pk",
        Some("unique") => "unique",
        _ if index["unique"] == Value::Bool(true) => "index+",
        _ => "index",
    };
    let partial = if index["partial"].is_null() || index["partial"] == Value::Bool(false) { "" } else { "?" };
    format!("{kind}({}){partial}", words(&index["columns"]))
}
