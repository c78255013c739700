//! Edits of one file: which go together, and the text that they make.

use crate::finding::Edit;

/// The edit can be made beside the others: it is one of them, or touches nothing that they replace. Insertions at one place
/// stand side by side.
pub fn fits(edit: &Edit, others: &[&Edit]) -> bool {
    others.iter().all(|other| *other == edit || is_apart(edit, other))
}

fn is_apart(a: &Edit, b: &Edit) -> bool {
    let (a, b) = (a.place.span, b.place.span);
    a.end <= b.start || b.end <= a.start
}

/// The text after all edits, which fit each other; `None` when a range is not in the text.
pub fn apply(text: &str, mut edits: Vec<&Edit>) -> Option<String> {
    edits.sort_by(|a, b| (a.place.span, &a.text).cmp(&(b.place.span, &b.text)));
    edits.dedup();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, edit) in edits.iter().enumerate() {
        let (start, end) = (edit.place.span.start as usize, edit.place.span.end as usize);
        if edits.get(at + 1).is_some_and(|next| is_part(edit, next)) {
            continue;
        }
        out.push_str(text.get(done..start)?);
        text.get(start..end)?;
        out.push_str(&edit.text);
        done = end;
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

/// `.options(a)` says nothing beside `.options(a.b)` at the same place. In order of text the longer one comes next.
fn is_part(edit: &Edit, next: &Edit) -> bool {
    let open = edit.text.strip_suffix(')').filter(|open| open.ends_with(')'));
    edit.place == next.place && open.is_some_and(|open| next.text.strip_prefix(open).is_some_and(|rest| rest.starts_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Span;
    use crate::model::{FileId, Place};

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        Edit { place: Place { file: FileId(0), span: Span::new(start, end) }, text: text.into() }
    }

    #[test]
    fn edits_are_applied_wherever_they_stand() {
        let (first, second) = (edit(0, 1, "x"), edit(4, 4, "y"));
        assert_eq!(apply("abcdef", vec![&second, &first]).as_deref(), Some("xbcdyef"));
    }

    #[test]
    fn what_another_edit_replaces_is_not_touched() {
        let replaced = edit(2, 5, "x");
        assert!(!fits(&edit(4, 6, "y"), &[&replaced]));
        assert!(!fits(&edit(3, 3, "y"), &[&replaced]));
        assert!(fits(&edit(5, 6, "y"), &[&replaced]));
        assert!(fits(&replaced.clone(), &[&replaced]), "the same edit of two findings");
    }

    #[test]
    fn an_option_that_another_one_begins_with_is_written_once() {
        let (short, long) = (edit(1, 1, ".options(load(A.b))"), edit(1, 1, ".options(load(A.b).load(B.c))"));
        assert_eq!(apply("q!", vec![&long, &short]).as_deref(), Some("q.options(load(A.b).load(B.c))!"));
        let other = edit(1, 1, ".options(load(A.d))");
        assert_eq!(apply("q!", vec![&other, &short]).as_deref(), Some("q.options(load(A.b)).options(load(A.d))!"));
    }

    #[test]
    fn a_range_outside_the_text_makes_no_text() {
        assert_eq!(apply("ä", vec![&edit(1, 1, "x")]), None);
        assert_eq!(apply("a", vec![&edit(5, 6, "x")]), None);
    }
}
