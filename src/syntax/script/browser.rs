//! Names that browsers define.

/// What browsers define, as far as short scripts use it.
const BROWSER: &[&str] = &[
    "AbortController",
    "Array",
    "ArrayBuffer",
    "Audio",
    "BigInt",
    "Blob",
    "Boolean",
    "CSS",
    "CustomEvent",
    "DOMParser",
    "DataTransfer",
    "Date",
    "DocumentFragment",
    "Element",
    "Error",
    "Event",
    "EventSource",
    "File",
    "FileReader",
    "FormData",
    "Function",
    "HTMLElement",
    "HTMLFormElement",
    "HTMLInputElement",
    "Headers",
    "Image",
    "Infinity",
    "IntersectionObserver",
    "Intl",
    "JSON",
    "KeyboardEvent",
    "Map",
    "Math",
    "MouseEvent",
    "MutationObserver",
    "NaN",
    "Node",
    "NodeFilter",
    "NodeList",
    "Notification",
    "Number",
    "Object",
    "Option",
    "Promise",
    "Proxy",
    "RangeError",
    "Reflect",
    "RegExp",
    "Request",
    "ResizeObserver",
    "Response",
    "Set",
    "String",
    "Symbol",
    "SyntaxError",
    "TextDecoder",
    "TextEncoder",
    "TypeError",
    "URIError",
    "URL",
    "URLSearchParams",
    "Uint8Array",
    "WeakMap",
    "WeakSet",
    "WebSocket",
    "Worker",
    "XMLHttpRequest",
    "XMLSerializer",
    "addEventListener",
    "alert",
    "arguments",
    "atob",
    "btoa",
    "cancelAnimationFrame",
    "clearInterval",
    "clearTimeout",
    "confirm",
    "console",
    "crypto",
    "customElements",
    "decodeURI",
    "decodeURIComponent",
    "dispatchEvent",
    "document",
    "encodeURI",
    "encodeURIComponent",
    "escape",
    "event",
    "fetch",
    "getComputedStyle",
    "globalThis",
    "history",
    "innerWidth",
    "isFinite",
    "isNaN",
    "localStorage",
    "location",
    "matchMedia",
    "navigator",
    "parseFloat",
    "parseInt",
    "performance",
    "print",
    "prompt",
    "queueMicrotask",
    "removeEventListener",
    "requestAnimationFrame",
    "requestIdleCallback",
    "screen",
    "scrollBy",
    "scrollTo",
    "scrollX",
    "scrollY",
    "self",
    "sessionStorage",
    "setInterval",
    "setTimeout",
    "structuredClone",
    "undefined",
    "unescape",
    "window",
];

/// Properties of the window that browsers define, besides [`BROWSER`].
const OF_WINDOW: &[&str] = &[
    "devicePixelRatio",
    "frames",
    "innerHeight",
    "name",
    "onload",
    "onresize",
    "open",
    "opener",
    "outerHeight",
    "outerWidth",
    "pageXOffset",
    "pageYOffset",
    "parent",
    "top",
];

/// What old browsers put before the name of something that was not settled yet: `webkitRequestAnimationFrame`.
const PREFIXES: [&str; 4] = ["moz", "webkit", "ms", "o"];

/// Whether a name that stands alone, or behind `window.`, is the browser's.
pub fn is_of_browser(name: &str) -> bool {
    let is_known = |name: &str| BROWSER.contains(&name) || OF_WINDOW.contains(&name);
    let settled = |rest: &str| {
        let mut letters = rest.chars();
        let first = letters.next().filter(char::is_ascii_uppercase);
        first.is_some_and(|first| is_known(&format!("{}{}", first.to_ascii_lowercase(), letters.as_str())))
    };
    is_known(name) || PREFIXES.iter().filter_map(|prefix| name.strip_prefix(prefix)).any(settled)
}

#[cfg(test)]
mod tests {
    use super::is_of_browser;

    #[test]
    fn names_of_old_browsers() {
        assert!(is_of_browser("requestAnimationFrame") && is_of_browser("webkitRequestAnimationFrame"));
        assert!(!is_of_browser("moment") && !is_of_browser("oTable") && !is_of_browser("msal"));
    }
}
