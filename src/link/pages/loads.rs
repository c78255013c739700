//! The downloads of one template: its scripts, stylesheets and images.

use compact_str::CompactString;

use super::super::SourceFile;
use super::assets::AssetIndex;
use super::bundles::bundle;
use super::outline::Spot;
use super::sections::section;
use super::templates::Templates;
use super::url::{Target, callee, url};
use crate::facts::Program;
use crate::facts::asset::AssetKind;
use crate::facts::page::{Attribute, Element, Part, Section, Tag};
use crate::facts::program::Expr;
use crate::model::delivery::{InlineScript, Load};
use crate::model::{FileId, Place};

pub fn loads(files: &[SourceFile], templates: &Templates<'_>, index: &AssetIndex<'_>, file: FileId) -> Vec<Load> {
    let facts = &files[file.index()].facts;
    let (Some(page), Some(program)) = (&facts.page, &facts.program) else { return Vec::new() };
    let from = &files[file.index()].entry.path;
    let load = |element: &Element| {
        let (kind, source) = source(element)?;
        let url = url(program, source);
        // Mako, ERB and webpack templates: their inheritance and conditions are not read.
        if url.text.contains("${") || url.text.contains("<%") {
            return None;
        }
        let blocks: Vec<String> = element.blocks.iter().map(|block| program.name(*block).to_owned()).collect();
        let spot = Spot { offset: element.span.start, blocks };
        let bundle = (kind == AssetKind::Script).then(|| bundle(files, templates, file, &spot)).flatten();
        Some(Load {
            place: Place { file, span: element.span },
            kind,
            section: element_section(files, templates, file, element, &spot),
            bundle,
            asset: index.find(&url.target, from),
            external: url.target == Target::External,
            versioned: url.versioned,
            url: url.text,
            deferred: is_deferred(program, element),
            inert: element.tag == Tag::Script && is_inert(element),
            conditional: element.conditional || source.conditional,
            block: spot.blocks.into_iter().next(),
        })
    };
    page.elements.iter().filter_map(load).collect()
}

/// Inline scripts that run at once and use names of others: a blocking script before them may be what defines these.
pub fn inline_scripts(files: &[SourceFile], templates: &Templates<'_>, file: FileId) -> Vec<InlineScript> {
    let facts = &files[file.index()].facts;
    let Some(page) = &facts.page else { return Vec::new() };
    let read = |element: &Element| facts.inline_names.iter().find(|of| of.body == element.span.end);
    // What cannot be read may wait for the page all the same.
    let waits =
        |element: &Element| ["DOMContentLoaded", "'load'", "\"load\"", "onload"].iter().any(|word| element.body.contains(word));
    let at_once = |element: &&Element| {
        element.tag == Tag::Script
            && element.attribute("src").is_none()
            && !is_inert(element)
            && !has_word(element, "type", "module")
            && read(element).map_or(!waits(element), |of| !of.foreign.is_empty() || !of.functions.is_empty())
    };
    let told = |names: &[CompactString]| names.iter().map(ToString::to_string).collect();
    let is_printed = |element: &&Element| {
        let Some(program) = &facts.program else { return true };
        // A macro is printed where it is called.
        let mut macros = program.functions.iter().map(|function| function.span);
        let in_macro = macros.any(|span| span.start <= element.span.start && element.span.end <= span.end);
        let blocks: Vec<String> = element.blocks.iter().map(|block| program.name(*block).to_owned()).collect();
        in_macro || templates.prints(file, &blocks)
    };
    let found = page.elements.iter().filter(at_once).filter(is_printed).map(|element| InlineScript {
        place: Place { file, span: element.span },
        names: read(element).map(|of| told(&of.foreign)),
        functions: read(element)
            .map_or_else(Vec::new, |of| of.functions.iter().map(|f| (f.name.to_string(), told(&f.foreign))).collect()),
    });
    found.collect()
}

/// What the element downloads, and the attribute that says from where.
fn source(element: &Element) -> Option<(AssetKind, &Attribute)> {
    let (kind, name) = match element.tag {
        Tag::Script => (AssetKind::Script, "src"),
        Tag::Img => (AssetKind::Image, "src"),
        Tag::Link if has_word(element, "rel", "stylesheet") => (AssetKind::Style, "href"),
        Tag::Link if has_word(element, "rel", "icon") => (AssetKind::Image, "href"),
        Tag::Link | Tag::Style => return None,
    };
    let attribute = element.attribute(name)?;
    attribute.value.as_ref().is_some_and(|parts| !parts.is_empty()).then_some((kind, attribute))
}

fn has_word(element: &Element, name: &str, word: &str) -> bool {
    let text = element.attribute(name).and_then(Attribute::text);
    text.is_some_and(|text| text.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case(word)))
}

fn element_section(files: &[SourceFile], templates: &Templates<'_>, file: FileId, element: &Element, spot: &Spot) -> Section {
    if element.section != Section::Unknown {
        return element.section;
    }
    section(files, templates, file, spot)
}

/// Does not stop the parser, or may not: attributes that a variable prints could say so.
fn is_deferred(program: &Program, element: &Element) -> bool {
    let named = |name: &str| element.attribute(name).is_some();
    named("defer")
        || named("async")
        || has_word(element, "type", "module")
        || element.attributes.iter().any(|attribute| attribute.name == "{}" && !is_nonce(program, attribute))
}

/// A printed attribute that is known not to defer: a nonce or an integrity hash.
fn is_nonce(program: &Program, attribute: &Attribute) -> bool {
    let Some([Part::Hole(id)]) = attribute.value.as_deref() else { return false };
    let name = match program.expr(*id) {
        Expr::Call { func, .. } => callee(program, func),
        _ => callee(program, *id),
    };
    name.is_some_and(|name| ["nonce", "integrity", "sri"].iter().any(|word| name.to_ascii_lowercase().contains(word)))
}

/// What follows `text/`, `application/` or `x-` in the types that browsers run.
const SCRIPTS: [&str; 4] = ["javascript", "ecmascript", "jscript", "livescript"];

/// Not JavaScript by its type; a type that a variable decides counts as none.
fn is_inert(element: &Element) -> bool {
    let Some(attribute) = element.attribute("type") else { return false };
    let Some(text) = attribute.text() else { return true };
    let text = text.trim().to_ascii_lowercase();
    let Some((main, kind)) = text.split_once('/') else { return !(text.is_empty() || text == "module") };
    let kind = kind.strip_prefix("x-").unwrap_or(kind);
    let versioned = kind.strip_prefix("javascript1.").is_some_and(|version| version.bytes().all(|b| b.is_ascii_digit()));
    !(matches!(main, "text" | "application") && (versioned || SCRIPTS.contains(&kind)))
}
