//! Methods that jQuery, the browser and the language bring along: any other, on what `$` returns, is one of a plugin.

/// The methods of jQuery itself, of version 1 to 3.
const JQUERY: &str = "add addBack addClass after ajax ajaxComplete ajaxError ajaxSend ajaxSetup ajaxStart ajaxStop \
    ajaxSuccess always animate append appendTo attr before bind blur change children clearQueue click clone closest contents \
    css data dblclick delay delegate dequeue detach done each empty end eq extend fadeIn fadeOut fadeTo fadeToggle fail \
    filter find finish first focus focusin focusout get getJSON getScript grep has hasClass height hide hover html inArray \
    index innerHeight innerWidth insertAfter insertBefore is isArray isFunction keydown keypress keyup last live load map \
    merge mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup next nextAll nextUntil not off offset \
    offsetParent on one outerHeight outerWidth param parent parents parentsUntil parseHTML parseJSON position post prepend \
    prependTo prev prevAll prevUntil promise prop queue ready remove removeAttr removeClass removeData removeProp \
    replaceAll replaceWith resize scroll scrollLeft scrollTop select serialize serializeArray show siblings slice slideDown \
    slideToggle slideUp stop submit text then toArray toggle toggleClass trigger triggerHandler trim unbind undelegate \
    unique unwrap val when width wrap wrapAll wrapInner";
/// Those of the browser's own objects and of the language that short scripts call.
const BROWSER: &str = "abs addEventListener appendChild apply assign bind call catch ceil charAt concat confirm contains \
    createElement debug endsWith entries error every exec fill finally flat flatMap floor forEach freeze from getAttribute \
    getBoundingClientRect getDate getElementById getElementsByClassName getElementsByName getElementsByTagName getFullYear \
    getHours getItem getMinutes getMonth getSeconds getTime getTimezoneOffset go includes indexOf info isArray join json keys \
    lastIndexOf log match matches max min now open parse pop preventDefault push pushState querySelector querySelectorAll \
    random reduce reload removeAttribute removeChild removeEventListener removeItem replace replaceState reset resolve \
    reverse round search set setAttribute setDate setItem setTimeout shift some sort splice split startsWith \
    stopImmediatePropagation stopPropagation stringify substr substring test toFixed toISOString toLocaleDateString \
    toLocaleString toLowerCase toString toUpperCase unshift values warn write";

pub(super) fn is_usual(method: &str) -> bool {
    [JQUERY, BROWSER].iter().any(|methods| methods.split_ascii_whitespace().any(|known| known == method))
}
