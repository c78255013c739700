//! Pages whose body is made by scripts alone.

/// Elements that show nothing while they are empty.
const CONTAINERS: [&str; 8] = ["body", "html", "div", "span", "main", "section", "article", "template"];
/// Elements of which nothing is shown, whatever stands in them.
const UNSEEN: [&str; 3] = ["script", "style", "noscript"];

/// Whether the body of a whole page holds nothing that a browser could paint before a script has run. What a template puts
/// in may be shown.
pub fn paints_nothing(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let Some(start) = text.find("<body") else { return false };
    let mut rest = &text[start..];
    while let Some(step) = step(rest) {
        rest = match step {
            Step::On(rest) => rest,
            Step::Shown => return false,
        };
    }
    true
}

enum Step<'a> {
    On(&'a str),
    Shown,
}

/// Behind the next element or comment; `None` at the end.
fn step(text: &str) -> Option<Step<'_>> {
    let text = text.trim_start();
    let behind = |from: &str, end: &str| text[from.len()..].find(end).map_or("", |at| &text[from.len() + at + end.len()..]);
    for (open, close) in [("<!--", "-->"), ("{#", "#}")] {
        if text.starts_with(open) {
            return Some(Step::On(behind(open, close)));
        }
    }
    let Some(tag) = text.strip_prefix('<') else { return (!text.is_empty()).then_some(Step::Shown) };
    let name: &str = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if UNSEEN.contains(&name) {
        return Some(Step::On(behind("<", &format!("</{name}>"))));
    }
    Some(if CONTAINERS.contains(&name) { Step::On(behind("<", ">")) } else { Step::Shown })
}

#[cfg(test)]
mod tests {
    use super::paints_nothing;

    #[test]
    fn only_scripts_and_empty_elements() {
        assert!(paints_nothing(
            "<head></head><BODY class=x><!-- a --><div id=app></div><script>if (a < b) f()</script></body>"
        ));
        assert!(!paints_nothing("<body><div>Wait</div></body>"));
        assert!(!paints_nothing("<body><div>{{ text }}</div></body>"));
        assert!(!paints_nothing("<body>{% block body %}{% endblock %}</body>"));
        assert!(!paints_nothing("<head><script src=a.js></script></head>"));
    }
}
