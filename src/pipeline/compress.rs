//! Compressed sizes, of those files only that a page loads: compressing costs more than all other reading of a file.

use std::path::Path;

use rayon::prelude::*;

use crate::model::delivery::Asset;
use crate::source::file;
use crate::source::guard::guarded;
use crate::syntax::asset;

/// Fills `gzip` of the assets that pages load. A file that cannot be read any more has no compressed size.
pub fn compress(root: &Path, assets: &mut [Asset]) {
    assets.par_iter_mut().filter(|asset| asset.served && !asset.loaded_on.is_empty()).for_each(|asset| {
        let bytes = file::read(&root.join(&asset.path)).unwrap_or_default();
        asset.gzip = guarded(|| asset::compressed(&asset.path, &bytes)).ok().flatten();
    });
}
