//! Files below static folders, and how a URL finds one of them.

use std::collections::BTreeMap;

use super::super::SourceFile;
use super::templates::{join, nearest};
use super::url::Target;
use crate::facts::Role;
use crate::model::FileId;
use crate::model::delivery::Asset;

/// Folders that a server hands out as they are.
const ROOTS: &[&str] = &["static", "assets", "public"];

/// All served files, in the order of the files; what a build says about them is added later.
pub fn assets(files: &[SourceFile]) -> Vec<Asset> {
    (0u32..)
        .zip(files)
        .filter(|(_, file)| !matches!(file.entry.role, Role::Test | Role::Docs))
        .filter(|(_, file)| !served_names(&file.entry.path).is_empty())
        .filter_map(|(at, file)| {
            let facts = file.facts.asset.as_ref()?;
            Some(Asset {
                file: FileId(at),
                path: file.entry.path.clone(),
                kind: facts.kind,
                bytes: facts.bytes,
                gzip: None,
                minified: facts.minified,
                content: facts.content,
                served: true,
                build: None,
                loaded_on: Vec::new(),
            })
        })
        .collect()
}

/// The names that a file has below the static folders of its path, outermost folder first.
pub fn served_names(path: &str) -> Vec<&str> {
    let folder = |at: usize| path[..at].rsplit('/').next().unwrap_or("");
    path.match_indices('/').filter(|(at, _)| ROOTS.contains(&folder(*at))).map(|(at, _)| &path[at + 1..]).collect()
}

/// Finds assets by URL.
pub struct AssetIndex<'a> {
    assets: &'a [Asset],
    by_path: BTreeMap<&'a str, usize>,
    /// By the name below the outermost static folder, and below inner ones.
    by_name: BTreeMap<&'a str, Vec<usize>>,
    by_inner_name: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> AssetIndex<'a> {
    pub fn new(assets: &'a [Asset]) -> Self {
        let mut index = Self { assets, by_path: BTreeMap::new(), by_name: BTreeMap::new(), by_inner_name: BTreeMap::new() };
        for (at, asset) in assets.iter().enumerate() {
            index.by_path.insert(&asset.path, at);
            let mut names = served_names(&asset.path).into_iter();
            if let Some(name) = names.next() {
                index.by_name.entry(name).or_default().push(at);
            }
            for name in names {
                index.by_inner_name.entry(name).or_default().push(at);
            }
        }
        index
    }

    /// The asset that a template at `from` means; none when it is absent or two are as likely.
    pub fn find(&self, target: &Target, from: &str) -> Option<usize> {
        match target {
            Target::Static { name, owner } => self.by_static_name(name, owner.as_deref(), from),
            Target::Path(path) => self.by_url_path(path, from),
            Target::External | Target::Unknown => None,
        }
    }

    fn by_static_name(&self, name: &str, owner: Option<&str>, from: &str) -> Option<usize> {
        let name = name.trim_start_matches("./");
        let candidates = self.by_name.get(name).or_else(|| self.by_inner_name.get(name))?;
        if let Some(owner) = owner {
            let owned: Vec<usize> =
                candidates.iter().copied().filter(|at| self.assets[*at].path.split('/').any(|part| part == owner)).collect();
            if !owned.is_empty() {
                return self.nearest(&owned, from);
            }
        }
        self.nearest(candidates, from)
    }

    /// `/static/js/app.js`, `static/app.js`, `../css/site.css`.
    fn by_url_path(&self, path: &str, from: &str) -> Option<usize> {
        if !path.starts_with('/')
            && let Some(at) = join(from, path).and_then(|joined| self.by_path.get(joined.as_str()).copied())
        {
            return Some(at);
        }
        let path = path.trim_start_matches("../").trim_start_matches("./").trim_start_matches('/');
        let (folder, name) = path.split_once('/')?;
        // The folder of the URL is that of the tree, or an alias of it.
        let candidates = self.by_name.get(name)?;
        let same: Vec<usize> =
            candidates.iter().copied().filter(|at| self.assets[*at].path.ends_with(&format!("{folder}/{name}"))).collect();
        if same.is_empty() && !ROOTS.contains(&folder) {
            return None;
        }
        self.nearest(if same.is_empty() { candidates } else { &same }, from)
    }

    fn nearest(&self, candidates: &[usize], from: &str) -> Option<usize> {
        nearest(candidates.iter().map(|at| (*at, self.assets[*at].path.as_str())), from)
    }
}
