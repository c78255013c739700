//! A Django project: its URL configuration becomes routes, with the methods that its views answer.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

fn routes() -> Vec<Value> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/greenhouse");
    let output = Command::new(env!("CARGO_BIN_EXE_perfaudit"))
        .args(["routes", "--format", "json"])
        .arg(project)
        .output()
        .expect("perfaudit starts");
    let document: Value = serde_json::from_slice(&output.stdout).expect("routes are JSON");
    document["routes"].as_array().expect("a list of routes").clone()
}

#[test]
fn urls_views_routers_and_commands_are_entries() {
    let mut found: Vec<(String, String, String)> = routes()
        .iter()
        .map(|route| {
            let text = |key: &str| route[key].as_str().expect("text").to_owned();
            let methods: Vec<&str> = route["methods"].as_array().expect("methods").iter().filter_map(Value::as_str).collect();
            (text("rule"), methods.join(","), format!("{}:{}", text("path"), route["line"]))
        })
        .collect();
    found.sort();
    let found: Vec<(&str, &str, &str)> = found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(
        found,
        [
            ("/", "GET", "beds/views.py:11"),
            ("/api/plants/", "GET", "beds/api.py:22"),
            ("/api/plants/<pk>/", "GET", "beds/api.py:22"),
            ("/api/plants/thirsty/", "GET", "beds/api.py:27"),
            ("/archive/<year>/", "GET", "beds/views.py:42"),
            ("/beds/", "GET", "beds/views.py:15"),
            ("/beds/<int:pk>/", "GET", "beds/views.py:20"),
            ("/beds/<int:pk>/water/", "POST", "beds/views.py:36"),
            ("/beds/all/", "GET", "beds/views.py:29"),
            ("dry", "", "beds/management/commands/dry.py:7"),
        ]
    );
}

#[test]
fn pages_are_rendered_with_what_they_extend() {
    let renders = |rule: &str| {
        let routes = routes();
        let route = routes.iter().find(|r| r["rule"] == rule).expect("a route of that rule");
        route["renders"].as_array().expect("templates").iter().filter_map(|t| t.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(renders("/"), ["beds/templates/beds/home.html"]);
    assert!(renders("/beds/all/").contains(&"beds/templates/beds/_plant_names.html".to_owned()));
}

/// Statements of one request with 10 and with 40 rows in every table, as they were counted on the running project,
/// the session of who waters among them.
#[test]
fn routes_cost_what_they_cost_when_they_ran() {
    let counted = [
        ("/", 2, 2),
        ("/api/plants/", 12, 27),
        ("/api/plants/<pk>/", 2, 2),
        ("/api/plants/thirsty/", 1, 1),
        ("/archive/<year>/", 1, 1),
        ("/beds/", 3, 3),
        ("/beds/<int:pk>/", 3, 3),
        ("/beds/<int:pk>/water/", 4, 4),
        ("/beds/all/", 22, 82),
    ];
    let routes = routes();
    for (rule, ten, forty) in counted {
        let route = routes.iter().find(|r| r["rule"] == rule).expect("a route of that rule");
        let at = &route["plain"]["at"];
        assert_eq!((at["10"].as_u64(), at["40"].as_u64()), (Some(ten), Some(forty)), "{rule}");
        assert_eq!(route["complete"], true, "{rule}");
    }
}
