//! What a page makes the browser download.

pub mod backup_asset_shipped;
pub mod blocking_script_in_head;
pub mod unminified_asset;
