//! What a browser downloads: size, compressed size, and whether a script or style was minified.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use xxhash_rust::xxh3::xxh3_64;

use crate::facts::asset::{AssetFacts, AssetKind};

/// Larger scripts and styles are not compressed: they are data, not code that a page loads.
const MAX_GZIP_INPUT: usize = 4 * 1024 * 1024;
/// Below this the shape of the lines says nothing.
const MIN_SHAPE_BYTES: usize = 512;
/// Lines of minified code are long; of code that people write, rarely over 120.
const DENSE_AVERAGE: usize = 250;
const WRITTEN_AVERAGE: usize = 120;
/// Share of white space, in percent: written code has 15 to 40, minified code 1 to 8.
const DENSE_WHITESPACE: usize = 10;

/// Reads a served file.
#[must_use]
pub fn read(path: &str, bytes: &[u8]) -> AssetFacts {
    let kind = kind(&extension_of(path));
    let code = matches!(kind, AssetKind::Script | AssetKind::Style);
    let lines = memchr::memchr_iter(b'\n', bytes).count() + usize::from(!bytes.is_empty() && !bytes.ends_with(b"\n"));
    AssetFacts {
        kind,
        bytes: bytes.len() as u64,
        minified: if code { minified(bytes) } else { None },
        lines: u32::try_from(lines).unwrap_or(u32::MAX),
        content: xxh3_64(bytes),
    }
}

/// Size after gzip level 6; `None` for formats that are compressed already, and for data rather than code.
#[must_use]
pub fn compressed(path: &str, bytes: &[u8]) -> Option<u64> {
    let extension = extension_of(path);
    let text = matches!(kind(&extension), AssetKind::Script | AssetKind::Style) || is_text(&extension);
    text.then(|| gzip(bytes)).flatten()
}

fn extension_of(path: &str) -> String {
    path.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase())
}

fn kind(extension: &str) -> AssetKind {
    match extension {
        "js" | "mjs" | "cjs" => AssetKind::Script,
        "css" => AssetKind::Style,
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "ico" | "bmp" | "tif" | "tiff" => AssetKind::Image,
        "woff" | "woff2" | "ttf" | "otf" | "eot" => AssetKind::Font,
        _ => AssetKind::Other,
    }
}

fn is_text(extension: &str) -> bool {
    matches!(extension, "svg" | "html" | "htm" | "json")
}

fn gzip(bytes: &[u8]) -> Option<u64> {
    if bytes.len() > MAX_GZIP_INPUT {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(6));
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(|out| out.len() as u64)
}

/// Judged by the shape of the lines; the name alone (`.min.`) proves nothing.
fn minified(bytes: &[u8]) -> Option<bool> {
    let body = without_licence(bytes);
    if body.len() < MIN_SHAPE_BYTES {
        return None;
    }
    let mut lengths = lengths_of_lines(body);
    let average = lengths.iter().sum::<usize>() / lengths.len().max(1);
    let is_dense = blanks(body) * 100 / body.len() <= DENSE_WHITESPACE;
    if !is_dense {
        return (average <= WRITTEN_AVERAGE).then_some(false);
    }
    if average >= DENSE_AVERAGE {
        return Some(true);
    }
    if average <= WRITTEN_AVERAGE {
        return None;
    }
    // Minifiers that break lines at a fixed width, and bundles that end in a map.
    lengths.sort_unstable();
    let most = lengths.get(lengths.len() * 95 / 100).copied().unwrap_or(0);
    let source_map = || memchr::memmem::rfind(body, b"sourceMappingURL=").is_some();
    (most >= 2 * DENSE_AVERAGE || source_map()).then_some(true)
}

/// Lengths of the lines that hold anything, without white space around.
fn lengths_of_lines(body: &[u8]) -> Vec<usize> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', body).chain([body.len()]);
    let lines = ends.map(|end| &body[std::mem::replace(&mut start, end + 1)..end]);
    lines.map(|line| line.trim_ascii().len()).filter(|len| *len > 0).collect()
}

/// How many bytes are white space. Counted in bytes for short stretches, which is many at a time.
fn blanks(body: &[u8]) -> usize {
    let of_stretch = |stretch: &[u8]| stretch.iter().map(|c| u8::from(c.is_ascii_whitespace())).sum::<u8>();
    body.chunks(usize::from(u8::MAX)).map(|stretch| usize::from(of_stretch(stretch))).sum()
}

/// The code without the comment that a minifier keeps at the top.
fn without_licence(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes.trim_ascii_start();
    loop {
        let end = if rest.starts_with(b"/*") {
            memchr::memmem::find(rest, b"*/").map(|at| at + 2)
        } else if rest.starts_with(b"//") {
            memchr::memchr(b'\n', rest).map(|at| at + 1)
        } else {
            None
        };
        match end {
            Some(end) => rest = rest[end..].trim_ascii_start(),
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> String {
        (0..200)
            .map(|n| format!("function step{n}(value) {{\n    if (value > {n}) {{\n        return value;\n    }}\n}}\n"))
            .collect()
    }

    fn dense() -> String {
        (0..300).map(|n| format!("function s{n}(v){{return v>{n}?v:{n}}}")).collect()
    }

    #[test]
    fn written_code_is_not_minified() {
        let facts = read("static/app.js", written().as_bytes());
        assert_eq!(facts.minified, Some(false));
        assert_eq!(facts.kind, AssetKind::Script);
        assert_eq!(facts.lines, 1_000);
        let gzip = compressed("static/app.js", written().as_bytes());
        assert!(gzip.is_some_and(|gzip| gzip > 100 && gzip < facts.bytes / 4));
    }

    #[test]
    fn dense_code_is_minified_even_below_a_licence() {
        let licence = format!("/*!\n * Widget v1\n{} */\n", " * Permission is granted\n".repeat(60));
        assert_eq!(read("static/lib.js", format!("{licence}{}", dense()).as_bytes()).minified, Some(true));
    }

    #[test]
    fn the_name_alone_does_not_decide() {
        assert_eq!(read("static/app.min.js", written().as_bytes()).minified, Some(false));
        assert_eq!(read("static/app.js", dense().as_bytes()).minified, Some(true));
    }

    #[test]
    fn tiny_files_are_not_judged() {
        assert_eq!(read("static/a.js", b"a()").minified, None);
    }

    #[test]
    fn images_are_not_compressed_again() {
        let image = [0x89, b'P', b'N', b'G'];
        let facts = read("static/logo.PNG", &image);
        assert_eq!((facts.kind, facts.minified), (AssetKind::Image, None));
        assert_eq!(compressed("static/logo.PNG", &image), None);
        assert!(compressed("static/logo.svg", b"<svg></svg>").is_some());
    }

    #[test]
    fn equal_bytes_have_equal_content() {
        assert_eq!(read("a.js", b"x").content, read("b.css", b"x").content);
        assert_ne!(read("a.js", b"x").content, read("a.js", b"y").content);
    }
}
