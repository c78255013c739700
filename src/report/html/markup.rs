//! Markdown of our own writers as HTML. Raw HTML inside it is dropped: nothing of ours that reaches this file needs any.

use maud::{Markup, PreEscaped};
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
    parser.flat_map(|event| match event {
        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => vec![],
        // A wide table scrolls in its own box, not the page.
        Event::Start(Tag::Table(_)) => vec![raw("<div class=\"wide\">"), event],
        Event::End(TagEnd::Table) => vec![event, raw("</div>\n")],
        Event::Start(Tag::Link { ref dest_url, .. }) if !is_safe(dest_url) => vec![link(CowStr::Borrowed("#"))],
        other => vec![other],
    })
}

fn raw(html: &'static str) -> Event<'static> {
    Event::Html(CowStr::Borrowed(html))
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
