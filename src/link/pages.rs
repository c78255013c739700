//! Templates and the assets that they load.
