//! Processes, dependencies, proxies.
