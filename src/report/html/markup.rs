//! Markdown of our own writers as HTML. Raw HTML inside it is dropped, but for the folds that the writers make.

use maud::{Markup, PreEscaped, html as markup};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// Blocks.
#[must_use]
pub fn render(markdown: &str) -> Markup {
    let mut out = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut out, events(markdown));
    PreEscaped(out)
}

/// One line, without a paragraph around it.
#[must_use]
pub fn inline(text: &str) -> Markup {
    let escaped = crate::report::markdown::inline(text);
    let mut out = String::new();
    let inside = events(&escaped).filter(|e| !matches!(e, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)));
    html::push_html(&mut out, inside);
    PreEscaped(out)
}

fn events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS);
    let mut cells = Cells::default();
    parser.filter_map(move |event| match event {
        Event::Html(text) => fold(&text).map(|fold| Event::Html(fold.into())),
        Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => None,
        Event::Start(Tag::Link { ref dest_url, .. }) if !is_safe(dest_url) => Some(link(CowStr::Borrowed("#"))),
        other => Some(cells.labelled(other)),
    })
}

/// `<details><summary>…</summary>` and `</details>` of the writers; the text between has to be escaped already.
fn fold(html: &str) -> Option<String> {
    let html = html.trim();
    if html == "</details>" {
        return Some("</details>\n".into());
    }
    let text = html.strip_prefix("<details><summary>")?.strip_suffix("</summary>")?;
    (!text.contains(['<', '>'])).then(|| format!("<details class=\"fold\"><summary>{text}</summary>\n"))
}

/// Gives each cell of a table the name of its column: a narrow screen shows rows as cards.
#[derive(Default)]
struct Cells {
    names: Vec<String>,
    in_head: bool,
    column: usize,
}

impl Cells {
    fn labelled<'a>(&mut self, event: Event<'a>) -> Event<'a> {
        match event {
            // A table that is still too wide scrolls in its own box, not the page.
            Event::Start(Tag::Table(_)) => Event::Html("<div class=\"wide\"><table>".into()),
            Event::End(TagEnd::Table) => Event::Html("</tbody></table></div>\n".into()),
            Event::Start(Tag::TableHead) => {
                self.names.clear();
                self.in_head = true;
                Event::Html("<thead><tr>".into())
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                Event::Html("</tr></thead><tbody>\n".into())
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                Event::Html("<tr>".into())
            }
            Event::End(TagEnd::TableRow) => Event::Html("</tr>\n".into()),
            Event::Start(Tag::TableCell) if self.in_head => {
                self.names.push(String::new());
                Event::Html("<th>".into())
            }
            Event::Start(Tag::TableCell) => {
                let name = self.names.get(self.column).map_or("", String::as_str);
                self.column += 1;
                Event::Html(format!("<td data-label=\"{}\">", markup! { (name) }.into_string()).into())
            }
            Event::End(TagEnd::TableCell) => Event::Html(if self.in_head { "</th>" } else { "</td>" }.into()),
            Event::Text(text) if self.in_head => {
                if let Some(name) = self.names.last_mut() {
                    name.push_str(&text);
                }
                Event::Text(text)
            }
            other => other,
        }
    }
}

/// Places in the page, and pages of the web: no `javascript:`.
fn is_safe(url: &str) -> bool {
    url.starts_with('#') || url.starts_with("https://") || url.starts_with("http://")
}

fn link(dest_url: CowStr<'_>) -> Event<'_> {
    let link_type = pulldown_cmark::LinkType::Inline;
    Event::Start(Tag::Link { link_type, dest_url, title: CowStr::Borrowed(""), id: CowStr::Borrowed("") })
}

/// The text of the first heading of second level in rendered HTML, tags included.
#[must_use]
pub fn title(html: &str) -> Option<&str> {
    let rest = html.split_once("<h2>")?.1;
    Some(rest.split_once("</h2>")?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_carry_the_name_of_their_column() {
        let html = render("| a | b |\n| --- | --- |\n| 1 | `<x>` |\n").into_string();
        assert!(html.contains("<td data-label=\"a\">1</td><td data-label=\"b\"><code>&lt;x&gt;</code></td>"), "{html}");
    }

    #[test]
    fn folds_stay_and_other_html_goes() {
        let html =
            render("<details><summary>GET /&lt;id&gt;</summary>\n\ntext\n\n</details>\n\n<script>x</script>\n").into_string();
        assert!(html.contains("<details class=\"fold\"><summary>GET /&lt;id&gt;</summary>"), "{html}");
        assert!(html.contains("</details>") && !html.contains("script"), "{html}");
        assert_eq!(fold("<details><summary><b>x</summary>"), None);
    }
}
