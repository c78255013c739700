//! Sizes as people read them: one way for the messages of rules and for the tables of the report.

/// Bytes in binary units: `812 bytes`, `9.5 KiB`, `352 KiB`, `1,500 KiB`. Rounded to the nearest.
#[must_use]
pub fn kibibytes(bytes: u64) -> String {
    if bytes < 1024 {
        return if bytes == 1 { "1 byte".to_owned() } else { format!("{bytes} bytes") };
    }
    let tenths = (u128::from(bytes) * 10 + 512) / 1024;
    if tenths < 100 {
        return format!("{}.{} KiB", tenths / 10, tenths % 10);
    }
    let whole = (u128::from(bytes) + 512) / 1024;
    match whole {
        0..1000 => format!("{whole} KiB"),
        // A thousand MiB are far beyond what a page or an image of an app weighs.
        _ => format!("{},{:03} KiB", whole / 1000, whole % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::kibibytes;

    #[test]
    fn sizes_are_rounded_and_never_more_precise_than_they_help() {
        let sizes = [(0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1.0 KiB"), (10_136, "9.9 KiB")];
        let large = [(10_240, "10 KiB"), (360_448, "352 KiB"), (1_536_000, "1,500 KiB")];
        for (bytes, words) in sizes.into_iter().chain(large) {
            assert_eq!(kibibytes(bytes), words);
        }
    }
}
